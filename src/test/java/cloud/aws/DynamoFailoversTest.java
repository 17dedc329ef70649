package cloud.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import base.ConfigurationFailure;
import incident.FailoverStore;
import incident.FailoverStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import testkit.SharedClouds;

/// Against DynamoDB Local.
final class DynamoFailoversTest extends FailoverStoreContract {
    private final DynamoDbClient dynamo = SharedClouds.dynamo().client();
    private final DynamoFailovers store;

    DynamoFailoversTest() {
        String table = SharedClouds.name();
        SharedClouds.dynamo().createFailoverTable(table);
        store = new DynamoFailovers(dynamo, table, "shop");
    }

    @AfterEach
    void close() {
        dynamo.close();
    }

    @Override
    protected FailoverStore store() {
        return store;
    }

    @Test
    void aTableThatIsNotThereIsNamed() {
        var nowhere = new DynamoFailovers(dynamo, "nowhere", "shop");
        assertThatThrownBy(() -> nowhere.find("x"))
                .isInstanceOf(ConfigurationFailure.class)
                .hasMessageContaining("nowhere");
    }
}
