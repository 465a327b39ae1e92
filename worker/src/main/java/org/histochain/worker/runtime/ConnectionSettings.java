package org.histochain.worker.runtime;

import static java.util.Objects.requireNonNull;

import io.temporal.envconfig.ClientConfigProfile;
import org.jspecify.annotations.Nullable;

/**
 * Where Temporal is and how to be let in.
 *
 * @param address {@code host:port}
 * @param namespace namespace
 * @param profile TLS, API key and headers; null: none
 * @param uiAddress {@code http://host:port} of its web page; null: not known
 */
public record ConnectionSettings(
    String address,
    String namespace,
    @Nullable ClientConfigProfile profile,
    @Nullable String uiAddress) {
  public ConnectionSettings {
    requireNonNull(address, "address is null");
    requireNonNull(namespace, "namespace is null");
  }
}
