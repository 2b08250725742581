"""The picture of a network: to scale, with names and counts."""

import re
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnnlab import nn, viz


def test_an_architecture_is_drawn_to_scale_with_names_and_counts():
    ax = viz.show_architecture(nn.lenet(rng=np.random.default_rng(0)), (1, 28, 28))
    words = [text.get_text() for text in ax.texts]
    assert words[0] == "input\n1 map of 28 x 28"
    assert words[3] == "Conv2d\n16 maps of 8 x 8"
    assert words[-1] == "Linear\n10 numbers"
    assert len(words) == 8
    assert ax.get_title(loc="left").startswith("20,522 parameters; 7,370 numbers")
    areas = [np.ptp(patch.get_xy(), axis=0).prod() for patch in ax.patches]
    cells = 28 * 28 + 8 * 24**2 + 8 * 12**2 + 16 * 8**2 + 16 * 4**2 + 256 + 64 + 10
    assert sum(areas) == pytest.approx(cells)
    plt.close(ax.figure)


def test_captions_of_an_architecture_do_not_meet():
    layers = [
        nn.Conv2d(1, 2, 3, rng=np.random.default_rng(0)),
        nn.Flatten(),
        nn.Linear(72, 3, rng=np.random.default_rng(0)),
    ]
    ax = viz.show_architecture(nn.Sequential(*layers), (1, 8, 8))
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    plt.close(ax.figure)


def test_a_network_whose_shapes_do_not_fit_is_refused_with_the_layer_named():
    with pytest.raises(
        ValueError, match=re.escape("layer 0 (Conv2d(3, 4, 5)) cannot follow an output of shape (1, 28, 28)")
    ):
        viz.show_architecture(nn.Sequential(nn.Conv2d(3, 4, 5, rng=np.random.default_rng(0))), (1, 28, 28))
