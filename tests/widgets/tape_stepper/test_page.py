"""TapeStepper in a page without Python: what a learner sees, plays, predicts, and points at."""

import numpy as np
import pytest
from accessibility import faults
from widgets.stepper.reading import (
    button,
    cells,
    group,
    hint,
    keep_steps,
    lit,
    numbers,
    question,
    say,
    seen_steps,
    verdict,
    window_place,
)

from cnnlab import functional as F
from cnnlab.widgets.tape_stepper import TapeStepper

SIGNAL, KERNEL = [2, 5, 3, 0, -1, -3, 1, 4], [1, -2, 3]
SPREAD = {"stride": 2, "padding": 2, "dilation": 2, "bias": 0.5}


@pytest.mark.parametrize("options", [{}, SPREAD])
def test_every_step_shows_the_numbers_that_numpy_computes(open_page, options):
    page = open_page(TapeStepper(SIGNAL, KERNEL, **options))
    stride, padding, dilation = (options.get(name, d) for name, d in (("stride", 1), ("padding", 0), ("dilation", 1)))
    padded, reach = np.pad(SIGNAL, padding), dilation * 2 + 1
    starts = range(0, len(padded) - reach + 1, stride)
    for k, start in enumerate(starts):
        products = padded[start : start + reach : dilation] * KERNEL
        assert say(page).startswith(f"Output {k} = ")
        assert float(say(page).rsplit("=", 1)[1]) == products.sum() + options.get("bias", 0)
        assert numbers(page, "Products") == products.tolist()
        if k < len(starts) - 1:
            button(page, "Step").click()
    assert button(page, "Step").is_disabled()


def test_the_tape_lies_under_the_samples_it_reads(open_page):
    page = open_page(TapeStepper(SIGNAL, KERNEL, **SPREAD))
    button(page, "Step").click()
    for k in range(3):
        weight = cells(page, "Kernel").nth(k).bounding_box()
        sample = cells(page, "Signal").nth(2 + 2 * k).bounding_box()
        assert abs(weight["x"] - sample["x"]) < 1
        assert abs(weight["width"] - sample["width"]) < 1


def test_playing_reaches_the_end_and_skips_no_step(open_page):
    page = open_page(TapeStepper(np.arange(40), KERNEL))
    keep_steps(page)
    page.get_by_label("speed").select_option("30")
    button(page, "Play").click()
    page.wait_for_function("() => cnnlab.model.get('step') === 37")
    assert seen_steps(page) == list(range(1, 38))
    button(page, "Play").wait_for()


def test_the_keyboard_alone_plays_steps_and_reaches_every_row(open_page):
    page = open_page(TapeStepper(SIGNAL, KERNEL))
    group(page, "Signal").focus()
    page.keyboard.press("ArrowRight")
    assert hint(page).startswith("Sample 1 = 5. 2 outputs read it")
    group(page, "Kernel").focus()
    page.keyboard.press("ArrowRight")
    assert hint(page) == "Weight 1 = -2"
    group(page, "Output").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert say(page).startswith("Output 1 = ")
    page.get_by_label("Step of the walk").focus()
    page.keyboard.press("End")
    assert say(page).startswith("Output 5 = ")
    page.keyboard.press("Home")
    page.keyboard.press("Space")
    assert button(page, "Pause").is_visible()


def test_pointing_tells_who_reads_a_sample_and_what_an_output_reads(open_page):
    page = open_page(TapeStepper(SIGNAL, KERNEL))
    for index, words in ((0, "1 output reads it"), (1, "2 outputs read it"), (3, "3 outputs read it")):
        cells(page, "Signal").nth(index).hover(position={"x": 4, "y": 8})
        assert words in hint(page)
        assert lit(page, "Output") == [int(words[0])] * 2
    cells(page, "Output").nth(4).hover()
    assert hint(page) == "Output 4 reads the dashed window. Choose it to go there."
    ghost = page.locator(".cl-ghost").bounding_box()  # the dashes
    assert abs(ghost["x"] - cells(page, "Signal").nth(4).bounding_box()["x"]) < 3


def test_a_prediction_is_judged_and_a_wrong_one_is_told_what_it_betrays(open_page):
    page = open_page(TapeStepper([2, 5, 3, 0, 1, 7, 4], [1, -2, 4], bias=1, stride=2, predict=True))
    field = question(page)
    assert say(page).endswith("= ?")
    for guess, words in ((2 * 4 - 10 + 3 + 1, "(M8)"), (3 + 4, "(M6)"), (1 - 14 + 16 + 1, "Right.")):
        field.fill(str(guess))
        button(page, "Check").click()
        assert words in verdict(page)
        if words != "Right.":
            button(page, "Step").click()
    assert not say(page).endswith("?")
    button(page, "Back").click()
    assert say(page).endswith("?"), "what was not found is asked again"


def shows_outputs_of(page, signal, kernel, stride=1, padding=0, dilation=1):
    """Whether the last step shows what `functional` computes."""
    page.get_by_label("Step of the walk").press("End")
    arrays = np.array(signal, float)[None, None], np.array(kernel, float)[None, None]
    expected = F.conv1d(*arrays, None, stride, padding, dilation)[0, 0]
    return numbers(page, "Output") == pytest.approx(expected.tolist(), rel=0.006)


def test_without_python_every_setting_answers(open_page):
    page = open_page(TapeStepper(SIGNAL, KERNEL))
    options = {}
    for name, value in (("stride", 2), ("padding", 1), ("dilation", 2), ("stride", 1)):
        page.get_by_label(name).fill(str(value))
        page.get_by_label(name).press("Enter")
        options[name] = value
        assert shows_outputs_of(page, SIGNAL, KERNEL, **options)
    button(page, "Flip kernel").click()
    assert shows_outputs_of(page, SIGNAL, KERNEL[::-1], **options)
    button(page, "Flip kernel").click()
    cells(page, "Kernel").first.click()
    page.get_by_label("New value").fill("5")
    page.keyboard.press("Enter")
    assert shows_outputs_of(page, SIGNAL, [5, *KERNEL[1:]], **options)
    page.get_by_role("combobox").filter(has_text="your own").select_option("mean")
    assert shows_outputs_of(page, SIGNAL, [0.3333] * 3, **options)
    group(page, "Signal").focus()
    page.keyboard.press("ArrowUp")
    changed = page.evaluate("() => cnnlab.model.get('signal')")
    assert changed != SIGNAL
    assert shows_outputs_of(page, changed, [0.3333] * 3, **options)


@pytest.mark.parametrize(("motion", "slides"), [("no-preference", True), ("reduce", False)])
def test_the_window_slides_unless_motion_is_to_be_reduced(clock, open_page, motion, slides):
    page = open_page(TapeStepper(SIGNAL, KERNEL), motion=motion)
    before = window_place(page)
    page.get_by_label("speed").select_option("0.5")
    button(page, "Play").click()
    clock.run_for(1800)  # it slides in the last third of a step's two seconds
    assert (window_place(page) != before) == slides


def test_text_that_looks_like_html_stays_text(open_page):
    widget = TapeStepper(SIGNAL, KERNEL)
    options = [["", "your own"], ["<img src=x onerror=alert(1)>"] * 2]
    widget.controls = [{"name": "preset", "label": "kernel", "options": options}]
    page = open_page(widget)
    assert page.locator("img").count() == 0
    assert "<img" in page.get_by_label("kernel").locator("option").nth(1).inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("length", [12, 200])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width, length):
    page = open_page(TapeStepper(np.arange(length) % 7 - 2, KERNEL, predict=True, **SPREAD), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
