"""NetworkDiagram: a dense network of any layer sizes, and how many parameters sit between its layers."""

from itertools import pairwise
from pathlib import Path

import traitlets

from cnnlab._arguments import as_int, quoted, worded
from cnnlab.arithmetic import dense_params
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
MOST_LAYERS = 6
MOST_UNITS = 1_000_000
LARGEST_SIDE = 1000  # pixels
SIDES = (4, 224)  # pixels: what the slider offers
LIMITS = {"units": MOST_UNITS, "layers": MOST_LAYERS, "side": SIDES, "typed side": LARGEST_SIDE}


class NetworkDiagram(Widget):
    """A feed-forward network: its units and connections, and the count of parameters between any two layers.

    sizes: the units of each layer, from the inputs to the outputs, 2 to 6 layers of 1 to 1,000,000 units. With `side`,
    the inputs are the pixels of a square image of that side, three numbers each if `colour`, and sizes lists only the
    layers after them. Raises ValueError or TypeError for anything else; what a learner sets wrongly is a sentence.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    sizes = traitlets.List().tag(sync=True)
    side = traitlets.Int(None, allow_none=True).tag(sync=True)
    colour = traitlets.Bool(False).tag(sync=True)
    limits = traitlets.Dict(LIMITS).tag(sync=True)

    def __init__(self, sizes=(784, 128, 10), *, side=None, colour=False):
        self._units = _layers(_as_list(sizes), side, colour)
        if side is None:
            super().__init__(sizes=self._units, colour=colour)
        else:
            super().__init__(sizes=self._units[1:], side=int(side), colour=colour)

    @traitlets.observe("sizes", "side", "colour")
    def _count(self, change):
        """Count anew with the settings as they are; where they are impossible, keep the last net and say why."""
        try:
            self._units, self.message = _layers(self.sizes, self.side, self.colour), ""
        except (ValueError, TypeError) as error:
            self.say(error)

    @property
    def net(self):
        """The units of each layer, the weights and biases of each gap between two, and the total of all parameters."""
        gaps = [_gap(*pair) for pair in pairwise(self._units)]
        return {"layers": self._units, "gaps": gaps, "total": sum(gap["params"] for gap in gaps)}

    @property
    def counts(self):
        """The parameters between each two layers."""
        return [gap["params"] for gap in self.net["gaps"]]

    def __repr__(self):
        layers = " -> ".join(f"{units:,}" for units in self.net["layers"])
        return f"NetworkDiagram({layers}: {self.net['total']:,} parameters): run this cell to see its units and weights"


def _gap(before, after):
    return {"weights": before * after, "biases": after, "params": dense_params(before, after)}


def _as_list(sizes):
    try:
        return list(sizes)
    except TypeError:
        raise TypeError(f"sizes must be a list, the units of each layer, got {quoted(sizes)}") from None


def _layers(sizes, side, colour):
    """The units of every layer, inputs first; ValueError or TypeError where the settings make no network."""
    if side is not None:
        side = as_int("side", side, 1)
        if side > LARGEST_SIDE:
            raise ValueError(worded("image side", most=LARGEST_SIDE, value=side))
        sizes = [side * side * (3 if colour else 1), *sizes]
    elif colour:
        raise ValueError(worded("colour alone"))
    if not 2 <= len(sizes) <= MOST_LAYERS:
        raise ValueError(worded("network layers", most=MOST_LAYERS, count=len(sizes)))
    for place, units in enumerate(sizes):
        name = f"layer {place + 1}" if place else "the input"
        if as_int(f"the size of {name}", units, 1) > MOST_UNITS and (place or side is None):
            raise ValueError(worded("layer units", name=name, most=f"{MOST_UNITS:,}", value=f"{units:,}"))
    return [int(units) for units in sizes]
