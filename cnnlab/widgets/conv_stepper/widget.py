"""ConvStepper: a kernel strides over an array, and every product and sum is there to see; and the way back."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import as_int, as_number, as_numbers, as_pair, worded
from cnnlab.arithmetic import as_padding, window_over
from cnnlab.data import KERNELS
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.conv_stepper.walk import backward_walk, forward_walk
from cnnlab.widgets.stepper import (
    Setting,
    SteppingWidget,
    check_settings,
    check_size,
    check_window,
    counted,
    deep,
    menu,
    number,
    numbers,
    toggle,
)

SETTINGS = ["image", "kernel", "bias", "stride", "padding", "dilation", "flip", "filter", "channel"]
HERE = Path(__file__).parent
FORWARD, BACKWARD = bundle(HERE / "forward.js"), bundle(HERE / "backward.js")


class ConvStepper(SteppingWidget):
    """Watch `kernel` stride over `image`; play it, step it, edit any number, change stride, padding and dilation.

    image: (H, W) or (C, H, W), up to 64 x 64. kernel: (kH, kW), (C, kH, kW), or (O, C, kH, kW) for several filters.
    stride and dilation may be up to 64, padding up to 16 on each side.
    bias: one number, or one for each filter. predict=True halts before every cell, and shows its products once
    its number is found, or is asked for after two wrong ones.
    direction="backward" walks the same windows and shows where each number of grad_out, (H', W') and 1 where it is not
    given, is added to the input's gradient, and what it adds to the kernel's; one channel at a time.
    name: the predictions of a student's copy are kept by it, in cnnlab_answers.json.
    Raises ValueError or TypeError for arrays that are not of these shapes; settings that do not fit one another are a
    sentence in the widget.
    """

    _esm = FORWARD

    kernel = deep(4)
    bias = traitlets.List().tag(sync=True)
    dilation = Setting().tag(sync=True)
    flip = traitlets.Bool(False).tag(sync=True)
    filter = traitlets.Int(0).tag(sync=True)
    channel = traitlets.Int(0).tag(sync=True)
    preset = traitlets.Unicode("").tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)  # kernels by name

    def __init__(
        self, image, kernel, *,
        bias=0.0, stride=1, padding=0, dilation=1, direction="forward", predict=False, grad_out=None,
        name=None,
    ):  # fmt: skip
        image, kernel = numbers("image", image, 3), numbers("kernel", kernel, 4)
        biases = _as_biases(bias, len(kernel))
        _check_fit(image, kernel, biases)
        stride, dilation = as_pair("stride", stride, 1), as_pair("dilation", dilation, 1)
        sides = as_padding(padding, kernel.shape[2:], stride, dilation)
        check_settings(kernel_size=kernel.shape[2:], stride=stride, padding=sides, dilation=dilation)
        self._esm = BACKWARD if direction == "backward" else FORWARD
        super().__init__(
            image=image.tolist(),
            kernel=kernel.tolist(),
            bias=biases.tolist(),
            stride=list(stride),
            padding=[list(side) for side in sides],
            dilation=list(dilation),
            predict=predict,
            name=name,
            controls=_controls(kernel.shape, direction),
            presets={name: grid.tolist() for name, grid in KERNELS.items() if grid.shape == kernel.shape[2:]},
        )
        self.begin(SETTINGS, direction, grad_out)

    @traitlets.validate("padding")
    def _padding_in_numbers(self, proposal):
        """ "same" and "valid" as what they mean for the other settings as they are now."""
        padding = proposal.value
        if not isinstance(padding, str):
            return padding
        try:
            moves = as_pair("stride", self.stride, 1), as_pair("dilation", self.dilation, 1)
            return [list(side) for side in as_padding(padding, np.shape(self.kernel)[2:], *moves)]
        except (ValueError, TypeError):
            return padding  # the widget says why

    def _parts(self):
        """The image, the weights and the bias of the filter on show, the channel on show, and how the window moves."""
        image, kernel, bias = numbers("image", self.image, 3), numbers("kernel", self.kernel, 4), self.bias
        _check_fit(image, kernel, bias)
        index, channel = _one_of("filter", self.filter, len(kernel)), _one_of("channel", self.channel, len(image))
        window = window_over(image[None], kernel.shape[2:], self.stride, self.padding, self.dilation)
        check_window(window)
        weight = kernel[index, :, ::-1, ::-1] if self.flip else kernel[index]
        return image, weight, float(bias[index]), channel, window

    def _output(self):
        *_, window = self._parts()
        if self.direction == "backward":
            self.gradient((1, *window.output))
        return window.output

    def _walk(self):
        image, weight, bias, channel, window = self._parts()
        if self.direction == "backward":
            (grad,) = self.gradient((1, *window.output))
            return backward_walk(image, weight, grad, window, channel, self.predict)
        return forward_walk(image, weight, bias, window, self.predict)

    @traitlets.observe("preset")
    def _take_preset(self, change):
        if change.new in self.presets and change.new != self._preset_now():
            kernel = [*self.kernel]
            kernel[self.filter] = [self.presets[change.new]] * len(self.image)
            self.kernel = kernel

    @traitlets.observe("kernel", "filter")
    def _name_preset(self, change):
        self.preset = self._preset_now()

    def _preset_now(self):
        """The name of the preset that every channel of the filter on show equals, or an empty text."""
        shown = self.kernel[self.filter : self.filter + 1]
        return next((name for name, grid in self.presets.items() if shown == [[grid] * len(self.image)]), "")

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


def _as_biases(bias, filters):
    """One number for each filter."""
    given = as_numbers("bias", bias, "one number, or one for each filter")
    if given.shape not in ((), (1,), (filters,)):
        raise ValueError(f"bias must be one number, or one for each filter, here {filters}: got shape {given.shape}")
    return np.broadcast_to(given, filters)


def _check_fit(image, kernel, bias):
    """Refuse arrays that do not belong to one another."""
    check_size(image)
    if len(image) != kernel.shape[1]:
        raise ValueError(
            f"the kernel must be as deep as the image: image has {len(image)} channels, kernel {kernel.shape[1]} "
            f"(image {image.shape}, kernel {kernel.shape}); take one channel, as image[0], or a kernel for each"
        )
    if len(bias) != len(kernel):
        raise ValueError(worded("biases", filters=len(kernel), given=len(bias)))
    for value in bias:
        as_number("bias", value, -np.inf)
