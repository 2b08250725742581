"""ShiftExplorer: a digit that is dragged, beside its map and its pooled map: what moves along, stays and changes."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_int, as_numbers, as_pair, quoted
from cnnlab.arithmetic import window_over
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.shift_explorer.walk import walk
from cnnlab.widgets.tracing import Tracing, pack
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
MOST_SIDE = 64  # pixels; more would be too small to see
MOST_NUMBERS = 500_000  # of a net that the page runs by itself
MODES = ("max", "avg")
MOST_CLASSES = 20
POOLS = (2, 3, 4, 6, 8, 12)  # to choose from, as far as they fit the map


class _Given(traitlets.Any):
    """Whatever is given, also where that is None, is for the validator to judge."""

    allow_none = False


class ShiftExplorer(Widget):
    """Drag a digit, and see what of its map moves along, and what of its pooled map stays and what changes.

    image (H, W) from 0 (paper) to 1 (ink), up to 64 x 64; kernel (kH, kW). The map is the ReLU of their convolution,
    without padding, and pooled by windows of pool x pool cells, side by side, by their "max" or "avg". model: a
    Sequential for images of this size, as `nn.lenet`, whose answer to the moved digit is shown too; the page runs a
    copy of it as it is. `shift` is the move, (rows, columns) down and to the right, up to half the image's side each
    way. `shift`, `pool` and `mode` may be set later. Raises ValueError or TypeError, naming the values, for all else.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    image = traitlets.List(read_only=True).tag(sync=True)
    kernel = traitlets.List(read_only=True).tag(sync=True)
    net = traitlets.Dict(read_only=True).tag(sync=True)  # layers and weights, or nothing
    pools = traitlets.List(read_only=True).tag(sync=True)  # sides of windows to choose from
    reach = traitlets.List(read_only=True).tag(sync=True)  # how far it moves at most, rows and columns
    shift = _Given((0, 0)).tag(sync=True)
    pool = _Given(2).tag(sync=True)
    mode = _Given("max").tag(sync=True)

    def __init__(self, image, kernel, *, pool=2, mode="max", model=None):
        image, kernel = _as_image(image), _as_grid("kernel", kernel)
        sizes = window_over(image[None, None], kernel.shape, 1, 0, 1).output
        pool, mode = _as_pool(pool, min(sizes)), _as_mode(mode)
        self._tracing = None if model is None else _traced(model, image)
        self._most = {"pool": min(sizes), "shift": [side // 2 for side in image.shape]}
        super().__init__()
        self.set_trait("image", image.tolist())
        self.set_trait("kernel", kernel.tolist())
        self.set_trait("pools", sorted({pool, *(side for side in POOLS if side <= min(sizes))}))
        self.set_trait("reach", self._most["shift"])
        if self._tracing:
            self.set_trait("net", {"layers": self._tracing.layers, "weights": pack([self._tracing.weights])})
        self.pool, self.mode = pool, mode

    @property
    def walk(self):
        """The map and the pooled map before and after the shift, and what became of their numbers."""
        return walk(self.image, self.kernel, self.shift, self.pool, self.mode)

    @property
    def probabilities(self):
        """The model's probabilities for the moved digit, one for each class; None without a model."""
        if self._tracing is None:
            return None
        return self._tracing.numbers(self.walk["image"])[-1]

    @traitlets.validate("shift", "pool", "mode")
    def _usable(self, proposal):
        name = proposal.trait.name
        check = {
            "shift": lambda value: _as_shift(value, self._most["shift"]),
            "pool": lambda value: _as_pool(value, self._most["pool"]),
            "mode": _as_mode,
        }[name]
        try:
            return check(proposal.value)
        except (ValueError, TypeError) as error:
            raise traitlets.TraitError(str(error)) from None

    def __repr__(self):
        what = f"image {np.shape(self.image)}, {self.mode} of {self.pool} x {self.pool}, moved by {self.shift}"
        return f"ShiftExplorer({what}): run this cell to drag the digit"


def _traced(model, image):
    """The model as the page runs it, once it has answered the image where it is."""
    tracing = Tracing(model, (1, *image.shape), MOST_NUMBERS)
    classes = len(tracing.numbers(image)[-1])
    if classes > MOST_CLASSES:
        raise ValueError(f"model may tell at most {MOST_CLASSES} classes apart, got {classes}: each needs a bar")
    return tracing


def _as_grid(name, values):
    grid = as_numbers(name, values)
    if grid.ndim != 2 or grid.size == 0:
        raise ValueError(f"{name} must be a grid (rows, columns), and not empty; got shape {grid.shape}")
    return grid


def _as_image(values):
    image = _as_grid("image", values)
    if max(image.shape) > MOST_SIDE:
        raise ValueError(f"image may be at most {MOST_SIDE} x {MOST_SIDE}, got shape {image.shape}")
    if image.min() < 0 or image.max() > 1:
        raise ValueError(f"image must lie from 0 (paper) to 1 (ink), got {image.min():g} to {image.max():g}")
    return image


def _as_pool(value, most):
    pool = as_int("pool", value, 1)
    if pool > most:
        raise ValueError(f"pool may be at most {most}, the smaller side of the map of image and kernel, got {pool}")
    return pool


def _as_mode(value):
    if not isinstance(value, str) or value not in MODES:
        raise ValueError(f'mode must be "max" or "avg", got {quoted(value)}')
    return value


def _as_shift(value, most):
    down, right = as_pair("shift", value, -np.inf)
    if abs(down) > most[0] or abs(right) > most[1]:
        raise ValueError(f"shift may be at most {most[0]} rows and {most[1]} columns each way, got {(down, right)}")
    return down, right
