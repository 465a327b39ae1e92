"""bench/run import: ours against a Python script that writes the same tars, whole commands, start to end."""

import argparse
import io
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy
from PIL import Image

import race

DATA = Path(os.environ["HISTOCHAIN_TEST_DATA"])
TILES = 18  # real tiles of 224 pixels
BIOPSIES = 1367  # real patches of 64 pixels


def variants(pixels, count):
    """Other images of the same statistics: turned, mirrored and rolled, all different."""
    side = pixels.shape[0]
    for number in range(count):
        turned = numpy.rot90(pixels, number % 4)
        mirrored = turned[:, ::-1] if number % 8 >= 4 else turned
        yield numpy.roll(mirrored, (number * 7 % side, number * 13 // side % side), (0, 1))


def tiles():
    for file in sorted((DATA / "nct-crc-tiles").glob("*.tif")):
        with Image.open(file) as image:
            pixels = numpy.asarray(image.convert("RGB"))
        if pixels.shape[:2] == (224, 224):
            yield file.stem.split("_")[1], file.stem, pixels


def biopsies():
    with zipfile.ZipFile(DATA / "ebhi-seg-64" / "images.zip") as images:
        for name in sorted(images.namelist()):
            if name.endswith(".png"):
                with Image.open(io.BytesIO(images.read(name))) as image:
                    yield Path(name).parent.name, Path(name).stem, numpy.asarray(image.convert("RGB"))


def colorectal():
    with numpy.load(DATA / "pathmnist-1000" / "pathmnist-train-first1000.npz") as stored:
        for number, (image, label) in enumerate(zip(stored["train_images"], stored["train_labels"])):
            yield str(int(label.item())), f"{number:04d}", image


def write(folder, images, copies, extension, **options):
    for kind, stem, pixels in images:
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for number, variant in enumerate(variants(pixels, copies)):
            Image.fromarray(variant).save(folder / kind / f"{stem}-{number:03d}.{extension}", **options)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        cases = [
            # A small one, where the start of a Java virtual machine counts.
            (biopsies, BIOPSIES, 6, "64 px", "png", {}),
            (biopsies, BIOPSIES, 24, "64 px", "png", {}),
            (tiles, TILES, 112, "224 px", "tif", {}),
            (tiles, TILES, 112, "224 px", "jpg", {"quality": 90}),
            (tiles, TILES, 336, "224 px", "png", {}),
        ]
        ratios = []
        for images, originals, copies, size, extension, options in cases:
            case = f"{originals * copies} {extension}, {size}"
            source = work / "source"
            write(source, images(), copies, extension, **options)
            out, store = work / "out", work / "store"

            def clean():
                shutil.rmtree(out, ignore_errors=True)
                shutil.rmtree(store, ignore_errors=True)
                store.mkdir()

            histochain = [str(race.HOME / "histochain"), "dataset", "import", "tiles", str(source)]
            peer = [sys.executable, str(Path(__file__).with_name("import_images.py")), str(source), str(out)]
            ratios.append(
                race.compare(
                    case,
                    (histochain, {"HISTOCHAIN_STORE": f"file:{store}", "XDG_CACHE_HOME": str(work / "cache")}),
                    {"Pillow, two processes": (peer, {})},
                    rounds,
                    clean,
                )
            )
            shutil.rmtree(source)
        race.report("import", ratios)


if __name__ == "__main__":
    main()
