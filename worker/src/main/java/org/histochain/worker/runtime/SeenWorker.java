package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * A worker that asked Temporal for work of late.
 *
 * @param identity its process and host, {@code 4711@host}
 * @param roles the roles that it asked for
 */
public record SeenWorker(String identity, Set<Role> roles) {
  public SeenWorker {
    requireNonNull(identity, "identity is null");
    roles = Set.copyOf(requireNonNull(roles, "roles is null"));
  }
}
