"""A loss as a curve over one weight or as a map over two, and the paths that learning rates lead to."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap

from cnnlab._arguments import as_array, as_int
from cnnlab.tiny import as_examples, as_rate, as_weights, descent_steps
from cnnlab.viz.drawing import LIGHT, grid_of, styled

MOST = 8  # panels: beyond, they are too small to read
MOST_STEPS = 1000
VIEW = 1.5  # of the way from the start to the bottom: what is seen on each side
NEAR = 1e-9  # of the weights: a start that is nearer is at the bottom
GREYS = LinearSegmentedColormap.from_list("cnnlab_heights", ["white", LIGHT["line"]])
LINES = np.arange(10) / 9  # of a map: their squares are the parts of its height


@styled
def show_valley(inputs, targets, weights, learning_rates, steps=20, *, heading=None):
    """Where gradient descent leads at each learning rate, a panel for each: an array of Axes.

    The loss is the mean squared error of a linear unit without bias: a curve for inputs (n,) or (n, 1), a map with
    contour lines, darker where the loss is higher, for (n, 2); targets (n,). All paths begin at `weights`, one number
    for each column, with a ring; the ball is where the last step ends, or an arrow says that it has left the picture.
    The titles say the learning rate and the loss at the end. learning_rates: one, or a list of up to 8.
    Raises ValueError or TypeError for other shapes and numbers.

    >>> [ax.get_title("left") for ax in show_valley([1, 1], [2, 2], [0], [0.25, 1.5], steps=2)]
    ['learning rate 0.25: loss 0.25', 'learning rate 1.5: loss 64']
    """
    inputs, targets = as_examples(inputs, targets, columns=2)
    start = as_weights("weights", weights, inputs.shape[1])
    rates = [as_rate("learning_rates", rate) for rate in np.atleast_1d(as_array("learning_rates", learning_rates))]
    if not 1 <= len(rates) <= MOST:
        raise ValueError(f"learning_rates must be 1 to {MOST} numbers, got {len(rates)}")
    if as_int("steps", steps, 0) > MOST_STEPS:
        raise ValueError(f"steps may be at most {MOST_STEPS}, got {steps}")
    columns = min(len(rates), 4)
    wide = min(3.4, 9 / columns)
    size = wide * columns, (0.9 * wide + 0.6) * -(-len(rates) // columns) + 0.35 * bool(heading)
    axes = grid_of(len(rates), columns, size, heading, sharex=True, sharey=True)
    bottom = start + np.linalg.pinv(inputs) @ (targets - inputs @ start)
    draw = _draw_curve if len(start) == 1 else _draw_map
    for ax, rate in zip(axes, rates, strict=True):
        path = descent_steps(inputs, targets, start, rate, steps)
        draw(ax, inputs, targets, _view(start, bottom))
        spots = np.array([[*step.weights, step.loss][:2] for step in path])
        _draw_path(ax, spots, len(start) == 2)
        ax.set_title(f"learning rate {_short(rate)}: loss {_short(path[-1].loss)}", fontsize=9, fontweight="normal")
    _name_axes(axes, columns, len(start))
    return axes


def _short(value):
    """Three digits: 3540000.0 as 3.54e6."""
    return f"{value:.3g}".replace("e+0", "e").replace("e+", "e")


def _view(start, bottom):
    """The reach of each weight, with the bottom in the middle: an array (columns, 2)."""
    farthest, size = np.abs(start - bottom).max(), np.abs([*start, *bottom]).max()
    half = VIEW * farthest if farthest > NEAR * size else max(1.0, np.abs(bottom).max())
    return np.stack([bottom - half, bottom + half], axis=1)


def _losses(inputs, targets, weights):
    """The loss at each of some weights (..., columns)."""
    return ((weights @ inputs.T - targets) ** 2).mean(-1)


def _draw_curve(ax, inputs, targets, view):
    weights = np.linspace(*view[0], 201)
    losses = _losses(inputs, targets, weights[:, None])
    ax.plot(weights, losses, color=LIGHT["output"], linewidth=1.6, label="loss")
    span = losses.max() - losses.min()
    ax.set(xlim=view[0], ylim=(losses.min() - 0.12 * span, losses.max()))


def _draw_map(ax, inputs, targets, view):
    one, other = (np.linspace(*reach, 101) for reach in view)
    losses = _losses(inputs, targets, np.stack(np.meshgrid(one, other), axis=-1))
    low = losses.min()
    levels = low + LINES**2 * (losses.max() - low)
    ax.contourf(one, other, losses, levels, cmap=GREYS)
    ax.contour(one, other, losses, levels, colors=LIGHT["input"], linewidths=0.5)
    ax.set(xlim=view[0], ylim=view[1], aspect="equal")
    ax.grid(False)


def _draw_path(ax, spots, is_map):
    """The way of the ball; where it ends beyond the picture, an arrow at the edge."""
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    style = {"color": LIGHT["window"], "clip_on": True}
    near = np.clip(spots, -1e12, 1e12)  # Matplotlib draws no line to a place that is farther
    ax.plot(*near.T, "o-", markersize=3, linewidth=1, alpha=0.7, label="path", **style)
    ax.plot(*spots[0], "o", markersize=8, fillstyle="none", label="start", **style)
    if left <= near[-1, 0] <= right and low <= near[-1, 1] <= high:
        ax.plot(*near[-1], "o", markersize=8, label="ball", **style)
        return
    middle, half = np.array([left + right, low + high]) / 2, np.array([right - left, high - low]) / 2
    way = (near[-1] - middle) / half
    way = way / np.abs(way).max() if is_map else way.clip(-1, 1)  # of a curve, the side counts: it goes up on both
    arrow = {"arrowstyle": "-|>", "color": LIGHT["window"], "linewidth": 2}
    ax.annotate("", middle + half * way, middle + half * 0.85 * way, arrowprops=arrow)


def _name_axes(axes, columns, weights):
    across, up = ("weight", "loss") if weights == 1 else ("weight 1", "weight 2")
    for place, ax in enumerate(axes):
        ax.tick_params(labelsize=8)
        if place + columns >= len(axes):
            ax.set_xlabel(across)
            ax.tick_params(labelbottom=True)
        if place % columns == 0:
            ax.set_ylabel(up)
