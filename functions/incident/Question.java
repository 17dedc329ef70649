package incident;

import base.Secret;
import java.time.Instant;

/// Something that a step asks a person. Whoever has the token can answer.
public record Question(String failover, String step, String text, Secret token, Instant askedAt) {}
