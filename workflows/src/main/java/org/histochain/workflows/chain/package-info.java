/**
 * The workflows: what happens, in which order. Deterministic: no clock, no randomness, no input or
 * output of their own.
 */
@NullMarked
package org.histochain.workflows.chain;

import org.jspecify.annotations.NullMarked;
