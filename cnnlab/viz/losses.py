"""Several training runs side by side: the loss of each, with the others behind it."""

import matplotlib.pyplot as plt
import numpy as np

from cnnlab.viz.drawing import LIGHT, styled


@styled
def plot_losses(histories, *, columns=4, heading="The loss of each run, and of all others in grey"):
    """One small plot for each run, on one scale: histories is a dict of name -> History. Returns an array of Axes.

    Each line is a mean over a fiftieth of the run's steps. Raises ValueError where a run has no steps, or there are
    no runs.
    """
    if not histories or not all(history.loss for history in histories.values()):
        raise ValueError("every run needs at least one step, and there must be one run: train first")
    smooth = {name: _smooth(np.asarray(history.loss)) for name, history in histories.items()}
    columns = min(columns, len(smooth))
    rows = -(-len(smooth) // columns)
    size = (2.1 * columns, 1.5 * rows + 0.4)
    figure, grid = plt.subplots(rows, columns, squeeze=False, figsize=size, sharex=True, sharey=True)
    for ax in grid.flat[len(smooth) :]:
        ax.remove()
    axes = grid.flatten()[: len(smooth)]
    for ax, (name, line) in zip(axes, smooth.items(), strict=True):
        for other in smooth.values():
            ax.plot(*other, color=LIGHT["line"], linewidth=0.7)
        ax.plot(*line, color=LIGHT["output"], linewidth=1.5)
        ax.set_title(name, fontsize=9, loc="left")
        ax.set_ylim(0, None)
    figure.suptitle(heading, x=0.01, ha="left", fontsize=11, fontweight="bold")
    figure.supxlabel("step", fontsize=9)
    figure.supylabel("loss", fontsize=9)
    return axes


def _smooth(loss):
    """(steps, means over a window that ends there)."""
    window = max(1, len(loss) // 50)
    return np.arange(window, len(loss) + 1), np.convolve(loss, np.ones(window) / window, "valid")
