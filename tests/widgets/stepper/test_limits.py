"""Settings have limits: beyond them there is a sentence, at once, and the fields know them."""

import numpy as np
import pytest

from cnnlab.widgets import ConvStepper, PoolStepper, ShapeExplorer, TapeStepper

GRID, HUGE = np.ones((5, 5)), 10**9
MAKERS = {
    "conv": lambda **options: ConvStepper(GRID, [[1]], **options),
    "conv back": lambda **options: ConvStepper(GRID, [[1]], direction="backward", **options),
    "tape": lambda **options: TapeStepper(GRID[0], [1], **options),
}
BEYOND = {"padding": {"conv": 17, "conv back": 17, "tape": 65}, "stride": 257, "dilation": 257}
CASES = [
    (kind, name, value) for kind in MAKERS for name, least in BEYOND.items()
    for value in (least[kind] if isinstance(least, dict) else least, 1000, HUGE, 10**30)
]  # fmt: skip


@pytest.mark.parametrize(("kind", "name", "value"), CASES)
def test_a_setting_beyond_its_limit_is_refused_and_as_a_trait_is_a_sentence(kind, name, value):
    with pytest.raises(ValueError, match=f"^{name} may be at most [0-9]+( here)?, got {value}$"):
        MAKERS[kind](**{name: value})
    widget = MAKERS[kind]()
    setattr(widget, name, value)
    assert widget.message.startswith(f"{name.capitalize()} may be at most ")
    assert widget.walk == {}
    setattr(widget, name, 1)
    assert (widget.message, bool(widget.walk)) == ("", True)


@pytest.mark.parametrize(("name", "value"), [("kernel_size", 65), ("stride", 65), ("stride", HUGE)])
def test_a_pooling_window_has_limits(name, value):
    with pytest.raises(ValueError, match=f"{name.replace('_', ' ')} may be at most 64 here, got {value}"):
        PoolStepper(GRID, **{name: value})
    widget = PoolStepper(np.ones((64, 64)), 2)
    setattr(widget, name, value)
    assert widget.walk == {}
    assert widget.message


def test_pooling_pads_no_further_than_it_can_show():
    with pytest.raises(ValueError, match="padding may be at most 16 here, got 17"):
        PoolStepper(np.ones((64, 64)), 40, padding=17)
    assert PoolStepper(np.ones((64, 64)), 40, padding=16).message == ""


def test_a_kernel_larger_than_any_image_is_refused():
    with pytest.raises(ValueError, match="kernel size may be at most 64 here, got 66"):
        ConvStepper(np.ones((64, 64)), np.ones((66, 1)), padding=16)


def test_what_is_within_the_limits_is_computed():
    assert np.shape(ConvStepper(np.ones((64, 64)), [[1]], padding=16).walk["out"]) == (96, 96)
    assert np.shape(TapeStepper(np.ones(256), [1, 1], padding=64, dilation=256).walk["out"]) == (1, 128)


@pytest.mark.parametrize("widget", [ConvStepper(GRID, [[1]]), PoolStepper(GRID), TapeStepper(GRID[0], [1])])
def test_the_fields_know_the_limits_and_a_page_stays_whole_at_the_largest(open_page, widget):
    fields = [control for control in widget.controls if "least" in control]
    page = open_page(widget)
    for control in fields:
        field = page.get_by_label(control["label"], exact=True)
        assert field.get_attribute("max") == str(control["most"])
        assert control["most"] >= 16


def test_the_largest_walk_is_drawn_and_steps(open_page):
    page = open_page(ConvStepper(np.ones((64, 64)), np.ones((3, 3)), padding=16, direction="backward"))
    page.get_by_role("button", name="Step", exact=True).click()
    assert page.get_by_role("paragraph").first.inner_text().startswith("Output row 0, column 1 sends back")


def test_shape_explorer_says_the_same():
    with pytest.raises(ValueError, match="padding may be at most 6 here, got 1000000"):
        ShapeExplorer(6, 3, padding=10**6)
