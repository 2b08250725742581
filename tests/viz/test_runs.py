"""Runs beside one another: both curves, the epoch that is marked, and a dot for each seed."""

import numpy as np
import pytest
from viz.pictures import texts

from cnnlab import viz
from cnnlab.training import Evaluation, History

HISTORY = History(
    train_loss=[2.0, 0.5, 0.1],
    valid_loss=[2.0, 0.6, 0.9],
    train_accuracy=[0.2, 0.9, 1.0],
    valid_accuracy=[0.2, 0.8, 0.8],
)


def test_two_curves_part_and_the_lowest_loss_on_new_digits_is_marked():
    loss, accuracy = axes = viz.plot_overfitting(HISTORY)
    assert [line.get_ydata().tolist() for line in loss.lines[:2]] == [[2.0, 0.5, 0.1], [2.0, 0.6, 0.9]]
    assert [line.get_ydata().tolist() for line in accuracy.lines[:2]] == [[0.2, 0.9, 1.0], [0.2, 0.8, 0.8]]
    assert [ax.lines[2].get_xdata()[0] for ax in axes] == [2, 2]
    said = loss.figure.get_suptitle()
    assert said == "New digits: the loss is lowest after 2 epochs, 0.60, and 0.90 in the end"


@pytest.mark.parametrize("history", [History(), History(train_loss=[1, 2], train_accuracy=[0, 1])])
def test_a_history_without_validation_has_no_curves_that_part(history):
    with pytest.raises(ValueError, match="two epochs with validation, got 0"):
        viz.plot_overfitting(history)


def test_there_is_a_dot_for_each_seed_and_the_mean_beside_it():
    runs = {"one": [(0.5, 0.9), (0.7, 0.8)], "two": [(0.2, 0.95)]}
    results = {name: [Evaluation(*run, np.eye(2), np.zeros((9, 2))) for run in pairs] for name, pairs in runs.items()}
    wrong, loss = viz.plot_seeds(results, heading="Two ways")
    assert [list(line.get_xdata()) for line in loss.lines] == [[0.5, 0.7], [0.2]]
    assert np.allclose(wrong.lines[0].get_xdata(), [0.1, 0.2])
    assert texts(wrong) == ["15.0%", "5.0%"]
    assert texts(loss) == ["0.60", "0.20"]


@pytest.mark.parametrize("results", [{}, {"one": []}])
def test_no_runs_are_refused(results):
    with pytest.raises(ValueError, match="one run at least"):
        viz.plot_seeds(results)
