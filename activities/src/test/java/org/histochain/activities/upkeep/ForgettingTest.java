package org.histochain.activities.upkeep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.StepFailure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForgettingTest {
  @TempDir private Path cache;
  private AgingStore aging;
  private Forgetting forgetting;

  @BeforeEach
  void openStore() {
    aging = new AgingStore(cache);
    forgetting = new Forgetting(aging.store, UpkeepMonitor.silent());
  }

  @Test
  void aForgottenChainIsGoneAndWhatItMadeIsGarbage() throws IOException {
    aging.end("a");
    aging.end("ab");
    aging.step("a", "step");

    assertThat(forgetting.chain("a")).isEqualTo(3);
    assertThat(ChainFolder.ids(aging.store)).containsExactly("ab");
    assertThat(aging.store.list("chains/a/")).isEmpty();
    assertThat(forgetting.garbage().count()).isZero();
    aging.pass(Duration.ofSeconds(1));
    assertThat(forgetting.garbage().count()).isEqualTo(2);
    assertThat(forgetting.chain("a")).isZero();
  }

  @Test
  void aDataSetThatAChainUsesIsRefusedByItsName() throws IOException {
    aging.store.put("datasets/set/current", ("0".repeat(64) + "\n").getBytes(UTF_8));
    aging.end("user");

    assertThatThrownBy(() -> forgetting.dataset("set"))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("data set set is used by chain user")
        .hasMessageContaining("artifacts forget chain");
    assertThat(aging.store.list("datasets/")).hasSize(1);
    forgetting.chain("user");
    assertThat(forgetting.dataset("set")).isEqualTo(1);
    assertThat(aging.store.list("datasets/")).isEmpty();
    assertThat(forgetting.dataset("set")).isZero();
  }

  @Test
  void namesThatArePathsAreRefused() {
    assertThatThrownBy(() -> forgetting.chain("../x")).hasMessageContaining("../x");
    assertThatThrownBy(() -> forgetting.dataset("../x")).hasMessageContaining("../x");
  }
}
