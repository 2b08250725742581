"""Images, kernels and feature maps as grids of pictures."""

from contextlib import suppress
from math import ceil

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import LinearSegmentedColormap, Normalize, to_rgb

from cnnlab import functional as F
from cnnlab._arguments import as_numbers, check_float_array, hint_of_channels
from cnnlab.data import check_examples
from cnnlab.viz.drawing import (
    INK,
    LIGHT,
    SIGNED,
    frame,
    given_or_new,
    grid_of,
    mark,
    outline,
    styled,
    with_article,
    write_numbers,
)

FOUND = LinearSegmentedColormap.from_list("cnnlab_found", [(*to_rgb(LIGHT["positive"]), 0.25), LIGHT["positive"]])
FAINT = 0.3  # how much is seen of an image under what was found on it
NUMBERS_UP_TO = 8  # rows and columns: beyond, numbers are too small to read


@styled
def show_image(image, ax=None, *, title=None, limit=None, bright=False):
    """One channel as a grid of cells: (H, W). Values from 0 to 1 are drawn as ink, anything else as signed.

    limit: the value at full colour of the signed scale, for pictures that share one. bright: values are light and not
    ink, 0 black and 1 white, as in a photograph. Values are written into the cells where they fit, up to 8 x 8. Returns
    the Axes. Raises ValueError for anything but a grid of numbers.
    """
    image = as_numbers("an image", image)
    if image.ndim != 2 or 0 in image.shape:
        raise ValueError(f"an image must be a grid (rows, columns), got shape {image.shape}: pick one channel")
    ax = given_or_new(ax, (2.6, 2.6))
    colours, norm = (INK.reversed(), Normalize(0, 1)) if bright else _colours(image, limit)
    ax.imshow(image, cmap=colours, norm=norm, interpolation="nearest")
    outline(ax)
    if max(image.shape) <= NUMBERS_UP_TO:
        write_numbers(ax, image, colours, norm)
    if title is not None:
        ax.set_title(title, fontsize=9, loc="center", fontweight="normal")
    return ax


@styled
def show_colour(image):
    """A colour image (3, H, W) from 0 to 1, and its three channels, two by two: four Axes in an array.

    Each channel is drawn in its own colour: bright where there is much of it. Raises ValueError for another shape.
    """
    image = as_numbers("a colour image", image)
    if image.ndim != 3 or len(image) != 3:
        hint = hint_of_channels("image", image.shape)
        raise ValueError(f"a colour image has shape (3, rows, columns), got {image.shape}{hint}")
    axes = grid_of(4, 2, (6, 6.6 * image.shape[1] / image.shape[2]))
    alone = [np.where(np.arange(3)[:, None, None] == channel, image, 0) for channel in range(3)]
    for ax, part, title in zip(axes, [image, *alone], ["all three", "red", "green", "blue"], strict=True):
        ax.imshow(np.clip(part, 0, 1).transpose(1, 2, 0), interpolation="nearest")
        ax.set_title(title)
        ax.set_axis_off()
    return axes


@styled
def show_images(images, titles=None, *, columns=None, heading=None, signed=None, bright=False, width=None):
    """A row or grid of pictures on one scale: images (N, H, W) or (N, 1, H, W), one title each.

    images may also be a list of grids of different sizes: a cell is as large in each of them, and they stand
    centred. signed: the signed scale (True) or ink (False); by default ink if all values lie from 0 to 1. bright:
    light, 0 black and 1 white, whatever `signed` says. width: of one picture, in inches; by default up to 1.35.
    Returns a one-dimensional array of Axes. Raises ValueError for arrays of another shape, or another number of titles.
    """
    images = _pictures(images)
    titles = [None] * len(images) if titles is None else list(titles)
    if len(titles) != len(images):
        raise ValueError(f"{len(images)} images need as many titles, got {len(titles)}")
    shape = tuple(np.max([image.shape for image in images], axis=0).tolist())
    axes = _grid(len(images), columns, shape, heading, any(titles), width)
    low, high = min(image.min() for image in images), max(image.max() for image in images)
    if signed is None:
        signed = low < 0 or high > 1
    limit = (float(max(-low, high)) or 1.0) if signed else None
    for ax, image, title in zip(axes, images, titles, strict=True):
        show_image(image, ax, title=title, limit=limit, bright=bright)
        if image.shape != shape:
            _leave_room(ax, image.shape, shape)
    return axes


@styled
def show_found(image, maps, titles=None, *, width=None):
    """Where on an image each of several maps is above zero: the image faint, and the map's numbers over it in orange.

    image (H, W) from 0 (paper) to 1 (ink); maps (N, H, W), all on one scale; titles: one each; width: of one picture,
    in inches. Returns a one-dimensional array of Axes. Raises ValueError for maps of another size than the image.
    """
    image, maps = as_numbers("image", image), as_numbers("maps", maps)
    if image.ndim != 2 or maps.ndim != 3 or maps.shape[1:] != image.shape:
        raise ValueError(f"maps must be as large as the image, (N, H, W): got {maps.shape} for an image {image.shape}")
    axes = show_images(np.repeat(image[None], len(maps), 0), titles, signed=False, width=width)
    norm = Normalize(0, max(maps.max(), np.finfo(float).tiny))
    for ax, found in zip(axes, maps, strict=True):
        ax.images[0].set_alpha(FAINT)
        ax.imshow(np.ma.masked_less_equal(found, 0), cmap=FOUND, norm=norm, interpolation="nearest")
    return axes


@styled
def show_strip(strip, answers=None, *, window, step, framed=()):
    """A wide image (H, W), and under it what a network says as its window slides along: an Axes.

    answers: one for each place, written under the middle of what the network sees there; None: a question mark.
    window: columns that it sees at once; step: columns from a place to the next. framed: the places whose windows are
    drawn. Raises ValueError for an image or a number of answers that do not fit.
    """
    strip = as_numbers("strip", strip)
    if strip.ndim != 2 or strip.shape[1] < window:
        raise ValueError(f"a strip must be a grid of at least {window} columns, got shape {strip.shape}")
    rows, columns = strip.shape
    count = (columns - window) // step + 1
    answers = ["?"] * count if answers is None else list(answers)
    if len(answers) != count:
        raise ValueError(f"a window of {window} columns has {count} places on this strip, got {len(answers)} answers")
    ax = plt.subplots(figsize=(9, 9 * (rows + 11) / columns))[1]
    ax.imshow(strip, cmap=INK, norm=Normalize(0, 1), interpolation="nearest")
    ax.set(xlim=(-0.5, columns - 0.5), ylim=(rows + 10.5, -0.5))
    ax.set_axis_off()
    frame(ax, 0, 0, rows, columns, color=LIGHT["line"])
    written = {"ha": "center", "va": "center"}
    for place, answer in enumerate(answers):
        middle, strong = place * step + window / 2 - 0.5, place in framed
        ax.plot([middle, middle], [rows - 0.5, rows + 1.5], color=LIGHT["window"], linewidth=1, clip_on=False)
        weight, colour = ("bold", LIGHT["window"]) if strong else ("normal", LIGHT["text"])
        ax.text(middle, rows + 4, str(answer), fontsize=15, fontweight=weight, color=colour, **written)
        ax.text(middle, rows + 8.5, str(place), fontsize=8, color=LIGHT["muted"], **written)
        if strong:
            mark(ax, 0, place * step, rows, window, inset=0.2, meaning="window")
    for row, name in ((4, "it says"), (8.5, "place")):
        ax.text(0, rows + row, name, fontsize=9, color=LIGHT["muted"], **written | {"ha": "left"})
    return ax


def _pictures(images):
    """`images` as a sequence of grids, in one array where they are of one size."""
    sizes = set()
    if isinstance(images, (list, tuple)):
        with suppress(ValueError):  # of what is ragged inside: it is refused below
            sizes = {np.shape(image) for image in images}
    if len(sizes) > 1:
        images = [as_numbers("an image", image) for image in images]
        if strange := [image.shape for image in images if image.ndim != 2 or 0 in image.shape]:
            raise ValueError(f"images of different sizes must be grids (rows, columns), got shape {strange[0]}")
        return images
    images = as_numbers("images", images)
    if images.ndim == 4 and images.shape[1] == 1:
        images = images[:, 0]
    if images.ndim != 3 or 0 in images.shape:
        hint = hint_of_channels("images", images.shape)
        raise ValueError(f"images must have shape (N, H, W) or (N, 1, H, W), got {images.shape}{hint}")
    return images


def _leave_room(ax, shape, room):
    """Let a picture of `shape` stand in the middle of as much room as one of shape `room` takes, in its outline."""
    top, left = ((most - own) / 2 for own, most in zip(shape, room, strict=True))
    ax.set(xlim=(-0.5 - left, room[1] - 0.5 - left), ylim=(room[0] - 0.5 - top, -0.5 - top))
    for spine in ax.spines.values():
        spine.set_visible(False)
    frame(ax, 0, 0, *shape, color=LIGHT["line"], linewidth=0.8)


def show_kernels(weight, *, columns=None, heading="Orange weights want ink, blue ones want none"):
    """Every filter of a convolution, (O, C, kH, kW): one row of slices for each filter, or a grid if they have one."""
    weight = as_numbers("weight", weight)
    if weight.ndim != 4:
        raise ValueError(f"weight must have shape (filters, channels, rows, columns), got {weight.shape}")
    filters, channels = weight.shape[:2]
    slices = weight.reshape(-1, *weight.shape[2:])
    titles = [f"filter {i}" + f", channel {c}" * (channels > 1) for i in range(filters) for c in range(channels)]
    columns = columns or (channels if channels > 1 else None)
    return show_images(slices, titles, columns=columns, heading=heading, signed=True)


def show_feature_maps(maps, *, columns=None, heading=None):
    """The feature maps of one example, (C, H, W), on one scale."""
    maps = as_numbers("maps", maps)
    if maps.ndim != 3:
        raise ValueError(f"feature maps of one example have shape (channels, rows, columns), got {maps.shape}")
    heading = heading or f"{len(maps)} filters make {len(maps)} feature maps of {maps.shape[1]} x {maps.shape[2]}"
    titles = [f"map {i}" for i in range(len(maps))]
    return show_images(maps, titles, columns=columns, heading=heading, signed=True)


def show_worst(x, y, logits, count=12, *, columns=None):
    """The examples whose right answer got the least probability, worst first: what it was, what the network said.

    x (N, 1, H, W), y (N,), logits (N, classes). Returns an array of Axes.
    """
    check_examples(x, y)
    check_float_array("logits", logits, 2, "(images, classes)")
    if len(logits) != len(y):
        raise ValueError(f"logits must have a row for each of the {len(y)} images, got shape {logits.shape}")
    probabilities = F.softmax(logits)
    mistakes = np.flatnonzero(logits.argmax(1) != y)
    if len(mistakes) == 0:
        raise ValueError(f"there are no mistakes among these {len(y)} examples")
    worst = mistakes[np.argsort(probabilities[mistakes, y[mistakes]])][:count]
    answers = probabilities[worst].argmax(1)
    titles = [
        f"{with_article(y[place])}; said {answer}\n({probabilities[place, answer]:.0%} sure)"
        for place, answer in zip(worst, answers, strict=True)
    ]
    return show_images(x[worst], titles, columns=columns or 6, heading="The worst mistakes: would you have known?")


def _grid(count, columns, shape, heading, titled, width=None):
    """`count` Axes in a grid, each sized for pictures of `shape`, `width` inches wide if that is given."""
    columns = min(count, columns or min((8, 7, 6, 5), key=lambda width: -count % width))  # few gaps in the last row
    rows = ceil(count / columns)
    width = min(width or 1.35, 9 / columns)
    height = width * shape[0] / shape[1] + 0.4 * titled
    return grid_of(count, columns, (width * columns, height * rows + 0.35), heading)


def _colours(image, limit):
    """The colour map and scale for an image: ink for values from 0 to 1, signed otherwise."""
    if limit is None and image.min() >= 0 and image.max() <= 1:
        return INK, Normalize(0, 1)
    limit = limit or float(np.abs(image).max()) or 1.0
    return SIGNED, Normalize(-limit, limit)
