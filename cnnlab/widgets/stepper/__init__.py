"""What all steppers share on the Python side: an image, settings, and a walk that is computed anew when they change."""

from cnnlab.widgets.stepper.stepping import (
    SteppingWidget,
    check_size,
    counted,
    lists,
    menu,
    number,
    numbers,
    settings,
    toggle,
)

__all__ = ["SteppingWidget", "check_size", "counted", "lists", "menu", "number", "numbers", "settings", "toggle"]
