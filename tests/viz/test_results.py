"""Curves, bars and matrices of results: what they draw, and what they say in words."""

import numpy as np
import pytest
from viz.pictures import texts

from cnnlab import viz
from cnnlab.training import Evaluation, History


def test_the_history_shows_every_step_and_says_where_it_ended():
    history = History(loss=[2.0, 1.0, 0.5, 0.25], train_accuracy=[0.5, 0.7], valid_accuracy=[0.6, 0.8])
    loss, accuracy = viz.plot_history(history)
    assert loss.lines[0].get_ydata().tolist() == [2.0, 1.0, 0.5, 0.25]
    assert accuracy.get_title(loc="left") == "80.0% right after 2 epochs (validation)"


def test_a_history_that_was_stopped_in_its_first_epoch_can_be_drawn():
    loss, accuracy = viz.plot_history(History(loss=[2.0], interrupted=True))
    assert len(loss.lines[0].get_ydata()) == 1
    assert not accuracy.lines


def test_the_losses_of_several_runs_are_on_one_scale():
    runs = {name: History(loss=list(np.linspace(2, end, 100))) for name, end in (("A", 0.1), ("B", 1.0))}
    axes = viz.plot_losses(runs)
    assert [ax.get_title("left") for ax in axes] == ["A", "B"]
    assert axes[0].get_ylim() == axes[1].get_ylim()
    assert all(len(ax.lines) == 3 for ax in axes)
    for unusable in ({}, {"A": History()}):
        with pytest.raises(ValueError, match="at least one step"):
            viz.plot_losses(unusable)


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


def test_an_eight_is_called_an_8():
    confusion = np.eye(10, dtype=int)
    confusion[8, 3] = confusion[3, 8] = 2
    titles = [viz.plot_confusion(counts).get_title(loc="left") for counts in (np.triu(confusion), np.tril(confusion))]
    said = ["2 times a 3 was called an 8", "2 times an 8 was called a 3"]
    assert titles == [f"The most common error: {words}" for words in said]


def test_a_confusion_matrix_without_errors_says_so():
    assert viz.plot_confusion(np.diag([5, 4])).get_title(loc="left") == "No errors"


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


def test_a_split_says_what_its_values_belong_to():
    ax = viz.plot_split(np.array([0.0, 1, 2, 3]), np.array([0, 0, 1, 1]), of="signals")
    assert ax.get_ylabel() == "signals"


def test_a_split_calls_its_classes_by_their_names():
    ax = viz.plot_split(np.array([0.0, 1, 2, 3]), np.array([0, 0, 1, 1]), names=("rise", "fall"))
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["2 of rise", "2 of fall"]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: viz.plot_confusion(np.zeros((2, 3))), r"\(2, 3\)"),
        (lambda: viz.plot_history(History()), "no steps"),
    ],
)
def test_a_picture_of_the_wrong_thing_is_one_error_that_names_it(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_curves_carry_their_names_at_their_ends():
    ax = viz.plot_curves([-1, 0, 2], {"bent": [0, 0, 2], "straight": [-2, 0, 4]}, title="A bend")
    assert [line.get_ydata().tolist() for line in ax.lines[2:]] == [[0, 0, 2], [-2, 0, 4]]
    assert [text.get_text().strip() for text in ax.texts] == ["bent", "straight"]
    assert [text.xy for text in ax.texts] == [(2, 2), (2, 4)]
    assert ax.get_title(loc="left") == "A bend"


@pytest.mark.parametrize("ends", [(0.01, 1), (-3, 3), (0, 0.6)])
def test_an_axis_has_no_ticks_beside_a_curve_where_only_its_name_stands(ends):
    x = np.linspace(*ends, 50)
    ticks = viz.plot_curves(x, {"a": x}).get_xticks()
    assert len(ticks) >= 3
    assert ticks.min() >= ends[0] - 1e-6
    assert ticks.max() == pytest.approx(ends[1], abs=0.35 * (ends[1] - ends[0]))
    assert ticks.max() <= ends[1] + 1e-6


@pytest.mark.parametrize(
    ("x", "curves", "message"),
    [
        ([1, 2], {"one": [1, 2, 3]}, r"'one' needs 2 numbers, one for each of x, got shape \(3,\)"),
        ([1, 2], {}, "got 2 and 0"),
        ([1], {"one": [1]}, "got 1 and 1"),
    ],
)
def test_curves_that_cannot_be_drawn_are_one_error(x, curves, message):
    with pytest.raises(ValueError, match=message):
        viz.plot_curves(x, curves)


def test_a_speed_is_examples_by_seconds():
    ax = viz.plot_speed([2, 8], {"alone": [0.5, 1.0], "together": [1.0, 1.0]}, title="Speed")
    assert [line.get_ydata().tolist() for line in ax.lines] == [[4, 8], [2, 8]]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["alone", "together"]
    assert ax.get_title(loc="left") == "Speed"


@pytest.mark.parametrize("times", [[0.5], [0.5, 0.0]])
def test_a_speed_needs_a_time_for_each_size(times):
    with pytest.raises(ValueError, match="needs 2 times above 0"):
        viz.plot_speed([2, 8], {"alone": times})
