package org.histochain.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainLengthTest {
  @TempDir Path folder;

  @Test
  void moreFaultsMakeALongerChain() {
    assertThat(ChainLength.of(12).updates()).isGreaterThan(12 * 120);
    assertThat(ChainLength.of(50).updates()).isGreaterThan(50 * 120);
  }

  @Test
  void stepsFollowOneAnother() {
    ChainLength length = new ChainLength(3, 200);
    assertThat(length.before("teacher")).isZero();
    assertThat(length.before("finetune-1") - length.before("pretrain-1")).isEqualTo(200);
    long iteration = length.before("pretrain-2") - length.before("pretrain-1");
    assertThat(length.before("finetune-3")).isEqualTo(length.before("finetune-1") + 2 * iteration);
    assertThat(length.updates()).isEqualTo(length.before("pretrain-3") + iteration);
  }

  @Test
  void theChainFileIsTheExamplesAndOfThatLength() throws IOException {
    Path file = folder.resolve("chain.yaml");
    new ChainLength(7, 200).write(Path.of("../examples/pathmnist-1000.yaml"), file);
    JsonNode chain = new YAMLMapper().readTree(file.toFile());
    assertThat(chain.at("/chain/iterations").asInt()).isEqualTo(7);
    assertThat(chain.at("/pretrain/steps").asInt()).isEqualTo(200);
    assertThat(chain.at("/pretrain/epochs").isMissingNode()).isTrue();
    assertThat(chain.at("/network/name").asText()).isEqualTo("resnet10");
  }
}
