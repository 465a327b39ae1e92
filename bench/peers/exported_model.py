"""Compares `histochain predict` with PyTorch running the same exported model.

    histochain export ID --out MODEL
    histochain predict MODEL/model.safetensors --images IMAGES --out PREDICTIONS.csv
    python bench/peers/exported_model.py MODEL IMAGES PREDICTIONS.csv

Loads MODEL/load_model.py and, with it, the weights (strictly), runs every image of the table and
compares logits, which a softmax leaves known up to a constant: both sides are centred. Prints one
line of JSON; ends with 1 if a logit differs by 1e-4 or more. Needs torch 2.7.1 and Pillow.
"""

import csv
import importlib.util
import json
import math
import sys
from pathlib import Path

import torch
from PIL import Image

TOLERANCE = 1e-4


def centred(values):
    return [value - sum(values) / len(values) for value in values]


def main(folder, images, predictions):
    spec = importlib.util.spec_from_file_location("load_model", Path(folder) / "load_model.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    network, card = module.load_model(folder)
    classes = card["input"]["classes"]
    rows = agreeing = 0
    largest = largest_probability = 0.0
    with open(predictions, encoding="utf-8", newline="") as table, torch.inference_mode():
        for row in csv.DictReader(table):
            image = Image.open(Path(images) / row["path"])
            logits = network(module.preprocess(image, card))[0]
            ours = [float(row["p_" + name]) for name in classes]
            differences = zip(centred(logits.tolist()), centred([math.log(p) for p in ours]))
            largest = max(largest, max(abs(one - other) for one, other in differences))
            theirs = logits.softmax(0).tolist()
            largest_probability = max(
                largest_probability, max(abs(one - other) for one, other in zip(theirs, ours))
            )
            rows += 1
            agreeing += classes[int(logits.argmax())] == row["class"]
    result = {
        "name": "exported-model",
        "model": card["modelSha256"],
        "network": card["input"]["network"],
        "torch": torch.__version__,
        "images": rows,
        "sameClass": agreeing,
        "largestLogitDifference": largest,
        "largestProbabilityDifference": largest_probability,
        "tolerance": TOLERANCE,
    }
    print(json.dumps(result))
    return 0 if rows > 0 and agreeing == rows and largest < TOLERANCE else 1


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
