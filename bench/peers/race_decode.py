"""bench/run decode: images per second, from encoded bytes in memory to RGB, two threads of ours against Pillow."""

import argparse
import sys
import tempfile
from pathlib import Path

import numpy
from PIL import Image

import decode_images
import race
import race_import

COPIES = 32  # of each of 18 real tiles of 224 pixels
FORMATS = (("png", {}, 0), ("jpg", {"quality": 90}, 2), ("tif", {}, 0))


def write(folder, extension, options):
    folder.mkdir()
    for _, stem, pixels in race_import.tiles():
        for number, variant in enumerate(race_import.variants(pixels, COPIES)):
            Image.fromarray(variant).save(folder / f"{stem}-{number:03d}.{extension}", **options)


def check(extension, folder, ours, tolerance):
    """Every image of ours must be Pillow's, but for the tolerance in grey levels on average."""
    files = sorted(folder.iterdir())
    pixels = numpy.fromfile(ours, dtype=numpy.uint8)
    worst = most = 0
    for file, own in zip(files, pixels.reshape(len(files), -1)):
        theirs = decode_images.pixels(file.read_bytes()).reshape(-1)
        difference = numpy.abs(own.astype(numpy.int16) - theirs)
        worst, most = max(worst, difference.mean()), max(most, difference.max())
    print(f"{extension}: grey levels between ours and Pillow's: {worst:.3f} on average, {most} at most", file=sys.stderr)
    if worst > tolerance:
        sys.exit(f"{extension}: ours has other pixels than Pillow")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    java, peer = str(race.HOME / "bench" / "java"), str(Path(decode_images.__file__))
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        ours = Path(name) / "pixels"
        for extension, options, tolerance in FORMATS:
            folder = Path(name) / extension
            write(folder, extension, options)
            ratios.append(race.alternate(
                f"{extension}, 224 px",
                race.Contestant("ours", [java, "decode.DecodeRate", str(folder), str(ours)]),
                [race.Contestant(f"Pillow, two {workers}", [sys.executable, peer, workers, str(folder)])
                 for workers in ("threads", "processes")],
                rounds,
            ))
            check(extension, folder, ours, tolerance)
    race.report("decode", ratios)


if __name__ == "__main__":
    main()
