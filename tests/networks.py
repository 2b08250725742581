"""A layer of each kind, small enough to test thoroughly, and a network of them."""

import numpy as np
import pytest

from cnnlab import nn


def rng(seed=0):
    return np.random.default_rng(seed)


def normal(*shape, seed=0):
    return rng(seed).standard_normal(shape).astype(np.float32)


def small_net(seed=0):
    """One of every layer that has no randomness of its own: (N, 2, 8, 8) -> (N, 3)."""
    return nn.Sequential(
        nn.Conv2d(2, 3, 3, padding=1, rng=rng(seed)), nn.MaxPool2d(2), nn.ReLU(),
        nn.Sequential(nn.Conv2d(3, 4, 2, bias=False, rng=rng(seed + 1)), nn.AvgPool2d(2, stride=1)),
        nn.Flatten(), nn.Linear(16, 3, rng=rng(seed + 2)),
    )  # fmt: skip


SMALL_INPUT = normal(4, 2, 8, 8)
# A layer of each kind with an example of its input: (layer, shape without the batch)
LAYERS = {
    "Conv2d": (lambda: nn.Conv2d(2, 3, 3, rng=rng()), (2, 6, 7)),
    "Conv2d strided": (lambda: nn.Conv2d(2, 3, (3, 2), stride=(2, 1), padding=(1, 0), rng=rng()), (2, 6, 7)),
    "Conv2d lopsided": (lambda: nn.Conv2d(2, 3, 3, padding=((0, 1), (2, 0)), dilation=2, rng=rng()), (2, 6, 7)),
    "Conv2d repeated sides": (lambda: nn.Conv2d(2, 3, 3, padding=((1, 2), (1, 2)), rng=rng()), (2, 6, 7)),
    "Conv2d same": (lambda: nn.Conv2d(2, 3, 4, padding="same", rng=rng()), (2, 6, 7)),
    "Conv2d without bias": (lambda: nn.Conv2d(2, 3, 1, bias=False, rng=rng()), (2, 6, 7)),
    "Conv1d": (lambda: nn.Conv1d(2, 3, 3, rng=rng()), (2, 9)),
    "Conv1d lopsided": (lambda: nn.Conv1d(2, 3, 3, stride=2, padding=(2, 0), dilation=2, rng=rng()), (2, 9)),
    "Conv1d same": (lambda: nn.Conv1d(2, 3, 4, padding="same", bias=False, rng=rng()), (2, 9)),
    "Linear": (lambda: nn.Linear(5, 3, rng=rng()), (5,)),
    "Linear without bias": (lambda: nn.Linear(5, 3, bias=False, rng=rng()), (5,)),
    "MaxPool2d": (lambda: nn.MaxPool2d(2), (2, 6, 7)),
    "MaxPool2d overlapping": (lambda: nn.MaxPool2d((3, 4), stride=(2, 1), padding=(1, 2)), (2, 6, 7)),
    "MaxPool2d spread": (lambda: nn.MaxPool2d(2, dilation=(2, 3)), (2, 6, 7)),
    "MaxPool2d sticking out": (lambda: nn.MaxPool2d(3, 2, ceil_mode=True), (2, 6, 7)),
    "MaxPool1d": (lambda: nn.MaxPool1d(4), (2, 9)),
    "MaxPool1d overlapping": (lambda: nn.MaxPool1d(4, 2), (2, 9)),
    "AvgPool2d": (lambda: nn.AvgPool2d((2, 3)), (2, 6, 7)),
    "AvgPool2d sticking out": (lambda: nn.AvgPool2d((2, 3), ceil_mode=True), (2, 7, 7)),
    "AvgPool2d overlapping": (lambda: nn.AvgPool2d(3, 2, 1), (2, 6, 7)),
    "AvgPool2d same": (lambda: nn.AvgPool2d(2, 1, "same"), (2, 6, 7)),
    "AvgPool2d without padding in the mean": (lambda: nn.AvgPool2d(3, 2, 1, count_include_pad=False), (2, 6, 7)),
    "ReLU": (nn.ReLU, (2, 6, 7)),
    "Flatten": (nn.Flatten, (2, 6, 7)),
    "Dropout": (lambda: nn.Dropout(0.5, rng=rng()), (2, 6, 7)),
    "Dropout of a third": (lambda: nn.Dropout(1 / 3, rng=rng()), (2, 6, 7)),
    "Sequential": (small_net, (2, 8, 8)),
}
every_layer = pytest.mark.parametrize("name", LAYERS)
with_parameters = pytest.mark.parametrize("name", ["Conv2d", "Conv2d without bias", "Conv1d", "Linear", "Sequential"])


def made(name, batch=3):
    make, shape = LAYERS[name]
    return make(), normal(batch, *shape, seed=5)
