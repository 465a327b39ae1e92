package org.histochain.worker.runtime;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.histochain.workflows.contract.ChainSpec;
import org.histochain.workflows.contract.LabelSpec;
import org.histochain.workflows.contract.SettingsChange;
import org.histochain.workflows.contract.TrainingSpec;

/** What Temporal's web page says of a chain from its start: a line in the list, and a table. */
final class StaticDetails {
  private static final int SUMMARY_BYTES = 200;

  private StaticDetails() {}

  /** Returns a line of at most 200 bytes, which is what a server takes. */
  static String summary(ChainSpec spec) {
    String summary =
        "%s, %d iterations, %s, k %s"
            .formatted(
                spec.dataset().name(),
                spec.chain().iterations(),
                spec.network().name(),
                spec.filter().k());
    byte[] bytes = summary.getBytes(StandardCharsets.UTF_8);
    return bytes.length <= SUMMARY_BYTES
        ? summary
        : new String(bytes, 0, SUMMARY_BYTES - 4, StandardCharsets.UTF_8);
  }

  /** Returns the settings that people ask for first, as a Markdown table. */
  static String table(ChainSpec spec) {
    StringBuilder table = new StringBuilder(512).append("| setting | value |\n|---|---|\n");
    row(table, "data set", spec.dataset().name() + ", version `" + digest(spec) + "`");
    row(table, "labels", labels(spec.labels()));
    row(
        table,
        "chain",
        "%d iterations%s, best by %s"
            .formatted(
                spec.chain().iterations(),
                spec.chain().patience() == null ? "" : ", patience " + spec.chain().patience(),
                spec.chain().select()));
    row(table, "filter", "k %s, p %d".formatted(spec.filter().k(), spec.filter().p()));
    row(
        table,
        "network",
        "%s, width %d, stem %s"
            .formatted(spec.network().name(), spec.network().width(), spec.network().stem()));
    row(table, "teacher", training(spec.teacher()));
    row(table, "pretrain", training(spec.pretrain()));
    row(table, "finetune", training(spec.finetune()));
    row(table, "threads, seed", spec.threads() + ", " + spec.seed());
    for (SettingsChange change : spec.changesOrNone()) {
      row(table, "from iteration " + change.from(), change.settings().toString());
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String setting, String value) {
    table.append("| ").append(setting).append(" | ").append(value).append(" |\n");
  }

  private static String digest(ChainSpec spec) {
    String digest = spec.dataset().digest();
    return digest.substring(0, Math.min(12, digest.length()));
  }

  private static String labels(LabelSpec labels) {
    if (labels.list() != null) {
      return "by a list";
    }
    return "%s, %sseed %d"
        .formatted(
            labels.perClass() == null
                ? labels.fraction() + " of labelled and pool"
                : labels.perClass() + " for each class",
            labels.draw() == null ? "" : "draw " + labels.draw() + ", ",
            labels.seed());
  }

  private static String training(TrainingSpec training) {
    return String.format(
        Locale.ROOT,
        "%s, batch %d, learning rate %s, weight decay %s",
        training.epochs() == null ? training.steps() + " steps" : training.epochs() + " epochs",
        training.batch(),
        plain(training.learningRate()),
        plain(training.weightDecay()));
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
