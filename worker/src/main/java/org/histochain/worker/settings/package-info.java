/**
 * Chain files and where things are: what is read from files and the environment, checked and
 * explained.
 */
@NullMarked
package org.histochain.worker.settings;

import org.jspecify.annotations.NullMarked;
