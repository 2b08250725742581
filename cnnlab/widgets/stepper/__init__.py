"""What all steppers share: a widget that walks, what it lets a learner set, and what every walk says."""

from cnnlab.widgets.stepper.controls import counted, menu, number, toggle
from cnnlab.widgets.stepper.predicting import Predicting
from cnnlab.widgets.stepper.stepping import Numbers, Setting, SteppingWidget, deep
from cnnlab.widgets.stepper.walk import check_settings, check_size, check_window, lists, moves, numbers

__all__ = [
    "Numbers",
    "Predicting",
    "Setting",
    "SteppingWidget",
    "check_settings",
    "check_size",
    "check_window",
    "counted",
    "deep",
    "lists",
    "menu",
    "moves",
    "number",
    "numbers",
    "toggle",
]
