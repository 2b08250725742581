"""Curves, bars and matrices of results: how training went, and where a classifier is right and wrong."""

from itertools import cycle
from math import ceil

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.ticker import LogLocator, NullLocator, PercentFormatter

from cnnlab._arguments import as_array, as_numbers
from cnnlab.viz.drawing import LIGHT, LINES, given_or_new, grid_of, readable, styled, with_article


@styled
def plot_history(history):
    """Loss per step and accuracy per epoch: two Axes in an array."""
    if not history.loss:
        raise ValueError("the history has no steps yet: train first")
    axes = plt.subplots(1, 2, figsize=(8, 2.8))[1]
    _plot_loss(axes[0], history.loss)
    _plot_accuracy(axes[1], history.train_accuracy, history.valid_accuracy)
    return axes


@styled
def plot_losses(histories, *, columns=4, heading="The loss of each run, and of all others in grey"):
    """One small plot for each run, on one scale: histories is a dict of name -> History. Returns an array of Axes.

    Each line is a mean over a fiftieth of the run's steps. Raises ValueError where a run has no steps, or there are
    no runs.
    """
    if not histories or not all(history.loss for history in histories.values()):
        raise ValueError("every run needs at least one step, and there must be one run: train first")
    lines = {name: _smooth(history.loss) for name, history in histories.items()}
    columns = min(columns, len(lines))
    size = 2.1 * columns, 1.5 * ceil(len(lines) / columns) + 0.4
    axes = grid_of(len(lines), columns, size, heading, sharex=True, sharey=True)
    for ax, (name, line) in zip(axes, lines.items(), strict=True):
        for other in lines.values():
            ax.plot(*other, color=LIGHT["line"], linewidth=0.7)
        ax.plot(*line, color=LIGHT["output"], linewidth=1.5)
        ax.set_title(name, fontsize=9, loc="left")
        ax.set_ylim(0, None)
    axes[0].figure.supxlabel("step", fontsize=9)
    axes[0].figure.supylabel("loss", fontsize=9)
    return axes


@styled
def plot_comparison(results, ax=None, *, title=None):
    """Test errors side by side: results is a dict of name -> Evaluation. Fewer errors are better.

    title: what the picture shows, where that is not which one has the fewest errors.
    """
    ax = given_or_new(ax, (7, 0.5 + 0.45 * len(results)))
    errors = [1 - result.accuracy for result in results.values()]
    fewest = [name for name, error in zip(results, errors, strict=True) if error == min(errors)]
    colours = [LIGHT["output"] if name in fewest else LIGHT["line"] for name in results]
    ax.barh(list(results), errors, color=colours, height=0.65)
    for row, (error, result) in enumerate(zip(errors, results.values(), strict=True)):
        wrong = round(error * len(result.logits))
        ax.annotate(f" {error:.2%}: {wrong:,} of {len(result.logits):,} wrong", (error, row), va="center", fontsize=9)
    ax.invert_yaxis()
    ax.set(xlim=(0, max(errors) * 1.45), xticks=[], title=title or f"Fewest errors: {' and '.join(fewest)}")
    ax.spines["bottom"].set_visible(False)
    ax.grid(False)
    return ax


@styled
def plot_growth(sides, counts, ax=None, *, title="Parameters of one layer, for larger and larger images"):
    """How counts grow with the side of a square image, on logarithmic axes: counts is a dict of name -> (len(sides),).

    Each line carries its name and its last count. Raises ValueError where a line has another length, or a count is
    not above 0: a logarithm could not show it.
    """
    ax = given_or_new(ax, (7, 3.4))
    for (name, values), colour in zip(counts.items(), cycle(LINES), strict=False):
        if len(values) != len(sides) or min(values) <= 0:
            raise ValueError(f"{name!r} needs {len(sides)} counts above 0, one for each side, got {list(values)}")
        ax.loglog(sides, values, "o-", color=colour, markersize=4)
        ax.annotate(f"  {name}\n  {values[-1]:,}", (sides[-1], values[-1]), va="center", color=colour, fontsize=9)
    ax.set_xticks(sides, [str(side) for side in sides])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set(xlabel="side of the image (pixels)", ylabel="parameters", title=title)
    ax.set_xlim(sides[0] * 0.9, sides[-1] * 2.6)
    return ax


@styled
def plot_curves(x, curves, ax=None, *, of="x", title=None):
    """Functions of one number: x (N,), curves a dict of name -> (N,). Each line carries its name at its end.

    of: what x is. Raises ValueError where a curve has not as many numbers as x, or there is nothing to draw.
    """
    x = as_numbers("x", x)
    ax = given_or_new(ax, (7, 2.8))
    if x.size < 2 or not curves:
        raise ValueError(f"there must be two numbers and one curve at least, got {x.size} and {len(curves)}")
    ax.axhline(0, color=LIGHT["line"], linewidth=1)
    ax.axvline(0, color=LIGHT["line"], linewidth=1)
    for (name, values), colour in zip(curves.items(), cycle(LINES), strict=False):
        if np.shape(values) != x.shape:
            raise ValueError(f"{name!r} needs {x.size} numbers, one for each of x, got shape {np.shape(values)}")
        ax.plot(x, values, color=colour)
        ax.annotate(f"  {name}", (x[-1], values[-1]), va="center", color=colour, fontsize=9)
    ax.set_xlim(x.min(), x.max() + 0.55 * np.ptp(x))
    noise = 1e-9 * np.ptp(x)
    # None where only a name stands.
    ax.set_xticks([tick for tick in ax.get_xticks() if x.min() - noise <= tick <= x.max() + noise])
    ax.set(xlabel=of, title=title)
    return ax


@styled
def plot_confusion(confusion, ax=None):
    """The confusion matrix: rows are the true classes, columns the answers. Errors are coloured, right answers not."""
    confusion = as_array("confusion", confusion)
    if confusion.ndim != 2 or confusion.shape[0] != confusion.shape[1] or confusion.size == 0:
        raise ValueError(f"a confusion matrix is square, got shape {confusion.shape}")
    ax = given_or_new(ax, (5.2, 5.2))
    errors = confusion * (1 - np.eye(len(confusion), dtype=int))
    norm = Normalize(0, max(1, errors.max()))
    colours = LinearSegmentedColormap.from_list("cnnlab_errors", ["white", LIGHT["window"]])
    ax.imshow(errors, cmap=colours, norm=norm)
    for (row, column), count in np.ndenumerate(confusion):
        if count:
            ink = LIGHT["muted"] if row == column else readable(colours(norm(errors[row, column])))
            ax.text(column, row, f"{count}", ha="center", va="center", fontsize=8, color=ink)
    classes = range(len(confusion))
    ax.set(xticks=classes, yticks=classes, xlabel="the network's answer", ylabel="the digit it was")
    true, called = np.unravel_index(errors.argmax(), errors.shape)
    most = f"The most common error: {errors.max()} times {with_article(true)} was called {with_article(called)}"
    ax.set_title(most if errors.any() else "No errors")
    ax.grid(False)
    return ax


@styled
def plot_split(values, labels, ax=None, *, of="images", names=None):
    """How well one number tells two classes apart: values (N,), labels (N,) with two different ones among them.

    One histogram for each class, and a line halfway between their means. The title says how many values lie on the
    side of their own class; `of` says what they belong to, `names` what the labels are called, a list or a dict.
    Raises ValueError for other than two classes.
    """
    values, classes = as_numbers("values", values, "one number for each example"), np.unique(labels)
    if len(classes) != 2 or np.shape(values) != np.shape(labels):
        shapes = f"values {np.shape(values)}, labels {np.shape(labels)}"
        raise ValueError(f"a split needs two classes and one label for each value, got {len(classes)}, {shapes}")
    ax = given_or_new(ax, (7, 2.6))
    piles = [values[labels == label] for label in classes]
    called = [names[label] if names else f"class {label}" for label in classes]
    line = (piles[0].mean() + piles[1].mean()) / 2
    bins = np.linspace(np.min(values), np.max(values), 60)
    for name, pile, colour in zip(called, piles, ("output", "window"), strict=True):
        ax.hist(pile, bins, color=LIGHT[colour], alpha=0.6, label=f"{len(pile):,} of {name}")
    ax.axvline(line, color=LIGHT["text"], linewidth=1.2)
    low, high = sorted(piles, key=np.mean)
    right = np.mean([*(low <= line), *(high > line)])
    ax.set(xlabel="answer", ylabel=of, title=f"{right:.1%} lie on the side of their own class")
    ax.legend()
    return ax


def _plot_loss(ax, loss):
    steps, means = _smooth(loss)
    ax.plot(np.arange(1, len(loss) + 1), loss, color=LIGHT["line"], linewidth=0.8, label="each batch")
    ax.plot(steps, means, color=LIGHT["output"], label=f"mean of {steps[0]}")
    title = f"The loss goes from {means[0]:.2f} to {means[-1]:.2f}"
    ax.set(xlabel="step", ylabel="loss", title=title, ylim=(0, None))
    ax.legend()


def _plot_accuracy(ax, train, valid):
    """Right answers after each epoch, on the images of training and on others, where there are any."""
    epochs = np.arange(1, len(train) + 1)
    lines = ("training, while learning", train, "input", "o-"), ("validation", valid, "output", "s-")
    for label, accuracy, meaning, style in lines:
        if accuracy:
            ax.plot(epochs, accuracy, style, color=LIGHT[meaning], label=label)
            ax.set_title(f"{accuracy[-1]:.1%} right after {len(epochs)} epochs ({label})")
    ax.yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    ax.set(xlabel="epoch", xticks=epochs)
    if len(epochs):
        ax.legend(loc="lower right")


def _smooth(loss):
    """(steps, the means over a fiftieth of the run that ends there); the first of these steps is how long that is."""
    window = max(1, len(loss) // 50)
    return np.arange(window, len(loss) + 1), np.convolve(loss, np.ones(window) / window, "valid")


@styled
def plot_speed(sizes, seconds, ax=None, *, title="How many examples a second"):
    """Examples per second against the size of a batch, on a logarithmic axis each: seconds is {name: (len(sizes),)}.

    Each line carries its name. Raises ValueError where a line has another length than sizes, or a time is not above 0.
    """
    ax = given_or_new(ax, (7, 3))
    for (name, times), colour, marker in zip(seconds.items(), cycle(LINES), cycle("osD"), strict=False):
        if len(times) != len(sizes) or min(times) <= 0:
            raise ValueError(f"{name!r} needs {len(sizes)} times above 0, one for each size, got {list(times)}")
        speeds = [size / time for size, time in zip(sizes, times, strict=True)]
        ax.loglog(sizes, speeds, f"{marker}-", color=colour, markersize=4, label=name)
    ax.set_xticks(sizes, [str(size) for size in sizes])
    ax.xaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_minor_locator(NullLocator())
    ax.yaxis.set_major_formatter("{x:,.0f}")
    ax.set(xlabel="examples in the batch", ylabel="examples a second", title=title)
    ax.legend()
    return ax
