"""TapeStepper: a kernel slides along a drawn signal like a tape, and its output is drawn under it, step by step."""

from cnnlab.widgets.tape_stepper.widget import TapeStepper

__all__ = ["TapeStepper"]
