"""What all steppers share on the Python side: an image, settings, and a walk that is computed anew when they change."""

import numpy as np
import traitlets

from cnnlab.widgets._base import Widget

LARGEST = 64  # rows or columns: beyond, a cell is too small to point at


class SteppingWidget(Widget):
    """A window that strides over `image`; `walk` holds every number of it, and is empty where `message` says why."""

    image = traitlets.List().tag(sync=True)
    stride = traitlets.Any().tag(sync=True)
    padding = traitlets.Any().tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    walk = traitlets.Dict().tag(sync=True)

    def begin(self, settings):
        """Compute the walk now, and whenever one of the named settings changes."""
        self.observe(lambda change: self._compute(), settings)
        self._compute()

    @traitlets.validate("step")
    def _step_of_the_walk(self, proposal):
        rows, columns = np.shape(self.walk.get("out", [[0]]))[-2:]
        return max(0, min(proposal.value, rows * columns - 1))

    def _compute(self):
        """Walk anew with the settings as they are; where they do not fit, say so and show no walk."""
        try:
            walk, message = self._walk(), ""
        except (ValueError, TypeError) as error:
            walk, message = {}, f"{str(error)[:1].upper()}{str(error)[1:]}."
        with self.hold_sync():
            self.walk, self.message = walk, message
            self.step = self.step  # a shorter walk ends earlier

    def _walk(self):
        """The walk as JSON values; ValueError or TypeError where the settings do not fit one another."""
        raise NotImplementedError


def check_size(image):
    """Refuse an image of more rows or columns than a reader can point at."""
    if max(image.shape[1:]) > LARGEST:
        raise ValueError(f"image may have up to {LARGEST} rows and columns, got shape {image.shape}")


def unread(sizes, kernel, stride, padding, dilation, output):
    """How many rows at the bottom and columns at the right of the padded input no window reaches."""
    return [
        size + before + after - (s * (out - 1) + d * (k - 1) + 1)
        for size, k, s, (before, after), d, out in zip(sizes, kernel, stride, padding, dilation, output, strict=True)
    ]


def numbers(name, values, ndim):
    """`values` as a finite float64 array of `ndim` axes; missing leading axes are added."""
    try:
        array = np.asarray(values, float)
    except (ValueError, TypeError):
        raise TypeError(f"{name} must be a grid of numbers, all rows of one length") from None
    if not 2 <= array.ndim <= ndim or array.size == 0:
        raise ValueError(f"{name} must have 2 to {ndim} axes with numbers in them, got shape {array.shape}")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} must hold finite numbers, got NaN or infinity")
    return array.reshape((1,) * (ndim - array.ndim) + array.shape)
