"""Writes the names and shapes of torchvision's ResNets as a fixture for the tests.

    python bench/peers/network_fixture.py > activities/src/test/resources/org/histochain/activities/network/torchvision.json

Needs torch and torchvision (requirements-torch.txt).
"""

import json
import sys

import torchvision

networks = {}
for name in ("resnet18", "resnet34", "resnet50"):
    state = torchvision.models.get_model(name, weights=None).state_dict()
    networks[name] = {key: list(state[key].shape) for key in sorted(state)}
json.dump({"torchvision": torchvision.__version__.split("+")[0], **networks}, sys.stdout, separators=(",", ":"))
print()
