package cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// A table whose columns line up: texts to the left, numbers to the right.
final class TextTable {
    private final List<List<String>> rows = new ArrayList<>();
    private final String alignment;

    /// `alignment` has a letter for each column: `l` or `r`.
    TextTable(String alignment, String... head) {
        this.alignment = alignment;
        rows.add(List.of(head));
    }

    void row(String... cells) {
        rows.add(List.of(cells));
    }

    void print(PrintWriter out) {
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String cell = row.get(column);
                String padding = " ".repeat(width(column) - length(cell));
                line.append(column == 0 ? "" : "  ");
                line.append(alignment.charAt(column) == 'r' ? padding + cell : cell + padding);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
