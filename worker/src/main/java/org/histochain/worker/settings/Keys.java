package org.histochain.worker.settings;

import java.util.List;

/**
 * The keys of one section of a chain file.
 *
 * @param allowed what it may have
 * @param later what the contract of chain files has and this version has not
 */
record Keys(List<String> allowed, List<String> later) {
  Keys {
    allowed = List.copyOf(allowed);
    later = List.copyOf(later);
  }

  static Keys of(String... allowed) {
    return new Keys(List.of(allowed), List.of());
  }

  Keys butLater(String... names) {
    return new Keys(allowed, List.of(names));
  }
}
