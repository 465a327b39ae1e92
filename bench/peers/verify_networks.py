"""Holds our ResNet-18, 34 and 50 against torchvision's; see bench/peers/verify.

    python verify_networks.py prepare FOLDER      writes weights and images for ours to start from
    python verify_networks.py check FOLDER COMMIT compares what ours wrote, and prints JSON
"""

import json
import os
import platform
import sys
from pathlib import Path

import torch
import torchvision
from safetensors.torch import load_file, save_file

NETWORKS = ("resnet18", "resnet34", "resnet50")
TOLERANCE = 1e-4


def drawn(name, seed):
    """A network of random weights whose running statistics and biases are away from 0 and 1."""
    torch.manual_seed(seed)
    network = torchvision.models.get_model(name, weights=None)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 1.0)
            module.bias.data.uniform_(-0.2, 0.2)
            module.running_mean.uniform_(-0.5, 0.5)
            module.running_var.uniform_(0.8, 2.0)
    return network.eval()


def prepare(folder):
    torch.manual_seed(1)
    save_file({"images": torch.randn(4, 96, 96, 3)}, folder / "images.safetensors")
    for seed, name in enumerate(NETWORKS):
        save_file(drawn(name, seed).state_dict(), folder / f"{name}-given.safetensors")


def checked(folder, name):
    given = load_file(folder / f"{name}-given.safetensors")
    exported = load_file(folder / f"{name}-export.safetensors")
    network = torchvision.models.get_model(name, weights=None)
    network.load_state_dict(exported, strict=True)
    images = load_file(folder / "images.safetensors")["images"].permute(0, 3, 1, 2)
    with torch.inference_mode():
        theirs = network.eval()(images)
    ours = load_file(folder / f"{name}-logits.safetensors")["logits"]
    scale = theirs.abs().max().item()
    difference = (ours - theirs).abs().max().item()
    weights = [key for key in given if not key.endswith("num_batches_tracked")]
    return {
        "network": name,
        "parameters": sum(parameter.numel() for parameter in network.parameters()),
        "strict": True,
        "weightsEqual": all(torch.equal(given[key], exported[key]) for key in weights),
        "largestLogit": scale,
        "largestDifference": difference,
        "relativeDifference": difference / scale,
    }


def check(folder, commit):
    networks = [checked(folder, name) for name in NETWORKS]
    passed = all(n["weightsEqual"] and n["relativeDifference"] <= TOLERANCE for n in networks)
    result = {
        "name": "verify",
        "passed": passed,
        "tolerance": TOLERANCE,
        "networks": networks,
        "torch": torch.__version__,
        "torchvision": torchvision.__version__,
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "commit": commit,
    }
    print(json.dumps(result))
    return 0 if passed else 1


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]))
    else:
        sys.exit(check(Path(sys.argv[2]), sys.argv[3]))
