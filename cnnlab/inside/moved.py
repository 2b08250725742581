"""What a shift of the image costs a network."""

import numpy as np

from cnnlab import data, training
from cnnlab._arguments import as_int


def right_when_moved(model, test, pixels):
    """The share of right answers on images moved by each number of pixels: a list of floats, one for each.

    test: (images, labels); they are moved up, down, left and right, and the share is the mean of the four. Raises
    ValueError or TypeError for pixels that are not whole numbers of at least 0, and for what `training.evaluate`
    refuses.

    >>> from cnnlab import nn
    >>> images, labels = data.load_mnist("test")
    >>> right_when_moved(nn.lenet(pretrained=True), (images[:50], labels[:50]), [0, 1])
    [1.0, 1.0]
    """
    images, labels = test
    steps = [as_int("pixels", by, 0) for by in pixels]
    return [float(np.mean([_right(model, images, labels, way) for way in _ways(by)])) for by in steps]


def _ways(by):
    return [(by, 0), (-by, 0), (0, by), (0, -by)] if by else [(0, 0)]


def _right(model, images, labels, way):
    return training.evaluate(model, data.shift(images, *way), labels).accuracy
