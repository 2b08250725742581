"""A computation as a graph: numbers made from numbers, a factor on each edge, and what comes back along the edges."""

import matplotlib.pyplot as plt
from matplotlib.patches import FancyArrowPatch

from cnnlab.viz.drawing import HEADING, LIGHT, number, styled

ACROSS, DOWN = 2.2, 1.15  # inches from one node to the next


@styled
def show_graph(values, edges, grads=None, *, title="Each number, and what it is made of"):
    """Numbers as boxes from left to right, an arrow from each to what is made of it, its factor beside it: one Axes.

    values: {name: number}. edges: (name of a number, name of what is made of it, factor) triples; the factor is how
    fast the second changes with the first. grads: {name: number}, how fast the last number changes with each, written
    under its box; none of them are written where it is None.
    Raises ValueError for an edge between numbers that are not there, for edges in a circle, or where nothing is drawn.

    >>> ax = show_graph({"w": 2, "w times 3": 6}, [("w", "w times 3", 3)], {"w": 3, "w times 3": 1})
    >>> [text.get_text() for text in ax.texts]
    ['x 3', 'w\\n2', 'back: 3', 'w times 3\\n6', 'back: 1']
    """
    if not values or (strange := {name for start, end, _ in edges for name in (start, end)} - set(values)):
        raise ValueError(f"edges must lead between numbers that are there, got {sorted(strange) if values else values}")
    places = _places(values, edges)
    right, top = (max(place[axis] for place in places.values()) for axis in (0, 1))
    ax = plt.subplots(figsize=(min(10, right + 1.8), top + 1.4))[1]
    ax.set(xlim=(-0.8, right + 0.8), ylim=(-0.65, top + 0.45), xticks=[], yticks=[])
    ax.set_axis_off()
    ax.set_title(title, loc="left", **HEADING)
    for start, end, factor in edges:
        _draw_edge(ax, places[start], places[end], factor)
    for name, value in values.items():
        _draw_node(ax, places[name], f"{name}\n{number(value)}", None if grads is None else grads.get(name))
    return ax


def _places(values, edges):
    """{name: (x, y)}: each number is one step to the right of the last of those that it is made of."""
    steps = dict.fromkeys(values, 0)
    for _ in values:
        steps |= {name: max([0, *(steps[start] + 1 for start, end, _ in edges if end == name)]) for name in values}
    if max(steps.values()) >= len(values):
        raise ValueError("the edges lead in a circle: no number can be made from itself")
    columns = [[name for name in values if steps[name] == step] for step in range(max(steps.values()) + 1)]
    tallest = max(map(len, columns))
    return {
        name: (step * ACROSS, DOWN * ((tallest - len(column)) / 2 + len(column) - 1 - place))
        for step, column in enumerate(columns)
        for place, name in enumerate(column)
    }


def _draw_edge(ax, start, end, factor):
    style = {"arrowstyle": "-|>", "mutation_scale": 12, "color": LIGHT["input"], "shrinkA": 40, "shrinkB": 44}
    ax.add_patch(FancyArrowPatch(start, end, **style))
    middle = [(a + b) / 2 for a, b in zip(start, end, strict=True)]
    ax.text(*middle, f"x {number(factor)}", ha="center", va="center", fontsize=9, bbox={"fc": "white", "ec": "none"})


def _draw_node(ax, place, text, grad):
    box = {"boxstyle": "round,pad=0.4", "facecolor": LIGHT["cell"], "edgecolor": LIGHT["input"]}
    ax.text(*place, text, ha="center", va="center", fontsize=9, bbox=box)
    if grad is not None:
        below = place[0], place[1] - 0.47
        ax.text(*below, f"back: {number(grad)}", ha="center", va="center", fontsize=9, color=LIGHT["gradient"])
