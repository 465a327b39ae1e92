package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.histochain.activities.artifact.ArtifactStore;
import org.histochain.activities.report.ChainFolder;
import org.histochain.activities.step.Json;
import org.jspecify.annotations.Nullable;

/** The numbers that a chain's own report keeps beside its page, read as they are. */
final class RunTables {
  private final ArtifactStore store;

  /**
   * Pseudo-labels of one class in one bin of confidence whose truth is known.
   *
   * @param of {@code kept} or {@code pool}
   */
  record PrecisionRow(
      int iteration,
      @JsonProperty("pseudo_label") String pseudoLabel,
      double above,
      @JsonProperty("up_to") double upTo,
      String of,
      int right,
      int wrong) {}

  /** A stage's confidence on one set, before and after temperature scaling. */
  record CalibrationRow(
      int iteration,
      String stage,
      boolean best,
      double temperature,
      String set,
      @JsonProperty("ece_before") double eceBefore,
      @JsonProperty("ece_after") double eceAfter,
      @JsonProperty("nll_before") double nllBefore,
      @JsonProperty("nll_after") double nllAfter,
      @JsonProperty("brier_before") double brierBefore,
      @JsonProperty("brier_after") double brierAfter) {}

  /** One of the most confident patches that were kept with a pseudo-label. */
  record SurestRow(
      int iteration,
      @JsonProperty("pseudo_label") String pseudoLabel,
      @JsonProperty("patch_id") String patch,
      double confidence,
      @Nullable String truth) {}

  RunTables(ArtifactStore store) {
    this.store = requireNonNull(store, "store is null");
  }

  List<PrecisionRow> precision(String chain) throws IOException {
    return read(chain, "precision", PrecisionRow.class);
  }

  List<CalibrationRow> calibration(String chain) throws IOException {
    return read(chain, "calibration", CalibrationRow.class);
  }

  List<SurestRow> surest(String chain) throws IOException {
    return read(chain, "surest", SurestRow.class);
  }

  /** A report from before a table was written has none of its rows. */
  private <T> List<T> read(String chain, String table, Class<T> row) throws IOException {
    Optional<byte[]> content = new ChainFolder(store, chain).reportData("data/" + table + ".json");
    return content.isEmpty()
        ? List.of()
        : Json.mapper().readerForListOf(row).readValue(content.get());
  }
}
