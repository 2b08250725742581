"""Volumes to scale: one slice for each channel with its size in words, and whole networks with names and counts."""

import re
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.patches import Polygon

from cnnlab import nn, viz


def extents(ax):
    return [tuple(patch.get_xy().max(0) - patch.get_xy().min(0)) for patch in ax.patches if isinstance(patch, Polygon)]


def test_there_is_a_slice_for_each_channel_and_it_is_to_scale():
    ax = viz.show_volumes([(3, 5, 5), (10, 3, 4)], ["image", "maps"])
    assert [tuple(map(round, extent)) for extent in extents(ax)] == [(5, 5)] * 3 + [(4, 3)] * 10
    assert [text.get_text() for text in ax.texts] == ["image\n5 x 5 x 3", "maps\n3 x 4 x 10"]


def test_a_filter_goes_through_all_channels_and_makes_one_cell():
    plain = extents(viz.show_volumes([(3, 5, 5), (1, 3, 3)]))
    marked = extents(viz.show_volumes([(3, 5, 5), (1, 3, 3)], kernel=(3, 3)))
    assert [tuple(map(round, extent)) for extent in marked[len(plain) :]] == [(3, 3)] * 3 + [(1, 1)]


@pytest.mark.parametrize(
    ("volumes", "options"),
    [([], {}), ([(3, 5)], {}), ([(0, 5, 5)], {}), ([(3, 5, 5)], {"kernel": (3, 3)}),
     ([(3, 5, 5), (1, 1, 1)], {"kernel": (6, 3)})],
)  # fmt: skip
def test_what_is_no_volume_is_refused(volumes, options):
    with pytest.raises(ValueError, match=r"volumes must be|must fit"):
        viz.show_volumes(volumes, **options)


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


def test_a_network_whose_shapes_do_not_fit_is_refused_with_the_layer_named():
    with pytest.raises(
        ValueError, match=re.escape("layer 0 (Conv2d(3, 4, 5)) cannot follow an output of shape (1, 28, 28)")
    ):
        viz.show_architecture(nn.Sequential(nn.Conv2d(3, 4, 5, rng=np.random.default_rng(0))), (1, 28, 28))
