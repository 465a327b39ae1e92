package org.histochain.activities.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.histochain.activities.network.Tensor;
import org.junit.jupiter.api.Test;

class CheckpointFileTest {
  private static final String KEY = "a".repeat(64);

  @Test
  void whatIsReadIsWhatWasWritten() {
    Checkpoint read = CheckpointFile.read(KEY, CheckpointFile.write(KEY, checkpoint()));

    assertThat(read.update()).isEqualTo(17);
    assertThat(read.floats("weights", 3)).containsExactly(1.5f, -0f, Float.MIN_VALUE);
    assertThat(read.number("images")).isEqualTo(Long.MIN_VALUE);
    assertThat(read.tensors()).containsOnlyKeys("weights", "images");
  }

  @Test
  void aFileTornAnywhereIsRefused() {
    byte[] file = CheckpointFile.write(KEY, checkpoint());

    for (int length = 0; length < file.length; length++) {
      byte[] torn = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> CheckpointFile.read(KEY, torn))
          .as("%d of %d bytes", length, file.length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aFlippedBitAnywhereIsRefused() {
    byte[] file = CheckpointFile.write(KEY, checkpoint());

    for (int place = 0; place < file.length; place++) {
      byte[] flipped = file.clone();
      flipped[place] ^= (byte) (1 << place % 8);
      assertThatThrownBy(() -> CheckpointFile.read(KEY, flipped))
          .as("byte %d", place)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aCheckpointOfAnotherStepIsRefusedByName() {
    String other = "b".repeat(64);

    assertThatThrownBy(() -> CheckpointFile.read(KEY, CheckpointFile.write(other, checkpoint())))
        .hasMessage("it belongs to another step, " + other);
  }

  @Test
  void anArrayOfAnotherSizeIsRefusedByName() {
    assertThatThrownBy(() -> checkpoint().floats("weights", 4))
        .hasMessage("weights of the checkpoint has 3 values: it must have 4");
    assertThatThrownBy(() -> checkpoint().floats("moments", 3))
        .hasMessage("The checkpoint has no moments");
  }

  private static Checkpoint checkpoint() {
    SortedMap<String, Tensor> tensors = new TreeMap<>();
    tensors.put("weights", Tensor.floats(List.of(3), new float[] {1.5f, -0f, Float.MIN_VALUE}));
    tensors.put("images", Tensor.scalar(Long.MIN_VALUE));
    return new Checkpoint(17, tensors);
  }
}
