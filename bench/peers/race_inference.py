"""bench/run inference: pseudo-labelling against PyTorch, from the images of a pool to its score table, in images per second."""

import argparse
import itertools
import sys
import tempfile
from pathlib import Path

import numpy
import pyarrow.parquet

import patches
import race
from race_import import biopsies, colorectal, tiles
from race_training import many

TOLERANCE = 1e-4
LEAST_GAIN = 1.1


def scores(files):
    """Returns the probabilities of score tables by patch."""
    rows = {}
    for file in files:
        table = pyarrow.parquet.read_table(file)
        ids, *columns = (table.column(index).to_pylist() for index in range(table.num_columns))
        rows |= dict(zip(ids, zip(*columns)))
    return rows


def check_scores(case, folder, arguments):
    """Both sides must give every patch the same probabilities."""
    race.output([race.HOME / "bench" / "java", "speed.PoolScores", folder, *arguments])
    own = scores((folder / "scores").glob("*.parquet"))
    race.output(patches.peer(
        "label_pool.py", folder, *arguments, "--mode", "folded", "--table", folder / "peer.parquet"))
    theirs = scores([folder / "peer.parquet"])
    if own.keys() != theirs.keys():
        sys.exit(f"{case} is void: the tables hold other patches")
    worst = max(numpy.abs(numpy.subtract(own[patch], theirs[patch])).max() for patch in own)
    if worst > TOLERANCE:
        sys.exit(f"{case} is void: the probabilities differ by {worst:.1e}")
    return float(worst)


def run(case, images, width, stem, rounds):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        patches.prepare(folder, images, width, stem)
        arguments = (width, stem)
        worst = check_scores(case, folder, arguments)
        ours, peers = patches.contestants(
            "speed.InferenceSpeed", "label_pool.py", folder, arguments, ("folded",))
        result = race.alternate(case, ours, peers, rounds)
    return {**patches.judge(result, "folded", LEAST_GAIN), "scoreDifference": worst}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    race.report("inference", [
        run("ResNet-18, width 16, 28 px", many(colorectal(), 20), 16, "small", rounds),
        run("ResNet-18, width 32, 64 px", itertools.islice(many(biopsies(), 4), 5000), 32, "medium", rounds),
        run("ResNet-18, width 64, 224 px", itertools.islice(many(tiles(), 16), 256), 64, "imagenet", rounds)])


if __name__ == "__main__":
    main()
