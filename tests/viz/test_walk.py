"""The pictures of the stride walk: their numbers and words, where their frames lie, and that nothing collides."""

import itertools

import matplotlib.pyplot as plt
import numpy as np
import pytest
from viz.pictures import frames, numbers, overlaps, said

from cnnlab import viz

IMAGE = np.array([[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]])
KERNEL = [[1, -1], [2, -2]]
SOBEL = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]


def test_a_step_says_its_arithmetic_and_frames_its_window_and_its_output_cell():
    axes = viz.show_step(IMAGE, KERNEL, 6)
    assert len(axes) == 4
    assert said(axes).startswith("Output row 1, column 2 = 5·1 + 3·(-1) + 6·2 + 2·(-2) = 10 Step 7 of 16:")
    given, kernel, products, output = axes
    assert frames(given, "window") == [(1, 2, 2, 2)]
    assert frames(output, "output") == [(1, 2, 1, 1)]
    assert list(numbers(given).values()) == [str(n) for n in IMAGE.flat]
    assert list(numbers(kernel).values()) == ["1", "-1", "2", "-2"]
    assert list(numbers(products).values()) == ["5", "-3", "12", "-4"]
    assert list(numbers(output).values()) == ["-5", "-5", "5", "5", "-6", "-10", "10"]  # and no further


def test_the_last_step_shows_the_whole_map():
    values = viz.show_step(IMAGE, KERNEL, 15)[-1].images[0].get_array()
    assert not np.ma.is_masked(values)
    assert values[3].tolist() == [-1, -10, 10, 1]


def test_colours_mean_the_same_in_every_step():
    first, last = viz.show_step(IMAGE, KERNEL, 0), viz.show_step(IMAGE, KERNEL, 15)
    for one, other in zip(first, last, strict=True):
        assert (one.images[0].norm.vmin, one.images[0].norm.vmax) == (
            other.images[0].norm.vmin,
            other.images[0].norm.vmax,
        )
    assert (first[-1].images[0].norm.vmin, first[-1].images[0].norm.vmax) == (-12, 12)


def test_padding_is_drawn_around_the_input_and_the_bias_is_a_term():
    axes = viz.show_step(IMAGE, SOBEL, 2, padding=1, bias=0.5)
    assert "+ 3·(-1) + 0.5 (bias) = 0.5" in said(axes)
    assert "padded to 7 x 7" in said(axes)
    assert frames(axes[0], "window") == [(-1, 1, 3, 3)]
    assert numbers(axes[0])[-1, -1] == "0"
    hatched = [patch for patch in axes[0].patches if patch.get_hatch()]
    assert len(hatched) == 7 * 7 - 5 * 5


def test_of_a_dilated_window_each_cell_that_is_read_is_framed():
    given = viz.show_step(IMAGE, KERNEL, 5, dilation=2)[0]
    around, *cells = frames(given, "window")
    assert around == (1, 2, 3, 3)
    assert [cell[:2] for cell in cells] == [(1, 2), (1, 4), (3, 2), (3, 4)]


def test_channels_are_summed_and_each_has_its_row():
    image, kernel = np.stack([IMAGE, IMAGE[::-1], IMAGE.T]), np.stack([np.array(KERNEL), np.eye(2), -np.eye(2)])
    axes = viz.show_step(image, kernel, 6, bias=1)
    parts = [float((image[c, 1:3, 2:4] * kernel[c]).sum()) for c in range(3)]
    assert len(axes) == 10
    a, b, c = (f"{part:.0f}" for part in parts)
    c = f"({c})" if parts[2] < 0 else c
    assert f"= {a} (channel 0) + {b} (channel 1) + {c} (channel 2) + 1 (bias) = {sum(parts) + 1:.0f} Step" in said(axes)
    assert [text.get_text() for text in axes[5].texts][:2] == ["Products 1", f"sum {b}"]


def test_a_long_sum_is_named_and_a_rounded_number_is_only_about_right():
    whole, rounded = viz.show_step(IMAGE, np.ones((5, 5))), viz.show_step(IMAGE / 9, np.ones((5, 5)), bias=-1)
    assert said(whole).startswith("Output row 0, column 0 = the sum of 25 products = 37 Step 1 of 1")
    assert "= the sum of 25 products, 4.11 + (-1) (bias) ≈ 3.11" in said(rounded)


def test_a_pool_step_marks_the_winner():
    given, output = viz.show_pool_step([[-5, -5, 5, 5], [-6, -10, 10, 6], [-3, 2, 7, 1], [0, 0, 1, 7]], 2, 1)
    assert said(given).startswith("Output row 0, column 1 = the largest of 5, 5, 10, 6 = 10 Step 2 of 4:")
    assert frames(given, "window") == [(0, 2, 2, 2)]
    assert [cell[:2] for cell in frames(given, "highlight")] == [(1, 2)]
    assert {text.get_text() for text in given.texts if text.get_fontweight() == "bold"} == {"10", "Input"}
    assert list(numbers(output).values()) == ["-5", "10"]


def test_the_padding_of_a_maximum_is_minus_infinity_and_of_a_mean_zero():
    largest, mean = (viz.show_pool_step(IMAGE, 2, padding=1, mode=mode) for mode in ("max", "avg"))
    assert "the largest of -∞, -∞, -∞, 0 = 0" in said(largest)
    assert "(0 + 0 + 0 + 0) / 4 = 0" in said(mean)
    assert numbers(largest[0])[-1, -1] == "-∞"
    assert numbers(mean[0])[-1, -1] == "0"
    assert frames(mean[0], "highlight") == []


def test_a_large_pooling_window_is_named_by_its_size():
    assert "= the mean of 25 values = 1.48" in said(viz.show_pool_step(IMAGE, 5, mode="avg"))


def test_the_walk_shows_every_window_over_its_value():
    axes = viz.show_walk(IMAGE, KERNEL)
    assert len(axes) == 16
    assert said(axes).startswith("Every output cell has its own window: 4 x 4 cells, 16 windows -5 -5 5 5 -6 -10 10 6")
    assert [frames(ax, "window") for ax in axes] == [[(row, column, 2, 2)] for row, column in np.ndindex(4, 4)]
    corners = [ax.get_position().get_points()[0] for ax in axes]
    assert all(a[1] == b[1] and a[0] < b[0] for a, b in itertools.pairwise(corners[:4]))  # as in the output, row by row
    assert all(a[0] == b[0] and a[1] > b[1] for a, b in itertools.pairwise(corners[::4]))


def test_sizes_fill_in_the_formula_and_cross_what_is_never_read():
    ax = viz.show_sizes(6, 3, 2)
    assert said(ax).startswith("floor((6 - 3) / 2) + 1 = 2: 1 column is never read size 6, kernel 3, stride 2")
    assert [text.get_text() for text in ax.texts if text.get_text().startswith("output")] == ["output 0", "output 1"]
    assert len(ax.collections[-1].get_paths()) == 3
    crossed = [patch for patch in ax.patches if patch.get_fill()]
    assert [patch.get_x() for patch in crossed] == [4.5]


def test_sizes_with_padding_and_dilation_say_how_far_the_kernel_reaches():
    ax = viz.show_sizes(7, 3, 2, (1, 2), 2)
    assert said(ax).startswith("floor((7 + 1 + 2 - 5) / 2) + 1 = 3: 4 columns are never read")
    assert "dilation 2, so that it reaches over 2·(3 - 1) + 1 = 5" in said(ax)
    assert len([patch for patch in ax.patches if patch.get_hatch()]) == 3


def test_same_padding_reads_every_cell():
    assert said(viz.show_sizes(5, 3, 1, "same")).startswith("floor((5 + 1 + 1 - 3) / 1) + 1 = 5 size 5")


COLOURED = np.stack([IMAGE, IMAGE[::-1], IMAGE.T])
PICTURES = {
    "5x5 with 2x2": lambda: viz.show_step(IMAGE, KERNEL, 6),
    "padded": lambda: viz.show_step(IMAGE, SOBEL, 2, padding=1, bias=0.5),
    "4x4 kernel": lambda: viz.show_step(IMAGE / 7, np.full((4, 4), -1 / 3), 3),
    "three channels": lambda: viz.show_step(COLOURED, np.ones((3, 3, 3)), 4, bias=-1),
    "28x28 with 5x5": lambda: viz.show_step(np.linspace(0, 1, 784).reshape(28, 28), np.full((5, 5), -0.37), 300),
    "1x12": lambda: viz.show_step(np.arange(12)[None], [[1, 2, 1]], 3),
    "1x1": lambda: viz.show_step([[3]], [[2]]),
    "pooled": lambda: viz.show_pool_step(IMAGE[:4, :4] / 7, 2, 3),
    "pooled with padding": lambda: viz.show_pool_step(IMAGE, 3, 4, stride=2, padding=1),
    "mean of sixteen": lambda: viz.show_pool_step(IMAGE / 7, 4, stride=1, mode="avg"),
    "walk": lambda: viz.show_walk(IMAGE, KERNEL),
    "walk of 64": lambda: viz.show_walk(np.arange(64).reshape(8, 8) * 3.37, [[-111]]),
    "sizes": lambda: viz.show_sizes(6, 3, 2),
    "sizes, dilated": lambda: viz.show_sizes(7, 3, 2, 1, 2),
    "40 cells": lambda: viz.show_sizes(40, 3),
}


@pytest.mark.parametrize("name", PICTURES)
def test_no_words_collide_or_leave_the_page(name):
    assert overlaps(PICTURES[name]()) == []


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: viz.show_step(IMAGE, KERNEL, 16), r"0 \.\.\. 15, the output has 16 cells: got 16"),
        (lambda: viz.show_step(IMAGE, KERNEL, -1), "step must be at least 0, got -1"),
        (lambda: viz.show_step(np.ones((9, 3, 3)), np.ones((9, 2, 2))), "up to 8 channels, got 9"),
        (lambda: viz.show_step(IMAGE, np.ones((6, 6))), "size 6 does not fit an input of size 5"),
        (lambda: viz.show_pool_step(IMAGE, 2, 4), r"0 \.\.\. 3"),
        (lambda: viz.show_pool_step(IMAGE, 2, mode="sum"), "'sum'"),
        (lambda: viz.show_walk(np.ones((9, 9)), [[1]]), "up to 64 steps, got 1 and 81"),
        (lambda: viz.show_walk(COLOURED, np.ones((3, 2, 2))), "one channel and up to 64 steps, got 3 and 16"),
        (lambda: viz.show_sizes(2, 3), "size 3 does not fit an input of size 2"),
        (lambda: viz.show_sizes(40, 3, 1, 1), r"up to 40 cells, got 40 \+ 1 \+ 1"),
    ],
)
def test_a_picture_of_what_is_not_there_is_one_error_that_names_it(call, message):
    with pytest.raises(ValueError, match=message):
        call()
    assert plt.get_fignums() == []


def test_no_picture_changes_the_settings_of_matplotlib():
    before = dict(plt.rcParams)
    for draw in PICTURES.values():
        draw()
        plt.close("all")
    assert dict(plt.rcParams) == before
