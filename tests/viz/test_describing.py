"""What is said of a figure to those who don't see it."""

import matplotlib.pyplot as plt
import numpy as np

from cnnlab import viz


def figure_with(**words):
    figure, ax = plt.subplots()
    ax.set(**words)
    return figure, ax


def test_a_heading_titles_axes_lines_and_labels_are_named_in_this_order():
    figure, axes = plt.subplots(1, 2)
    figure.suptitle("Two runs")
    axes[0].plot([1, 2], label="training")
    axes[0].set(title="loss", xlabel="epoch", ylabel="mean loss")
    axes[1].barh(["dense", "CNN"], [1, 2])
    axes[1].set_title("mistakes", loc="left")
    said = viz.describe(figure)
    assert said == (
        "Two runs. 2 panels: loss; mistakes. Across: epoch. Up: mean loss. Lines: training. Labels: dense; CNN."
    )


def test_numbers_in_cells_and_at_ticks_are_left_out():
    ax = viz.show_image([[1, 2], [3, 4]])
    assert viz.describe(ax.figure) == ""
    figure, _ = figure_with(xscale="log", yscale="log", xlim=(1, 1e6), title="a 4")
    assert viz.describe(figure) == "a 4."


def test_a_question_ends_with_its_own_mark_and_lines_of_a_title_become_one():
    figure, _ = figure_with(title="Which one\nis larger?")
    assert viz.describe(figure) == "Which one is larger?"


def test_of_many_panels_the_first_are_named():
    axes = viz.show_images(np.zeros((12, 2, 2)), [f"map {k}" for k in range(12)])
    said = viz.describe(axes[0].figure)
    assert said.startswith("12 panels: map 0")
    assert said.endswith("map 7; and 4 more.")


def test_a_hidden_panel_says_nothing():
    figure, ax = figure_with(title="seen by nobody")
    ax.set_visible(False)
    assert viz.describe(figure) == ""
