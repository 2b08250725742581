"""Signals as lines and their kernels as bars, and what kernels make of a signal."""

from math import ceil

import numpy as np
from matplotlib.ticker import MaxNLocator

from cnnlab import functional as F
from cnnlab._arguments import as_numbers
from cnnlab.viz.drawing import LIGHT, grid_of, styled

MOST = 32  # pictures: beyond, they are too small to read
DOTTED = 40  # samples: in longer signals, dots would hide the line


@styled
def show_signals(signals, titles=None, *, columns=None, heading=None, bars=False):
    """A row or grid of signals on one scale: signals (N, L) or (N, 1, L), up to 32, one title each.

    bars: draw numbers as bars, orange above zero and blue below, as for the weights of kernels. Returns a
    one-dimensional array of Axes. Raises ValueError for another shape, and for numbers that are not finite.
    """
    signals = as_numbers("signals", signals)
    if signals.ndim == 3 and signals.shape[1] == 1:
        signals = signals[:, 0]
    if signals.ndim != 2 or not 1 <= len(signals) <= MOST or signals.shape[1] == 0:
        raise ValueError(f"signals must have shape (N, L) or (N, 1, L), with N up to {MOST}, got {signals.shape}")
    titles = [""] * len(signals) if titles is None else list(titles)
    if len(titles) != len(signals):
        raise ValueError(f"{len(signals)} signals need as many titles, got {len(titles)}")
    axes = _panels(len(signals), columns or min(4, len(signals)), signals, heading)
    for ax, signal, title in zip(axes, signals, titles, strict=True):
        places = np.arange(len(signal))
        if bars:
            ax.bar(places, signal, color=[LIGHT["positive" if value > 0 else "negative"] for value in signal])
        else:
            ax.plot(places, signal, color=LIGHT["input"], linewidth=1.4)
        ax.set_title(title, fontsize=9, loc="left", fontweight="normal")
    return axes


@styled
def show_filtered(signal, kernels, *, columns=None, heading=None):
    """What each kernel makes of a signal: signal (L,), kernels a dict of name -> (k,). Returns an array of Axes.

    The signal is drawn in grey, the output in black, each number at the middle of the window that it was made of.
    Raises ValueError for what is not one list of finite numbers, and for a kernel that does not fit.
    """
    signal = _one_list("signal", signal)
    kernels = {name: _one_list(f"the kernel {name!r}", kernel) for name, kernel in kernels.items()}
    if not 1 <= len(kernels) <= MOST:
        raise ValueError(f"1 to {MOST} kernels can be shown, got {len(kernels)}")
    outputs = [F.conv1d(signal[None, None], kernel[None, None])[0, 0] for kernel in kernels.values()]
    axes = _panels(len(kernels), columns or min(2, len(kernels)), np.concatenate([signal, *outputs]), heading)
    line = "o-" if len(signal) <= DOTTED else "-"
    for ax, (name, kernel), output in zip(axes, kernels.items(), outputs, strict=True):
        ax.plot(signal, line, color=LIGHT["input"], linewidth=1, markersize=2.5, alpha=0.6, label="signal")
        middles = np.arange(len(output)) + (len(kernel) - 1) / 2
        ax.plot(middles, output, line, color=LIGHT["output"], markersize=3, label="output")
        ax.set_title(name, fontsize=9, loc="left", fontweight="normal")
    axes[0].legend(loc="best")
    return axes


@styled
def show_beats(signal, peaks=(), *, output=None, line=None, heading=None):
    """A long signal (L,) as a line, a triangle over each of the samples `peaks`; returns an array of one or two Axes.

    output: what a kernel made of the signal, drawn under it, each number at the middle of its window; line: where a
    horizontal line crosses the last plot. Raises ValueError for what is not one list of finite numbers, and for peaks
    outside of the signal.
    """
    signal, peaks = _one_list("signal", signal), np.asarray(peaks, int)
    if peaks.size and not 0 <= peaks.min() <= peaks.max() < len(signal):
        raise ValueError(f"peaks must be samples from 0 to {len(signal) - 1}, got {peaks.min()} to {peaks.max()}")
    rows = 1 if output is None else 2
    axes = grid_of(rows, 1, (8.4, 1.3 * rows + 0.35 * bool(heading)), heading, sharex=True)
    axes[0].plot(signal, color=LIGHT["input"], linewidth=1)
    room = 0.12 * np.ptp(signal)
    axes[0].plot(peaks, signal[peaks] + room, "v", color=LIGHT["window"], markersize=5)
    axes[0].set_ylim(signal.min() - room, signal.max() + 2 * room)
    if output is not None:
        output = _one_list("output", output)
        places = np.arange(len(output)) + (len(signal) - len(output)) / 2
        axes[1].plot(places, output, color=LIGHT["output"], linewidth=1)
    if line is not None:
        axes[-1].axhline(line, color=LIGHT["window"], linewidth=1.2)
    for ax, label in zip(axes, ("signal", "output"), strict=False):
        ax.set_ylabel(label, fontsize=8)
        ax.tick_params(labelsize=8)
        ax.grid(False)
    return axes


def _panels(count, columns, values, heading):
    """`count` Axes in rows of `columns`, all with the reach of `values` and a line at zero."""
    rows, columns = ceil(count / columns), min(columns, count)
    width = min(3.6, 8.4 / columns)
    size = width * columns, (0.5 + 0.48 * width) * rows + 0.35 * bool(heading)
    axes = grid_of(count, columns, size, heading, sharex=True, sharey=True)
    low, high = min(0.0, values.min()), max(0.0, values.max())
    room = 0.08 * (high - low) or 1.0
    for ax in axes:
        ax.axhline(0, color=LIGHT["line"], linewidth=1, zorder=0)
        ax.set_ylim(low - room, high + room)
        ax.tick_params(labelsize=8)
        ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    return axes


def _one_list(name, values):
    """`values` as a list of finite float64 numbers."""
    array = as_numbers(name, values, "one list of numbers")
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} must be one list of numbers, got shape {array.shape}")
    return array
