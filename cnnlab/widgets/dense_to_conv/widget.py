"""DenseToConv: the weights of one layer as a matrix, from all free through masked to tied: a convolution."""

from pathlib import Path

import traitlets

from cnnlab import functional as F
from cnnlab._arguments import as_numbers
from cnnlab.matrices import STOPS, LayerMatrices
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent


class DenseToConv(Widget):
    """Watch a dense layer become a convolution; pick a weight, see the two pixels it joins, and its row as a picture.

    side: rows and columns of the input, 4 to 28; kernel_size: 1 to side. kernel (kernel_size, kernel_size): the
    weights at the last stop; else a rough edge finder from `rng`, from which the free weights come as well. image
    (side, side) or (1, side, side): shown with the output map at each stop. stop: "dense" (all weights free),
    "masked" (those of the neighbours) or "tied" (the same ones in every row); row and column: the weight picked.
    Raises ValueError or TypeError, naming the values, for anything else.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    side = traitlets.Int(read_only=True).tag(sync=True)
    out = traitlets.Int(read_only=True).tag(sync=True)
    kernel = traitlets.List(read_only=True).tag(sync=True)
    free = traitlets.Dict(read_only=True).tag(sync=True)  # what `free_weights` needs to know, for the browser's own
    counts = traitlets.Dict(read_only=True).tag(sync=True)
    sums = traitlets.Dict(read_only=True).tag(sync=True)
    about = traitlets.Dict(read_only=True).tag(sync=True)
    image = traitlets.List(read_only=True).tag(sync=True)
    maps = traitlets.Dict(read_only=True).tag(sync=True)
    stop = traitlets.Enum(STOPS, "dense").tag(sync=True)
    row = traitlets.Int().tag(sync=True)
    column = traitlets.Int().tag(sync=True)

    def __init__(self, side=28, kernel_size=5, *, kernel=None, image=None, rng):
        self._matrices = matrices = LayerMatrices(side, kernel_size, kernel, rng=rng)
        grid = None if image is None else _as_image(image, matrices.side)
        super().__init__()
        given = {
            "side": matrices.side,
            "out": matrices.out,
            "kernel": matrices.kernel.tolist(),
            "free": {"seed": matrices.seed, "most": matrices.most, "unit": matrices.unit},
            "counts": matrices.counts,
            "sums": matrices.sums,
            "about": _about(matrices.size),
            "image": [] if grid is None else grid.tolist(),
            "maps": {} if grid is None else {stop: self._map(stop, grid).tolist() for stop in STOPS},
        }
        for name, value in given.items():
            self.set_trait(name, value)
        middle, inside = matrices.out // 2, matrices.out // 2 + matrices.size // 2
        self.row, self.column = middle * matrices.out + middle, inside * matrices.side + inside

    def matrix(self, stop):
        """The weights at a stop, (out * out, side * side) float64: a row for each output pixel, none where 0."""
        return self._matrices.matrix(stop)

    def _map(self, stop, image):
        if stop == "tied":
            return F.conv2d(image[None, None], self._matrices.kernel[None, None])[0, 0]
        return (self.matrix(stop) @ image.ravel()).reshape(self._matrices.out, -1)

    @traitlets.validate("row", "column")
    def _within_the_matrix(self, proposal):
        size = self.out if proposal.trait.name == "row" else self.side
        return max(0, min(proposal.value, size**2 - 1))

    def __repr__(self):
        size = len(self.kernel)
        counts = ", ".join(f"{stop} {text}" for stop, text in self.sums.items())
        return f"DenseToConv(side={self.side}, kernel_size={size}): weights {counts}"


def _about(size):
    square = f"{size} x {size}"
    numbers, them = (f"{size**2} numbers", "them") if size > 1 else ("number", "it")
    return {
        "dense": "Dense: every output pixel has a weight of its own for every input pixel.",
        "masked": (
            f"Masked: every output pixel keeps its weights for the {square} input pixels in front of it. "
            "All others are gone: they are 0, and stay 0."
        ),
        "tied": (
            f"Tied: every row holds the same {numbers} and meets its own {square} pixels with {them}. "
            f"This dense layer is a convolution with a {square} kernel."
        ),
    }


def _as_image(image, side):
    grid = as_numbers("image", image)
    if grid.shape not in ((side, side), (1, side, side)):
        raise ValueError(f"image must be {side} x {side}, as side says, got shape {grid.shape}")
    return grid.reshape(side, side)
