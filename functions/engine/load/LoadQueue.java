package engine.load;

import engine.mysql.Session;
import engine.mysql.Workers;
import engine.stored.StoredTable.StoredFile;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Hands out files to load: from the table with the most left for each thread that is at it, so that threads
/// keep out of each other's way and the last files are small. Whoever loads the last file of a table builds its
/// keys.
final class LoadQueue implements Workers.Tasks {
    private final List<Line> lines = new ArrayList<>();
    private final FileLoader loader;
    private final TableMaker maker;

    private static final class Line {
        final TablePlan plan;
        final Deque<StoredFile> files;
        long bytesLeft;
        int active;

        Line(TablePlan plan) {
            this.plan = plan;
            this.files = new ArrayDeque<>(plan.table().files());
            this.bytesLeft = plan.table().storedBytes();
        }

        double weight() {
            return (double) (bytesLeft + 1) / (active + 1);
        }
    }

    LoadQueue(List<TablePlan> plans, FileLoader loader, TableMaker maker) {
        this.loader = loader;
        this.maker = maker;
        plans.forEach(plan -> lines.add(new Line(plan)));
    }

    @Override
    public synchronized Optional<Consumer<Session>> next() {
        return lines.stream().max(Comparator.comparingDouble(Line::weight)).map(this::take);
    }

    private Consumer<Session> take(Line line) {
        line.active++;
        var file = line.files.poll();
        if (line.files.isEmpty()) {
            lines.remove(line);
        }
        if (file == null) {
            return session -> maker.finish(session, line.plan);
        }
        line.bytesLeft -= file.storedBytes();
        return session -> {
            loader.load(session, line.plan, file);
            if (isLast(line)) {
                maker.finish(session, line.plan);
            }
        };
    }

    private synchronized boolean isLast(Line line) {
        return --line.active == 0 && line.files.isEmpty();
    }
}
