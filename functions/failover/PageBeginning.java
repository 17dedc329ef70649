package failover;

import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/// Takes the beginning of a page for the whole, since a page may be of any length. What it comes to is how many bytes
/// were read.
final class PageBeginning implements HttpResponse.BodySubscriber<Long> {
    private static final long ENOUGH = 64 * 1024;

    private final CompletableFuture<Long> end = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private long read;

    @Override
    public CompletionStage<Long> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        read += part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (subscription == null) {
            return;
        }
        if (read < ENOUGH) {
            subscription.request(1);
        } else {
            subscription.cancel();
            end.complete(read);
        }
    }

    @Override
    public void onError(Throwable problem) {
        end.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        end.complete(read);
    }
}
