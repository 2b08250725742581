"""Pictures of what goes on inside a network: its training at a few moments, occlusion, and what a shift costs."""

from itertools import cycle

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import Normalize
from matplotlib.ticker import PercentFormatter

from cnnlab._arguments import as_numbers
from cnnlab.viz.drawing import INK, LIGHT, LINES, given_or_new, head, signed, styled, without_ticks


@styled
def show_occlusion(image, falls):
    """An image (H, W) or (1, H, W), and the map that `inside.occlusion_map` made of it (H, W): two Axes in an array.

    Orange: covering it lowers the probability; blue: raises it. The outline of the ink is drawn over it. Raises
    ValueError where the shapes differ.
    """
    image, falls = as_numbers("image", image), as_numbers("falls", falls)
    image = image[0] if image.ndim == 3 and len(image) == 1 else image
    if image.ndim != 2 or image.shape != falls.shape or image.size == 0:
        raise ValueError(f"image and falls must be grids of one shape, got {image.shape} and {falls.shape}")
    axes = plt.subplots(1, 2, figsize=(6.2, 3.1))[1]
    axes[0].imshow(image, cmap=INK, norm=Normalize(0, 1), interpolation="nearest")
    axes[0].set_title("the image")
    colours, norm = signed(falls)
    picture = axes[1].imshow(falls, cmap=colours, norm=norm, interpolation="nearest")
    if image.min() < 0.5 < image.max():
        axes[1].contour(image, [0.5], colors=LIGHT["text"], linewidths=0.9)
    axes[1].set_title(f"The probability falls by up to {max(0.0, falls.max()):.2f}")
    axes[1].figure.colorbar(picture, ax=axes[1], shrink=0.8, label="fall of the probability")
    for ax in axes:
        without_ticks(ax)
    return axes


@styled
def show_snapshots(snapshots, image=0, moments=None):
    """The first kernels, and their maps of one watched image, at a few moments of a training: an array of Axes.

    Two rows for each moment, kernels above maps, up to eight filters; moments: the numbers of the snapshots, by default
    four, the first and the last among them. Kernels share one scale, and the maps of a moment their own. Raises
    IndexError for what is not there.
    """
    last = len(snapshots) - 1
    moments = sorted({0, last // 3, 2 * last // 3, last}) if moments is None else list(moments)
    shots = [snapshots[moment] for moment in moments]
    filters = min(8, len(shots[0].kernels))
    figure, axes = plt.subplots(2 * len(shots), filters, squeeze=False, figsize=(1 + 0.8 * filters, 1.75 * len(shots)))
    scale = np.stack([shot.kernels[:filters] for shot in shots])
    for shot, upper, lower in zip(shots, axes[::2], axes[1::2], strict=True):
        maps = shot.maps[image, :filters]
        _draw_row(upper, shot.kernels, *signed(scale))
        _draw_row(lower, maps, *(signed(maps) if maps.min() < 0 else (INK, Normalize(0, maps.max() or 1))))
        upper[0].set_ylabel(f"step {shot.step}\n{shot.accuracy:.0%} right", rotation=0, ha="right", va="center")
    head(figure, "The kernels and what they make of one image")
    return axes


@styled
def plot_shifts(pixels, accuracies, ax=None):
    """The accuracy of one net or several on shifted images: pixels (n,), accuracies a dict of name -> (n,).

    Where they are (seeds, n), each seed is a thin line, and their mean a thick one. Each line carries its name and its
    last accuracy; the title is about a single line, or says which of them is best. Raises ValueError where a line
    has another length.
    """
    ax = given_or_new(ax, (7, 3.2))
    runs = {name: _as_runs(name, values, len(pixels)) for name, values in accuracies.items()}
    means = {name: values.mean(0) for name, values in runs.items()}
    order = sorted(means, key=lambda name: means[name][-1])
    heights = dict(zip(order, _apart([means[name][-1] for name in order], 0.09), strict=True))
    for (name, mean), colour, marker in zip(means.items(), cycle(LINES), cycle("o^sDv"), strict=False):
        ax.plot(pixels, mean, f"{marker}-", color=colour, markersize=4)
        if len(runs[name]) > 1:
            ax.plot(pixels, runs[name].T, color=colour, linewidth=0.7, alpha=0.6)
        style = {"va": "center", "color": colour, "fontsize": 9, "annotation_clip": False}
        ax.annotate(f"  {name}: {mean[-1]:.0%}", (pixels[-1], heights[name]), **style)
    width = pixels[-1] - pixels[0]
    ax.set(xticks=pixels, ylim=(0, 1), xlim=(pixels[0] - 0.03 * width, pixels[-1] + 0.5 * width))
    ax.yaxis.set_major_formatter(PercentFormatter(1))
    name, first = next(iter(means.items()))
    ax.set(xlabel="shift (pixels)", ylabel="right answers")
    best = f"Best when moved by {pixels[-1]} pixels: {order[-1]}"
    alone = f"{name}: from {first[0]:.0%} to {first[-1]:.0%} when moved by {pixels[-1]} pixels"
    ax.set_title(best if len(order) > 1 else alone)
    return ax


def _as_runs(name, values, length):
    """The accuracies of one net as (seeds, n)."""
    runs = np.atleast_2d(np.asarray(values, float))
    if runs.ndim != 2 or runs.shape[1] != length:
        raise ValueError(f"{name!r} needs {length} accuracies, one for each shift, got shape {np.shape(values)}")
    return runs


def _draw_row(axes, images, colours, norm):
    for ax, image in zip(axes, images, strict=False):
        ax.imshow(image, cmap=colours, norm=norm, interpolation="nearest")
        without_ticks(ax)


def _apart(heights, least):
    """Rising heights, each at least `least` above the one before."""
    places = []
    for height in heights:
        places.append(max(height, places[-1] + least) if places else height)
    return places
