package engine.format;

/// A piece of a SQL statement: what it is, its text, and where it stands.
public record Token(Kind kind, String text, int start, int end) {

    public enum Kind {
        /// A keyword, a bare name or a number.
        WORD,
        /// A name in back-quotes.
        NAME,
        /// A text in single or double quotes.
        STRING,
        /// One character of punctuation.
        SYMBOL,
        /// The beginning `/*!50003` or the end `*/` of a part that only some versions read.
        VERSION,
        /// A comment for people.
        COMMENT
    }

    /// Whether this is the keyword, in any case.
    public boolean is(String keyword) {
        return kind == Kind.WORD && text.equalsIgnoreCase(keyword);
    }

    /// Whether this is the character.
    public boolean isSymbol(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    /// The name without its quotes, which under ANSI_QUOTES are double ones.
    public String name() {
        return switch (kind) {
            case NAME -> unquoted("`");
            case STRING -> unquoted(text.substring(0, 1));
            case WORD, SYMBOL, VERSION, COMMENT -> text;
        };
    }

    private String unquoted(String quote) {
        return text.substring(1, text.length() - 1).replace(quote + quote, quote);
    }
}
