package org.histochain.activities.upkeep;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that was made, and what it was made from.
 *
 * @param role what it is to what was made from it: {@code trained on}; empty for the first
 * @param what what it is
 * @param sha256 its digest
 * @param key key of the step that made it; null: no step did, or the store has no manifest of it
 * @param repeated whether it was told before: {@code from} is then empty
 * @param from what it was made from
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record LineageNode(
    String role,
    String what,
    String sha256,
    @Nullable String key,
    boolean repeated,
    List<LineageNode> from) {
  public LineageNode {
    requireNonNull(role, "role is null");
    requireNonNull(what, "what is null");
    requireNonNull(sha256, "sha256 is null");
    from = List.copyOf(requireNonNull(from, "from is null"));
  }
}
