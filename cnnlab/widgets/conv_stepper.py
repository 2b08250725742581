"""ConvStepper: a kernel strides over an array, and every product and sum is there to see."""

import numpy as np
import traitlets

from cnnlab import functional as F
from cnnlab._checks import as_int, as_number, as_pair
from cnnlab.arithmetic import as_padding
from cnnlab.data import KERNELS
from cnnlab.widgets._base import Widget, module_text

SETTINGS = ["image", "kernel", "bias", "stride", "padding", "dilation", "flip", "filter", "predict"]
LARGEST = 64  # rows or columns: beyond, a cell is too small to point at

# What a wrong prediction betrays: the sentence that the learner reads. M-numbers are those of the curriculum.
MISCONCEPTIONS = {
    "flipped": "That is the sum with the kernel turned around. Deep learning does not turn it: first times first. (M8)",
    "unbiased": "That is the sum of the products alone. The bias is added to every sum. (M6)",
    "mean": "That is the mean of the products. A convolution adds them up. (M4)",
    "unstrided": "That is the sum one column or row on. The window moves by the stride at each step. (M7)",
}


class ConvStepper(Widget):
    """Watch `kernel` stride over `image`; play it, step it, edit any number, change stride, padding and dilation.

    image: (H, W) or (C, H, W), up to 64 x 64. kernel: (kH, kW), (C, kH, kW), or (O, C, kH, kW) for several filters.
    bias: one number, or one for each filter. predict=True halts before every cell until a number is committed.
    Raises ValueError or TypeError for arrays that are not of these shapes; settings that do not fit one another are a
    sentence in the widget.
    """

    _esm = module_text("_stepper.js", "conv_stepper.js")

    image = traitlets.List().tag(sync=True)
    kernel = traitlets.List().tag(sync=True)
    bias = traitlets.List().tag(sync=True)
    stride = traitlets.Any().tag(sync=True)
    padding = traitlets.Any().tag(sync=True)
    dilation = traitlets.Any().tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)
    predict = traitlets.Bool(False).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)
    walk = traitlets.Dict().tag(sync=True)

    def __init__(self, image, kernel, *, bias=0.0, stride=1, padding=0, dilation=1, predict=False):
        image, kernel = _numbers("image", image, 3), _numbers("kernel", kernel, 4)
        biases = np.broadcast_to(np.asarray(bias, float), len(kernel))
        _check_fit(image, kernel, biases)
        stride, dilation = as_pair("stride", stride, 1), as_pair("dilation", dilation, 1)
        sides = as_padding(padding, kernel.shape[2:], stride, dilation)
        super().__init__(
            image=image.tolist(),
            kernel=kernel.tolist(),
            bias=biases.tolist(),
            stride=list(stride),
            padding=[list(side) for side in sides],
            dilation=list(dilation),
            predict=predict,
            presets={name: grid.tolist() for name, grid in KERNELS.items() if grid.shape == kernel.shape[2:]},
        )
        self.observe(lambda change: self._compute(), SETTINGS)
        self._compute()

    @traitlets.validate("step")
    def _step_of_the_walk(self, proposal):
        out = self.walk.get("out", [[0]])
        return max(0, min(proposal.value, len(out) * len(out[0]) - 1))

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
        image, kernel, bias = _numbers("image", self.image, 3), _numbers("kernel", self.kernel, 4), self.bias
        _check_fit(image, kernel, bias)
        index = as_int("filter", self.filter, 0)
        if index >= len(kernel):
            raise ValueError(f"filter must be one of the {len(kernel)} filters, counted from 0, got {index}")
        stride, dilation = as_pair("stride", self.stride, 1), as_pair("dilation", self.dilation, 1)
        padding = as_padding(self.padding, kernel.shape[2:], stride, dilation)
        weight, bias = kernel[index, :, ::-1, ::-1] if self.flip else kernel[index], float(bias[index])
        partials = _partial_maps(image, weight, stride, padding, dilation)
        wrong = _wrong_maps(image, weight, bias, stride, padding, dilation) if self.predict else {}
        return {
            "out": (partials.sum(0) + bias).tolist(),
            "partials": partials.tolist(),
            "weight": weight.tolist(),
            "bias": bias,
            "stride": stride,
            "padding": padding,
            "dilation": dilation,
            "unread": _unread(image.shape[1:], kernel.shape[2:], stride, padding, dilation, partials.shape[1:]),
            "wrong": {name: grid.tolist() for name, grid in wrong.items()},
            "hints": MISCONCEPTIONS,
        }

    def __repr__(self):
        shapes = np.shape(self.image), np.shape(self.kernel)
        return f"ConvStepper(image {shapes[0]}, kernel {shapes[1]}): run this cell to watch the kernel stride"


def _check_fit(image, kernel, bias):
    """Refuse arrays that do not belong to one another."""
    if max(image.shape[1:]) > LARGEST:
        raise ValueError(f"image may have up to {LARGEST} rows and columns, got shape {image.shape}")
    if len(image) != kernel.shape[1]:
        raise ValueError(
            f"the kernel must be as deep as the image: image has {len(image)} channels, kernel {kernel.shape[1]} "
            f"(image {image.shape}, kernel {kernel.shape})"
        )
    if len(bias) != len(kernel):
        raise ValueError(f"each of the {len(kernel)} filters needs one bias, got {len(bias)}")
    for number in bias:
        as_number("bias", number, -np.inf)


def _partial_maps(image, weight, stride, padding, dilation):
    """What each channel adds to the output: (C, H', W')."""
    return np.concatenate(
        [
            F.conv2d(x[None, None], w[None, None], None, stride, padding, dilation)[0]
            for x, w in zip(image, weight, strict=True)
        ]
    )


def _wrong_maps(image, weight, bias, stride, padding, dilation):
    """The answers that common misconceptions lead to, by the name of the misconception."""
    total = _partial_maps(image, weight, stride, padding, dilation).sum(0)
    rows, columns = total.shape
    return {
        "flipped": _partial_maps(image, weight[:, ::-1, ::-1], stride, padding, dilation).sum(0) + bias,
        "unbiased": total,
        "mean": total / weight.size + bias,
        "unstrided": _partial_maps(image, weight, (1, 1), padding, dilation).sum(0)[:rows, :columns] + bias,
    }


def _unread(sizes, kernel, stride, padding, dilation, output):
    """How many rows at the bottom and columns at the right of the padded input no window reaches."""
    return [
        size + before + after - (s * (out - 1) + d * (k - 1) + 1)
        for size, k, s, (before, after), d, out in zip(sizes, kernel, stride, padding, dilation, output, strict=True)
    ]


def _numbers(name, values, ndim):
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
