"""A network in numbers and frames: shares, receptive fields on an image, and shares that vary with chance."""

import numpy as np
import pytest
from viz.pictures import frames, overlaps, texts

from cnnlab import nn, viz
from cnnlab.arithmetic import receptive_field

RNG = np.random.default_rng(0)
DIGIT = np.eye(28)


def lenet():
    return nn.lenet(rng=np.random.default_rng(0))


def test_the_shares_of_parameters_and_of_work_add_up_to_one_each():
    axes = viz.plot_shares(lenet(), (1, 28, 28))
    assert [ax.get_title(loc="left") for ax in axes] == ["20,522 parameters", "337,024 multiply-adds"]
    for ax in axes:
        assert sum(bar.get_width() for bar in ax.patches) == pytest.approx(1)
    assert texts(axes[0]) == [" 1%: 208", " 16%: 3,216", " 80%: 16,448", " 3%: 650"]
    assert texts(axes[1]) == [" 34%: 115,200", " 61%: 204,800", " 5%: 16,384", " 0%: 640"]
    assert overlaps(axes) == []


def test_a_network_that_learns_nothing_has_no_shares():
    with pytest.raises(ValueError, match="no shares to draw"):
        viz.plot_shares(nn.Sequential(nn.MaxPool2d(2)), (1, 4, 4))


def test_each_layer_with_a_window_has_its_field_and_its_neighbours_framed():
    model = lenet()
    axes = viz.show_receptive_fields(model, DIGIT)
    assert len(axes) == 4
    for ax, place in zip(axes, (0, 1, 3, 4), strict=True):
        field = receptive_field(model)[place]
        ((top, left, *size),) = frames(ax, "window")
        ((next_top, next_left, *next_size),) = frames(ax, "highlight")
        assert tuple(size) == tuple(next_size) == field.size
        assert (next_top - top, next_left - left) == (0, field.jump[1])
    assert axes[2].get_title(loc="left") == "layer 3, Conv2d\nsees 14 x 14\nneighbours 2 pixels apart"
    assert overlaps(axes) == []


def test_a_frame_lies_on_just_the_pixels_that_change_the_unit():
    model = nn.Sequential(nn.Conv2d(1, 1, 3, stride=2, padding=1, rng=RNG), nn.Conv2d(1, 1, 3, rng=RNG))
    plain = model(np.zeros((1, 1, 12, 12), np.float32))[0, 0]
    row, column = ((side - 1) // 2 for side in plain.shape)
    changed = np.zeros((12, 12), bool)
    for pixel in np.ndindex(12, 12):
        image = np.zeros((1, 1, 12, 12), np.float32)
        image[0, 0][pixel] = 1
        changed[pixel] = model(image)[0, 0, row, column] != plain[row, column]
    ((top, left, rows, columns),) = frames(viz.show_receptive_fields(model, np.zeros((1, 12, 12)))[-1], "window")
    framed = np.zeros_like(changed)
    framed[top : top + rows, left : left + columns] = True
    assert np.array_equal(framed, changed)


@pytest.mark.parametrize(
    ("model", "image", "said"),
    [(nn.Sequential(nn.ReLU()), DIGIT, "looks through a window"),
     (nn.Sequential(nn.MaxPool2d(2)), np.zeros((2, 4, 4)), "image must be a grid")],
)  # fmt: skip
def test_what_has_no_fields_is_refused(model, image, said):
    with pytest.raises(ValueError, match=said):
        viz.show_receptive_fields(model, image)


def test_there_is_a_dot_for_each_draw_and_the_mean_in_words():
    ax = viz.plot_draws({"one": [0.2, 0.4], "two": 0.997}, title="Shares")
    assert [line.get_xdata().tolist() for line in ax.lines[:2]] == [[0.2, 0.4], [0.997]]
    assert texts(ax) == ["30.0%", "99.7%", " guessing"]
    assert overlaps(ax) == []
    assert "guessing" not in " ".join(texts(viz.plot_draws({"one": 0.5}, guessing=None)))


@pytest.mark.parametrize("results", [{}, {"one": []}, {"one": [0.5, 1.5]}])
def test_what_is_no_share_is_refused(results):
    with pytest.raises(ValueError, match="shares from 0 to 1"):
        viz.plot_draws(results)
