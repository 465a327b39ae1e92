/**
 * What a finished chain's best model rests on: colour alone, and how far it holds when test patches
 * are changed. Opens test once best is fixed; trains nothing but colour baselines.
 */
@NullMarked
package org.histochain.activities.audit;

import org.jspecify.annotations.NullMarked;
