"""How far numbers that should be equal lie apart, on a scale of powers of ten."""

import matplotlib.pyplot as plt
import numpy as np

from cnnlab.viz.drawing import LIGHT, styled

# Colour, marker, its size, whether it is filled: a later one does not hide an earlier one at the same place.
SERIES = (("window", "o", 9, False), ("output", "s", 5, True), ("gradient", "D", 13, False))
NOTHING = 1e-17  # drawn here: on a logarithmic scale there is no place for 0


@styled
def plot_differences(differences, ax=None, *, limit=None, title="How far apart"):
    """Relative differences as dots on a logarithmic scale: {series: {row: difference}}, the same rows in each series.

    limit: a line that all should stay left of. A difference of 0 is drawn at the left edge, and called 0. Returns the
    Axes. Raises ValueError for no series, for more than three, for rows that do not match, or a difference below 0.
    """
    rows = list(next(iter(differences.values()), ()))
    if not rows or len(differences) > len(SERIES) or any(list(series) != rows for series in differences.values()):
        raise ValueError(f"differences must be one to three series with the same rows, got {list(differences)}")
    if any(not value >= 0 for series in differences.values() for value in series.values()):
        raise ValueError("a difference is at least 0: take its absolute value")
    ax = plt.subplots(figsize=(7, 1.1 + 0.27 * len(rows)))[1] if ax is None else ax
    for (name, series), (meaning, marker, size, filled) in zip(differences.items(), SERIES, strict=False):
        places = np.maximum(list(series.values()), NOTHING)
        style = {"color": LIGHT[meaning], "markersize": size, "fillstyle": "full" if filled else "none"}
        ax.plot(places, range(len(rows)), marker, label=name, **style)
    words = {"va": "center", "fontsize": 9}
    values = np.array([list(series.values()) for series in differences.values()])
    if limit is not None:
        ax.axvline(limit, color=LIGHT["highlight"], linestyle="--", linewidth=1.2)
        name = f" limit {limit:.0e}".replace("e-0", "e-")
        ax.annotate(name, (limit, -0.75), color=LIGHT["highlight"], **words)
    ax.set_xscale("log")
    low = 10.0 ** np.floor(np.log10(np.maximum(values, NOTHING).min()) - 0.5)
    ax.set(xlim=(low, 10), ylim=(len(rows) - 0.4, -1.2), xlabel="largest difference / largest value", title=title)
    ax.set_yticks(range(len(rows)), rows)
    ax.grid(axis="x")
    for k, row in np.argwhere(values == 0):
        ax.annotate("   0", (NOTHING, row), color=LIGHT[SERIES[k][0]], **words)
    if len(differences) > 1:
        ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax
