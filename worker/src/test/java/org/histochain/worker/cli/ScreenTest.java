package org.histochain.worker.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ScreenTest {
  private static final String ENTER = "\u001b[?1049h";
  private static final String LEAVE = "\u001b[?1049l";

  private final ByteArrayOutputStream drawn = new ByteArrayOutputStream();
  private final Screen<ChainStatus> screen =
      new Screen<>(
          new PrintStream(drawn, true, UTF_8),
          () -> new TerminalSize(10, 40),
          new Nowhere(),
          (status, note, workers, link, size) ->
              new ScreenText(status, note, workers, link).fit(size));

  @Test
  void everyStatusIsDrawnInPlaceAndTheFirstScreenComesBack() {
    screen.show(status("prepare"));
    screen.show(status("teacher"));
    screen.close();
    screen.close();
    screen.show(status("late"));
    assertThat(drawn.toString(UTF_8))
        .startsWith(ENTER)
        .endsWith(LEAVE)
        .containsOnlyOnce(ENTER)
        .containsOnlyOnce(LEAVE)
        .containsPattern("(?s)\u001b\\[H.*prepare.*\u001b\\[H.*teacher")
        .doesNotContain("late");
  }

  @Test
  void aNoteIsShownUntilAStatusWithoutOne() {
    screen.show(status("teacher"));
    screen.note("Waiting for the store");
    screen.show(status("teacher"));
    drawn.reset();
    screen.show(status("teacher"));
    assertThat(drawn.toString(UTF_8)).contains("teacher").doesNotContain("Waiting for the store");
  }

  @Test
  void beforeThereIsAStatusNothingIsDrawn() {
    screen.note("a note");
    screen.close();
    assertThat(drawn.size()).isZero();
  }

  private static ChainStatus status(String step) {
    return new ChainStatus(
        StoredChains.summary("tissue-1", 0.5), "running", step, null, null, null);
  }

  private static final class Nowhere implements Screen.Surroundings {
    @Override
    public @Nullable String workers() {
      return null;
    }

    @Override
    public @Nullable String link() {
      return null;
    }
  }
}
