package org.histochain.activities.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.histochain.activities.artifact.DamagedArtifactException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealedJsonTest {
  private record Kept(String name, double score, List<Integer> counts, @Nullable String note) {}

  private static final Kept KEPT = new Kept("a \"name\" ü", 1e-7, List.of(1, 20), null);

  @Test
  void recordIsReadAsItWasWritten() throws IOException {
    byte[] content = SealedJson.write(KEPT);

    assertThat(SealedJson.read(content, Kept.class)).isEqualTo(KEPT);
    assertThat(SealedJson.read(content).sealed()).isTrue();
    assertThat(Json.mapper().readValue(content, Kept.class)).isEqualTo(KEPT);
    assertThat(new String(content, StandardCharsets.UTF_8))
        .endsWith("\"\n}")
        .containsPattern(",\n {2}\"seal\" : \"[0-9a-f]{64}\"");
  }

  @Test
  void everyBitThatHasChangedIsNoticed() {
    byte[] content = SealedJson.write(KEPT);
    for (int bit = 0; bit < content.length * 8; bit++) {
      byte[] changed = content.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThatThrownBy(() -> SealedJson.read(changed, Kept.class))
          .as("bit %d", bit)
          .isInstanceOf(DamagedArtifactException.class);
    }
  }

  @Test
  void everyTruncationIsNoticed() {
    byte[] content = SealedJson.write(KEPT);
    for (int length = 0; length < content.length; length++) {
      byte[] torn = Arrays.copyOf(content, length);
      assertThatThrownBy(() -> SealedJson.read(torn, Kept.class))
          .as("%d bytes", length)
          .isInstanceOf(DamagedArtifactException.class);
    }
  }

  @Test
  void olderVersionsRecordHasNoSealAndNoUnknownField() throws IOException {
    byte[] old = Json.mapper().writeValueAsBytes(KEPT);
    assertThat(SealedJson.read(old, Kept.class)).isEqualTo(KEPT);
    assertThat(SealedJson.read(old).sealed()).isFalse();
    byte[] strange = "{\"name\": \"x\", \"nome\": 1}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> SealedJson.read(strange, Kept.class))
        .isInstanceOf(DamagedArtifactException.class)
        .hasMessageContaining("nome");
  }

  @Test
  void newerVersionsSealedRecordMayHaveMoreFields() throws IOException {
    byte[] newer = SealedJson.write(Json.mapper().<ObjectNode>valueToTree(KEPT).put("added", 1));
    assertThat(SealedJson.read(newer, Kept.class)).isEqualTo(KEPT);
  }
}
