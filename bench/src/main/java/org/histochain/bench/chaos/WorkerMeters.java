package org.histochain.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker has counted since it started.
 *
 * @param updates updates of training, of all steps
 * @param stored checkpoints kept and steps finished: whatever needs the store
 */
record WorkerMeters(long updates, long stored) {
  static final WorkerMeters NONE = new WorkerMeters(0, 0);

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Pattern UPDATES =
      Pattern.compile("(?m)^histochain_training_update_seconds_count\\{.*} (\\S+)$");
  private static final Pattern STORED =
      Pattern.compile(
          "(?m)^histochain_(?:checkpoint_seconds_count\\{.*outcome=\"kept\".*"
              + "|steps_total\\{.*)} (\\S+)$");

  /** Asks a worker; empty where it does not answer. */
  static Optional<WorkerMeters> of(HttpClient client, int port) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(PATIENCE)
            .build();
    try {
      String text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return Optional.of(new WorkerMeters(sum(UPDATES, text), sum(STORED, text)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long sum(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    double sum = 0;
    while (matcher.find()) {
      sum += Double.parseDouble(matcher.group(1));
    }
    return (long) sum;
  }
}
