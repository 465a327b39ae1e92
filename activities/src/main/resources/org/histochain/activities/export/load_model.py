"""Builds the network of an exported Histochain model in plain PyTorch and loads it strictly.

    python load_model.py image.png [image.png ...]

prints the most probable class of each image and the probability of every class. Needs torch and
Pillow. As a module: network, card = load_model("folder"), then network(preprocess(image, card)).
"""

import json
import struct
import sys
from pathlib import Path

import torch
from PIL import Image
from torch import nn

BLOCKS_PER_STAGE = {
    "resnet10": (1, 1, 1, 1),
    "resnet18": (2, 2, 2, 2),
    "resnet34": (3, 4, 6, 3),
    "resnet50": (3, 4, 6, 3),
}


def downsample(inputs, outputs, stride):
    """The 1x1 convolution through which a block's input is added; None where it fits as it is."""
    if stride == 1 and inputs == outputs:
        return None
    return nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))


class Block(nn.Module):
    """Two 3x3 convolutions around which the input is added (He and others, CVPR 2016)."""

    expansion = 1

    def __init__(self, inputs, width, stride):
        super().__init__()
        outputs = width
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = downsample(inputs, outputs, stride)

    def forward(self, images):
        shortcut = images if self.downsample is None else self.downsample(images)
        features = torch.relu(self.bn1(self.conv1(images)))
        return torch.relu(self.bn2(self.conv2(features)) + shortcut)


class Bottleneck(nn.Module):
    """A 3x3 convolution between two of 1x1, around which the input is added."""

    expansion = 4

    def __init__(self, inputs, width, stride):
        super().__init__()
        outputs = self.expansion * width
        self.conv1 = nn.Conv2d(inputs, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, outputs, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(outputs)
        self.downsample = downsample(inputs, outputs, stride)

    def forward(self, images):
        shortcut = images if self.downsample is None else self.downsample(images)
        features = torch.relu(self.bn1(self.conv1(images)))
        features = torch.relu(self.bn2(self.conv2(features)))
        return torch.relu(self.bn3(self.conv3(features)) + shortcut)


class ResNet(nn.Module):
    """Takes float32 [batch, 3, side, side] from preprocess(); returns logits [batch, classes]."""

    def __init__(self, name, width, stem, classes):
        super().__init__()
        kernel, stride = {"small": (3, 1), "medium": (3, 2), "imagenet": (7, 2)}[stem]
        self.conv1 = nn.Conv2d(3, width, kernel, stride, kernel // 2, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.maxpool = nn.MaxPool2d(3, 2, 1) if stem == "imagenet" else nn.Identity()
        block = Bottleneck if name == "resnet50" else Block
        inputs = width
        for stage, depth in enumerate(BLOCKS_PER_STAGE[name]):
            blocks = []
            for index in range(depth):
                blocks.append(block(inputs, width << stage, 2 if stage > 0 and index == 0 else 1))
                inputs = block.expansion * (width << stage)
            self.add_module(f"layer{stage + 1}", nn.Sequential(*blocks))
        self.fc = nn.Linear(inputs, classes)

    def forward(self, images):
        features = self.maxpool(torch.relu(self.bn1(self.conv1(images))))
        for stage in (self.layer1, self.layer2, self.layer3, self.layer4):
            features = stage(features)
        return self.fc(features.mean((2, 3)))


def read_safetensors(file):
    """Returns the tensors of a safetensors file by name."""
    content = bytearray(Path(file).read_bytes())
    (length,) = struct.unpack_from("<Q", content)
    start = 8 + length
    types = {"F32": torch.float32, "I64": torch.int64}
    tensors = {}
    for name, entry in json.loads(content[8:start]).items():
        if name == "__metadata__":
            continue
        first, end = entry["data_offsets"]
        values = torch.frombuffer(content[start + first : start + end], dtype=types[entry["dtype"]])
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def load_model(folder="."):
    """Returns the network, ready for inference, and its card."""
    folder = Path(folder)
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    given = card["input"]
    network = ResNet(
        given["network"]["name"],
        given["network"]["width"],
        given["network"]["stem"],
        len(given["classes"]),
    )
    network.load_state_dict(read_safetensors(folder / "model.safetensors"), strict=True)
    return network.eval(), card


def normalise_stains(pixels):
    """Normalises stains as the training did (Macenko and others, ISBI 2009): uint8 [side, side, 3].

    A patch of too little tissue, or of one stain alone, stays as it is.
    """
    density = -torch.log((pixels.reshape(-1, 3).double() + 1) / 240)
    tissue = density[(density >= 0.15).all(1)]
    if len(tissue) < 2 or len(tissue) < 0.05 * len(density):
        return pixels
    vectors = torch.linalg.eigh(torch.cov(tissue.T)).eigenvectors
    first, second = vectors[:, 2], vectors[:, 1]
    if first.sum() < 0:
        first = -first
    angles = torch.atan2(tissue @ second, tissue @ first)
    stains = [angles.quantile(share) for share in (0.01, 0.99)]
    stains = [first * angle.cos() + second * angle.sin() for angle in stains]
    stains.sort(key=lambda stain: stain[0], reverse=True)
    if torch.linalg.cross(stains[0], stains[1]).norm() < 1e-3:
        return pixels
    amounts = torch.linalg.lstsq(torch.stack(stains, 1), density.T).solution
    most = amounts.quantile(0.99, dim=1)
    if not (most > 0).all():
        return pixels
    amounts *= (torch.tensor([1.9705, 1.0308], dtype=torch.float64) / most)[:, None]
    reference = torch.tensor([[0.5626, 0.7201, 0.4062], [0.2159, 0.8012, 0.5581]], dtype=torch.float64)
    light = (240 * torch.exp(-amounts.T @ reference)).add(0.5).floor().clamp(max=255)
    return light.to(torch.uint8).reshape(pixels.shape)


def preprocess(image, card):
    """Turns a PIL image of the model's side into float32 [1, 3, side, side]."""
    side = card["side"]
    image = image.convert("RGB")
    if image.size != (side, side):
        raise ValueError(f"the image is {image.size[0]} x {image.size[1]}, the model takes {side} x {side}")
    pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    pixels = pixels.reshape(side, side, 3)
    if card["input"].get("stain") == "macenko":
        pixels = normalise_stains(pixels)
    pixels = pixels[None].permute(0, 3, 1, 2).float() / 255
    normalisation = card["input"]["normalisation"]
    mean = torch.tensor(normalisation["mean"]).reshape(1, 3, 1, 1)
    std = torch.tensor(normalisation["std"]).reshape(1, 3, 1, 1)
    return (pixels - mean) / std


def main(files):
    network, card = load_model(Path(__file__).resolve().parent)
    classes = card["input"]["classes"]
    for file in files:
        with torch.inference_mode():
            probabilities = network(preprocess(Image.open(file), card)).softmax(1)[0]
        print(f"{file}: {classes[int(probabilities.argmax())]}")
        for name, probability in zip(classes, probabilities.tolist()):
            print(f"  {name:12} {probability:.4f}")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
