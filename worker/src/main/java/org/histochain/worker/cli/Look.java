package org.histochain.worker.cli;

import java.io.IOException;

/**
 * Looks how a chain or an experiment is.
 *
 * @param <S> its status
 */
@FunctionalInterface
interface Look<S> {
  S look(String id) throws IOException;
}
