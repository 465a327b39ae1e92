package org.histochain.worker.settings;

import java.util.List;

/** The keys that one section of a chain file may have. */
record Keys(List<String> allowed) {
  Keys {
    allowed = List.copyOf(allowed);
  }

  static Keys of(String... allowed) {
    return new Keys(List.of(allowed));
  }
}
