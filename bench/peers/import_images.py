"""The import's peer: packs class folders of images into tar shards as an expert would in Python.

usage: import_images.py SOURCE OUT

Every image is decoded to RGB, its file and its pixels are hashed, its channel sums taken; PNG files are kept, others
become PNG; shards of 256 and their SHA-256 are written by two processes, an index as CSV by the first.
"""

import csv
import hashlib
import io
import multiprocessing
import sys
import tarfile
from pathlib import Path

import numpy
from PIL import Image

SHARD = 256
PROCESSES = 2
PNG_LEVEL = 1


def pack(task):
    number, files, out = task
    rows = []
    tar_file = out / f"{number:05d}.tar"
    with tarfile.open(tar_file, "w") as tar:
        for file in files:
            encoded = file.read_bytes()
            with Image.open(io.BytesIO(encoded)) as image:
                kept = image.format == "PNG" and image.mode == "RGB"
                pixels = image.convert("RGB")
            if not kept:
                buffer = io.BytesIO()
                pixels.save(buffer, "PNG", compress_level=PNG_LEVEL)
                stored = buffer.getvalue()
            else:
                stored = encoded
            values = numpy.asarray(pixels)
            sums = values.sum(axis=(0, 1), dtype=numpy.int64)
            squares = numpy.square(values, dtype=numpy.int64).sum(axis=(0, 1))
            identity = f"{file.parent.name}_{file.stem}"
            entry = tarfile.TarInfo(identity + ".png")
            entry.size = len(stored)
            tar.addfile(entry, io.BytesIO(stored))
            rows.append(
                [
                    identity,
                    file.parent.name,
                    number,
                    hashlib.sha256(encoded).hexdigest(),
                    hashlib.sha256(values.tobytes()).hexdigest(),
                    *sums,
                    *squares,
                ]
            )
    with open(tar_file, "rb") as tar:
        digest = hashlib.file_digest(tar, "sha256").hexdigest()
    return rows, digest


def main():
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True)
    files = sorted(file for file in source.rglob("*") if file.is_file())
    tasks = [(at // SHARD, files[at : at + SHARD], out) for at in range(0, len(files), SHARD)]
    with multiprocessing.Pool(PROCESSES) as pool, open(out / "index.csv", "w", newline="") as index:
        table = csv.writer(index)
        for rows, digest in pool.imap(pack, tasks):
            table.writerows(rows)
            table.writerow([digest])


if __name__ == "__main__":
    main()
