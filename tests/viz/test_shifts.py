"""A shift on paper: what moved along is framed, and every pooled cell that changed or stayed has its sign."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from viz.pictures import frames, overlaps

from cnnlab import data, trace, viz

DIGIT, EDGE = data.load_mnist("test")[0][0, 0], data.KERNELS["vertical edge"]


def lines(ax, meaning):
    return [line for line in ax.lines if to_rgba(line.get_color()) == to_rgba(viz.LIGHT[meaning])]


@pytest.mark.parametrize(
    ("shift", "pool", "mode"), [((0, 1), 2, "max"), ((-1, 2), 4, "avg"), ((0, 4), 4, "max"), ((10, -12), 2, "max")]
)
def test_the_pictures_are_those_of_the_trace(shift, pool, mode):
    axes = viz.show_shift(DIGIT, EDGE, shift, pool=pool, mode=mode)
    found = trace.moved(DIGIT, EDGE, shift, pool, mode)
    for column, (before, after) in zip(axes.T, (found.image, found.map, found.pooled), strict=True):
        assert np.array_equal(column[0].images[0].get_array(), before)
        assert np.array_equal(column[1].images[0].get_array(), after)
    scale = {ax.images[0].norm.vmax for ax in axes[:, 1:].flat}
    assert scale == {found.map[0].max()}
    changed, stayed = lines(axes[1, 2], "highlight"), lines(axes[1, 2], "text")
    assert len(changed) == (~found.stayed).sum()
    assert len(stayed) == 2 * (found.stayed & (found.pooled[0] != 0)).sum()
    middles = {(round(line.get_ydata().mean()), round(line.get_xdata().mean())) for line in changed}
    assert middles == set(map(tuple, np.argwhere(~found.stayed).tolist()))
    assert not axes[0, 2].lines
    assert overlaps(axes) == []


def test_a_frame_holds_what_moved_along_as_a_whole():
    axes = viz.show_shift(DIGIT, EDGE, (0, 4), pool=4)
    assert [frames(ax, "text") for ax in axes[1]] == [[(0, 4, 28, 24)], [(0, 4, 26, 22)], [(0, 1, 6, 5)]]
    assert axes[1, 0].get_title(loc="left") == "moved by 4 columns to the right"
    assert axes[1, 2].get_title(loc="left") == "30 of 36 numbers are\nthe same, only elsewhere"
    axes = viz.show_shift(DIGIT, EDGE, (-1, 0), pool=4)
    assert [len(frames(ax, "text")) for ax in axes[1]] == [1, 1, 0]
    assert "cells change,\nthe whole map by" in axes[1, 2].get_title(loc="left")


def test_without_a_shift_nothing_is_marked():
    axes = viz.show_shift(np.zeros((5, 5)), [[1]], (0, 0))
    assert not any([*ax.lines, *frames(ax, "text")] for ax in axes.flat)
    assert axes[0, 0].figure.get_suptitle() == "Nothing moved: everything is what it was"


def test_bad_input_is_one_clear_error():
    with pytest.raises(ValueError, match="pool may be at most 26"):
        viz.show_shift(DIGIT, EDGE, pool=27)
    with pytest.raises(TypeError, match="shift must be a whole number"):
        viz.show_shift(DIGIT, EDGE, "right")
