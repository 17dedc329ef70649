package testkit.azure;

import java.util.regex.Pattern;

/// A range of IPv4 addresses.
record Cidr(long first, long last) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");

    /// `10.0.0.0/8`, or one address.
    static Cidr parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new ArmTemplate.Invalid("InvalidTemplate", "'" + text + "' is no range of IPv4 addresses");
        }
        long address = 0;
        for (int i = 1; i <= 4; i++) {
            address = address << 8 | Long.parseLong(parts.group(i));
        }
        int bits = parts.group(5) == null ? 32 : Integer.parseInt(parts.group(5));
        if (address > 0xFFFFFFFFL || bits > 32) {
            throw new ArmTemplate.Invalid("InvalidTemplate", "'" + text + "' is no range of IPv4 addresses");
        }
        long size = 1L << 32 - bits;
        long first = address / size * size;
        return new Cidr(first, first + size - 1);
    }

    boolean holds(Cidr other) {
        return first <= other.first && other.last <= last;
    }
}
