package org.histochain.activities.dataset;

/** What came of one image of a source. */
sealed interface PatchOutcome permits SourcePatch, SkippedImage {}
