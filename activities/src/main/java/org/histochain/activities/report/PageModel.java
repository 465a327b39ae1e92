package org.histochain.activities.report;

import java.util.List;

/**
 * What the report's page shows, as plain text: the template escapes it. Public for the compiled
 * template alone.
 *
 * @param chain id of the chain
 * @param dataset name of the data set
 * @param verdict the result in a sentence
 * @param alarms signs that the pseudo-labels go wrong, in sentences
 * @param moreAlarms how many there is no room for
 * @param cards teacher and best on each set
 * @param labels the label budget in words
 * @param stages rows of the stage table
 * @param classSet the set that the class table is of
 * @param columns columns of the class table
 * @param classes rows of the class table
 * @param scores balanced accuracy by iteration, a chart for each set
 * @param classFigures F1 by iteration, a chart for each class
 * @param hard the hard classes in words
 * @param confusions confusion matrices of teacher and best
 * @param reliability reliability curve of the best model
 * @param bins its numbers
 * @param temperature what scaling it takes, in words
 * @param calibrations calibration by set, before and after scaling
 * @param notes what must be known to read the scores right
 * @param selectionColumns columns of the selection table
 * @param selections rows of the selection table; empty without iterations
 * @param confidences confidence of the pool and of what was kept, a chart for each iteration
 * @param cuts least confidence kept, a row for each class, a column for each iteration
 * @param precision precision of the kept pseudo-labels, a column for each iteration; empty where no
 *     truth of the pool is known
 * @param precisionFigures precision by confidence, a chart for each iteration
 * @param gallery pictures
 * @param lineage from the best model to the images
 * @param costs time of the steps, a row for each kind
 * @param settings the chain's settings, by part
 * @param versions what made the report
 */
public record PageModel(
    String chain,
    String dataset,
    String verdict,
    List<String> alarms,
    int moreAlarms,
    List<Card> cards,
    String labels,
    List<StageRow> stages,
    String classSet,
    List<Column> columns,
    List<ClassRow> classes,
    List<Figure> scores,
    List<Figure> classFigures,
    String hard,
    List<Confusion> confusions,
    Figure reliability,
    List<ClassRow> bins,
    String temperature,
    List<ClassRow> calibrations,
    List<String> notes,
    List<Column> selectionColumns,
    List<ClassRow> selections,
    List<Figure> confidences,
    List<ClassRow> cuts,
    List<PrecisionRow> precision,
    List<Figure> precisionFigures,
    Gallery gallery,
    List<Link> lineage,
    List<ClassRow> costs,
    List<Facts> settings,
    List<Fact> versions) {
  /** Teacher and best on one set. */
  public record Card(String title, String teacher, String best, String detail, boolean gained) {}

  /** One stage. */
  public record StageRow(
      String name,
      boolean best,
      String selected,
      List<Score> scores,
      String training,
      String modelSha256) {
    /** Returns what the table shows of the digest. */
    public String shortDigest() {
      return shortened(modelSha256);
    }
  }

  /** A link of the lineage. */
  public record Link(String what, String sha256, String patches, String made) {
    /** Returns what the table shows of the digest. */
    public String shortDigest() {
      return shortened(sha256);
    }
  }

  /** A score; the interval is empty where there is none; {@code first} begins a set's scores. */
  public record Score(String value, String interval, boolean first) {}

  /** How right the pseudo-labels of a class were, over iterations. */
  public record PrecisionRow(String name, List<Score> cells) {}

  /** A column's head. */
  public record Column(String name, boolean best) {}

  /** One class over stages. */
  public record ClassRow(String name, List<Cell> cells) {}

  /** A value in a table. */
  public record Cell(String text, boolean best) {}

  /**
   * A chart.
   *
   * @param title what it is of; empty: the heading says so
   * @param mark a mark beside the title, in a word; empty: none
   * @param svg the drawing, without any text of users: the template does not escape it
   * @param alt the same in words
   */
  public record Figure(String title, String mark, String svg, String alt) {}

  /** A confusion matrix: a row for each true class, a cell for each predicted one. */
  public record Confusion(String title, List<String> classes, List<ConfusionRow> rows) {}

  /** The patches of a true class. */
  public record ConfusionRow(String name, List<Share> cells) {}

  /** Patches of a true class that were predicted one class; {@code percent} is of that class. */
  public record Share(String patches, int percent, boolean right) {}

  /** Facts that belong together. */
  public record Facts(String title, List<Fact> facts) {}

  /** A name and a value. */
  public record Fact(String name, String value) {}

  private static String shortened(String digest) {
    return digest.substring(0, Math.min(12, digest.length()));
  }
}
