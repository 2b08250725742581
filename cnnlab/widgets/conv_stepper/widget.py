"""ConvStepper: a kernel strides over an array, and every product and sum is there to see; and the way back."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab import functional as F
from cnnlab._arguments import as_int, as_number, as_pair
from cnnlab.arithmetic import as_padding, window_over
from cnnlab.data import KERNELS
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.stepper import SteppingWidget, check_size, counted, lists, menu, number, numbers, settings, toggle

SETTINGS = ["image", "kernel", "bias", "stride", "padding", "dilation", "flip", "filter", "channel"]
HERE = Path(__file__).parent
FORWARD, BACKWARD = bundle(HERE / "forward.js"), bundle(HERE / "backward.js")
PRESETS = {name: grid.tolist() for name, grid in KERNELS.items()}

# What a wrong prediction betrays: the sentence that the learner reads. M-numbers are those of the curriculum.
MISCONCEPTIONS = {
    "flipped": "That is the sum with the kernel turned around. Here first meets first, and last meets last. (M8)",
    "unbiased": "That is the sum of the products alone. The bias is added to every sum. (M6)",
    "mean": "That is the mean of the products. A convolution adds them up. (M4)",
    "one channel": "That is channel 0 alone. The window reaches through all channels, and the sum takes in each.",
    "channel mean": "That is the mean of the channels' sums. A convolution adds them up. (M4)",
    "channel product": "That is the channels' sums multiplied. A convolution adds them up. (M4)",
    "unstrided": "That is the sum one column or row on. The window moves by the stride at each step. (M7)",
    "last weight": "That is the gradient times the last weight. A cell gets back what it was multiplied by: the first "
    "cell of the window met the first weight. (M8)",
    "to the kernel": "That goes to the kernel. The input gets the gradient times the weight.",
    "gradient": "That is the gradient alone. The cell counted as much as its weight: multiply by it.",
}


class ConvStepper(SteppingWidget):
    """Watch `kernel` stride over `image`; play it, step it, edit any number, change stride, padding and dilation.

    image: (H, W) or (C, H, W), up to 64 x 64. kernel: (kH, kW), (C, kH, kW), or (O, C, kH, kW) for several filters.
    bias: one number, or one for each filter. predict=True halts before every cell until a number is committed.
    direction="backward" walks the same windows and shows where each number of grad_out, (H', W') and 1 where it is not
    given, is added to the input's gradient, and what it adds to the kernel's; one channel at a time.
    Raises ValueError or TypeError for arrays that are not of these shapes; settings that do not fit one another are a
    sentence in the widget.
    """

    _esm = FORWARD

    kernel = traitlets.List().tag(sync=True)
    bias = traitlets.List().tag(sync=True)
    dilation = traitlets.Any().tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)
    channel = traitlets.Int(0).tag(sync=True)
    preset = traitlets.Unicode("").tag(sync=True)

    def __init__(
        self,
        image,
        kernel,
        *,
        bias=0.0,
        stride=1,
        padding=0,
        dilation=1,
        direction="forward",
        predict=False,
        grad_out=None,
    ):
        image, kernel = numbers("image", image, 3), numbers("kernel", kernel, 4)
        biases = np.broadcast_to(np.asarray(bias, float), len(kernel))
        _check_fit(image, kernel, biases)
        stride, dilation = as_pair("stride", stride, 1), as_pair("dilation", dilation, 1)
        sides = as_padding(padding, kernel.shape[2:], stride, dilation)
        self._esm = BACKWARD if direction == "backward" else FORWARD
        super().__init__(
            image=image.tolist(),
            kernel=kernel.tolist(),
            bias=biases.tolist(),
            stride=list(stride),
            padding=[list(side) for side in sides],
            dilation=list(dilation),
            predict=predict,
            controls=_controls(kernel.shape, direction),
        )
        self.begin(SETTINGS, direction, grad_out)

    def _walk(self):
        image, kernel, bias = numbers("image", self.image, 3), numbers("kernel", self.kernel, 4), self.bias
        _check_fit(image, kernel, bias)
        index, channel = _one_of("filter", self.filter, len(kernel)), _one_of("channel", self.channel, len(image))
        window = window_over(image[None], kernel.shape[2:], self.stride, self.padding, self.dilation)
        weight = kernel[index, :, ::-1, ::-1] if self.flip else kernel[index]
        if self.direction == "backward":
            return settings(image, window) | self._backward(image, weight, window, channel)
        return settings(image, window) | self._forward(image, weight, float(bias[index]), window)

    def _forward(self, image, weight, bias, window):
        partials = _partial_maps(image, weight, *window[1:4])
        wrong = _wrong_maps(image, weight, bias, *window[1:4]) if self.predict else {}
        maps = {"out": partials.sum(0) + bias, "partials": partials, "weight": weight}
        return {**lists(maps), "bias": bias, "wrong": lists(wrong), "hints": MISCONCEPTIONS}

    def _backward(self, image, weight, window, channel):
        (grad,) = self.gradient((1, *window.output))
        grad_image, grad_weight, _ = F.conv2d_backward(grad[None, None], image[None], weight[None], *window[1:4])
        maps = {"image": image[[channel]], "weight": weight[channel], "out": grad}
        maps |= {"grad_input": grad_image[0, channel], "grad_weight": grad_weight[0, channel]}
        maps |= {"answer": grad * weight[channel, 0, 0]}
        wrong = _wrong_ways_back(image[channel], weight[channel], grad, window) if self.predict else {}
        own = {"channel": channel, "channels": len(image), "wrong": lists(wrong), "hints": MISCONCEPTIONS}
        return lists(maps) | own

    @traitlets.observe("preset")
    def _take_preset(self, change):
        if change.new in PRESETS and change.new != self._preset_now():
            kernel = [*self.kernel]
            kernel[self.filter] = [PRESETS[change.new]] * len(self.image)
            self.kernel = kernel

    @traitlets.observe("kernel", "filter")
    def _name_preset(self, change):
        self.preset = self._preset_now()

    def _preset_now(self):
        """The name of the preset that every channel of the filter on show equals, or an empty text."""
        shown = self.kernel[self.filter : self.filter + 1]
        return next((name for name, grid in PRESETS.items() if shown == [[grid] * len(self.image)]), "")

    def __repr__(self):
        shapes = f"image {np.shape(self.image)}, kernel {np.shape(self.kernel)}"
        if self.direction == "backward":
            return f"ConvStepper({shapes}, backward): run this cell to watch the gradients go back"
        return f"ConvStepper({shapes}): run this cell to watch the kernel stride"


def _controls(shape, direction):
    """What the learner may set, for a kernel of this shape."""
    filters, channels, *size = shape
    always = [number("stride", 1), number("padding", 0), number("dilation", 1)]
    if direction == "backward":
        menus = [*counted("filter", filters), *counted("channel", channels)]
        return [*always, toggle("predict", "Predict first"), *menus]
    presets = {"": "your own", **{name: name for name, grid in KERNELS.items() if grid.shape == tuple(size)}}
    menus = [*menu("preset", "kernel", presets), *counted("filter", filters)]
    return [*always, toggle("flip", "Flip kernel"), toggle("predict", "Predict first"), *menus]


def _one_of(name, index, count):
    index = as_int(name, index, 0)
    if index >= count:
        raise ValueError(f"{name} must be one of the {count}, counted from 0, got {index}")
    return index


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
    for value in bias:
        as_number("bias", value, -np.inf)


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
    partials = _partial_maps(image, weight, stride, padding, dilation)
    total = partials.sum(0)
    rows, columns = total.shape
    of_depth = {"one channel": partials[0], "channel mean": partials.mean(0), "channel product": partials.prod(0)}
    return {name: partial + bias for name, partial in of_depth.items() if len(image) > 1} | {
        "flipped": _partial_maps(image, weight[:, ::-1, ::-1], stride, padding, dilation).sum(0) + bias,
        "unbiased": total,
        "mean": total / weight.size + bias,
        "unstrided": _partial_maps(image, weight, (1, 1), padding, dilation).sum(0)[:rows, :columns] + bias,
    }


def _wrong_ways_back(image, weight, grad, window):
    """Wrong answers to what reaches the first input cell of each window, by the name of the misconception."""
    (down, across), (rows, columns) = window.stride, window.output
    first = np.pad(image, window.padding)[::down, ::across][:rows, :columns]
    return {"last weight": grad * weight[-1, -1], "to the kernel": grad * first, "gradient": grad}
