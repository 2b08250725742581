"""ConvStepper: a kernel strides over an array, and every product and sum is there to see."""

import numpy as np
import traitlets

from cnnlab import functional as F
from cnnlab._checks import as_int, as_number, as_pair
from cnnlab.arithmetic import as_padding
from cnnlab.data import KERNELS
from cnnlab.widgets._base import module_text
from cnnlab.widgets._stepping import SteppingWidget, check_size, numbers, unread

SETTINGS = ["image", "kernel", "bias", "stride", "padding", "dilation", "flip", "filter", "predict"]

# What a wrong prediction betrays: the sentence that the learner reads. M-numbers are those of the curriculum.
MISCONCEPTIONS = {
    "flipped": "That is the sum with the kernel turned around. Deep learning does not turn it: first times first. (M8)",
    "unbiased": "That is the sum of the products alone. The bias is added to every sum. (M6)",
    "mean": "That is the mean of the products. A convolution adds them up. (M4)",
    "unstrided": "That is the sum one column or row on. The window moves by the stride at each step. (M7)",
}


class ConvStepper(SteppingWidget):
    """Watch `kernel` stride over `image`; play it, step it, edit any number, change stride, padding and dilation.

    image: (H, W) or (C, H, W), up to 64 x 64. kernel: (kH, kW), (C, kH, kW), or (O, C, kH, kW) for several filters.
    bias: one number, or one for each filter. predict=True halts before every cell until a number is committed.
    Raises ValueError or TypeError for arrays that are not of these shapes; settings that do not fit one another are a
    sentence in the widget.
    """

    _esm = module_text("_stepper.js", "conv_stepper.js")

    kernel = traitlets.List().tag(sync=True)
    bias = traitlets.List().tag(sync=True)
    dilation = traitlets.Any().tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)
    predict = traitlets.Bool(False).tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)

    def __init__(self, image, kernel, *, bias=0.0, stride=1, padding=0, dilation=1, predict=False):
        image, kernel = numbers("image", image, 3), numbers("kernel", kernel, 4)
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
        self.begin(SETTINGS)

    def _walk(self):
        image, kernel, bias = numbers("image", self.image, 3), numbers("kernel", self.kernel, 4), self.bias
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
            "unread": unread(image.shape[1:], kernel.shape[2:], stride, padding, dilation, partials.shape[1:]),
            "wrong": {name: grid.tolist() for name, grid in wrong.items()},
            "hints": MISCONCEPTIONS,
        }

    def __repr__(self):
        shapes = np.shape(self.image), np.shape(self.kernel)
        return f"ConvStepper(image {shapes[0]}, kernel {shapes[1]}): run this cell to watch the kernel stride"


def _check_fit(image, kernel, bias):
    """Refuse arrays that do not belong to one another."""
    check_size(image)
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
