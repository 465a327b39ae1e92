/**
 * The activities as Temporal sees them: heartbeats, cancellation and failure types around the
 * steps.
 */
@NullMarked
package org.histochain.activities.service;

import org.jspecify.annotations.NullMarked;
