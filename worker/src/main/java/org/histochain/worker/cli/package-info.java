/**
 * The command line: one small class per command, its output and exit codes. No training, no store
 * of its own.
 */
@NullMarked
package org.histochain.worker.cli;

import org.jspecify.annotations.NullMarked;
