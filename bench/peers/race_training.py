"""bench/run training: training end to end against PyTorch, from images to the last update, in images per second."""

import argparse
import itertools
import json
import sys
import tempfile
from pathlib import Path

import patches
import race
from race_import import biopsies, colorectal, variants

BATCH = 64
TOLERANCE = 1e-3
# What channels-last and the allocator must bring the peer over PyTorch as shipped; on the machine of FACTS 1.2 and 1.4.
LEAST_GAIN = 1.1


def many(images, copies):
    return ((kind, variant) for kind, *_, pixels in images for variant in variants(pixels, copies))


def check_losses(case, folder, arguments):
    """Both sides must follow the same loss from the same start."""
    own = json.loads(race.output([race.HOME / "bench" / "java", "speed.TrainingLosses", folder, *arguments[:-1]]))
    theirs = json.loads(race.output(patches.peer("train_network.py", folder, *arguments, "--mode", "losses")))
    worst = max(abs(left - right) / right for left, right in zip(own, theirs, strict=True))
    print(f"{case}: losses after 1 to 20 updates {own} and {theirs}", file=sys.stderr)
    if worst > TOLERANCE:
        sys.exit(f"{case} is void: the losses differ by {worst:.1e}")
    return worst


def run(case, images, width, stem, updates, rounds):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        patches.prepare(folder, images, width, stem)
        arguments = (width, stem, BATCH, updates)
        worst = check_losses(case, folder, arguments)
        ours, peers = patches.contestants(
            "speed.TrainingSpeed", "train_network.py", folder, arguments, ("eager", "compiled"))
        result = race.alternate(case, ours, peers, rounds)
    return {**patches.judge(result, "eager", LEAST_GAIN), "lossDifference": worst}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    race.report("training", [
        run("ResNet-18, width 16, 28 px", itertools.islice(many(colorectal(), 4), 3968), 16, "small", 200, rounds),
        run("ResNet-18, width 32, 64 px", itertools.islice(many(biopsies(), 2), 2048), 32, "medium", 40, rounds)])


if __name__ == "__main__":
    main()
