"""NetworkExplorer: a trained net laid open for one digit, down to the arithmetic of any of its numbers."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_array, as_int, hint_of_channels
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.tracing import Tracing, pack, pack_pixels
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
MOST_IMAGES = 20
HINTS = {
    "use": (
        "Click any number. Keyboard, in the net: arrow keys within a map, [ and ] from map to map, Page Up and Page "
        "Down from layer to layer, x for a filter. Orange is above 0, blue below (-); each layer has its own scale."
    ),
    "net": "The net, layer by layer: arrow keys, square brackets, Page Up and Page Down move, x switches",
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
    images = traitlets.Dict(read_only=True).tag(sync=True)
    own = traitlets.Dict(read_only=True).tag(sync=True)  # the learner's own image, or nothing
    labels = traitlets.List(read_only=True).tag(sync=True)
    hints = traitlets.Dict(HINTS, read_only=True).tag(sync=True)
    choice = traitlets.Int(0).tag(sync=True)
    cell = traitlets.List(traitlets.Int()).tag(sync=True)
    off = traitlets.List(traitlets.List(traitlets.Int())).tag(sync=True)

    def __init__(self, model, images, labels=None):
        self._images = _as_images(images)
        self._own = None
        self._tracing = Tracing(model, (1, *self._images.shape[1:]))
        super().__init__()
        self.set_trait("layers", self._tracing.layers)
        self.set_trait("weights", pack([self._tracing.weights]))
        self.set_trait("images", pack_pixels(self._images))
        self.set_trait("labels", [] if labels is None else _as_labels(labels, len(self._images)))
        for image in self._images:  # each must be one that can be shown
            self._tracing.numbers(image)
        self.cell = self._strongest()

    def show(self, image):
        """Show the net an image of your own: (H, W) or (1, H, W), of the size of the others, from 0 to 1.

        Raises ValueError or TypeError for anything else.
        """
        rows, columns = self._images.shape[1:]
        image = as_array("image", image)
        if image.shape not in ((rows, columns), (1, rows, columns)):
            raise ValueError(f"image must be {rows} x {columns}, as the others are, got shape {image.shape}")
        (shown,) = _as_images(image.reshape(1, 1, rows, columns))
        self._tracing.numbers(shown)  # it must be one that can be shown
        self._own = shown
        with self.hold_sync():
            self.set_trait("own", pack_pixels(self._own))
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
        return (self._images[self.choice] if self.choice >= 0 else self._own).copy()

    @property
    def numbers(self):
        """Every number shown: a list of arrays, the pixels first, then each layer's output, the softmax last."""
        return self._tracing.numbers(self.image, self.off)

    @property
    def prediction(self):
        """The class with the highest probability."""
        return int(self.numbers[-1].argmax())

    def _strongest(self):
        """The largest number of the first layer: where the reader begins."""
        first = self.numbers[1]
        largest = np.unravel_index(first.argmax(), first.shape)
        return [1, *map(int, largest)]

    @traitlets.validate("choice")
    def _one_of_the_images(self, proposal):
        if not (0 if self._own is None else -1) <= proposal.value < len(self._images):
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
        shares = self.numbers[-1]
        what = "an image of your own" if self.choice < 0 else f"image {self.choice} of {len(self._images)}"
        off = "; off: " + ", ".join(f"filter {c} of layer {k}" for k, c in self.off) if self.off else ""
        return f"NetworkExplorer({what}: the net says {shares.argmax()}, {float(shares.max()):.1%}{off})"


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
