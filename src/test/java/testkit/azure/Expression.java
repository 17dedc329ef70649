package testkit.azure;

import java.util.ArrayList;
import java.util.List;

/// An expression of the template language: `[concat(parameters('name'), '-gateway')]`.
sealed interface Expression {
    record Literal(Object value) implements Expression {}

    record Call(String function, List<Expression> arguments) implements Expression {}

    record Property(Expression of, String name) implements Expression {}

    record Index(Expression of, Expression at) implements Expression {}

    /// Whether a text of the template is an expression; `[[x]` is the text `[x]`.
    static boolean is(String text) {
        return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
    }

    /// What a text stands for that is no expression.
    static String literal(String text) {
        return text.startsWith("[[") && text.endsWith("]") ? text.substring(1) : text;
    }

    static Expression parse(String text) {
        var parser = new Parser(text, 1);
        Expression expression = parser.expression(0);
        parser.end();
        return expression;
    }

    /// Reads from left to right; the last character is the closing bracket.
    final class Parser {
        private static final int DEPTH_MAX = 60;
        private final String text;
        private int at;

        Parser(String text, int at) {
            this.text = text;
            this.at = at;
        }

        Expression expression(int depth) {
            check(depth <= DEPTH_MAX, "the expression is nested too deeply");
            Expression result = primary(depth);
            while (true) {
                if (takes('.')) {
                    result = new Property(result, word());
                } else if (takes('[')) {
                    result = new Index(result, expression(depth + 1));
                    check(takes(']'), "']' is missing");
                } else {
                    return result;
                }
            }
        }

        private Expression primary(int depth) {
            skip();
            char c = text.charAt(at);
            if (c == '\'') {
                return new Literal(quoted());
            }
            if (c == '-' || Character.isDigit(c)) {
                return new Literal(number());
            }
            String function = word();
            check(takes('('), "'(' is missing after " + function);
            var arguments = new ArrayList<Expression>();
            if (!takes(')')) {
                do {
                    arguments.add(expression(depth + 1));
                } while (takes(','));
                check(takes(')'), "')' is missing");
            }
            return new Call(function, List.copyOf(arguments));
        }

        private String quoted() {
            var value = new StringBuilder();
            for (at++; at < text.length(); at++) {
                if (text.charAt(at) != '\'') {
                    value.append(text.charAt(at));
                } else if (at + 1 < text.length() && text.charAt(at + 1) == '\'') {
                    value.append(text.charAt(++at));
                } else {
                    at++;
                    return value.toString();
                }
            }
            throw wrong("a quote is not closed");
        }

        private long number() {
            int from = at++;
            while (at < text.length() && Character.isDigit(text.charAt(at))) {
                at++;
            }
            try {
                return Long.parseLong(text.substring(from, at));
            } catch (NumberFormatException e) {
                throw wrong("no such number");
            }
        }

        private String word() {
            skip();
            int from = at;
            while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
                at++;
            }
            check(at > from, "a name is missing");
            return text.substring(from, at);
        }

        void end() {
            skip();
            check(at == text.length() - 1, "there is more than one expression");
        }

        private boolean takes(char c) {
            skip();
            if (at < text.length() && text.charAt(at) == c) {
                at++;
                return true;
            }
            return false;
        }

        private void skip() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }

        private void check(boolean right, String otherwise) {
            if (!right) {
                throw wrong(otherwise);
            }
        }

        private ArmTemplate.Invalid wrong(String what) {
            return new ArmTemplate.Invalid(
                    "InvalidTemplate", "cannot read the expression " + text + " at " + at + ": " + what);
        }
    }
}
