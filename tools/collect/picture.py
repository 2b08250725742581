"""A picture of the class for the board: what to talk about first, and who has which question right, without names."""

import textwrap

import matplotlib.pyplot as plt
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from cnnlab.viz.drawing import LIGHT
from tools.collect.table import named

MOST_BARS = 6
WIDTH = 16  # inches
ROW = 0.2  # inches for a student
SMALLEST = 0.05  # where there are so many that all must fit on a page
HIGHEST = 24  # inches of the table
LONGEST = 32  # letters of a name
FILLS = ListedColormap([LIGHT[name] for name in ("cell", "line", "window", "background")])  # of the states rlw.
SIGNS = {  # with their part of a row's height, and their colour
    "r": ("✓", 0.62, LIGHT["output"]),
    "l": ("✗✓", 0.95, LIGHT["text"]),
    "w": ("✗", 0.62, LIGHT["background"]),
}
LEGEND = "✓ right at once     ✗✓ right later     ✗ wrong     empty: not tried"


def write_picture(path, key, result, names=False):
    """The picture as a PNG at `path`; names: whether the rows have names, else they have numbers."""
    students = result["students"]
    row = max(SMALLEST, min(ROW, HIGHEST / max(1, len(students))))
    bars, table = 0.9 * len(result["misconceptions"][:MOST_BARS]), row * max(1, len(students))
    left, height = 3.0 if names else 0.7, bars + table + 2.8
    with plt.style.context("cnnlab.style"):
        figure = Figure(figsize=(WIDTH, height), layout="none")
        for bottom, high, draw in ((table + 1.9, bars, _misconceptions), (0.4, table, _marks)):
            ax = figure.add_axes((left / WIDTH, bottom / height, 1 - (left + 0.4) / WIDTH, max(0.01, high) / height))
            draw(ax, key, result, row, names)
        figure.savefig(path, format="png", dpi=110)


def _misconceptions(ax, key, result, *_):
    """A bar for each of the most frequent, with what to say under it."""
    met, count = result["misconceptions"][:MOST_BARS], max(1, len(result["students"]))
    ax.set_title("What to talk about first" if met else "No answer shows a misconception", fontsize=20, pad=14)
    ax.set(xlim=(0, count), ylim=(max(1, len(met)) - 0.5, -0.5), xticks=[], yticks=[])
    ax.spines[:].set_visible(False)
    ax.grid(False)
    for place, one in enumerate(met):
        text = key["misconceptions"][one["tag"]]
        ax.barh(place, count, height=0.16, color=LIGHT["cell"])
        ax.barh(place, one["students"], height=0.16, color=LIGHT["window"])
        title = f"{one['tag']}  {text['name'][0].upper()}{text['name'][1:]}"
        ax.text(0, place - 0.17, title, fontsize=15, fontweight="bold", parse_math=False)
        ax.text(count, place - 0.17, f"{one['students']} of {count} students", fontsize=15, ha="right")
        say = textwrap.shorten(f"{text['say']} (lesson {text['lesson']})", 160)
        ax.text(0, place + 0.34, say, fontsize=12, color=LIGHT["muted"], parse_math=False)


def _marks(ax, key, result, row, names):
    """A cell with a sign for each student and each question and exercise."""
    students = result["students"]
    lessons = [(lesson["id"], len(named(lesson))) for lesson in key["lessons"]]
    width = sum(count for _, count in lessons)
    ax.set(xlim=(0, width), ylim=(max(1, len(students)), 0), xticks=[], yticks=[])
    ax.grid(False)
    ax.spines[:].set_visible(False)
    size = 72 * row
    cells = [["rlw.".index(state) for state in one["states"]] for one in students] or [[3] * width]
    grid = {"edgecolors": LIGHT["background"], "linewidth": 0.06 * size}
    ax.pcolormesh(cells, cmap=FILLS, vmin=0, vmax=3, **grid)
    for state, (sign, part, ink) in SIGNS.items():
        x, y = ([place + 0.5 for place in places] for places in _places(students, state))
        ax.scatter(x, y, s=(part * size) ** 2, marker=f"${sign}$", color=ink, linewidths=0)
    ax.set_title("Who has answered what", fontsize=20, pad=34)
    ax.text(width, -0.5 / row, LEGEND, ha="right", fontsize=13, color=LIGHT["muted"])
    begin = 0
    for name, count in lessons:
        ax.text(begin + count / 2, -0.12 / row, name, ha="center", fontsize=12, fontweight="bold")
        ax.axvline(begin, color=LIGHT["line"], linewidth=1)
        begin += count
    if names or row >= ROW / 2:
        for y, one in enumerate(students):
            name = _short(one["who"]) if names else str(y + 1)
            ax.text(-0.3, y + 0.5, name, ha="right", va="center", fontsize=0.6 * size, parse_math=False)


def _places(students, state):
    """The columns and the rows of the cells in this state."""
    found = [(x, y) for y, one in enumerate(students) for x, own in enumerate(one["states"]) if own == state]
    return [x for x, _ in found], [y for _, y in found]


def _short(who):
    return who if len(who) <= LONGEST else f"{who[: LONGEST - 1]}…"
