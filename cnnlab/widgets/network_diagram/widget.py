"""NetworkDiagram: a dense network of any layer sizes, and how many parameters sit between its layers."""

from itertools import pairwise
from pathlib import Path

import traitlets

from cnnlab._arguments import as_int, quoted
from cnnlab.arithmetic import dense_params
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
MOST_LAYERS = 6
MOST_UNITS = 1_000_000
LARGEST_SIDE = 1000  # pixels
SIDES = (4, 224)  # pixels: what the slider offers


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
    net = traitlets.Dict().tag(sync=True)
    limits = traitlets.Dict({"units": MOST_UNITS, "layers": MOST_LAYERS, "side": SIDES}).tag(sync=True)

    def __init__(self, sizes=(784, 128, 10), *, side=None, colour=False):
        layers = _layers(_as_list(sizes), side, colour)
        if side is None:
            super().__init__(sizes=layers, colour=colour)
        else:
            super().__init__(sizes=layers[1:], side=int(side), colour=colour)
        self.observe(lambda change: self._count(), ["sizes", "side", "colour"])
        self._count()

    def _count(self):
        """Count anew with the settings as they are; where they are impossible, keep the last net and say why."""
        try:
            layers = _layers(self.sizes, self.side, self.colour)
        except (ValueError, TypeError) as error:
            self.say(error)
            return
        gaps = [_gap(*pair) for pair in pairwise(layers)]
        with self.hold_sync():
            self.message = ""
            self.net = {
                "layers": layers,
                "gaps": gaps,
                "total": sum(gap["params"] for gap in gaps),
                "note": self._colour_note(layers[1]),
            }

    def _colour_note(self, units):
        """What colour did to the first layer, as a sentence; empty for anything but a colour image."""
        if self.side is None or not self.colour:
            return ""
        grey = dense_params(self.side**2, units)
        colour = dense_params(3 * self.side**2, units)
        biases = "bias does" if units == 1 else f"{units:,} biases do"
        return (
            f"In colour the first layer has {colour:,} parameters instead of {grey:,}, {colour / grey:.5f} times as "
            f"many: its weights triple, its {biases} not."
        )

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
            raise ValueError(f"side may be at most {LARGEST_SIDE} pixels, got {side}")
        sizes = [side * side * (3 if colour else 1), *sizes]
    elif colour:
        raise ValueError("colour belongs to an image: give its side as well")
    if not 2 <= len(sizes) <= MOST_LAYERS:
        raise ValueError(f"a network here has 2 to {MOST_LAYERS} layers, inputs and outputs counted, got {len(sizes)}")
    for place, units in enumerate(sizes):
        name = f"layer {place + 1}" if place else "the input"
        if as_int(f"the size of {name}", units, 1) > MOST_UNITS and (place or side is None):
            raise ValueError(f"{name} may have at most {MOST_UNITS:,} units, got {units:,}")
    return [int(units) for units in sizes]
