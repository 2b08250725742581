"""The pictures: what they show, on which scale, and that they leave Matplotlib as they found it."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnnlab import viz
from cnnlab.training import Evaluation, History


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def texts(ax):
    return [text.get_text() for text in ax.texts]


def contrast(one, other):
    def luminance(colour):
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in mpl.colors.to_rgb(colour)]
        return np.dot(linear, [0.2126, 0.7152, 0.0722])

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("meaning", ["text", "muted", "input", "window", "output", "gradient", "highlight"])
def test_every_colour_of_the_palette_is_readable_as_text(theme, meaning):
    colours = viz.PALETTE[theme]
    assert contrast(colours[meaning], colours["background"]) >= 4.5


def test_light_and_dark_give_the_same_meanings_a_colour():
    assert viz.PALETTE["light"].keys() == viz.PALETTE["dark"].keys()


def test_the_style_sheet_can_be_used_by_name():
    with plt.style.context("cnnlab.style"):
        assert not plt.rcParams["axes.spines.top"]


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


def test_the_history_shows_every_step_and_says_where_it_ended():
    history = History(loss=[2.0, 1.0, 0.5, 0.25], train_accuracy=[0.5, 0.7], valid_accuracy=[0.6, 0.8])
    loss, accuracy = viz.plot_history(history)
    assert loss.lines[0].get_ydata().tolist() == [2.0, 1.0, 0.5, 0.25]
    assert accuracy.get_title(loc="left") == "80.0% right after 2 epochs (validation)"


def test_a_history_that_was_stopped_in_its_first_epoch_can_be_drawn():
    loss, accuracy = viz.plot_history(History(loss=[2.0], interrupted=True))
    assert len(loss.lines[0].get_ydata()) == 1
    assert not accuracy.lines


def test_the_comparison_counts_mistakes_and_names_the_best():
    results = {n: Evaluation(0.0, a, np.eye(2), np.zeros((200, 2))) for n, a in (("one", 0.9), ("two", 0.95))}
    ax = viz.plot_comparison(results)
    assert ax.get_title(loc="left") == "Fewest errors: two"
    assert texts(ax) == [" 10.00%: 20 of 200 wrong", " 5.00%: 10 of 200 wrong"]


def test_a_comparison_with_two_best_names_and_colours_both():
    shares = {"one": 0.9, "two": 0.95, "three": 0.95}
    ax = viz.plot_comparison({n: Evaluation(0.0, a, np.eye(2), np.zeros((200, 2))) for n, a in shares.items()})
    assert ax.get_title(loc="left") == "Fewest errors: two and three"
    one, two, three = (bar.get_facecolor() for bar in ax.patches)
    assert two == three != one


def test_the_confusion_matrix_names_its_most_common_error():
    ax = viz.plot_confusion(np.array([[5, 0, 1], [3, 4, 0], [0, 0, 9]]))
    assert ax.get_title(loc="left") == "The most common error: 3 times a 1 was called a 0"
    assert sorted(texts(ax)) == ["1", "3", "4", "5", "9"]


def test_a_confusion_matrix_without_errors_says_so():
    assert viz.plot_confusion(np.diag([5, 4])).get_title(loc="left") == "No errors"


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
        (lambda: viz.show_kernels(np.zeros((3, 3))), r"\(3, 3\)"),
        (lambda: viz.show_feature_maps(np.zeros((2, 3, 4, 4))), r"\(2, 3, 4, 4\)"),
        (lambda: viz.plot_confusion(np.zeros((2, 3))), r"\(2, 3\)"),
        (lambda: viz.plot_history(History()), "no steps"),
        (lambda: viz.show_worst(np.zeros((1, 1, 2, 2)), np.array([0]), np.array([[1.0, 0.0]])), "no mistakes"),
    ],
)
def test_a_picture_of_the_wrong_thing_is_one_error_that_names_it(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_no_picture_changes_the_settings_of_matplotlib():
    before = dict(plt.rcParams)
    viz.show_images(np.zeros((2, 4, 4)))
    viz.plot_confusion(np.eye(2, dtype=int))
    assert dict(plt.rcParams) == before


def test_growth_has_a_line_for_each_layer_with_its_last_count():
    ax = viz.plot_growth([8, 16, 32], {"dense": [650, 2570, 10250], "convolution": [26, 26, 26]})
    assert [line.get_ydata().tolist() for line in ax.lines] == [[650, 2570, 10250], [26, 26, 26]]
    assert [text.get_text().split() for text in ax.texts] == [["dense", "10,250"], ["convolution", "26"]]


@pytest.mark.parametrize("counts", [[1, 2], [1, 2, 0]])
def test_growth_refuses_a_line_that_it_cannot_draw(counts):
    with pytest.raises(ValueError, match="'dense' needs 3 counts above 0"):
        viz.plot_growth([8, 16, 32], {"dense": counts})


def test_a_split_counts_what_lies_on_its_own_side():
    ax = viz.plot_split(np.array([0.0, 1, 2, 9, 8, 1]), np.array([0, 0, 0, 1, 1, 1]))
    assert ax.get_title(loc="left") == "83.3% lie on the side of their own class"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["3 of class 0", "3 of class 1"]


@pytest.mark.parametrize(("values", "labels"), [([1, 2], [0, 0]), ([1, 2, 3], [0, 1])])
def test_a_split_refuses_other_than_two_classes(values, labels):
    with pytest.raises(ValueError, match="two classes"):
        viz.plot_split(np.array(values), np.array(labels))


def test_a_colour_image_stands_beside_its_three_channels():
    axes = viz.show_colour(np.stack([np.full((4, 5), level) for level in (0.2, 0.5, 0.9)]))
    pictures = [ax.images[0].get_array() for ax in axes]
    assert np.allclose(pictures[0][0, 0], [0.2, 0.5, 0.9])
    assert np.allclose(pictures[3][0, 0], [0, 0, 0.9])
    with pytest.raises(ValueError, match=r"got \(4, 5\)"):
        viz.show_colour(np.zeros((4, 5)))
