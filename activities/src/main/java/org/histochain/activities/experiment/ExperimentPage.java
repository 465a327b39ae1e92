package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.report.PageModel;
import org.jspecify.annotations.Nullable;

/**
 * What the template of an experiment's report shows: texts only, in its order.
 *
 * @param experiment id of the experiment
 * @param dataset name of the data set
 * @param synthetic whether its tissue is drawn by a program
 * @param verdict the claims' verdicts in a sentence
 * @param warnings what must be known before anything is believed; may be empty
 * @param parts the page's parts, in their order
 * @param source the experiment file
 */
public record ExperimentPage(
    String experiment,
    String dataset,
    boolean synthetic,
    String verdict,
    List<String> warnings,
    List<Part> parts,
    String source) {
  public ExperimentPage {
    requireNonNull(experiment, "experiment is null");
    warnings = List.copyOf(warnings);
    parts = List.copyOf(parts);
  }

  /**
   * A part of the page.
   *
   * @param id its id on the page
   * @param title its heading
   * @param note what is to be known of it
   * @param table a table; null: none
   * @param figures charts; may be empty
   * @param data name of the files in {@code data/} that have its numbers; null: none
   */
  public record Part(
      String id,
      String title,
      String note,
      @Nullable Table table,
      List<PageModel.Figure> figures,
      @Nullable String data) {
    public Part {
      requireNonNull(id, "id is null");
      figures = List.copyOf(figures);
    }
  }

  /** A table: heads of its columns, and rows of as many cells. */
  public record Table(List<String> columns, List<Row> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }

    /** Returns the heads, each aligned as the cells below it. */
    public List<Column> heads() {
      List<Column> heads = new ArrayList<>();
      for (int n = 0; n < columns.size(); n++) {
        heads.add(
            new Column(columns.get(n), !rows.isEmpty() && rows.getFirst().cells().get(n).words()));
      }
      return heads;
    }
  }

  /** A column's head; {@code words} are aligned to the left, numbers to the right. */
  public record Column(String title, boolean words) {}

  /** A row; the first cell is its head. */
  public record Row(List<Cell> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A cell.
   *
   * @param text what it says
   * @param detail small words below it; empty: none
   * @param words whether it holds words rather than a number
   * @param mark {@code good}, {@code bad} or empty
   * @param link where it leads; empty: nowhere
   */
  public record Cell(String text, String detail, boolean words, String mark, String link) {
    static Cell number(String text) {
      return new Cell(text, "", false, "", "");
    }

    static Cell number(String text, String detail) {
      return new Cell(text, detail, false, "", "");
    }

    static Cell words(String text) {
      return new Cell(text, "", true, "", "");
    }

    static Cell words(String text, String detail) {
      return new Cell(text, detail, true, "", "");
    }

    static Cell marked(String text, String mark) {
      return new Cell(text, "", true, mark, "");
    }

    static Cell link(String text, String to) {
      return new Cell(text, "", true, "", to);
    }
  }
}
