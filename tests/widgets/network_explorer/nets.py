"""A net with random weights, some digits, and both in a NetworkExplorer."""

import numpy as np

from cnnlab import data, nn
from cnnlab.widgets import NetworkExplorer

IMAGES, LABELS = (part[:6] for part in data.load_mnist("test"))


def lenet(seed=0):
    return nn.lenet(rng=np.random.default_rng(seed))


def explorer(**options):
    return NetworkExplorer(lenet(), IMAGES, LABELS, **options)
