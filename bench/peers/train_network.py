"""Trains a ResNet-18 in PyTorch, as org.histochain.bench.speed.TrainingSpeed and TrainingLosses do.

Patches are decoded once and kept in memory, which is faster than a DataLoader here; augmentation is batched and runs in a
thread of its own, a batch ahead. That thread has one OpenMP thread: with two, its pool and the network's hold each other up,
and training is slower by a third to a half (seen: 253 and 367 images per second; 541 and 606 with one; 521 and 515 without a
thread of its own).
"""

import argparse
import json
import queue
import threading
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import patches
import race

LENGTHS = (1, 2, 5, 10, 20)
WARM_UP = 30
REACH, COLOUR, CUTOUT = 0.14, 0.2, 0.25
# At 1e-3 the losses of PyTorch in its own two memory layouts are 2 % apart after 20 updates: rounding alone, which AdamW's
# first steps make large.
RATE, DECAY = 1e-4, 1e-4
GREY = torch.tensor([0.299, 0.587, 0.114])
MEAN, STD = torch.tensor(patches.MEAN), torch.tensor(patches.STD)


def moved(pixels):
    """Shifts with mirrored border, mirrors and turns uint8 [batch, side, side, 3] by one gather."""
    batch, side = pixels.shape[:2]
    reach = round(REACH * side)
    shape = (batch, 1, 1)
    rows = torch.arange(side).view(1, side, 1).expand(batch, side, side)
    columns = torch.arange(side).view(1, 1, side).expand(batch, side, side)
    turns = torch.randint(4, shape)
    for turn in (1, 2, 3):
        turned = turns >= turn
        rows, columns = torch.where(turned, columns, rows), torch.where(turned, side - 1 - rows, columns)
    columns = torch.where(torch.randint(2, shape) == 1, side - 1 - columns, columns)
    rows, columns = (
        side - 1 - (side - 1 - (axis + torch.randint(-reach, reach + 1, shape)).abs()).abs() for axis in (rows, columns))
    places = (rows * side + columns).view(batch, -1, 1).expand(-1, -1, 3)
    return pixels.view(batch, -1, 3).gather(1, places).view(batch, side, side, 3)


def factors(batch):
    return torch.empty(batch, 1, 1, 1).uniform_(1 - COLOUR, 1 + COLOUR)


def augmented(pixels):
    """Returns float32 [batch, side, side, 3], normalised."""
    batch, side = pixels.shape[:2]
    images = moved(pixels).float().div_(255)
    images.mul_(factors(batch)).clamp_(0, 1)
    mean = (images @ GREY).mean((1, 2)).view(batch, 1, 1, 1)
    images.sub_(mean).mul_(factors(batch)).add_(mean).clamp_(0, 1)
    grey = (images @ GREY).unsqueeze(3)
    images.sub_(grey).mul_(factors(batch)).add_(grey).clamp_(0, 1)
    images.sub_(MEAN).div_(STD)
    square = round(CUTOUT * side)
    places = torch.arange(side).view(1, side)
    up, left = (torch.randint(side, (batch, 1)) - square // 2 for _ in range(2))
    cut_rows, cut_columns = ((places >= start) & (places < start + square) for start in (up, left))
    return images.masked_fill_((cut_rows.unsqueeze(2) & cut_columns.unsqueeze(1)).unsqueeze(3), 0)


def plain(pixels):
    return pixels.float().div_(255).sub_(MEAN).div_(STD)


def batches(pixels, targets, batch, updates, prepare):
    """Yields channels-last batches, prepared a batch ahead by another thread."""
    ready = queue.Queue(maxsize=2)

    def fill():
        torch.set_num_threads(1)
        order = torch.empty(0, dtype=torch.long)
        for _ in range(updates):
            if len(order) < batch:
                order = torch.randperm(len(pixels))
            taken, order = order[:batch], order[batch:]
            ready.put((prepare(pixels[taken]).permute(0, 3, 1, 2), targets[taken]))

    threading.Thread(target=fill, daemon=True).start()
    for _ in range(updates):
        yield ready.get()


class Trainer:
    def __init__(self, folder, width, stem, mode):
        self.network = patches.network(folder, width, stem)
        self.layout = torch.contiguous_format if mode == "shipped" else torch.channels_last
        self.network = self.network.to(memory_format=self.layout)
        self.forward = torch.compile(self.network) if mode == "compiled" else self.network

    def train(self, pixels, labels, batch, updates, prepare):
        """Returns the loss of the last update."""
        classes = self.network.fc.out_features
        targets = F.one_hot(labels, classes).float()
        optimizer = torch.optim.AdamW(self.network.parameters(), lr=RATE, weight_decay=DECAY, fused=True)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=updates)
        self.network.train()
        for images, wanted in batches(pixels, targets, batch, updates, prepare):
            loss = F.cross_entropy(self.forward(images.contiguous(memory_format=self.layout)), wanted)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            value = loss.item()
        return value


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("width", type=int)
    arguments.add_argument("stem")
    arguments.add_argument("batch", type=int)
    arguments.add_argument("updates", type=int)
    arguments.add_argument("--mode", choices=("shipped", "eager", "compiled", "losses"))
    given = arguments.parse_args()
    torch.set_num_threads(patches.THREADS)
    chosen = patches.files(given.folder)
    if given.mode == "losses":
        pixels, labels = patches.load(given.folder, patches.evenly(chosen, given.batch))
        print(json.dumps([
            Trainer(given.folder, given.width, given.stem, "eager").train(pixels, labels, given.batch, length, plain)
            for length in LENGTHS]))
        return
    trainer = Trainer(given.folder, given.width, given.stem, given.mode)
    trainer.train(*patches.load(given.folder, chosen), given.batch, WARM_UP, augmented)
    begun = time.monotonic()
    trainer.train(*patches.load(given.folder, chosen), given.batch, given.updates, augmented)
    race.tell(given.batch * given.updates / (time.monotonic() - begun))


if __name__ == "__main__":
    main()
