"""ConvStepper: a kernel strides over an array, and every product and sum is there to see; and the way back."""

from cnnlab.widgets.conv_stepper.widget import ConvStepper

__all__ = ["ConvStepper"]
