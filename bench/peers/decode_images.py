"""The decoder's peer: images per second that Pillow decodes, from encoded bytes in memory to an RGB array.

usage: decode_images.py threads|processes FOLDER
"""

import concurrent.futures
import io
import multiprocessing
import sys
import time
from pathlib import Path

import numpy
from PIL import Image

import race

WORKERS = 2
SECONDS = 5

files = []


def pixels(encoded):
    with Image.open(io.BytesIO(encoded)) as image:
        return numpy.asarray(image.convert("RGB"))


def rate(first):
    begun = time.monotonic()
    images = 0
    while time.monotonic() - begun < SECONDS:
        pixels(files[(first + images * WORKERS) % len(files)])
        images += 1
    return images / (time.monotonic() - begun)


def main():
    files.extend(file.read_bytes() for file in sorted(Path(sys.argv[2]).iterdir()))
    pools = {
        "threads": lambda: concurrent.futures.ThreadPoolExecutor(WORKERS),
        "processes": lambda: concurrent.futures.ProcessPoolExecutor(WORKERS, multiprocessing.get_context("fork")),
    }
    with pools[sys.argv[1]]() as pool:
        sum(pool.map(rate, range(WORKERS)))
        measured = sum(pool.map(rate, range(WORKERS)))
    race.tell(measured)


if __name__ == "__main__":
    main()
