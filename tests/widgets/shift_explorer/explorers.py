"""How the tests of ShiftExplorer make one, and what they compute for themselves, with `functional` and `data.shift`."""

import numpy as np

from cnnlab import data, nn
from cnnlab import functional as F
from cnnlab.widgets import ShiftExplorer

DIGIT = data.load_mnist("test")[0][0, 0]
EDGE = data.KERNELS["vertical edge"]


def lenet():
    return nn.lenet(rng=np.random.default_rng(0))


def explorer(shift=(0, 0), image=DIGIT, kernel=EDGE, **options):
    made = ShiftExplorer(image, kernel, **options)
    made.shift = shift
    return made


def stages(image, kernel, shift, pool, mode):
    """The image, its map and its pooled map after a shift."""
    x = data.shift(np.asarray(image, float)[None, None], *shift)
    maps = F.relu(F.conv2d(x, np.asarray(kernel, float)[None, None]))
    pooled = (F.max_pool2d if mode == "max" else F.avg_pool2d)(maps, pool)
    return [x[0, 0], maps[0, 0], pooled[0, 0]]


def close(one, other):
    return np.allclose(one, other, rtol=1e-12, atol=1e-12)


def change(before, after):
    """By how much of their sum the numbers differ; None where all were 0."""
    return np.abs(after - before).sum() / np.abs(before).sum() if before.any() else None
