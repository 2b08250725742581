"""A tiny network on paper: every number of its way forward, and under each the gradient that comes back to it."""

import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import FancyBboxPatch

from cnnlab.tiny import Network
from cnnlab.viz.drawing import HEADING, LIGHT, given_or_new, number, readable, signed, styled

WIDE, HIGH, GAP = 0.8, 0.42, 1.55  # inches: a box, and what lines with weights take
CLOSE = {"sum": 0.42, "score": 0.2, "exp": 0.2, "p": 0.34}  # what lines without take, behind a column
COLUMNS = ("input", "sum", "ReLU", "score", "exp", "p", "loss")
ROW, MARGIN = 1.5, 0.15
SMALL = {"ha": "center", "va": "center", "fontsize": 8}
GRADIENT = {**SMALL, "color": LIGHT["gradient"], "fontweight": "bold"}


@styled
def show_tiny_network(inputs, hidden, output, *, target, hidden_bias=None, output_bias=None, gradients=True, ax=None):
    """A network of a few weights with all its numbers: inputs, sums, ReLU, scores, exp, probabilities and loss.

    inputs: 2 or 3 numbers; hidden (units, inputs), up to 3 units; output (classes, units), 2 or 3 classes; target: the
    right class, from 0; hidden_bias (units,), output_bias (classes,). gradients: whether each weight and number has its
    gradient under it, in green; a sum that is not above zero has a bar behind it, for its gate is shut. Returns the
    Axes. Raises ValueError or TypeError for anything else.
    """
    network = Network(inputs, hidden, output, target=target, hidden_bias=hidden_bias, output_bias=output_bias)
    walk, places = network.walk(), _places(network)
    width = max(x for x, _ in places.values()) + WIDE / 2 + MARGIN
    rows = max(len(network.inputs), len(network.hidden), len(network.output))
    ax = given_or_new(ax, (width, rows * ROW + 0.2))
    ax.set(xlim=(0, width), ylim=(-(rows - 0.5) * ROW - 0.05, 0.5 * ROW + 0.15))
    ax.set_axis_off()
    _draw_layer(ax, places, ("input", "sum"), network.hidden, walk["grad_hidden"] if gradients else None)
    _draw_layer(ax, places, ("ReLU", "score"), network.output, walk["grad_output"] if gradients else None)
    _draw_links(ax, places, network, walk)
    _draw_numbers(ax, places, network, walk, gradients)
    _draw_biases(ax, places, network, walk, gradients)
    share = number(walk["probabilities"][network.target])
    ax.set_title(f"The loss is -log({share}) = {number(walk['loss'])}: class {network.target} is right", **HEADING)
    return ax


def _places(network):
    """The middle of each box by its column and row; all columns are centred on one line."""
    counts = {"input": len(network.inputs), "sum": len(network.hidden), "ReLU": len(network.hidden)}
    rows = max(*counts.values(), len(network.output))
    places, x = {}, MARGIN + WIDE / 2
    for column in COLUMNS:
        count = counts.get(column, len(network.output))
        for row in [network.target] if column == "loss" else range(count):
            places[column, row] = x, -((rows - count) / 2 + row) * ROW
        x += WIDE + CLOSE.get(column, GAP)
    return places


def _draw_layer(ax, places, columns, weights, grads):
    """Lines in the colour of their sign, as wide as their weights are large; each weight near the end of its line."""
    sources, most = weights.shape[1], np.abs(weights).max() or 1.0
    for (k, n), weight in np.ndenumerate(weights):
        (x1, y1), (x2, y2) = places[columns[0], n], places[columns[1], k]
        x1, x2, part = x1 + WIDE / 2, x2 - WIDE / 2, sources / (sources + 1)
        colour = LIGHT["negative" if weight < 0 else "positive"] if weight else LIGHT["muted"]
        ax.plot([x1, x2], [y1, y2], color=colour, alpha=0.5, linewidth=0.8 + 3 * abs(weight) / most, zorder=1)
        x, y = x1 + part * (x2 - x1), y1 + part * (y2 - y1)
        raised = 0 if grads is None else 0.09
        _box(ax, x, y, WIDE * 0.72, 0.38 if raised else 0.22, facecolor="white", edgecolor=LIGHT["line"])
        ax.text(x, y + raised, number(weight), zorder=4, **SMALL, fontweight="bold")
        if grads is not None:
            ax.text(x, y - raised, number(grads[k, n]), zorder=4, **GRADIENT)


def _draw_links(ax, places, network, walk):
    """Lines without weights, and a bar behind a sum that ReLU does not let through."""
    classes = range(len(network.output))
    pairs = [(("sum", k), ("ReLU", k)) for k in range(len(network.hidden))]
    pairs += [(("score", k), ("exp", k)) for k in classes]
    pairs += [(("exp", n), ("p", k)) for n in classes for k in classes]
    pairs += [(("p", network.target), ("loss", network.target))]
    for start, end in pairs:
        (x1, y1), (x2, y2) = places[start], places[end]
        ax.plot([x1 + WIDE / 2, x2 - WIDE / 2], [y1, y2], color=LIGHT["muted"], linewidth=0.8, zorder=1)
    for k in np.flatnonzero(walk["sums"] <= 0):
        x, y = places["sum", k]
        x += (WIDE + CLOSE["sum"]) / 2
        ax.plot([x, x], [y - 0.13, y + 0.13], color=LIGHT["text"], linewidth=3.5, zorder=2, solid_capstyle="butt")
        ax.text(x, y - 0.25, "shut", color=LIGHT["muted"], **SMALL)


def _draw_numbers(ax, places, network, walk, gradients):
    """A box for each number, its name above it and its gradient below."""
    names = {"sum": "sums", "ReLU": "relu", "score": "scores", "exp": "exps", "p": "probabilities"}
    backs = {"sum": "grad_sums", "ReLU": "grad_relu", "score": "grad_scores"}
    colours, norm = signed(np.concatenate([network.inputs, walk["sums"], walk["scores"]]))
    for (column, row), (x, y) in places.items():
        numbers = network.inputs if column == "input" else walk.get(names.get(column, ""))
        value = walk["loss"] if numbers is None else numbers[row]
        face = colours(norm(value)) if column in ("input", *backs) else LIGHT["cell"]
        _box(ax, x, y, WIDE, HIGH, facecolor=face, edgecolor=LIGHT["muted"])
        ax.text(x, y, number(value), zorder=4, **SMALL | {"fontsize": 10}, color=readable(to_rgba(face)))
        name = "loss" if column == "loss" else f"{column} {row}"
        ax.text(x, y + 0.34, name, color=LIGHT["muted"], **SMALL)
        if gradients and column in backs:
            ax.text(x, y - 0.32, number(walk[backs[column]][row]), **GRADIENT)
        if (column, row) == ("p", network.target):
            ax.text(x, y - 0.32, "right class", color=LIGHT["muted"], **SMALL)


def _draw_biases(ax, places, network, walk, gradients):
    for column, name in (("sum", "hidden_bias"), ("score", "output_bias")):
        biases = getattr(network, name)
        for row, bias in enumerate([] if biases is None else biases):
            x, y = places[column, row]
            ax.text(x, y - 0.5, f"bias {number(bias)}", **SMALL, fontweight="bold")
            if gradients:
                ax.text(x, y - 0.66, number(walk[f"grad_{name}"][row]), **GRADIENT)


def _box(ax, x, y, width, height, **style):
    corner = x - width / 2, y - height / 2
    style = {"boxstyle": "round,pad=0,rounding_size=0.05", "zorder": 3, **style}
    ax.add_patch(FancyBboxPatch(corner, width, height, **style))
