package org.histochain.activities.report;

import java.util.List;

/**
 * What the report's page shows, as plain text: the template escapes it. Public for the compiled
 * template alone.
 *
 * @param chain id of the chain
 * @param dataset name of the data set
 * @param verdict the result in a sentence
 * @param cards teacher and best on each set
 * @param labels the label budget in words
 * @param stages rows of the stage table
 * @param classSet the set that the class table is of
 * @param columns columns of the class table
 * @param classes rows of the class table
 * @param notes what must be known to read the scores right
 * @param selectionColumns columns of the selection table
 * @param selections rows of the selection table; empty without iterations
 * @param gallery pictures, and how right the pseudo-labels are
 * @param settings the chain's settings, by part
 * @param versions what made the report
 */
public record PageModel(
    String chain,
    String dataset,
    String verdict,
    List<Card> cards,
    String labels,
    List<StageRow> stages,
    String classSet,
    List<Column> columns,
    List<ClassRow> classes,
    List<String> notes,
    List<Column> selectionColumns,
    List<ClassRow> selections,
    Gallery gallery,
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
      return modelSha256.substring(0, Math.min(12, modelSha256.length()));
    }
  }

  /** A score; the interval is empty where there is none; {@code first} begins a set's scores. */
  public record Score(String value, String interval, boolean first) {}

  /** A column's head. */
  public record Column(String name, boolean best) {}

  /** One class over stages. */
  public record ClassRow(String name, List<Cell> cells) {}

  /** A value in a table. */
  public record Cell(String text, boolean best) {}

  /** Facts that belong together. */
  public record Facts(String title, List<Fact> facts) {}

  /** A name and a value. */
  public record Fact(String name, String value) {}
}
