/**
 * Children of a workflow: how they are started, and how many of them run at once. What they do is
 * no business of this package.
 */
@NullMarked
package org.histochain.workflows.child;

import org.jspecify.annotations.NullMarked;
