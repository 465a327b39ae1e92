package org.histochain.activities.synthesis;

/**
 * A nucleus: an ellipse with an uneven border.
 *
 * @param x its centre, in micrometres from the left
 * @param y its centre, in micrometres from the top
 * @param length half its long axis, in micrometres
 * @param width half its short axis, in micrometres
 * @param cos cosine of the angle of its long axis
 * @param sin sine of that angle
 * @param density haematoxylin inside
 * @param uneven how far the border strays, as a share of the radius
 * @param soft width of the border in micrometres
 */
record Nucleus(
    double x,
    double y,
    double length,
    double width,
    double cos,
    double sin,
    double density,
    double uneven,
    double soft) {}
