"""The patches and the network of a race: what both sides read, and how the peers read it."""

import ctypes.util
import importlib.util
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy
import torch
from PIL import Image
from safetensors.torch import load_file, save_file

import race

THREADS = 2
MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
# Memory is kept instead of given back at every step, as the launcher has it for ours.
TUNABLES = ("glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=4294967296"
            ":glibc.malloc.top_pad=67108864")
EXPORT = race.HOME / "activities/src/main/resources/org/histochain/activities/export/load_model.py"


def network(folder, width, stem):
    """Returns the ResNet-18 whose weights are in the folder of the race."""
    made = fresh(width, stem, len(class_names(folder)))
    made.load_state_dict(load_file(folder / "start.safetensors"), strict=True)
    return made


def fresh(width, stem, classes):
    spec = importlib.util.spec_from_file_location("load_model", EXPORT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.ResNet("resnet18", width, stem, classes)


def class_names(folder):
    return sorted(entry.name for entry in (folder / "patches").iterdir())


def files(folder):
    """Returns the images in the order of their ids, class/name."""
    return sorted((folder / "patches").rglob("*.png"), key=lambda file: f"{file.parent.name}/{file.stem}")


def decoded(file):
    with Image.open(file) as image:
        return numpy.asarray(image.convert("RGB"))


def load(folder, chosen):
    """Returns uint8 [patches, side, side, 3] and the class index of each, decoded by two threads: Pillow lets go of the lock."""
    with ThreadPoolExecutor(THREADS) as pool:
        pixels = numpy.stack(list(pool.map(decoded, chosen, chunksize=64)))
    names = class_names(folder)
    return torch.from_numpy(pixels), torch.tensor([names.index(file.parent.name) for file in chosen])


def evenly(chosen, count):
    return [chosen[index * len(chosen) // count] for index in range(count)]


def prepare(folder, images, width, stem):
    """Lays out a race: class folders, the same as a data set in a store, and weights to start from."""
    for number, (kind, pixels) in enumerate(images):
        target = folder / "patches" / kind / f"{number:05d}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(pixels).save(target)
    torch.manual_seed(0)
    save_file(fresh(width, stem, len(class_names(folder))).state_dict(), folder / "start.safetensors")
    (folder / "store").mkdir()
    subprocess.run(
        [race.HOME / "histochain", "dataset", "import", "race", folder / "patches"],
        env={**os.environ, "HISTOCHAIN_STORE": f"file:{folder / 'store'}", "XDG_CACHE_HOME": str(folder / "cache")},
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def peer(script, folder, *arguments):
    return [sys.executable, str(Path(__file__).with_name(script)), str(folder), *map(str, arguments)]


def contestants(ours, script, folder, arguments, modes):
    """Returns ours and its peers: PyTorch as shipped, and in each of its modes with each of the better allocators.

    modes are the tuned modes of the script, by name; "compiled" is left out where torch.compile fails.
    """
    plain = {"GLIBC_TUNABLES": "", "LD_PRELOAD": ""}
    allocators = {"glibc tunables": {**plain, "GLIBC_TUNABLES": TUNABLES}}
    library = ctypes.util.find_library("tcmalloc_minimal")
    if library is not None:
        allocators["tcmalloc"] = {**plain, "LD_PRELOAD": library}
    peers = [race.Contestant("as shipped", peer(script, folder, *arguments, "--mode", "shipped"), plain)]
    for mode in modes:
        for name, environment in allocators.items():
            peers.append(race.Contestant(
                f"{mode}, {name}", peer(script, folder, *arguments, "--mode", mode), environment, mode == "compiled"))
    return race.Contestant("ours", [str(race.HOME / "bench" / "java"), ours, str(folder), *map(str, arguments)]), peers


def judge(result, mode, gain):
    """Adds the ratio to PyTorch as shipped; void unless tuning gains the peer what it should."""
    rates = result["rates"]
    tuned = max(rate for name, rate in rates.items() if name.startswith(mode))
    if tuned < gain * rates["as shipped"]:
        sys.exit(f"{result['case']} is void: tuned, the peer reaches {tuned / rates['as shipped']:.2f} of what it does as"
                 f" shipped; {gain} is the least that channels-last and the allocator must bring")
    return {**result, "asShipped": round(rates["ours"] / rates["as shipped"], 3)}
