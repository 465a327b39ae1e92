package org.histochain.activities.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.ForwardingStore;
import org.histochain.activities.artifact.MemoryStore;
import org.histochain.activities.artifact.StoreUnavailableException;
import org.histochain.activities.step.StepFailure;
import org.histochain.workflows.contract.FailureTypes;
import org.junit.jupiter.api.Test;

class CheckpointFolderTest {
  private final MemoryStore store = new MemoryStore();

  @Test
  void withoutACheckpointTheStepBeginsAtTheBeginning() throws IOException {
    assertThat(attempt().begin("teacher")).isEmpty();
  }

  @Test
  void theNewestOverAllAttemptsIsFound() throws IOException {
    CheckpointFolder first = attempt();
    CheckpointFolder second = attempt();
    first.write(Checkpoints.at(10));
    second.write(Checkpoints.at(30));
    first.write(Checkpoints.at(20));

    assertThat(resumedAt()).contains(30L);
  }

  @Test
  void aTornOrFlippedOneIsPassedOverForTheOneBefore() throws IOException {
    CheckpointFolder writer = attempt();
    writer.write(Checkpoints.at(10));
    String newest = writer.write(Checkpoints.at(20));
    byte[] whole = bytes(newest);

    store.put(newest, Arrays.copyOf(whole, whole.length / 2));
    assertThat(resumedAt()).contains(10L);
    whole[whole.length - 1] ^= 1;
    store.put(newest, whole);
    assertThat(resumedAt()).contains(10L);
    whole[whole.length - 1] ^= 1;
    store.put(newest, whole);
    assertThat(resumedAt()).contains(20L);
  }

  @Test
  void oneWhoseBytesTheServerHasLostIsPassedOverForTheOneBefore() throws IOException {
    CheckpointFolder writer = attempt();
    writer.write(Checkpoints.at(10));
    String rotten = writer.write(Checkpoints.at(20));
    ArtifactStore server =
        new ForwardingStore(store) {
          @Override
          public InputStream open(String path) throws IOException {
            if (path.equals(rotten)) {
              throw new StoreUnavailableException("503", new IOException("slow down"));
            }
            return super.open(path);
          }
        };

    assertThat(new CheckpointFolder(server, Checkpoints.KEY, "chain").begin("teacher"))
        .map(Checkpoint::update)
        .contains(10L);
  }

  @Test
  void oneOfAnotherStepIsNotUsed() throws IOException {
    store.put(
        Checkpoints.ROOT + "chain.00000000/000000000040",
        CheckpointFile.write("d".repeat(64), Checkpoints.at(40)));
    attempt().write(Checkpoints.at(10));

    assertThat(resumedAt()).contains(10L);
  }

  @Test
  void theLastTwoOfOnesOwnAreKeptAndOthersAreLeftAlone() throws IOException {
    CheckpointFolder writer = attempt();
    CheckpointFolder other = attempt();
    String others = other.write(Checkpoints.at(5));
    writer.write(Checkpoints.at(10));
    writer.write(Checkpoints.at(20));
    String second = writer.write(Checkpoints.at(30));
    String last = writer.write(Checkpoints.at(40));

    assertThat(store.list(Checkpoints.ROOT)).containsExactlyInAnyOrder(others, second, last);
  }

  @Test
  void nothingIsLeftOnceTheStepIsDone() throws IOException {
    CheckpointFolder writer = attempt();
    writer.begin("teacher");
    writer.write(Checkpoints.at(10));
    attempt().write(Checkpoints.at(20));
    store.put("checkpoints/another/x/000000000001", new byte[] {1});

    writer.clear();

    assertThat(store.list("checkpoints/")).containsExactly("checkpoints/another/x/000000000001");
  }

  @Test
  void fiveStartsWithoutANewerCheckpointEndTheStep() throws IOException {
    attempt().write(Checkpoints.at(10));
    for (int start = 1; start <= 5; start++) {
      assertThat(resumedAt()).contains(10L);
    }

    assertThatThrownBy(() -> attempt().begin("teacher"))
        .isInstanceOf(StepFailure.class)
        .hasMessageContaining("teacher started 5 times and never came past update 10")
        .extracting(failure -> ((StepFailure) failure).type())
        .isEqualTo(FailureTypes.NO_PROGRESS);
    assertThat(resumedAt()).as("after the chain was resumed").contains(10L);
  }

  @Test
  void aNewerCheckpointOrAnOrderlyEndOrAnotherChainDoesNotCountAgainstTheStep() throws IOException {
    for (int start = 1; start <= 4; start++) {
      attempt().begin("teacher");
    }
    for (int start = 1; start <= 6; start++) {
      CheckpointFolder stopped = attempt();
      stopped.begin("teacher");
      stopped.withdraw();
      new CheckpointFolder(store, Checkpoints.KEY, "other." + start).begin("teacher");
    }
    CheckpointFolder gettingOn = attempt();
    gettingOn.begin("teacher");
    gettingOn.write(Checkpoints.at(1));

    assertThat(resumedAt()).contains(1L);
  }

  private CheckpointFolder attempt() {
    return new CheckpointFolder(store, Checkpoints.KEY, "chain");
  }

  private Optional<Long> resumedAt() throws IOException {
    return attempt().begin("teacher").map(Checkpoint::update);
  }

  private byte[] bytes(String path) throws IOException {
    try (InputStream content = store.open(path)) {
      return content.readAllBytes();
    }
  }
}
