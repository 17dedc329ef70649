package engine.mysql;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import base.Failure;
import base.TransientFailure;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Turns the server's and the driver's errors into failures that say what to do. The only place that knows the
/// codes.
public final class MySqlFailure {
    private static final int LOCK_TIMEOUT = 1205;

    private MySqlFailure() {}

    /// The failure for an error while doing `what`, for example "read shop.orders".
    public static Failure of(String what, SQLException cause) {
        if (hasCause(cause, SSLException.class) || hasCause(cause, CertificateException.class)) {
            return new ConfigurationFailure(
                    "cannot " + what + ": the server's certificate was not accepted",
                    "Trust its authority with sslCa=FILE, or lower sslMode if you must.",
                    cause);
        }
        return of(what, cause.getErrorCode(), text(cause), cause);
    }

    /// The first line, since the driver's own go on about packets, and what lay at the bottom of it.
    private static String text(SQLException error) {
        String line = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String bottom = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return line.contains(bottom) ? line : line + ": " + bottom;
    }

    /// The failure for a server error with its number and text.
    public static Failure of(String what, int code, String text, @Nullable Throwable cause) {
        String message = "cannot " + what + ": " + text.strip();
        return switch (code) {
            case 1044, 1045, 1142, 1143, 1227, 1370, 1419, 1698 ->
                new ConfigurationFailure(message, "Check user, password and grants of the account.", cause);
            case LOCK_TIMEOUT -> new TransientFailure(message, "A long query holds the table; try again later.", cause);
            case 1412, 1146, 1051, 1054 ->
                new CorruptionFailure(message, "A definition changed under the dump; run it again.", cause);
            case 1021, 1114, 1064, 1049, 1115, 1273 ->
                new ConfigurationFailure(message, "The server refuses this as it is set up.", cause);
            default -> new TransientFailure(message, "Try again; if it stays, look at the server's error log.", cause);
        };
    }

    /// Whether no connection could be made at all. A connection that broke later is something else: what was sent on
    /// it may have been done.
    public static boolean isUnreachable(Failure failure) {
        return failure instanceof TransientFailure
                && failure.getCause() instanceof SQLException cause
                && cause.getErrorCode() == 0
                && String.valueOf(failure.getMessage()).startsWith("cannot connect to ");
    }

    /// Whether the server said that the account may not do this.
    static boolean isDenied(SQLException e) {
        return switch (e.getErrorCode()) {
            case 1044, 1045, 1142, 1227 -> true;
            default -> false;
        };
    }

    /// Whether the failure is that a lock was not granted in time.
    static boolean isLockTimeout(Failure failure) {
        return failure.getCause() instanceof SQLException e && e.getErrorCode() == LOCK_TIMEOUT;
    }

    /// Whether the failure is that something which a statement names is not there.
    public static boolean isMissingObject(Failure failure) {
        return failure.getCause() instanceof SQLException e
                && switch (e.getErrorCode()) {
                    case 1049, 1054, 1146, 1305, 1356 -> true;
                    default -> false;
                };
    }

    private static boolean hasCause(Throwable error, Class<? extends Throwable> type) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
