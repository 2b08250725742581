"""Static pictures of images, kernels, feature maps and results, with Matplotlib.

One picture takes `ax` and returns it; a grid returns an array of Axes. Pixel values are ink on paper (0 white, 1
black); signed values are orange above zero and blue below, on a scale symmetric about zero. Nothing is shown or
configured behind your back: in a notebook the figure appears at the end of its cell.
"""

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, Normalize
from matplotlib.ticker import NullLocator, PercentFormatter

from cnnlab import functional as F
from cnnlab._drawing import INK, LIGHT, PALETTE, SIGNED, readable, styled, write_numbers
from cnnlab._gradient_pictures import show_gradients
from cnnlab._matrix_pictures import show_dense_to_conv
from cnnlab._run_pictures import plot_losses
from cnnlab._volume_pictures import show_volumes
from cnnlab._walk_pictures import show_pool_step, show_sizes, show_step, show_walk

__all__ = [
    "INK",
    "LIGHT",
    "PALETTE",
    "SIGNED",
    "plot_comparison",
    "plot_confusion",
    "plot_growth",
    "plot_history",
    "plot_losses",
    "plot_split",
    "show_colour",
    "show_dense_to_conv",
    "show_feature_maps",
    "show_gradients",
    "show_image",
    "show_images",
    "show_kernels",
    "show_pool_step",
    "show_sizes",
    "show_step",
    "show_volumes",
    "show_walk",
    "show_worst",
]
NUMBERS_UP_TO = 8  # rows and columns: beyond, numbers are too small to read


@styled
def show_image(image, ax=None, *, title=None, limit=None):
    """One channel as a grid of cells: (H, W). Values from 0 to 1 are drawn as ink, anything else as signed.

    limit: the value at full colour of the signed scale, for pictures that share one. Values are written into the
    cells where they fit, up to 8 x 8. Returns the Axes. Raises ValueError for anything but a grid of numbers.
    """
    image = np.asarray(image)
    if image.ndim != 2 or 0 in image.shape:
        raise ValueError(f"an image must be a grid (rows, columns), got shape {image.shape}: pick one channel")
    if not np.isfinite(image).all():
        raise ValueError("an image must hold finite numbers, got NaN or infinity")
    ax = _axes((2.6, 2.6)) if ax is None else ax
    colours, norm = _colours(image, limit)
    ax.imshow(image, cmap=colours, norm=norm, interpolation="nearest")
    ax.set(xticks=[], yticks=[])
    ax.grid(False)
    for spine in ax.spines.values():
        spine.set(visible=True, color=LIGHT["line"])
    if max(image.shape) <= NUMBERS_UP_TO:
        write_numbers(ax, image, colours, norm)
    if title is not None:
        ax.set_title(title, fontsize=9, loc="center", fontweight="normal")
    return ax


@styled
def show_colour(image):
    """A colour image (3, H, W) from 0 to 1, and its three channels beside it: four Axes in an array.

    Each channel is drawn in its own colour: bright where there is much of it. Raises ValueError for another shape.
    """
    image = np.asarray(image)
    if image.ndim != 3 or len(image) != 3:
        raise ValueError(f"a colour image has shape (3, rows, columns), got {image.shape}")
    axes = plt.subplots(1, 4, figsize=(9, 2.6))[1]
    alone = [np.where(np.arange(3)[:, None, None] == channel, image, 0) for channel in range(3)]
    for ax, part, title in zip(axes, [image, *alone], ["all three", "red", "green", "blue"], strict=True):
        ax.imshow(np.clip(part, 0, 1).transpose(1, 2, 0))
        ax.set_title(title)
        ax.set_axis_off()
    return axes


@styled
def show_images(images, titles=None, *, columns=None, heading=None, signed=None):
    """A row or grid of pictures on one scale: images (N, H, W) or (N, 1, H, W), one title each.

    signed: the signed scale (True) or ink (False); by default ink if all values lie from 0 to 1. Returns a
    one-dimensional array of Axes.
    """
    images = np.asarray(images)
    if images.ndim == 4 and images.shape[1] == 1:
        images = images[:, 0]
    if images.ndim != 3 or len(images) == 0:
        raise ValueError(f"images must have shape (N, H, W) or (N, 1, H, W), got {images.shape}")
    titles = [None] * len(images) if titles is None else list(titles)
    if len(titles) != len(images):
        raise ValueError(f"{len(images)} images need as many titles, got {len(titles)}")
    axes = _grid(len(images), columns, images.shape[1:], heading, any(titles))
    if signed is None:
        signed = images.min() < 0 or images.max() > 1
    limit = (float(np.abs(images).max()) or 1.0) if signed else None
    for ax, image, title in zip(axes, images, titles, strict=True):
        show_image(image, ax, title=title, limit=limit)
    return axes


def show_kernels(weight, *, columns=None, heading="Orange weights look for ink, blue ones for paper"):
    """Every filter of a convolution, (O, C, kH, kW): one row of slices for each filter, or a grid if they have one."""
    weight = np.asarray(weight)
    if weight.ndim != 4:
        raise ValueError(f"weight must have shape (filters, channels, rows, columns), got {weight.shape}")
    filters, channels = weight.shape[:2]
    slices = weight.reshape(-1, *weight.shape[2:])
    if channels == 1:
        titles = [f"filter {i}" for i in range(filters)]
    else:
        titles = [f"filter {i}, channel {c}" for i in range(filters) for c in range(channels)]
    columns = columns or (channels if channels > 1 else None)
    return show_images(slices, titles, columns=columns, heading=heading, signed=True)


def show_feature_maps(maps, *, columns=None, heading=None):
    """The feature maps of one example, (C, H, W), on one scale."""
    maps = np.asarray(maps)
    if maps.ndim != 3:
        raise ValueError(f"feature maps of one example have shape (channels, rows, columns), got {maps.shape}")
    heading = heading or f"{len(maps)} filters make {len(maps)} feature maps of {maps.shape[1]} x {maps.shape[2]}"
    titles = [f"map {i}" for i in range(len(maps))]
    return show_images(maps, titles, columns=columns, heading=heading, signed=True)


@styled
def plot_history(history):
    """Loss per step and accuracy per epoch: two Axes in an array."""
    if not history.loss:
        raise ValueError("the history has no steps yet: train first")
    axes = plt.subplots(1, 2, figsize=(8, 2.8))[1]
    loss = np.asarray(history.loss)
    steps = np.arange(1, len(loss) + 1)
    axes[0].plot(steps, loss, color=LIGHT["line"], linewidth=0.8, label="each batch")
    window = max(1, len(loss) // 50)
    smooth = np.convolve(loss, np.ones(window) / window, "valid")
    axes[0].plot(steps[window - 1 :], smooth, color=LIGHT["output"], label=f"mean of {window}")
    title = f"The loss goes from {smooth[0]:.2f} to {smooth[-1]:.2f}"
    axes[0].set(xlabel="step", ylabel="loss (nats)", title=title, ylim=(0, None))
    axes[0].legend()
    epochs = np.arange(1, len(history.train_accuracy) + 1)
    series = {"training, while learning": history.train_accuracy, "validation": history.valid_accuracy}
    for (label, accuracy), colour, marker in zip(series.items(), (LIGHT["input"], LIGHT["output"]), "os", strict=True):
        if accuracy:
            axes[1].plot(epochs, accuracy, f"{marker}-", color=colour, label=label)
            axes[1].set_title(f"{accuracy[-1]:.1%} right after {len(epochs)} epochs ({label})")
    axes[1].yaxis.set_major_formatter(PercentFormatter(1, decimals=1))
    axes[1].set(xlabel="epoch", xticks=epochs)
    if len(epochs):
        axes[1].legend(loc="lower right")
    return axes


@styled
def plot_comparison(results, ax=None):
    """Test errors side by side: results is a dict of name -> Evaluation. Fewer errors are better."""
    ax = _axes((7, 0.5 + 0.45 * len(results))) if ax is None else ax
    errors = [1 - result.accuracy for result in results.values()]
    best = int(np.argmin(errors))
    colours = [LIGHT["output"] if i == best else LIGHT["line"] for i in range(len(errors))]
    ax.barh(list(results), errors, color=colours, height=0.65)
    for row, (error, result) in enumerate(zip(errors, results.values(), strict=True)):
        wrong = round(error * len(result.logits))
        ax.annotate(f" {error:.2%}: {wrong:,} of {len(result.logits):,} wrong", (error, row), va="center", fontsize=9)
    ax.invert_yaxis()
    ax.set(xlim=(0, max(errors) * 1.45), xticks=[], title=f"Fewest errors: {list(results)[best]}")
    ax.spines["bottom"].set_visible(False)
    ax.grid(False)
    return ax


@styled
def plot_growth(sides, counts, ax=None, *, title="Parameters of one layer, for larger and larger images"):
    """How counts grow with the side of a square image, on logarithmic axes: counts is a dict of name -> (len(sides),).

    Each line carries its name and its last count. Raises ValueError where a line has another length, or a count is
    not above 0: a logarithm could not show it.
    """
    ax = _axes((7, 3.4)) if ax is None else ax
    for (name, values), colour in zip(counts.items(), _line_colours(len(counts)), strict=True):
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
def plot_confusion(confusion, ax=None):
    """The confusion matrix: rows are the true classes, columns the answers. Errors are coloured, right answers not."""
    confusion = np.asarray(confusion)
    if confusion.ndim != 2 or confusion.shape[0] != confusion.shape[1]:
        raise ValueError(f"a confusion matrix is square, got shape {confusion.shape}")
    ax = _axes((5.2, 5.2)) if ax is None else ax
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
    most = f"The most common error: {errors.max()} times a {true} was called a {called}"
    ax.set_title(most if errors.any() else "No errors")
    ax.grid(False)
    return ax


@styled
def plot_split(values, labels, ax=None):
    """How well one number tells two classes apart: values (N,), labels (N,) with two different ones among them.

    One histogram for each class, and a line halfway between their means. The title says how many values lie on the
    side of their own class. Raises ValueError for other than two classes.
    """
    classes = np.unique(labels)
    if len(classes) != 2 or np.shape(values) != np.shape(labels):
        shapes = f"values {np.shape(values)}, labels {np.shape(labels)}"
        raise ValueError(f"a split needs two classes and one label for each value, got {len(classes)}, {shapes}")
    ax = _axes((7, 2.6)) if ax is None else ax
    piles = [np.asarray(values)[labels == label] for label in classes]
    line = (piles[0].mean() + piles[1].mean()) / 2
    bins = np.linspace(np.min(values), np.max(values), 60)
    for label, pile, colour in zip(classes, piles, ("output", "window"), strict=True):
        ax.hist(pile, bins, color=LIGHT[colour], alpha=0.6, label=f"{len(pile):,} of class {label}")
    ax.axvline(line, color=LIGHT["text"], linewidth=1.2)
    low, high = sorted(piles, key=np.mean)
    right = np.mean([*(low <= line), *(high > line)])
    ax.set(xlabel="answer", ylabel="images", title=f"{right:.1%} lie on the side of their own class")
    ax.legend()
    return ax


def show_worst(x, y, logits, count=12, *, columns=None):
    """The examples whose right answer got the least probability, worst first: what it was, what the network said.

    x (N, 1, H, W), y (N,), logits (N, classes). Returns an array of Axes.
    """
    probabilities = F.softmax(logits)
    mistakes = np.flatnonzero(logits.argmax(1) != y)
    if len(mistakes) == 0:
        raise ValueError(f"there are no mistakes among these {len(y)} examples")
    worst = mistakes[np.argsort(probabilities[mistakes, y[mistakes]])][:count]
    answers = probabilities[worst].argmax(1)
    titles = [f"a {y[i]}; said {a}\n({probabilities[i, a]:.0%} sure)" for i, a in zip(worst, answers, strict=True)]
    return show_images(x[worst], titles, columns=columns or 6, heading="The worst mistakes: would you have known?")


def _line_colours(count):
    """One colour of the palette for each line."""
    meanings = ("window", "output", "gradient", "highlight", "input")
    return [LIGHT[meanings[k % len(meanings)]] for k in range(count)]


def _axes(size):
    return plt.subplots(figsize=size)[1]


def _grid(count, columns, shape, heading, titled):
    """`count` Axes in a grid, each sized for pictures of `shape`."""
    columns = min(count, columns or min((8, 7, 6, 5), key=lambda width: -count % width))  # few gaps in the last row
    rows = math.ceil(count / columns)
    width = min(1.35, 9 / columns)
    height = width * shape[0] / shape[1] + 0.4 * titled
    figure, axes = plt.subplots(rows, columns, squeeze=False, figsize=(width * columns, height * rows + 0.35))
    for ax in axes.flat[count:]:
        ax.remove()
    if heading:
        figure.suptitle(heading, x=0.01, ha="left", fontsize=11, fontweight="bold")
    return axes.flatten()[:count]


def _colours(image, limit):
    """The colour map and scale for an image: ink for values from 0 to 1, signed otherwise."""
    if limit is None and image.min() >= 0 and image.max() <= 1:
        return INK, Normalize(0, 1)
    limit = limit or float(np.abs(image).max()) or 1.0
    return SIGNED, Normalize(-limit, limit)
