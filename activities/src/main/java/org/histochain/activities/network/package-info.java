/**
 * Networks and their weights: ResNets, safetensors, model cards. One of the three rooms that know
 * DJL.
 */
@NullMarked
package org.histochain.activities.network;

import org.jspecify.annotations.NullMarked;
