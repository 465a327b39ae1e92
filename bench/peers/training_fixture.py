"""Writes what PyTorch gives for each piece of the training core, as a fixture for the tests.

    python bench/peers/training_fixture.py > activities/src/test/resources/org/histochain/activities/training/pytorch.json

Needs torch and torchvision (requirements-torch.txt). Weights and images come from a recurrence that the tests repeat,
augmentations from the draws of the product.
"""

import importlib.util
import json
import sys
from pathlib import Path

import torch
import torch.nn.functional as F
import torchvision.transforms.functional as T
from torch import nn
from torch.optim import lr_scheduler
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

HOME = Path(__file__).resolve().parents[2]
EXPORT = HOME / "activities/src/main/resources/org/histochain/activities/export/load_model.py"
STEPS, WARMUP, BATCHES, BATCH, SIDE, CLASSES, WIDTH = 50, 5, 5, 8, 12, 3, 4


class Recurrence:
    """Numbers in [0, 1) of 24 bits, exact in single precision."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 40) / 2**24


MASK = 2**64 - 1


def mix(value):
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ (value >> 27)) * 0x94D049BB133111EB & MASK
    return value ^ (value >> 31)


class Draw:
    """The product's draws: a function of seed, purpose and index."""

    GOLDEN = 0x9E3779B97F4A7C15

    def __init__(self, seed, purpose, index):
        name = 0xCBF29CE484222325
        for letter in purpose:
            name = (name ^ ord(letter)) * 0x100000001B3 & MASK
        state = mix(mix(seed + self.GOLDEN & MASK) ^ mix(name))
        self.state = mix((state ^ index) + self.GOLDEN & MASK)

    def bits(self):
        self.state = self.state + self.GOLDEN & MASK
        return mix(self.state)

    def below(self, bound):
        return self.bits() * bound >> 64

    def uniform(self, low, high):
        return low + (high - low) * ((self.bits() >> 11) * 2.0**-53)


def values(tensor):
    return [float(value) for value in tensor.detach().double().flatten()]


def adamw():
    weights = nn.Parameter(torch.tensor([1.0, -2.0, 0.5, 0.0, 3.0]))
    optimizer = torch.optim.AdamW([weights], lr=1e-2, weight_decay=0.1)
    gradients = [[1e-9, -10, 0, 1, 2e-3], [-1e-9, -10, 0, -1, 0], [5, 0.1, 0, 1e-4, -3], [0, 0, 0, 0, 0]]
    after = []
    for gradient in gradients:
        weights.grad = torch.tensor(gradient, dtype=torch.float32)
        optimizer.step()
        after.append(values(weights))
    return {"gradients": gradients, "after": after}


def scheduled(optimizer, steps, warmup):
    cosine = lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps - warmup)
    if warmup == 0:
        return cosine
    linear = lr_scheduler.LinearLR(optimizer, 1 / warmup, 1.0, total_iters=warmup - 1)
    return lr_scheduler.SequentialLR(optimizer, [linear, cosine], milestones=[warmup])


def rates(steps, warmup):
    optimizer = torch.optim.AdamW([nn.Parameter(torch.zeros(1))], lr=2e-3)
    schedule = scheduled(optimizer, steps, warmup)
    taken = []
    for _ in range(steps):
        taken.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return {"steps": steps, "warmup": warmup, "rates": taken}


def loss():
    logits = torch.tensor([[2.0, -1.0, 0.5], [30.0, -40.0, 0.0], [0.1, 0.2, 0.3]], requires_grad=True)
    targets = torch.tensor([[0.7, 0.2, 0.1], [0.0, 1.0, 0.0], [0.25, 0.25, 0.5]])
    temperature, smoothing = 0.5, 0.1
    sharpened = (targets.log() / temperature).softmax(1)
    value = F.cross_entropy(logits, sharpened, label_smoothing=smoothing)
    value.backward()
    return {
        "logits": values(logits),
        "targets": targets.tolist(),
        "temperature": temperature,
        "smoothing": smoothing,
        "loss": value.item(),
        "gradient": values(logits.grad),
    }


def clip():
    cases = []
    for gradient in ([3.0, -4.0, 12.0], [-30.0, 40.0, 0.0], [0.1, -0.2, 0.05]):
        weights = nn.Parameter(torch.zeros(3))
        weights.grad = torch.tensor(gradient)
        nn.utils.clip_grad_norm_([weights], 1.0)
        cases.append({"gradient": gradient, "clipped": values(weights.grad)})
    return cases


def average():
    module = nn.Linear(3, 1, bias=False)
    averaged = AveragedModel(module, multi_avg_fn=get_ema_multi_avg_fn(0.9))
    steps = [[1.0, -2.0, 3.0], [2.0, 0.5, -3.0], [1e-3, 7.0, 100.0]]
    for step in steps:
        module.weight.data = torch.tensor([step])
        averaged.update_parameters(module)
    return {"decay": 0.9, "values": steps, "average": values(averaged.module.weight)}


def initialisation():
    shapes = {"conv1.weight": (16, 3, 3, 3), "layer4.0.conv2.weight": (128, 128, 3, 3)}
    deviations = {}
    for name, shape in shapes.items():
        _, fan_out = nn.init._calculate_fan_in_and_fan_out(torch.empty(shape))
        deviations[name] = nn.init.calculate_gain("relu") / fan_out**0.5
    torch.manual_seed(0)
    linear = nn.Linear(128, 4096)
    return {"deviations": deviations, "features": 128, "bound": max(values(linear.weight.abs().max())), "biasBound": max(values(linear.bias.abs().max()))}


def augmented(pixels, spec, draw):
    """One patch, float [3, side, side] in [0, 1], as torch and torchvision augment it."""
    side = pixels.shape[1]
    reach = int(spec["crop"] * side + 0.5)
    right, down = draw.below(2 * reach + 1) - reach, draw.below(2 * reach + 1) - reach
    image = F.pad(pixels[None], (reach,) * 4, mode="reflect")[0] if reach else pixels
    image = image[:, reach + down : reach + down + side, reach + right : reach + right + side]
    if spec["flip"] and draw.below(2):
        image = image.flip(2)
    if spec["rotate90"]:
        image = torch.rot90(image, draw.below(4), (1, 2))
    if spec["colour"]:
        factors = [draw.uniform(1 - spec["colour"], 1 + spec["colour"]) for _ in range(3)]
        for adjust, factor in zip((T.adjust_brightness, T.adjust_contrast, T.adjust_saturation), factors):
            image = adjust(image, factor)
    if spec["cutout"]:
        square = int(spec["cutout"] * side + 0.5)
        top, left = draw.below(side) - square // 2, draw.below(side) - square // 2
        bottom, end = min(side, top + square), min(side, left + square)
        top, left = max(0, top), max(0, left)
        image = T.erase(image, top, left, bottom - top, end - left, torch.zeros(1))
    return image


def augmentation():
    side, none = 6, {"flip": False, "rotate90": False, "crop": 0.0, "colour": 0.0, "cutout": 0.0}
    parts = ({"flip": True}, {"rotate90": True}, {"crop": 0.3}, {"colour": 0.4}, {"cutout": 0.5})
    every = {"flip": True, "rotate90": True, "crop": 0.14, "colour": 0.3, "cutout": 0.33}
    numbers, cases = Recurrence(2), []
    pixels = [int(256 * numbers.next()) for _ in range(side * side * 3)]
    patch = torch.tensor(pixels).reshape(side, side, 3).permute(2, 0, 1).float() / 255
    for spec in (*({**none, **part} for part in parts), every):
        for index in range(3):
            image = augmented(patch, spec, Draw(1, "augment", index)).permute(1, 2, 0)
            cases.append({**spec, "index": index, "image": [round(value, 8) for value in values(image)]})
    return {"side": side, "cases": cases}


def load_export():
    spec = importlib.util.spec_from_file_location("load_model", EXPORT)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fifty_steps():
    torch.set_num_threads(1)
    network = load_export().ResNet("resnet10", WIDTH, "small", CLASSES).train()
    numbers = Recurrence(1)
    state = dict(network.named_parameters())
    for name in sorted(state):
        tensor = state[name].data
        if tensor.dim() > 1:
            bound = (6.0 / tensor[0].numel()) ** 0.5
            drawn = [(2 * numbers.next() - 1) * bound for _ in range(tensor.numel())]
            tensor.copy_(torch.tensor(drawn, dtype=torch.float64).reshape(tensor.shape))
        elif name == "fc.bias":
            tensor.zero_()
    images, targets = [], []
    for batch in range(BATCHES):
        pixels = [4 * numbers.next() - 2 for _ in range(BATCH * SIDE * SIDE * 3)]
        pixels = torch.tensor(pixels, dtype=torch.float64).float().reshape(BATCH, SIDE, SIDE, 3)
        images.append(pixels.permute(0, 3, 1, 2))
        soft = [[(0.7, 0.2, 0.1)[(place - batch - index) % CLASSES] for place in range(CLASSES)] for index in range(BATCH)]
        targets.append(torch.tensor(soft))
    optimizer = torch.optim.AdamW(network.parameters(), lr=2e-3, weight_decay=1e-2)
    schedule = scheduled(optimizer, STEPS, WARMUP)
    averaged = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(0.9), use_buffers=True)
    losses, first = [], None
    for step in range(STEPS):
        optimizer.zero_grad()
        value = F.cross_entropy(network(images[step % BATCHES]), targets[step % BATCHES])
        value.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        averaged.update_parameters(network)
        losses.append(value.item())
        if step == 0:
            first = {name: values(network.state_dict()[name]) for name in ("bn1.running_mean", "bn1.running_var", "layer4.0.bn2.running_var")}
    last = averaged.module.state_dict()
    return {
        "losses": losses,
        "statisticsAfterOne": first,
        "averaged": {name: values(last[name]) for name in ("fc.bias", "bn1.weight", "layer4.0.bn2.running_var")},
    }


json.dump(
    {
        "torch": torch.__version__.split("+")[0],
        "adamw": adamw(),
        "schedules": [rates(STEPS, WARMUP), rates(20, 0), rates(7, 1)],
        "loss": loss(),
        "clip": clip(),
        "average": average(),
        "initialisation": initialisation(),
        "augmentation": augmentation(),
        "fiftySteps": fifty_steps(),
    },
    sys.stdout,
    indent=1,
)
print()
