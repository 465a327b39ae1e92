package org.histochain.activities.table;

import java.io.IOException;

/** The patch id of a row that is being looked at: read only where it is asked for. */
@FunctionalInterface
public interface PatchId {
  /** Returns the id, while its row is the one looked at. */
  String text() throws IOException;
}
