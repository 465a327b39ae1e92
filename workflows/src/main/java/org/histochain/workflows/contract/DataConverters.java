package org.histochain.workflows.contract;

import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;

/** How records become payloads: JSON, and none too large. */
public final class DataConverters {
  private DataConverters() {}

  /**
   * Returns the converter that every client and worker uses. A payload over 256 KiB is refused
   * where it is made, as a non-retryable {@link io.temporal.failure.ApplicationFailure} of type
   * {@link FailureTypes#PAYLOAD_TOO_LARGE}: it fails the workflow or the activity that made it.
   */
  public static DataConverter guarded() {
    return new CodecDataConverter(
        new UserInputConverter(DefaultDataConverter.newDefaultInstance()),
        List.of(new PayloadGuard()),
        false);
  }
}
