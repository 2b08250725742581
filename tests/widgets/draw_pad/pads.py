"""A net that was never trained, a pad that asks it, and a stroke."""

import numpy as np

from cnnlab import nn
from cnnlab.widgets import DrawPad

LINE = [[[0.5, 0.2], [0.5, 0.8]]]


def net(seed=0):
    return nn.lenet(rng=np.random.default_rng(seed))


def pad(strokes=(), **more):
    return DrawPad(net(), strokes=strokes, **more)
