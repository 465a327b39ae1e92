package org.histochain.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.artifact.ServerBinary;
import org.histochain.activities.artifact.StoreLocation;
import org.histochain.activities.artifact.Stores;
import org.histochain.activities.report.ChainFolder;
import org.histochain.worker.cli.Shell.Outcome;
import org.histochain.worker.runtime.ChainStarter;
import org.histochain.worker.runtime.EmbeddedTemporal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real Temporal says whether a chain runs, whatever its state in the store. */
@Timeout(120)
class ForgetRunningChainTest {
  @TempDir private Path folder;

  @Test
  void aRunningChainIsNotForgottenAndOneThatTemporalHasEndedIs() throws Exception {
    Shell shell = new Shell(folder);
    try (EmbeddedTemporal temporal =
            EmbeddedTemporal.start(
                folder.resolve("server"), Optional.of(ServerBinary.find("temporal")));
        ArtifactStore store = Stores.open(StoreLocation.folder(folder.resolve("store")))) {
      shell.set(
          "TEMPORAL_ADDRESS", temporal.client().getWorkflowServiceStubs().getOptions().getTarget());
      ChainFolder chain = new ChainFolder(store, "busy");
      chain.begin(StoredChains.spec("tissue"));
      new ChainStarter(temporal.connection()).start("busy", StoredChains.spec("tissue"));

      Outcome refused = shell.run("artifacts", "forget", "chain", "busy");
      assertThat(refused.exitCode()).isEqualTo(2);
      assertThat(refused.err().lines())
          .singleElement()
          .asString()
          .contains("chain busy is running", "histochain cancel busy");
      assertThat(chain.spec()).isPresent();

      temporal.client().newUntypedWorkflowStub("busy").terminate("on purpose");
      Outcome forgotten = shell.run("artifacts", "forget", "chain", "busy", "--output", "json");
      assertThat(forgotten.exitCode()).describedAs(forgotten.err()).isZero();
      assertThat(forgotten.json().get("files").intValue()).isEqualTo(2);
      assertThat(chain.spec()).isEmpty();
    }
  }
}
