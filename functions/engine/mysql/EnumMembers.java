package engine.mysql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/// The members of an ENUM or SET column, from its full type.
public record EnumMembers(List<String> members) {

    public static EnumMembers of(String fullType) {
        var members = new ArrayList<String>();
        var member = new StringBuilder();
        boolean inside = false;
        for (int i = fullType.indexOf('(') + 1; i < fullType.length(); i++) {
            char c = fullType.charAt(i);
            if (!inside) {
                inside = c == '\'';
            } else if (c != '\'') {
                member.append(c);
            } else if (i + 1 < fullType.length() && fullType.charAt(i + 1) == '\'') {
                member.append(c);
                i++;
            } else {
                members.add(member.toString());
                member.setLength(0);
                inside = false;
            }
        }
        return new EnumMembers(members);
    }

    /// Whether a member's text tells which member it is. An empty member is no different from an invalid value;
    /// members that differ in case only, or that hold more than ASCII, may be one and the same to a collation.
    boolean areDistinctAsText() {
        var seen = new HashSet<String>();
        return members.stream().allMatch(member -> isPlain(member) && seen.add(member.toLowerCase(Locale.ROOT)));
    }

    private static boolean isPlain(String member) {
        return !member.isEmpty() && !mayBeLost(member) && member.chars().allMatch(c -> c >= 0x20 && c < 0x7F);
    }

    /// Whether a member may have been a character that the server's metadata cannot hold: it shows a question
    /// mark.
    public boolean mayBeLost() {
        return members.stream().anyMatch(EnumMembers::mayBeLost);
    }

    private static boolean mayBeLost(String member) {
        return member.indexOf('?') >= 0;
    }
}
