"""Writes the TorchScript modules of TorchOperations and FusedConvolution in org.histochain.activities.network, with PyTorch 2.7.1.

usage: python bench/peers/torch_operations.py FOLDER     FOLDER: where activities/src/main/resources has that package
"""

import sys
from pathlib import Path
from typing import List

import torch
from torch import Tensor


class Operations(torch.nn.Module):
    def forward(self, features: Tensor) -> Tensor:
        return torch.relu_(features)

    @torch.jit.export
    def adamw(self, weights: List[Tensor], gradients: List[Tensor], means: List[Tensor], variances: List[Tensor],
              update: int, rate: float, decay: float) -> None:
        updates = [torch.full([], float(update), device=weights[0].device)]
        torch._fused_adamw_(weights, gradients, means, variances, [], updates, lr=rate, beta1=0.9, beta2=0.999,
                            weight_decay=decay, eps=1e-8, amsgrad=False, maximize=False)


class Fused(torch.nn.Module):
    """Convolutions of oneDNN that go on to a ReLU, or to a sum and a ReLU, before they write; for a CPU."""

    def forward(self, features: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
        return torch.ops.mkldnn._convolution_pointwise(
            features, weight, bias, [padding, padding], [stride, stride], [1, 1], 1, "relu", [], "")

    @torch.jit.export
    def onto(self, sum: Tensor, features: Tensor, weight: Tensor, bias: Tensor, stride: int, padding: int) -> Tensor:
        return torch.ops.mkldnn._convolution_pointwise_(
            sum, features, weight, bias, [padding, padding], [stride, stride], [1, 1], 1, "add", 1.0, "relu", [], "")


if __name__ == "__main__":
    for name, module in (("operations", Operations()), ("fused", Fused())):
        torch.jit.script(module).save(Path(sys.argv[1]) / f"{name}.pt")
