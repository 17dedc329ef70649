package incident;

import base.RefusedFailure;
import base.TransientFailure;
import incident.GateWorld.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Somebody who moves the gates, at one point of his work: after these answers to what he asked so far. He is
/// the real code, run from its beginning with the answers that are known, until it asks what is not.
final class GateActor {
    /// The answer to a request whose outcome nobody hears of.
    static final String TIMEOUT = "timeout";

    /// What an actor does. He waits for ever; giving up is no different from a crash.
    interface Work {
        void run(GateStore store, PublicGates website);
    }

    /// How the work ended.
    enum End {
        DONE,
        REFUSED
    }

    /// Stops the code at a request whose answer is not known yet.
    private static final class Asks extends Error {
        private static final long serialVersionUID = 1L;
        private final transient Request request;

        Asks(Request request) {
            super("asks", null, false, false);
            this.request = request;
        }
    }

    /// What the rest of the work depends on. The code reads each gate once before it writes anything; apart from
    /// that, what it asks says where it is.
    private record Point(Optional<Request> request, Optional<End> end, boolean wasRead) {}

    private record Answered(Request request, Object answer) {}

    private final int id;
    private final Work work;
    private final List<Answered> answers;
    private final Map<Point, GateActor> points;
    private final GateActor start;
    private final Map<Object, GateActor> next = new HashMap<>();
    private @Nullable Request request;
    private @Nullable End end;

    private GateActor(Work work, List<Answered> answers, @Nullable GateActor start) {
        this.work = work;
        this.answers = answers;
        this.start = start == null ? this : start;
        this.points = start == null ? new HashMap<>() : start.points;
        this.id = points.size();
        run();
    }

    static GateActor of(Work work) {
        var start = new GateActor(work, List.of(), null);
        start.points.put(start.point(), start);
        return start;
    }

    Work work() {
        return work;
    }

    /// Its number among the points of this work, from 0.
    int id() {
        return id;
    }

    /// The same work from its beginning, as after a crash.
    GateActor again() {
        return start;
    }

    Optional<Request> request() {
        return Optional.ofNullable(request);
    }

    Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /// The same actor for the same answers, so that states can be compared.
    GateActor after(Object answer) {
        return next.computeIfAbsent(answer, key -> {
            var more = new ArrayList<>(answers);
            more.add(new Answered(request().orElseThrow(), key));
            var actor = new GateActor(work, more, start);
            return points.computeIfAbsent(actor.point(), point -> actor);
        });
    }

    private Point point() {
        boolean wasRead = answers.stream()
                .anyMatch(known ->
                        !known.answer().equals(TIMEOUT) && known.request().equals(request));
        return new Point(request(), end(), wasRead);
    }

    private void run() {
        var replay = new Replay(answers.iterator());
        try {
            work.run(replay, replay::look);
            end = End.DONE;
        } catch (Asks asks) {
            request = asks.request;
        } catch (RefusedFailure refused) {
            end = End.REFUSED;
        }
    }

    private record Replay(Iterator<Answered> answers) implements GateStore {
        private Object answer(Request request) {
            if (!answers.hasNext()) {
                throw new Asks(request);
            }
            Object answer = answers.next().answer();
            if (answer.equals(TIMEOUT)) {
                throw new TransientFailure("timed out", "Wait.");
            }
            return answer;
        }

        @Override
        public Optional<Versioned> read(Gate gate) {
            return ((Optional<?>) answer(new Request.Read(gate))).map(Versioned.class::cast);
        }

        @Override
        public boolean create(Gate gate, GateState state) {
            return (boolean) answer(new Request.Write(gate, state, Optional.empty()));
        }

        @Override
        public boolean replace(Gate gate, GateState state, String etag) {
            return (boolean) answer(new Request.Write(gate, state, Optional.of(etag)));
        }

        Optional<GateState> look(Gate gate) {
            return ((Optional<?>) answer(new Request.Look(gate))).map(GateState.class::cast);
        }
    }
}
