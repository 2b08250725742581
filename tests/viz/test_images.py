"""Grids of pictures: which scale they are on, what stands in their cells, and what is refused."""

import matplotlib.pyplot as plt
import numpy as np
import pytest
from viz.pictures import frames, overlaps, texts

from cnnlab import viz


def test_an_image_is_drawn_on_the_given_axes_and_small_ones_show_their_numbers():
    _, ax = plt.subplots()
    assert viz.show_image(np.array([[0.0, 0.5], [1.0, 0.25]]), ax) is ax
    assert texts(ax) == ["0", "0.5", "1", "0.25"]


def test_numbers_that_would_overlap_are_left_out():
    _, axes = plt.subplots(1, 12)
    viz.show_image(np.full((8, 8), -0.123), axes[0])
    assert texts(axes[0]) == []


def test_ink_means_the_same_in_every_picture():
    faint, strong = (viz.show_image(np.full((9, 9), value)).images[0] for value in (0.1, 0.9))
    assert faint.norm.vmin == strong.norm.vmin == 0
    assert faint.norm.vmax == strong.norm.vmax == 1


def test_signed_values_are_on_a_scale_symmetric_about_zero():
    drawn = viz.show_image(np.array([[-3.0, 1.0]])).images[0]
    assert (drawn.norm.vmin, drawn.norm.vmax) == (-3, 3)
    assert np.allclose(drawn.cmap(drawn.norm(0.0)), 1)


def test_a_photograph_is_white_where_it_is_bright():
    (ax,) = viz.show_images(np.array([[[0.0, 1.0], [0.5, 0.5]]]), bright=True, signed=True)
    drawn = ax.images[0]
    assert np.allclose(drawn.cmap(drawn.norm([0.0, 1.0]))[:, :3], [[0] * 3, [1] * 3])


def test_a_picture_is_as_wide_as_one_asks():
    widths = [viz.show_images(np.zeros((2, 9, 9)), width=inches)[0].figure.get_figwidth() for inches in (2, 3)]
    assert widths == [4, 6]


def test_what_was_found_lies_over_a_faint_image_and_nothing_where_nothing_was():
    found = np.zeros((2, 9, 9))
    found[0, 3, 4], found[1, 5, 5], found[1, 0, 0] = 2, 4, -1
    first, second = viz.show_found(np.eye(9), found, ["one", "two"])
    assert [ax.get_title() for ax in (first, second)] == ["one", "two"]
    assert first.images[0].get_alpha() < 0.5
    seen = [np.argwhere(~ax.images[1].get_array().mask).tolist() for ax in (first, second)]
    assert seen == [[[3, 4]], [[5, 5]]]
    assert first.images[1].norm.vmax == second.images[1].norm.vmax == 4


def test_maps_without_any_finding_leave_the_image_alone():
    (ax,) = viz.show_found(np.eye(9), np.zeros((1, 9, 9)))
    assert ax.images[1].get_array().mask.all()


def test_kernels_share_one_signed_scale_even_if_all_are_positive():
    axes = viz.show_kernels(np.linspace(0.1, 0.9, 18).reshape(2, 1, 3, 3))
    assert {(ax.images[0].norm.vmin, ax.images[0].norm.vmax) for ax in axes} == {(-0.9, 0.9)}


def test_a_filter_of_several_channels_fills_one_row():
    axes = viz.show_kernels(np.ones((2, 3, 2, 2)))
    assert [ax.get_title() for ax in axes][:4] == [
        "filter 0, channel 0", "filter 0, channel 1", "filter 0, channel 2", "filter 1, channel 0",
    ]  # fmt: skip
    assert axes[0].get_gridspec().ncols == 3


def test_a_grid_has_one_axes_for_each_picture():
    assert len(viz.show_images(np.zeros((7, 4, 4)), range(7))) == 7
    assert len(viz.show_feature_maps(np.zeros((5, 4, 4)))) == 5


def test_a_cell_is_as_large_in_each_of_several_sizes_and_the_smaller_stand_in_the_middle():
    axes = viz.show_images([np.zeros((10, 8)), np.ones((4, 2)), -np.ones((3, 3))])
    assert [(ax.get_xlim(), ax.get_ylim()) for ax in axes] == [
        ((-0.5, 7.5), (9.5, -0.5)), ((-3.5, 4.5), (6.5, -3.5)), ((-3.0, 5.0), (6.0, -4.0)),
    ]  # fmt: skip
    assert [frames.get_bbox().size.tolist() for ax in axes for frames in ax.patches] == [[2, 4], [3, 3]]
    assert {ax.images[0].norm.vmin for ax in axes} == {-1}
    with pytest.raises(ValueError, match=r"must be grids .* got shape \(3,\)"):
        viz.show_images([np.zeros((2, 2)), np.zeros(3)])


def test_a_colour_image_stands_beside_its_three_channels():
    axes = viz.show_colour(np.stack([np.full((4, 5), level) for level in (0.2, 0.5, 0.9)]))
    pictures = [ax.images[0].get_array() for ax in axes]
    assert np.allclose(pictures[0][0, 0], [0.2, 0.5, 0.9])
    assert np.allclose(pictures[3][0, 0], [0, 0, 0.9])
    with pytest.raises(ValueError, match=r"got \(4, 5\)"):
        viz.show_colour(np.zeros((4, 5)))


def test_the_worst_mistakes_come_worst_first_and_right_answers_never():
    logits = np.array([[9.0, 0.0], [3.0, 0.0], [5.0, 0.0], [0.0, 5.0]])
    axes = viz.show_worst(np.zeros((4, 1, 5, 5)), np.array([0, 1, 1, 1]), logits)
    assert [ax.get_title() for ax in axes] == ["a 1; said 0\n(99% sure)", "a 1; said 0\n(95% sure)"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: viz.show_image(np.zeros((2, 2, 2))), r"\(2, 2, 2\)"),
        (lambda: viz.show_image(np.array([[np.nan, 1.0]])), "NaN"),
        (lambda: viz.show_images(np.zeros((2, 3, 4, 4))), r"\(2, 3, 4, 4\)"),
        (lambda: viz.show_images(np.zeros((2, 4, 4)), ["one"]), "2 images need as many titles, got 1"),
        (lambda: viz.show_found(np.zeros((5, 5)), np.zeros((2, 4, 4))), r"\(2, 4, 4\) for an image \(5, 5\)"),
        (lambda: viz.show_kernels(np.zeros((3, 3))), r"\(3, 3\)"),
        (lambda: viz.show_feature_maps(np.zeros((2, 3, 4, 4))), r"\(2, 3, 4, 4\)"),
        (lambda: viz.show_worst(np.zeros((1, 1, 2, 2)), np.array([0]), np.array([[1.0, 0.0]])), "no mistakes"),
    ],
)
def test_a_picture_of_the_wrong_thing_is_one_error_that_names_it(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_the_answers_along_a_strip_stand_under_the_middle_of_what_was_seen():
    ax = viz.show_strip(np.zeros((6, 20)), list("abcd"), window=8, step=4, framed=[1])
    answers = {text.get_text(): text.get_position()[0] for text in ax.texts}
    assert [answers[name] for name in "abcd"] == [3.5, 7.5, 11.5, 15.5]
    assert {"0", "1", "2", "3", "it says", "place"} < set(answers)
    assert frames(ax, "window") == [(0, 4, 6, 8)]
    assert overlaps([ax]) == []
    waiting = viz.show_strip(np.zeros((6, 20)), window=8, step=4)
    assert texts(waiting).count("?") == 4
    assert frames(waiting, "window") == []


@pytest.mark.parametrize(
    ("strip", "answers", "message"),
    [
        (np.zeros((6, 7)), None, r"at least 8 columns, got shape \(6, 7\)"),
        (np.zeros((1, 6, 20)), None, r"got shape \(1, 6, 20\)"),
        (np.zeros((6, 20)), [1, 2], "has 4 places on this strip, got 2 answers"),
    ],
)
def test_a_strip_or_answers_that_do_not_fit_are_refused(strip, answers, message):
    with pytest.raises(ValueError, match=message):
        viz.show_strip(strip, answers, window=8, step=4)
