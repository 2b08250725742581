"""NetworkExplorer: a trained net laid open for one digit, down to the arithmetic of any of its numbers."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_array, as_int, hint_of_channels
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.network_explorer.tracing import Tracing, pack
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
MOST_IMAGES = 20
HINTS = {
    "use": (
        "Click any number. Keyboard, in the net: arrow keys within a map, [ and ] from map to map, Page Up and Page "
        "Down from layer to layer, x for a filter. Orange is above 0, blue below (-); each layer has its own scale."
    ),
    "net": "The net, layer by layer: arrow keys, square brackets, Page Up and Page Down move, x switches",
    "asleep": "Other digits and switches need Python: open the notebook for them.",
}


class NetworkExplorer(Widget):
    """Every number of a trained net for one digit: click one to see its arithmetic, what it sees and what it feeds.

    model: a Sequential of Conv2d, MaxPool2d, AvgPool2d, ReLU, Flatten and Linear that gives a score for each class,
    as `nn.lenet`; the widget keeps a copy of it as it is. images (N, 1, H, W) from 0 (paper) to 1 (ink), 1 to 20 to
    choose from; labels (N,) whole numbers, the right answers. `choice` is the image shown, -1 for one from `show`;
    `cell` the number picked, [layer, channel, row, column] or [layer, unit], layer 0 being the input; `off` the
    filters left out, as [layer, filter] pairs. Raises ValueError or TypeError, naming the values, for anything else.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    layers = traitlets.List(read_only=True).tag(sync=True)
    weights = traitlets.Unicode(read_only=True).tag(sync=True)  # base64 of float32
    values = traitlets.Unicode(read_only=True).tag(sync=True)  # base64 of float32: every number, layer by layer
    before = traitlets.List(read_only=True).tag(sync=True)  # the probabilities with every filter on
    thumbs = traitlets.Unicode(read_only=True).tag(sync=True)  # base64 of a byte for each pixel
    labels = traitlets.List(read_only=True).tag(sync=True)
    hints = traitlets.Dict(HINTS, read_only=True).tag(sync=True)
    choice = traitlets.Int(0).tag(sync=True)
    cell = traitlets.List(traitlets.Int()).tag(sync=True)
    off = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)

    def __init__(self, model, images, labels=None):
        self._images = _as_images(images)
        self._tracing = Tracing(model, (1, *self._images.shape[1:]))
        super().__init__()
        self.set_trait("layers", self._tracing.layers)
        self.set_trait("weights", pack([self._tracing.weights]))
        self.set_trait("thumbs", pack([np.rint(self._images * 255)], "u1"))
        self.set_trait("labels", [] if labels is None else _as_labels(labels, len(self._images)))
        for image in reversed(self._images):  # each must be one that can be shown; the first is
            self._compute(image)
        self.cell = self._strongest()
        self.observe(self._choose, "choice")
        self.observe(lambda change: self._compute(self._shown), "off")

    def show(self, image):
        """Show the net an image of your own: (H, W) or (1, H, W), of the size of the others, from 0 to 1.

        Raises ValueError or TypeError for anything else.
        """
        rows, columns = self._images.shape[1:]
        image = as_array("image", image)
        if image.shape not in ((rows, columns), (1, rows, columns)):
            raise ValueError(f"image must be {rows} x {columns}, as the others are, got shape {image.shape}")
        (shown,) = _as_images(image.reshape(1, 1, rows, columns))
        with self.hold_sync():
            self._compute(shown)
            self.choice = -1

    def link(self, pad):
        """Show every drawing of a `DrawPad` as soon as it is framed; an empty pad changes nothing."""

        def follow(change=None):
            if pad.image is not None:
                self.show(pad.image)

        pad.observe(follow, "answer")
        follow()

    @property
    def image(self):
        """The image shown, (H, W)."""
        return self._shown.copy()

    @property
    def numbers(self):
        """Every number shown: a list of arrays, the pixels first, then each layer's output, the softmax last."""
        return [array.copy() for array in self._numbers]

    @property
    def prediction(self):
        """The class with the highest probability."""
        return int(self._numbers[-1].argmax())

    def _choose(self, change):
        if change["new"] >= 0:
            self._compute(self._images[change["new"]])

    def _compute(self, image):
        """All numbers anew, for an image, and the filters as they are."""
        numbers = self._tracing.numbers(image, self.off)
        before = self._tracing.numbers(image)[-1] if self.off else numbers[-1]
        self._shown, self._numbers = image, numbers
        with self.hold_sync():
            self.set_trait("before", before.astype(np.float32).tolist())
            self.set_trait("values", pack(self._numbers))

    def _strongest(self):
        """The largest number of the first layer: where the reader begins."""
        largest = np.unravel_index(self._numbers[1].argmax(), self._numbers[1].shape)
        return [1, *map(int, largest)]

    @traitlets.validate("choice")
    def _one_of_the_images(self, proposal):
        if not -1 <= proposal.value < len(self._images):
            raise traitlets.TraitError(f"choice must be 0 to {len(self._images) - 1}, got {proposal.value}")
        return proposal.value

    @traitlets.validate("cell")
    def _a_number_of_the_net(self, proposal):
        layer, *place = proposal.value or [-1]
        shape = self.layers[layer]["shape"] if 0 <= layer < len(self.layers) else None
        if shape is None or len(place) != len(shape) or not all(0 <= p < n for p, n in zip(place, shape, strict=True)):
            raise traitlets.TraitError(
                f"cell must be [layer, channel, row, column] or [layer, unit], got {proposal.value}"
            )
        return proposal.value

    @traitlets.validate("off")
    def _filters_of_the_net(self, proposal):
        for pair in proposal.value:
            if len(pair) != 2 or not 0 <= pair[1] < self._tracing.filters(pair[0]):
                raise traitlets.TraitError(f"off must hold [layer, filter] pairs of convolutions, got {pair}")
        return sorted(map(list, set(map(tuple, proposal.value))))

    def __repr__(self):
        probability = float(self._numbers[-1].max())
        what = "an image of your own" if self.choice < 0 else f"image {self.choice} of {len(self._images)}"
        off = "; off: " + ", ".join(f"filter {c} of layer {k}" for k, c in self.off) if self.off else ""
        return f"NetworkExplorer({what}: the net says {self.prediction}, {probability:.1%}{off})"


def _as_images(images):
    images = as_array("images", images, "an array of images of one size, and must hold numbers")
    if images.ndim != 4 or images.shape[1] != 1 or images.size == 0:
        hint = hint_of_channels("images", images.shape)
        raise ValueError(f"images must have shape (N, 1, H, W), got {images.shape}{hint}")
    if len(images) > MOST_IMAGES:
        raise ValueError(f"there may be 1 to {MOST_IMAGES} images to choose from, got {len(images)}: use images[:20]")
    if not ((images >= 0) & (images <= 1)).all():
        raise ValueError(f"images must lie from 0 to 1, got {images.min()} to {images.max()}")
    return images[:, 0].astype(np.float32)


def _as_labels(labels, count):
    labels = as_array("labels", labels, "a list of whole numbers")
    if labels.shape != (count,):
        raise ValueError(f"labels must be {count} numbers, one for each image, got shape {labels.shape}")
    return [as_int("labels", label, 0) for label in labels.tolist()]
