package cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Errors as Resource Manager wraps them, down to what they mean.
final class ArmErrorTest {
    @Test
    void theInnermostCodeThatSaysSomethingIsFound() {
        var error = ArmError.of("""
                {"status": "Failed", "error": {"code": "DeploymentFailed", "message": "At least one failed.",
                 "details": [{"code": "Conflict", "message":
                  "{\\r\\n \\"status\\": \\"Failed\\", \\"error\\": {\\"code\\": \\"ResourceDeploymentFailure\\",
                    \\"message\\": \\"The resource failed.\\", \\"details\\": [{\\"code\\": \\"NicInUse\\",
                    \\"message\\": \\"It is in use.\\"}]}}"}]}}
                """.replace("\n", " "));
        assertThat(error).isEqualTo(new ArmError("NicInUse", "It is in use."));
    }

    @Test
    void ofSeveralErrorsTheOneAboutCapacityCounts() {
        var error = ArmError.of("""
                {"error": {"code": "MultipleErrorsOccurred", "message": "Several.", "details": [
                  {"code": "AllocationFailed", "message": "no place"},
                  {"code": "InvalidParameter", "message": "a bad name"}]}}
                """);
        assertThat(error).isEqualTo(new ArmError("AllocationFailed", "no place; a bad name"));
    }

    @Test
    void theErrorOfADeploymentIsInItsProperties() {
        var error = ArmError.of("{\"properties\": {\"error\": {\"code\": \"DeploymentFailed\", \"message\": \"m\"}}}");
        assertThat(error).isEqualTo(new ArmError("DeploymentFailed", "m"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OperationNotAllowed       | Operation could not be completed as it results in exceeding approved Total Regional Cores quota. | QuotaExceeded
            OperationNotAllowed       | The disk is attached.                                                                           | OperationNotAllowed
            InvalidTemplateDeployment | The requested size for resource 'x' is currently not available in location 'koreacentral'.      | SkuNotAvailable
            InvalidTemplateDeployment | The template is wrong.                                                                          | InvalidTemplateDeployment
            """)
    void someCodesMeanMoreThanOneThing(String code, String message, String meaning) {
        var error = ArmError.of("{\"error\": {\"code\": \"" + code + "\", \"message\": \"" + message + "\"}}");
        assertThat(error).isEqualTo(new ArmError(meaning, message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Bad gateway</html>", "{", "{}", "{\"error\": null}", "{\"error\": \"x\"}"})
    void whatIsNoErrorOfResourceManagerIsUnknown(String body) {
        assertThat(ArmError.of(body).code()).isEqualTo("Unknown");
    }

    @Test
    void anErrorMayBeDeepAndLong() {
        String deep = "{\"details\":[".repeat(400) + "{}" + "]}".repeat(400);
        assertThat(ArmError.of(deep).code()).isEqualTo("Unknown");
        assertThat(ArmError.of("x".repeat(100_000)).message()).hasSizeLessThan(2000);
    }
}
