package org.histochain.activities.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.histochain.activities.report.Gallery;
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
   * @param maps shaded tables; may be empty
   * @param walls patches, a wall for each arm; may be empty
   * @param data name of the files in {@code data/} that have its numbers; null: none
   */
  public record Part(
      String id,
      String title,
      String note,
      @Nullable Table table,
      List<PageModel.Figure> figures,
      List<HeatMap> maps,
      List<Wall> walls,
      @Nullable String data) {
    public Part {
      requireNonNull(id, "id is null");
      figures = List.copyOf(figures);
      maps = List.copyOf(maps);
      walls = List.copyOf(walls);
    }

    Part(
        String id,
        String title,
        String note,
        @Nullable Table table,
        List<PageModel.Figure> figures,
        @Nullable String data) {
      this(id, title, note, table, figures, List.of(), List.of(), data);
    }

    static Part ofMaps(String id, String title, String note, List<HeatMap> maps, String data) {
      return new Part(id, title, note, null, List.of(), maps, List.of(), data);
    }

    static Part ofWalls(String id, String title, String note, List<Wall> walls) {
      return new Part(id, title, note, null, List.of(), List.of(), walls, null);
    }
  }

  /**
   * A table whose cells are shaded by their score.
   *
   * @param title what it shows
   * @param corner what its rows and columns are
   * @param columns heads of its columns
   * @param rows each as many cells as there are columns
   */
  public record HeatMap(String title, String corner, List<String> columns, List<HeatRow> rows) {
    public HeatMap {
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /** A row of a shaded table. */
  public record HeatRow(String name, List<HeatCell> cells) {
    public HeatRow {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A shaded cell.
   *
   * @param text its score
   * @param detail small words below it; empty: none
   * @param share how much it is shaded, 0 to 100
   * @param chosen whether it is framed
   */
  public record HeatCell(String text, String detail, int share, boolean chosen) {}

  /**
   * Patches of one arm.
   *
   * @param arm its name
   * @param detail of which run and iteration they are
   * @param link where that run's own report is
   * @param strips the patches
   */
  public record Wall(String arm, String detail, String link, List<Gallery.Strip> strips) {
    public Wall {
      strips = List.copyOf(strips);
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

    /** Returns the first cell. */
    public Cell head() {
      return cells.getFirst();
    }

    /** Returns the others. */
    public List<Cell> rest() {
      return cells.subList(1, cells.size());
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
    /** Sentences from so many letters on need room on narrow screens. */
    private static final int LONG = 30;

    /** Returns its class in the style sheet; null: none. */
    public @Nullable String look() {
      return !words ? null : text.length() > LONG ? "words long" : "words";
    }

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
