package cloud.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import base.CorruptionFailure;
import base.Secret;
import base.TransientFailure;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import incident.Gate;
import incident.GateState;
import incident.GateStore.Versioned;
import incident.Gates;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import testkit.Azurite;
import testkit.SharedClouds;

/// Against a real Azurite.
final class AzureGateStoreTest {
    private final BlobContainerClient container = SharedClouds.get().container(SharedClouds.name());
    private final AzureGateStore store = new AzureGateStore(container);

    @Test
    void aGateThatWasNeverWrittenHasNoState() {
        assertThat(store.read(Gate.DR_OPEN)).isEmpty();
    }

    @Test
    void whatWasWrittenIsRead() {
        assertThat(store.create(Gate.DR_OPEN, state(true, 1))).isTrue();
        assertThat(store.read(Gate.DR_OPEN).map(Versioned::state)).contains(state(true, 1));
        assertThat(store.read(Gate.PRIMARY_BLOCKED)).isEmpty();
    }

    @Test
    void aGateIsMadeOnce() {
        store.create(Gate.DR_OPEN, state(true, 1));
        assertThat(store.create(Gate.DR_OPEN, state(true, 2))).isFalse();
        assertThat(store.read(Gate.DR_OPEN).map(Versioned::state)).contains(state(true, 1));
    }

    @Test
    void onlyTheStateThatWasReadIsReplaced() {
        store.create(Gate.DR_OPEN, state(true, 1));
        String mark = store.read(Gate.DR_OPEN).orElseThrow().etag();
        assertThat(store.replace(Gate.DR_OPEN, state(false, 1), mark)).isTrue();
        assertThat(store.replace(Gate.DR_OPEN, state(true, 2), mark)).isFalse();
        assertThat(store.read(Gate.DR_OPEN).map(Versioned::state)).contains(state(false, 1));
    }

    @Test
    void whatIsGoneIsNotReplaced() {
        assertThat(store.replace(Gate.DR_OPEN, state(true, 1), "\"0x8DC0\"")).isFalse();
        assertThat(store.read(Gate.DR_OPEN)).isEmpty();
    }

    @Test
    void ofSeveralWritersOneWins() throws Exception {
        var created = together(writer -> store.create(Gate.DR_OPEN, state(true, writer)));
        assertThat(created).containsOnlyOnce(true);
        String mark = store.read(Gate.DR_OPEN).orElseThrow().etag();
        assertThat(together(writer -> store.replace(Gate.DR_OPEN, state(false, writer), mark)))
                .containsOnlyOnce(true);
    }

    @Test
    void noCacheMayKeepAGate() {
        store.create(Gate.DR_OPEN, state(true, 1));
        var properties = container.getBlobClient(Gate.DR_OPEN.blob()).getProperties();
        assertThat(properties.getCacheControl()).isEqualTo("no-store");
        assertThat(properties.getContentType()).isEqualTo("application/json");
    }

    @Test
    void aTextOfSomebodyElseIsNeitherOpenNorShut() {
        container.getBlobClient(Gate.DR_OPEN.blob()).upload(BinaryData.fromString("\"state\":\"open\""));
        assertThatThrownBy(() -> store.read(Gate.DR_OPEN)).isInstanceOf(CorruptionFailure.class);
    }

    @Test
    void aContainerThatIsAbsentIsSaidSo() {
        var login =
                new AzureLogin.ConnectionString(new Secret(SharedClouds.get().connectionString()));
        var absent = new AzureGateStore(login.container(Azurite.ACCOUNT, "absent"));
        assertThatThrownBy(() -> absent.read(Gate.DR_OPEN))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("the container does not exist");
        assertThatThrownBy(() -> absent.create(Gate.DR_OPEN, state(true, 1))).isInstanceOf(ConfigurationFailure.class);
    }

    @Test
    void aLeaseThatKeepsAGateIsNotTakenForALostRace() {
        store.create(Gate.DR_OPEN, state(true, 1));
        String mark = store.read(Gate.DR_OPEN).orElseThrow().etag();
        var lease = new com.azure.storage.blob.specialized.BlobLeaseClientBuilder()
                .blobClient(container.getBlobClient(Gate.DR_OPEN.blob()))
                .buildClient();
        lease.acquireLease(15);
        assertThatThrownBy(() -> store.replace(Gate.DR_OPEN, state(false, 1), mark))
                .isInstanceOf(ConfigurationFailure.class)
                .isNotInstanceOf(TransientFailure.class)
                .hasMessageContaining("LeaseIdMissing");
    }

    @Test
    void whoMayNotWriteIsToldSoWithoutAWrite() {
        store.create(Gate.DR_OPEN, state(true, 1));
        store.create(Gate.PRIMARY_BLOCKED, state(true, 1));
        String mark = store.read(Gate.DR_OPEN).orElseThrow().etag();
        gates("rw").demandThatTheyCanBeWritten();
        assertThat(store.read(Gate.DR_OPEN).map(Versioned::etag)).contains(mark);
        for (String permissions : List.of("r", "rcl")) {
            assertThat(gates(permissions).state()).hasSize(2);
            assertThatThrownBy(() -> gates(permissions).demandThatTheyCanBeWritten())
                    .isInstanceOf(ConfigurationFailure.class)
                    .hasMessageContaining("write the gate")
                    .hasMessageContaining("Azure denies it");
        }
        assertThat(store.read(Gate.DR_OPEN).map(Versioned::etag)).contains(mark);
    }

    /// As somebody with these permissions alone.
    private Gates gates(String permissions) {
        String signature = container.generateSas(new BlobServiceSasSignatureValues(
                OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(5), BlobContainerSasPermission.parse(permissions)));
        var theirs = new BlobContainerClientBuilder()
                .endpoint(container.getBlobContainerUrl())
                .sasToken(signature)
                .buildClient();
        return new Gates(new AzureGateStore(theirs), gate -> Optional.empty(), Clock.systemUTC(), () -> {});
    }

    private interface Writer {
        boolean write(long number);
    }

    private static List<Boolean> together(Writer writer) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> calls = IntStream.rangeClosed(1, 8)
                    .<Callable<Boolean>>mapToObj(number -> () -> writer.write(number))
                    .toList();
            return executor.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private static GateState state(boolean open, long epoch) {
        return new GateState(open, epoch, "failover-" + epoch, Instant.parse("2026-01-01T00:00:00Z"));
    }
}
