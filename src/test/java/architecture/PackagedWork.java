package architecture;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import testkit.fake.FakeAzure;
import testkit.fake.TemplateExpansion;

/// What needs more of the package than a handler gets to without Microsoft Entra and a database: a program of its own
/// with the package as its class path logs in to Azure by federation, and compresses.
final class PackagedWork {
    private PackagedWork() {}

    public static void main(String[] arguments) {
        try (var azure = FakeAzure.start(Clock.systemUTC(), TemplateExpansion.literal())) {
            System.out.println("deployment " + azure.manager().deployment("site"));
            System.out.println("tokens " + azure.entra().exchanges());
        }
        byte[] text = "lifeboat".repeat(100).getBytes(StandardCharsets.UTF_8);
        byte[] back = Zstd.decompress(Zstd.compress(text), text.length);
        System.out.println("compressed " + new String(back, StandardCharsets.UTF_8).substring(0, 8));
        System.exit(0);
    }
}
