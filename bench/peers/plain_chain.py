"""The same method in plain PyTorch, on the tables of a chain that Histochain ran: is our training as good as an expert's?

usage: plain_chain.py OUT...    OUT: output folders of `histochain run`, whose chain files it follows

Reads who is labelled, in the pool and in test from each folder's store, trains teacher and students by a script that shares
no code with ours (PyTorch's modules, AdamW and random numbers), and prints balanced accuracy on test of the teacher and each
fine-tuned student. Needs numpy, pillow, pyarrow, pyyaml and torch 2.7.1; shards are read by tarfile.
"""

import io
import json
import math
import sys
import tarfile
from pathlib import Path

import numpy
import pyarrow.parquet
import torch
import torch.nn.functional as functional
import yaml
from PIL import Image
from torch import nn

GREY = numpy.array([0.299, 0.587, 0.114], dtype=numpy.float32)


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, images):
        return functional.relu(self.body(images) + self.shortcut(images))


def resnet10(width, side, classes):
    stem = nn.Conv2d(3, width, 3, 1 if side < 40 else 2, 1, bias=False)
    stages = [Block(width, width, 1)] + [Block(width << n, width << (n + 1), 2) for n in range(3)]
    network = nn.Sequential(
        stem, nn.BatchNorm2d(width), nn.ReLU(), *stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(8 * width, classes)
    )
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
    return network


class Chain:
    def __init__(self, out):
        self.settings = next(yaml.safe_load(file.read_text()) for file in out.glob("*.yaml"))
        self.store = out / "store"
        self.images, self.truth = {}, {}
        steps = [json.loads(file.read_text()) for file in self.store.glob("steps/*/manifest.json")]
        tables = next(step for step in steps if step["step"] == "prepare")["result"]["outputs"]
        self.tables = {name: self.table(ref) for name, ref in tables.items()}
        self.read_shards()
        for name in ("labelled", "validation", "test"):
            for patch, truth in zip(*self.tables[name]):
                self.truth[patch] = truth
        known = self.tables["labelled"][0] + self.tables["pool"][0]
        pixels = numpy.stack([self.images[patch] for patch in known]) / 255
        self.mean, self.std = pixels.mean((0, 1, 2)), pixels.std((0, 1, 2))
        self.side = pixels.shape[1]
        self.classes = 1 + max(self.truth.values())
        seed = self.settings["seed"]
        self.random = numpy.random.default_rng(seed)
        torch.manual_seed(seed)

    def blob(self, digest):
        return self.store / "objects" / "sha256" / digest[:2] / digest[2:]

    def table(self, ref):
        table = pyarrow.parquet.read_table(self.blob(ref["sha256"]))
        return table["patch_id"].to_pylist(), table["class"].to_pylist()

    def read_shards(self):
        dataset = next(file for file in self.store.glob("datasets/*/*.json"))
        for shard in json.loads(dataset.read_text())["shards"]:
            with tarfile.open(self.blob(shard["sha256"])) as tar:
                for entry in tar:
                    image = Image.open(io.BytesIO(tar.extractfile(entry).read())).convert("RGB")
                    self.images[entry.name.removesuffix(".png")] = numpy.asarray(image, dtype=numpy.uint8)

    def augmented(self, patches):
        augment = self.settings["augment"]
        reach, square = round(augment["crop"] * self.side), round(augment["cutout"] * self.side)
        batch = numpy.empty((len(patches), self.side, self.side, 3), dtype=numpy.float32)
        for row, patch in enumerate(patches):
            image = self.images[patch].astype(numpy.float32) / 255
            image = numpy.pad(image, ((reach, reach), (reach, reach), (0, 0)), mode="reflect")
            top, left = self.random.integers(0, 2 * reach + 1, 2)
            image = image[top : top + self.side, left : left + self.side]
            image = image[:, ::-1] if self.random.random() < 0.5 else image
            image = numpy.rot90(image, self.random.integers(4))
            brightness, contrast, saturation = self.random.uniform(1 - augment["colour"], 1 + augment["colour"], 3)
            image = numpy.clip(image * brightness, 0, 1)
            mean = (image @ GREY).mean()
            image = numpy.clip(mean + (image - mean) * contrast, 0, 1)
            grey = (image @ GREY)[..., None]
            image = (numpy.clip(grey + (image - grey) * saturation, 0, 1) - self.mean) / self.std
            top, left = self.random.integers(0, self.side, 2) - square // 2
            image[max(0, top) : max(0, top + square), max(0, left) : max(0, left + square)] = 0
            batch[row] = image
        return tensor(batch)

    def train(self, network, patches, targets, step):
        settings = {**self.settings["teacher"], **self.settings[step]}
        batch, rate = settings["batch"], float(settings["learningRate"])  # YAML 1.1 takes 2e-3 for a text
        optimizer = torch.optim.AdamW(network.parameters(), lr=rate, weight_decay=float(settings["weightDecay"]))
        per_epoch = math.ceil(len(patches) / batch)
        own = self.settings[step]
        total = own["steps"] if "steps" in own else own["epochs"] * per_epoch
        network.train()
        done = 0
        while done < total:
            order = self.random.permutation(len(patches))
            for chosen in numpy.array_split(order, per_epoch)[: total - done]:
                for group in optimizer.param_groups:
                    group["lr"] = rate * (1 + math.cos(math.pi * done / total)) / 2
                logits = network(self.augmented([patches[index] for index in chosen]))
                loss = -(targets[chosen] * functional.log_softmax(logits, 1)).sum(1).mean()
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                done += 1
        return network

    @torch.inference_mode()
    def softmax(self, network, patches):
        network.eval()
        rows = []
        for start in range(0, len(patches), 256):
            pixels = numpy.stack([self.images[patch] for patch in patches[start : start + 256]])
            rows.append(network(tensor((pixels / 255 - self.mean) / self.std)).softmax(1))
        return torch.cat(rows)

    def score(self, network):
        patches, truth = self.tables["test"]
        guessed = self.softmax(network, patches).argmax(1).numpy()
        truth = numpy.array(truth)
        return 100 * numpy.mean([(guessed[truth == c] == c).mean() for c in numpy.unique(truth)])

    def kept(self, soft):
        guessed, keep = soft.argmax(1).numpy(), []
        for c in range(self.classes):
            candidates = numpy.flatnonzero(guessed == c)
            confident = candidates[numpy.argsort(-soft[candidates, c].numpy(), kind="stable")]
            keep.extend(confident[: math.ceil(self.settings["filter"]["k"] * len(candidates))])
        return sorted(keep)

    def fresh(self):
        return resnet10(self.settings["network"]["width"], self.side, self.classes)

    def run(self):
        patches, truth = self.tables["labelled"]
        targets = torch.eye(self.classes)[torch.tensor(truth)]
        pool = self.tables["pool"][0]
        network = self.train(self.fresh(), patches, targets, "teacher")
        scores = [self.score(network)]
        for _ in range(self.settings["chain"]["iterations"]):
            soft = self.softmax(network, pool)
            keep = self.kept(soft)
            network = self.train(self.fresh(), [pool[index] for index in keep], soft[keep], "pretrain")
            network = self.train(network, patches, targets, "finetune")
            scores.append(self.score(network))
        return scores


def tensor(images):
    images = torch.from_numpy(numpy.ascontiguousarray(images, dtype=numpy.float32)).permute(0, 3, 1, 2)
    return images.contiguous(memory_format=torch.channels_last)


def main(folders):
    torch.set_num_threads(1)
    for folder in folders:
        scores = Chain(Path(folder)).run()
        print(f"{folder}: teacher {scores[0]:.1f}, students {', '.join(f'{score:.1f}' for score in scores[1:])}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
