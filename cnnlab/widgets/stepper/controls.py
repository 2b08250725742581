"""The settings that a learner may change, as the browser is told of them."""

from cnnlab.widgets.stepper.walk import LARGEST, most_of


def number(name, least, size=LARGEST):
    """A control for a whole number, or for a pair that is the same twice, where images have up to `size` rows."""
    return {"name": name, "label": name.replace("_", " "), "least": least, "most": most_of(size)[name]}


def toggle(name, label):
    """A control for a setting that is on or off."""
    return {"name": name, "label": label}


def menu(name, label, options):
    """A control for one of some values: options maps each to what the reader sees; no menu without a choice."""
    return [{"name": name, "label": label, "options": list(options.items())}] if len(options) > 1 else []


def counted(name, count):
    """A menu of the numbers of `count` things; like rows and columns they count from 0."""
    return menu(name, f"{name} (of {count})", {index: str(index) for index in range(count)})
