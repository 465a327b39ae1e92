package org.histochain.workflows.contract;

import io.temporal.api.common.v1.Payload;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;

/**
 * Refuses payloads that would grow with the pool. Servers differ in what they take (some take
 * anything), so the limit is ours; what is read back is never refused.
 */
final class PayloadGuard implements PayloadCodec {
  /** Largest payload in bytes, its metadata included. */
  static final int LIMIT = 256 * 1024;

  @Override
  public List<Payload> encode(List<Payload> payloads) {
    for (Payload payload : payloads) {
      int size = payload.getSerializedSize();
      if (size > LIMIT) {
        throw ApplicationFailure.newNonRetryableFailure(
            "a payload has "
                + size
                + " bytes and at most "
                + LIMIT
                + " are allowed: put its content into the store and pass a reference",
            FailureTypes.PAYLOAD_TOO_LARGE);
      }
    }
    return payloads;
  }

  @Override
  public List<Payload> decode(List<Payload> payloads) {
    return payloads;
  }
}
