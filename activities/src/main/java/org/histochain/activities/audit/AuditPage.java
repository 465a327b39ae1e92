package org.histochain.activities.audit;

import java.util.List;
import org.histochain.activities.report.Gallery;
import org.histochain.activities.report.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What the template of an audit shows, as plain text: the template escapes it. Public for the
 * compiled template alone.
 *
 * @param chain id of the chain
 * @param dataset name of the data set
 * @param synthetic whether its tissue is drawn by a program
 * @param verdict the result in a sentence
 * @param warning what colour alone explains; null: there is nothing to warn of
 * @param models the network and the models that see colours alone
 * @param figures a chart for each kind of perturbation
 * @param rows scores, a row for each perturbation
 * @param patch the patch that is shown
 * @param strips it unchanged and perturbed, a strip for each kind
 * @param notes what must be known to read the scores right
 * @param versions what was audited, and by what
 */
public record AuditPage(
    String chain,
    String dataset,
    boolean synthetic,
    String verdict,
    @Nullable String warning,
    List<ModelRow> models,
    List<PageModel.Figure> figures,
    List<PerturbedRow> rows,
    String patch,
    List<Gallery.Strip> strips,
    List<String> notes,
    List<PageModel.Fact> versions) {
  public AuditPage {
    models = List.copyOf(models);
    figures = List.copyOf(figures);
    rows = List.copyOf(rows);
    strips = List.copyOf(strips);
    notes = List.copyOf(notes);
    versions = List.copyOf(versions);
  }

  /** A model's scores; {@code share} of what the network has above chance. */
  public record ModelRow(
      String name,
      boolean network,
      String balanced,
      String interval,
      String accuracy,
      String share) {}

  /** Scores on perturbed patches; differences in points, intervals below them. */
  public record PerturbedRow(
      String name,
      boolean first,
      String balanced,
      String difference,
      String interval,
      String accuracy,
      String accuracyDifference,
      String accuracyInterval) {}
}
