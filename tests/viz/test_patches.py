"""Patches under their kernels, read back from the figure."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from cnnlab import viz
from tests.viz.pictures import overlaps


def test_each_filter_has_its_kernel_and_below_it_its_patches():
    rng = np.random.default_rng(0)
    patches, kernels = rng.random((3, 2, 1, 5, 5)), rng.standard_normal((3, 5, 5))
    axes = viz.show_patches(patches, kernels, marked=1)
    assert axes.shape == (3, 3)
    assert np.array_equal(axes[2, 0].images[0].get_array(), kernels[2])
    assert np.array_equal(axes[2, 2].images[0].get_array(), patches[2, 1, 0])
    assert [column[0].get_title() for column in axes] == ["filter 0", "filter 1", "filter 2"]
    strong = {ax.spines["top"].get_edgecolor() == to_rgba(viz.LIGHT["window"]) for ax in axes[1]}
    assert strong == {True}
    assert axes[0, 0].spines["top"].get_edgecolor() != to_rgba(viz.LIGHT["window"])
    assert not overlaps(axes)


def test_more_than_eight_filters_go_on_below():
    axes = viz.show_patches(np.random.default_rng(0).random((11, 2, 4, 4)))
    assert axes.shape == (11, 2)
    tops = [column[0].get_position().y0 for column in axes]
    assert np.ptp(tops[:8]) < 1e-9
    assert max(tops[8:]) < axes[0, 1].get_position().y0
    assert not overlaps(axes)


@pytest.mark.parametrize(
    ("patches", "kernels", "fragment"),
    [
        (np.zeros((3, 4, 4)), None, "patches must have shape"),
        (np.zeros((3, 0, 4, 4)), None, "patches must have shape"),
        (np.zeros((3, 2, 4, 4)), np.zeros((2, 4, 4)), "3 filters need as many kernels"),
    ],
)
def test_other_shapes_are_refused(patches, kernels, fragment):
    with pytest.raises(ValueError, match=fragment):
        viz.show_patches(patches, kernels)
