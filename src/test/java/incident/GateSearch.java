package incident;

import incident.GateWorld.Broken;
import incident.GateWorld.Request;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Goes through everything that can happen when several actors move the gates at once: every order of their
/// requests, every lag of the website, and up to `faults` times a write that times out, or a crash in the midst of
/// it, either with its effect, without, or before it. Whoever crashed starts again.
final class GateSearch {
    private record State(GateWorld world, List<GateActor> actors, int faults) {}

    /// A state in few bytes: the world's number, and twelve bits for each actor.
    private record Key(int world, long actors, int faults) {}

    private final Set<Key> seen = new HashSet<>();
    private final Map<GateWorld, Integer> worlds = new HashMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final List<GateActor.Work> works;
    private final boolean keepsConditions;
    private final Optional<GateState> last;
    private long steps;

    private GateSearch(List<GateActor.Work> works, boolean keepsConditions, Optional<GateState> last) {
        this.works = works.stream().distinct().toList();
        this.keepsConditions = keepsConditions;
        this.last = last;
    }

    /// How many states there are. Throws {@link Broken}, with the way there, at the first that must not be; also
    /// if both gates are not `last`, and served so, in the end.
    static int states(List<GateActor.Work> works, int faults, GateState last) {
        var search = new GateSearch(works, true, Optional.of(last));
        search.from(works, faults);
        return search.seen.size();
    }

    /// The same with a store that heeds no conditions.
    static void withoutConditions(List<GateActor.Work> works) {
        new GateSearch(works, false, Optional.empty()).from(works, 0);
    }

    private void from(List<GateActor.Work> works, int faults) {
        var starts = new HashMap<GateActor.Work, GateActor>();
        var actors = works.stream()
                .map(work -> starts.computeIfAbsent(work, GateActor::of))
                .toList();
        visit("start", new State(GateWorld.empty(), actors, faults));
    }

    private void visit(String step, State state) {
        if (!seen.add(key(state))) {
            return;
        }
        path.addLast(step);
        long before = steps;
        for (Gate gate : Gate.values()) {
            if (!state.world().served(gate).equals(state.world().written(gate))) {
                go("the website serves " + gate, () -> state.world().caughtUp(gate), state.actors(), state.faults());
            }
        }
        for (Request late : state.world().late()) {
            go("late " + late, () -> landed(state.world(), late), state.actors(), state.faults());
        }
        for (int i = 0; i < state.actors().size(); i++) {
            act(state, i);
        }
        if (steps == before) {
            checkEnd(state);
        }
        path.removeLast();
    }

    /// Actors that do the same work are told apart by nobody, so their order does not count.
    private Key key(State state) {
        long actors = 0;
        for (long actor :
                state.actors().stream().mapToLong(this::number).sorted().toArray()) {
            actors = actors << 12 | actor;
        }
        return new Key(worlds.computeIfAbsent(state.world(), world -> worlds.size()), actors, state.faults());
    }

    private long number(GateActor actor) {
        if (actor.id() >= 256) {
            throw new IllegalStateException("eight bits are too few for " + actor.id());
        }
        return (long) works.indexOf(actor.work()) << 8 | actor.id();
    }

    private GateWorld landed(GateWorld world, Request late) {
        return world.withoutLate(late).asked(late, keepsConditions).world();
    }

    private interface Change {
        GateWorld world();
    }

    private void go(String step, Change change, List<GateActor> actors, int faults) {
        steps++;
        try {
            visit(step, new State(change.world(), actors, faults));
        } catch (Broken broken) {
            throw broken.getSuppressed().length > 0 ? broken : told(broken, step);
        }
    }

    private Broken told(Broken broken, String step) {
        broken.addSuppressed(new IllegalStateException(String.join("\n", path) + "\n" + step));
        return broken;
    }

    /// Whoever waits, and would only ask the same again, does nothing.
    private void act(State state, int index) {
        var actor = state.actors().get(index);
        if (actor.request().isEmpty()) {
            return;
        }
        var request = actor.request().get();
        var done = state.world().asked(request, keepsConditions);
        var next = actor.after(done.answer());
        if (next != actor) {
            go(index + " " + request, done::world, with(state, index, next), state.faults());
        }
        if (state.faults() > 0 && request instanceof Request.Write) {
            disturb(state, index, request, done.world());
        }
    }

    /// Reads change nothing, so one that is lost is nothing new: it is asked again.
    private void disturb(State state, int index, Request request, GateWorld after) {
        int faults = state.faults() - 1;
        var actor = state.actors().get(index);
        var outcomes = List.of(state.world(), after, state.world().withLate(request));
        for (GateWorld world : outcomes) {
            go(index + " times out", () -> world, with(state, index, actor.after(GateActor.TIMEOUT)), faults);
            go(index + " crashes", () -> world, with(state, index, actor.again()), faults);
        }
    }

    private static List<GateActor> with(State state, int index, GateActor actor) {
        var actors = new ArrayList<>(state.actors());
        actors.set(index, actor);
        return List.copyOf(actors);
    }

    private void checkEnd(State state) {
        if (state.actors().stream().anyMatch(actor -> actor.end().isEmpty())) {
            throw told(new Broken("somebody waits for what never comes"), "end");
        }
        for (Gate gate : Gate.values()) {
            var served = state.world().served(gate);
            if (last.isPresent() && served.filter(last.get()::isSameAs).isEmpty()) {
                throw told(new Broken("in the end " + gate + " is " + served), "end");
            }
        }
    }
}
