package cloud.azure;

import base.ConfigurationFailure;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobServiceProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.StaticWebsite;
import java.util.Optional;

/// Whether the account serves its static website, and the switch for it. Needs more than the right to write blobs:
/// `Microsoft.Storage/storageAccounts/blobServices/read` and `/write`, which no role for data has.
public final class WebsiteSwitch {
    private static final String DOCUMENT = "index.html";

    /// What is known afterwards.
    public enum State {
        /// It was on, and was left as it is.
        ON,
        SWITCHED_ON,
        OFF,
        /// This login may not look.
        UNKNOWN
    }

    private final BlobContainerClient container;
    private final BlobServiceClient service;

    /// `container` is the one that the account serves as its website.
    public WebsiteSwitch(BlobContainerClient container) {
        this.container = container;
        this.service = container.getServiceClient();
    }

    /// How somebody else switches it on.
    public String command() {
        return WebsiteFailure.switchOn(account());
    }

    /// Whether it is on.
    public State look() {
        return properties().map(WebsiteSwitch::state).orElse(State.UNKNOWN);
    }

    private static State state(BlobServiceProperties properties) {
        var website = Optional.ofNullable(properties.getStaticWebsite());
        return website.filter(StaticWebsite::isEnabled).isPresent() ? State.ON : State.OFF;
    }

    /// Empty if this login may not read them.
    private Optional<BlobServiceProperties> properties() {
        try {
            return Optional.of(service.getProperties());
        } catch (BlobStorageException e) {
            if (WebsiteFailure.isNotAllowed(e)) {
                return Optional.empty();
            }
            throw WebsiteFailure.of("look at the static website", account(), e);
        } catch (RuntimeException e) {
            throw WebsiteFailure.of("look at the static website", account(), e);
        }
    }

    /// Sees to it that it is on, unless this login may not look. May run twice; fails with a
    /// {@link ConfigurationFailure} if it is off and this login may not switch it on.
    public State on() {
        var found = properties();
        return found.filter(properties -> state(properties) == State.OFF)
                .map(this::switchOn)
                .orElseGet(() -> found.map(WebsiteSwitch::state).orElse(State.UNKNOWN));
    }

    /// What was read goes back with it: the client sends an empty list of CORS rules where it was given none, and Azure
    /// would delete those that there are.
    private State switchOn(BlobServiceProperties properties) {
        var website =
                new StaticWebsite().setEnabled(true).setIndexDocument(DOCUMENT).setErrorDocument404Path(DOCUMENT);
        try {
            service.setProperties(properties.setStaticWebsite(website));
            container.createIfNotExists();
            return State.SWITCHED_ON;
        } catch (BlobStorageException e) {
            if (WebsiteFailure.isNotAllowed(e)) {
                throw new ConfigurationFailure(
                        "the static website of " + account() + " is off, and this login may not switch it on",
                        "With its blobs alone nothing can be done about that; " + WebsiteFailure.switchOn(account()),
                        e);
            }
            throw WebsiteFailure.of("switch the static website on", account(), e);
        } catch (RuntimeException e) {
            throw WebsiteFailure.of("switch the static website on", account(), e);
        }
    }

    private String account() {
        return container.getAccountName();
    }
}
