"""A loss and the ways down it: each panel shows where its learning rate leads, and its title says with what loss."""

import re

import numpy as np
import pytest

from cnnlab import viz

INPUTS, TARGETS, START = np.array([1.0, 2, 3]), np.array([1.0, 3, 2]), [3.0]
PAIRS = np.array([[1.0, 0], [2, 1], [3, -1]])


def line(ax, label):
    """What is drawn under a label, (points, 2)."""
    return next(line.get_xydata() for line in ax.lines if line.get_label() == label)


def titles_have_room(axes):
    """Whether no title runs into the next one, or off the page."""
    axes[0].figure.canvas.draw()
    boxes = [ax._left_title.get_window_extent() for ax in axes]
    ends = [*(box.x0 for box in boxes[1:]), axes[0].figure.bbox.x1]
    return all(box.x1 < end for box, end in zip(boxes, ends, strict=True))


def marked(ax):
    return {line.get_label() for line in ax.lines}


def descended(inputs, weights, rate, steps):
    """Gradient descent by loops."""
    path = [np.array(weights)]
    for _ in range(steps):
        slopes = np.zeros(len(weights))
        for row, target in zip(inputs.reshape(len(TARGETS), -1), TARGETS, strict=True):
            slopes += 2 * (row @ path[-1] - target) * row / len(TARGETS)
        path.append(path[-1] - rate * slopes)
    return np.array(path)


def test_a_curve_has_a_path_for_each_learning_rate():
    axes = viz.show_valley(INPUTS, TARGETS, START, [0.02, 0.1], steps=6)
    for ax, rate in zip(axes, (0.02, 0.1), strict=True):
        path = descended(INPUTS, START, rate, 6)[:, 0]
        losses = ((np.outer(path, INPUTS) - TARGETS) ** 2).mean(1)
        assert np.allclose(line(ax, "path"), np.stack([path, losses], 1))
        assert np.allclose(line(ax, "ball"), [[path[-1], losses[-1]]])
        assert ax.get_title("left") == f"learning rate {rate}: loss {losses[-1]:.3g}"
        curve = line(ax, "loss")
        assert np.allclose(curve[:, 1], ((np.outer(curve[:, 0], INPUTS) - TARGETS) ** 2).mean(1))
    assert titles_have_room(axes)


def test_a_map_has_both_weights_and_its_axes_are_named():
    axes = viz.show_valley(PAIRS, TARGETS, [3, -2], [0.02, 0.1, 0.2], steps=5, heading="One start")
    for ax, rate in zip(axes, (0.02, 0.1, 0.2), strict=True):
        assert np.allclose(line(ax, "path"), descended(PAIRS, [3, -2], rate, 5))
        assert (ax.get_xlabel(), len(ax.collections)) == ("weight 1", 2)
    assert [ax.get_ylabel() for ax in axes] == ["weight 2", "", ""]
    assert titles_have_room(axes)


@pytest.mark.parametrize(("inputs", "start"), [(INPUTS, [3]), (PAIRS, [3, -2])])
def test_where_the_ball_leaves_the_picture_an_arrow_says_so(inputs, start):
    inside, outside = viz.show_valley(inputs, TARGETS, start, [0.1, 0.3], steps=30)
    assert "ball" in marked(inside)
    assert not inside.texts
    assert "ball" not in marked(outside)
    assert len(outside.texts) == 1


def test_numbers_that_grow_too_large_end_the_path_and_a_start_at_the_bottom_is_a_picture():
    (ax,) = viz.show_valley(INPUTS, TARGETS, START, 1000.0, steps=1000)
    assert np.isfinite(line(ax, "path")).all()
    assert re.fullmatch(r"learning rate 1e3: loss [\d.]+e\d+", ax.get_title("left"))
    (ax,) = viz.show_valley([1.0], [2.0], [2.0], 0.1)
    assert ax.get_xlim() == (0, 4)


@pytest.mark.parametrize(
    ("arguments", "fragment"),
    [
        ((PAIRS, TARGETS, [1], [0.1]), "weights must be one number for each of the 2 columns of inputs, got 1"),
        ((np.ones((3, 3)), TARGETS, [1, 1, 1], [0.1]), "at most 2 columns here, got 3"),
        ((INPUTS, [1, 2], START, [0.1]), "targets must be one number for each of 3 inputs"),
        ((INPUTS, TARGETS, START, []), "learning_rates must be 1 to 8 numbers, got 0"),
        ((INPUTS, TARGETS, START, [0.0]), "learning_rates must be above 0"),
        ((INPUTS, TARGETS, START, [0.1], 1001), "steps may be at most 1000"),
        ((np.zeros(3), TARGETS, START, [0.1]), "not all zeros"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments, fragment):
    with pytest.raises(ValueError, match=re.escape(fragment)):
        viz.show_valley(*arguments)
