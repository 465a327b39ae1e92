/**
 * Checkpoints: where a training step stands, kept in the store so that any later start goes on from
 * there. Knows bytes, names and when; nothing of how training works.
 */
@NullMarked
package org.histochain.activities.checkpoint;

import org.jspecify.annotations.NullMarked;
