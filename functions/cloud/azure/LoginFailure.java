package cloud.azure;

import base.ConfigurationFailure;
import base.Failure;
import com.azure.core.exception.ClientAuthenticationException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds out whether a request failed because nobody was let in. The SDK wraps what Entra says in exceptions of
/// no particular type.
final class LoginFailure {
    /// Entra itself calls these temporary.
    private static final Set<String> PASSING = Set.of("AADSTS90033", "AADSTS90055");

    private LoginFailure() {}

    /// The failure if there is no way in; empty if the request failed for another reason, or may work later.
    static Optional<Failure> in(String what, RuntimeException e) {
        var ours = causes(e).filter(Failure.class::isInstance).map(Failure.class::cast);
        var code = causes(e).flatMap(LoginFailure::codes).findFirst();
        boolean denied = code.isPresent()
                ? !PASSING.contains(code.get())
                : causes(e).anyMatch(ClientAuthenticationException.class::isInstance) && !unreachable(e);
        return ours.findFirst()
                .or(() -> denied
                        ? Optional.of(
                                denied(what + code.map(text -> ": " + text).orElse(""), e))
                        : Optional.empty());
    }

    /// There is no way in.
    static ConfigurationFailure denied(String what, @Nullable RuntimeException e) {
        return new ConfigurationFailure(
                "Azure does not let this identity " + what,
                "Check AZURE_TENANT_ID and AZURE_CLIENT_ID, the federated credential (issuer, subject and audience)"
                        + " or the client secret, and the roles that the identity has in Azure.",
                e);
    }

    /// Whether nothing was reached at all.
    static boolean unreachable(@Nullable Throwable e) {
        return causes(e).anyMatch(cause -> cause instanceof IOException || cause instanceof TimeoutException);
    }

    /// Entra's own codes, such as AADSTS700213. Of its text there may be too much.
    private static Stream<String> codes(Throwable e) {
        return Arrays.stream(String.valueOf(e.getMessage()).split("[^A-Z0-9]+", -1))
                .filter(word -> word.matches("AADSTS[0-9]+"));
    }

    private static Stream<Throwable> causes(@Nullable Throwable e) {
        return Stream.iterate(Optional.ofNullable(e), Optional::isPresent, cause -> cause.map(Throwable::getCause))
                .limit(20)
                .flatMap(Optional::stream);
    }
}
