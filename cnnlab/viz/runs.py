"""Runs beside one another: how a network does on what it learned and on what is new to it, and how much is chance."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import MaxNLocator, PercentFormatter

from cnnlab.viz.drawing import LIGHT, head, styled

CURVES = (("learned", "train", "input", "-"), ("new", "valid", "window", "-"))


@styled
def plot_overfitting(history):
    """Loss and share of right answers after each epoch, on the digits of training and of validation: two Axes.

    A dashed line marks the epoch whose validation loss is the lowest. Losses far above that of the end, as in the first
    epochs, lie above the picture. Raises ValueError for a history without two epochs, or without validation digits.
    """
    if len(history.valid_loss) < 2:
        raise ValueError(f"there must be two epochs with validation, got {len(history.valid_loss)}")
    epochs = np.arange(1, len(history.valid_loss) + 1)
    best = int(np.argmin(history.valid_loss))
    figure, axes = plt.subplots(1, 2, figsize=(8.4, 3))
    for ax, what in zip(axes, ("loss", "accuracy"), strict=True):
        for name, split, meaning, style in CURVES:
            values = getattr(history, f"{split}_{what}")
            ax.plot(epochs, values, style, color=LIGHT[meaning], label=f"{name} digits")
        ax.axvline(epochs[best], color=LIGHT["muted"], linewidth=1, linestyle="--")
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
        ax.set(xlabel="epoch", ylim=(0, None), title=what)
        ax.legend(loc="upper right" if what == "loss" else "lower right")
    low, last = history.valid_loss[best], history.valid_loss[-1]
    axes[0].set_ylim(0, min(axes[0].get_ylim()[1], 3 * last))
    axes[1].yaxis.set_major_formatter(PercentFormatter(1, decimals=0))
    head(figure, f"New digits: the loss is lowest after {epochs[best]} epochs, {low:.2f}, and {last:.2f} in the end")
    return axes


@styled
def plot_seeds(results, *, heading=None):
    """Share of wrong answers and loss of runs that differ in their seed alone: two Axes, a dot for each run.

    results: a dict of name -> list of `Evaluation`, one for each run; the mean stands beside the dots. Raises
    ValueError where there is nothing to draw.
    """
    if not results or not all(results.values()):
        raise ValueError(f"there must be names, each with one run at least, got {results}")
    figure, axes = plt.subplots(1, 2, sharey=True, figsize=(8.4, 1 + 0.42 * len(results)))
    wrong, loss = ([[value(run) for run in runs] for runs in results.values()] for value in (_wrong, _loss))
    _draw_dots(axes[0], wrong, "wrong answers", "{:.1%}")
    _draw_dots(axes[1], loss, "loss", "{:.2f}")
    axes[0].xaxis.set_major_formatter(PercentFormatter(1))
    axes[0].set_yticks(range(len(results)), list(results))
    axes[0].invert_yaxis()
    if heading:
        head(figure, heading)
    return axes


def _wrong(run):
    return 1 - run.accuracy


def _loss(run):
    return run.loss


def _draw_dots(ax, rows, title, form):
    most = max(max(row) for row in rows)
    for place, row in enumerate(rows):
        ax.plot(row, [place] * len(row), "o", color=LIGHT["output"], alpha=0.5, markersize=6)
        ax.annotate(form.format(np.mean(row)), (1.08 * most, place), va="center", fontsize=9)
    ax.set(xlim=(0, 1.3 * most), title=title)
    ax.margins(y=0.2)
    ax.grid(axis="x")
