"""What all steppers share: a widget that walks, what it lets a learner set, and what every walk says."""

from cnnlab.widgets.stepper.controls import counted, menu, number, toggle
from cnnlab.widgets.stepper.stepping import SteppingWidget
from cnnlab.widgets.stepper.walk import SLIPS, check_size, lists, moves, numbers

__all__ = ["SLIPS", "SteppingWidget", "check_size", "counted", "lists", "menu", "moves", "number", "numbers", "toggle"]
