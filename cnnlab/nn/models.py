"""Whole networks, as others may train them, and one that comes trained."""

import json
from importlib.resources import files

import numpy as np

from cnnlab.nn.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from cnnlab.nn.module import Sequential


def lenet(*, rng=None, pretrained=False):
    """The network of these lessons: two rounds of convolution, max-pooling and ReLU, then two dense layers.

    (N, 1, 28, 28) -> (N, 10); 20,522 numbers. pretrained: with the weights that come with the package, which read
    anybody's digits, framed as `data.center_digit` does it; the model's `trained_on` says from what they learned.
    Otherwise rng draws the first weights. Raises TypeError where neither is given.
    After LeCun et al., "Gradient-based learning applied to document recognition", 1998, with ReLU and max-pooling in
    place of sigmoids and averages. ReLU after pooling gives the same, on fewer numbers.

    >>> print(lenet(pretrained=True).trained_on)
    55,000 of MNIST's training digits, changed into many hands, pens and scans.
    It reads 99.41% of MNIST's 10,000 test digits.
    """
    if rng is None and not pretrained:
        raise TypeError("lenet needs rng, which draws its first weights, or pretrained=True")
    rng = np.random.default_rng(0) if pretrained else rng
    model = Sequential(
        Conv2d(1, 8, 5, rng=rng), MaxPool2d(2), ReLU(),
        Conv2d(8, 16, 5, rng=rng), MaxPool2d(2), ReLU(),
        Flatten(), Linear(256, 64, rng=rng), ReLU(), Linear(64, 10, rng=rng),
    )  # fmt: skip
    return _with_shipped_weights(model) if pretrained else model


def _with_shipped_weights(model):
    """The model as `tools.pretrained` left it."""
    with (files("cnnlab") / "nn" / "lenet.npz").open("rb") as file, np.load(file, allow_pickle=False) as archive:
        model.load_state_dict({name: archive[name] for name, _ in model.named_parameters()})
        model.trained_on = json.loads(archive["about.json"])["trained_on"]
    return model.eval()
