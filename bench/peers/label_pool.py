"""Pseudo-labels a pool in PyTorch, as org.histochain.bench.speed.InferenceSpeed does: from PNG files to a Parquet table.

Two threads decode ahead (Pillow lets go of the lock; a DataLoader's processes are slower here, since the network has both
processors to itself otherwise). Tuned, batch normalisation is folded into the convolutions and the graph frozen; torch.compile
was slower (1,680 to 1,860 images per second where this gave 2,170 to 3,081). Half the pool warms both sides up.
"""

import argparse
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import pyarrow
import pyarrow.parquet
import torch

import patches
import race

PIXELS_AT_ONCE = 1 << 20
MEAN, STD = (torch.tensor(values).view(1, 3, 1, 1) for values in (patches.MEAN, patches.STD))


def prepared(network, mode, side):
    if mode == "shipped":
        return network
    network = network.to(memory_format=torch.channels_last)
    example = torch.zeros(2, 3, side, side).to(memory_format=torch.channels_last)
    return torch.jit.optimize_for_inference(torch.jit.freeze(torch.jit.trace(network, example)))


def stacked(chosen):
    return torch.from_numpy(numpy.stack([patches.decoded(file) for file in chosen]))


def label(forward, chosen, batch, names, table):
    """Writes patch_id and a probability for each class."""
    portions = [chosen[start : start + batch] for start in range(0, len(chosen), batch)]
    rows = []
    with ThreadPoolExecutor(patches.THREADS) as pool:
        for pixels in pool.map(stacked, portions):
            images = pixels.permute(0, 3, 1, 2).float().div_(255).sub_(MEAN).div_(STD)
            rows.append(forward(images).softmax(1).numpy())
    scores = numpy.concatenate(rows)
    columns = {"patch_id": [f"{file.parent.name}/{file.stem}" for file in chosen]}
    columns |= {f"p_{name}": scores[:, index] for index, name in enumerate(names)}
    pyarrow.parquet.write_table(pyarrow.table(columns), table)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("width", type=int)
    arguments.add_argument("stem")
    arguments.add_argument("--mode", choices=("shipped", "folded"), required=True)
    arguments.add_argument("--table", type=Path)
    given = arguments.parse_args()
    torch.set_num_threads(patches.THREADS)
    chosen = patches.files(given.folder)
    names = patches.class_names(given.folder)
    side = patches.decoded(chosen[0]).shape[0]
    batch = max(16, min(256, PIXELS_AT_ONCE // side**2))
    with tempfile.TemporaryDirectory() as folder, torch.inference_mode():
        table = given.table or Path(folder) / "scores.parquet"
        network = patches.network(given.folder, given.width, given.stem).eval()
        forward = prepared(network, given.mode, side)
        label(forward, chosen[: len(chosen) // 2], batch, names, table)
        begun = time.monotonic()
        label(forward, chosen, batch, names, table)
        race.tell(len(chosen) / (time.monotonic() - begun))


if __name__ == "__main__":
    main()
