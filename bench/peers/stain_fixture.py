#!/usr/bin/env python3
"""Writes the numbers that HedJitterTest and MacenkoNormaliserTest compare with.

An independent route: NumPy's linear algebra, and scikit-image's stain separation where it applies.

    python3 -m venv venv && venv/bin/pip install numpy scikit-image
    venv/bin/python bench/peers/stain_fixture.py activities/src/test/resources/stain
"""
import json
import pathlib
import sys

import numpy as np
from skimage.color import combine_stains, hed_from_rgb, rgb_from_hed, separate_stains

# Macenko et al., ISBI 2009, with the reference that is in common use since.
REFERENCE = np.array([[0.5626, 0.2159], [0.7201, 0.8012], [0.4062, 0.5581]])
REFERENCE_CONCENTRATIONS = np.array([1.9705, 1.0308])
LIGHT, BETA = 240, 0.15


def patch(rng, side):
    """A patch of two stains on light, as tissue has them."""
    stains = np.array([[0.62, 0.68, 0.39], [0.12, 0.93, 0.35]])
    amounts = np.abs(rng.normal([0.5, 0.4], [0.45, 0.3], (side * side, 2)))
    amounts[rng.random(side * side) < 0.2] = 0
    density = amounts @ stains + np.abs(rng.normal(0, 0.02, (side * side, 3)))
    return np.clip(np.rint(245 * np.exp(-density)), 0, 255).astype(np.uint8)


def macenko(pixels):
    density = -np.log((pixels.astype(float) + 1) / LIGHT)
    tissue = density[~np.any(density < BETA, axis=1)]
    _, vectors = np.linalg.eigh(np.cov(tissue.T))
    plane = vectors[:, 1:3]
    if plane[:, 1].sum() < 0:
        plane[:, 1] *= -1
    projected = tissue @ plane
    angles = np.arctan2(projected[:, 0], projected[:, 1])
    low, high = np.percentile(angles, 1), np.percentile(angles, 99)
    one = plane @ np.array([np.sin(low), np.cos(low)])
    other = plane @ np.array([np.sin(high), np.cos(high)])
    stains = np.array([one, other] if one[0] > other[0] else [other, one]).T
    amounts = np.linalg.lstsq(stains, density.T, rcond=None)[0]
    amounts *= (REFERENCE_CONCENTRATIONS / np.percentile(amounts, 99, axis=1))[:, None]
    normalised = LIGHT * np.exp(-REFERENCE @ amounts)
    return np.minimum(255, np.rint(normalised.T)).astype(int), stains


def hed(pixels, factors, shifts):
    """Unmixing and mixing by scikit-image, whose amounts are -log10 / 6."""
    colours = np.maximum(pixels, 1) / 255
    amounts = 6 * separate_stains(colours, hed_from_rgb)
    exact = -np.log10(colours) @ np.linalg.inv(rgb_from_hed)
    assert np.allclose(amounts, np.maximum(exact, 0)), "scikit-image separates otherwise"
    moved = exact * factors + shifts
    mixed = combine_stains(moved / 6, rgb_from_hed)
    assert np.allclose(mixed, np.clip(10 ** -(moved @ rgb_from_hed), 0, 1))
    return mixed


def main(folder):
    rng = np.random.default_rng(2009)
    pixels = patch(rng, 16)
    normalised, stains = macenko(pixels)
    write(folder / "macenko.json", pixels=pixels.ravel().tolist(),
          normalised=normalised.ravel().tolist(),
          haematoxylin=stains[:, 0].tolist(), eosin=stains[:, 1].tolist())
    pixels = np.concatenate([patch(rng, 5), rng.integers(0, 256, (7, 3))]).astype(np.uint8)
    cases = []
    for factors, shifts in [([1, 1, 1], [0, 0, 0]), ([1.05, 0.97, 1.02], [0.03, -0.01, 0.05]),
                            ([0.8, 1.2, 0.9], [-0.2, 0.15, 0.1])]:
        cases.append({"factors": factors, "shifts": shifts,
                      "image": hed(pixels, np.array(factors), np.array(shifts)).ravel().tolist()})
    write(folder / "hed.json", pixels=pixels.ravel().tolist(), cases=cases)


def write(file, **content):
    file.write_text(json.dumps(content) + "\n")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
