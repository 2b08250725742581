"""TapeStepper: what Python computes, and what a learner sees, in a page without Python and in JupyterLab."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab import functional as F
from cnnlab.widgets.tape_stepper import TapeStepper

SIGNAL, KERNEL = [2, 5, 3, 0, -1, -3, 1, 4], [1, -2, 3]
SPREAD = {"stride": 2, "padding": 2, "dilation": 2, "bias": 0.5}
NOTEBOOK = """
from cnnlab.widgets.tape_stepper import TapeStepper
widget = TapeStepper([2, 5, 3, 0, 1, 3, 1, 4], [1, -2, 3])
widget
"""


@settings(max_examples=60, deadline=None)
@given(
    length=st.integers(1, 12), weights=st.integers(1, 5), stride=st.integers(1, 4), padding=st.integers(0, 3),
    dilation=st.integers(1, 3), flip=st.booleans(), predict=st.booleans(),
)  # fmt: skip
def test_every_walk_equals_conv1d_or_is_a_sentence(length, weights, stride, padding, dilation, flip, predict):
    rng = np.random.default_rng(length)
    signal, kernel = rng.integers(-5, 6, length).astype(float), rng.normal(size=weights).round(2)
    widget = TapeStepper(signal, [1], bias=0.5, predict=predict)
    widget.kernel, widget.flip = kernel.tolist(), flip
    widget.stride, widget.padding, widget.dilation = stride, padding, dilation
    if dilation * (weights - 1) + 1 > length + 2 * padding:
        assert widget.walk == {}
        assert "does not fit" in widget.message
        return
    weight = kernel[::-1] if flip else kernel
    out = F.conv1d(signal[None, None], weight[None, None].copy(), np.array([0.5]), stride, padding, dilation)
    assert np.allclose(widget.walk["out"], out[0])
    assert len(widget.walk["works"]) == out.size
    assert widget.message == ""


nonsense = st.one_of(
    st.none(), st.text(max_size=3), st.floats(), st.integers(-3, 10**9), st.lists(st.integers(-2, 9), max_size=3),
    st.just([[1], [2, 3]]), st.just([float("nan")]), st.just(["a"]),
)  # fmt: skip
NAMES = ["signal", "kernel", "bias", "stride", "padding", "dilation", "flip", "preset", "step", "predict"]


@settings(max_examples=200, deadline=None)
@given(name=st.sampled_from(NAMES), value=nonsense)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = TapeStepper(SIGNAL, KERNEL)
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert bool(widget.message) == (widget.walk == {})
    json.dumps(widget.walk, allow_nan=False)


@pytest.mark.parametrize(
    ("signal", "kernel", "options", "fragment"),
    [
        ([], KERNEL, {}, "got shape (0,)"),
        (np.ones(257), KERNEL, {}, "got shape (257,)"),
        (np.ones((2, 9)), KERNEL, {}, "got shape (2, 9)"),
        (SIGNAL, np.ones(33), {}, "1 to 32 numbers, got shape (33,)"),
        ([1, np.inf], [1], {}, "signal must hold finite"),
        (SIGNAL, KERNEL, {"stride": 0}, "stride must be at least 1, got 0"),
        (SIGNAL, KERNEL, {"padding": 999}, "999"),
        (SIGNAL, KERNEL, {"dilation": 9}, "spread to 19"),
        (SIGNAL, KERNEL, {"bias": np.nan}, "bias"),
    ],
)
def test_bad_arguments_are_refused_in_words_that_name_them(signal, kernel, options, fragment):
    with pytest.raises(ValueError, match=re.escape(fragment)):
        TapeStepper(signal, kernel, **options)


def test_a_preset_sets_the_kernel_and_a_kernel_names_its_preset():
    widget = TapeStepper(SIGNAL, KERNEL)
    widget.preset = "smooth"
    assert widget.kernel == [0.25, 0.5, 0.25]
    widget.kernel = [-1, 0, 1]
    assert widget.preset == "difference"
    widget.kernel = KERNEL
    assert widget.preset == ""


def test_padding_same_and_what_no_window_reads_are_said():
    assert TapeStepper(SIGNAL, [1, 1], padding="same").padding == [0, 1]
    assert "No window reads the last sample." in TapeStepper(SIGNAL, KERNEL, stride=2).walk["about"]
    assert "last padding zero" in TapeStepper(SIGNAL, KERNEL, stride=2, padding=1).walk["about"]
    assert "No window" not in TapeStepper(SIGNAL, KERNEL).walk["about"]


def test_it_is_small_and_says_what_it_is():
    widget = TapeStepper(np.random.default_rng(0).normal(size=256), np.ones(32) / 7, padding=9, predict=True)
    assert len(json.dumps(widget.state())) < 300_000
    assert repr(widget).startswith("TapeStepper(signal of 256 samples, kernel of 32 weights)")


# ---- in a page without Python


def say(page):
    return page.locator(".cl-say").first.inner_text()


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def columns(page, label):
    return page.locator(f'svg g[aria-label^="{label}"] rect')


def hint(page):
    return page.locator(".cl-hint").inner_text()


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
        shown = page.locator(".cl-tape > text").all_text_contents()
        assert [float(text) for text in shown] == products.tolist()
        if k < len(starts) - 1:
            button(page, "Step").click()
    assert button(page, "Step").is_disabled()


def test_the_tape_lies_under_the_samples_it_reads(open_page):
    page = open_page(TapeStepper(SIGNAL, KERNEL, **SPREAD))
    button(page, "Step").click()
    for k in range(3):
        weight = columns(page, "Kernel").nth(k).bounding_box()
        sample = columns(page, "Signal").nth(2 + 2 * k).bounding_box()
        assert abs(weight["x"] - sample["x"]) < 1
        assert abs(weight["width"] - sample["width"]) < 1


def test_playing_reaches_the_end_and_skips_no_step(open_page):
    page = open_page(TapeStepper(np.arange(40), KERNEL))
    page.evaluate(
        "() => { window.seen = []; cnnlab.model.on('change:step', () => seen.push(cnnlab.model.get('step'))); }"
    )
    page.get_by_label("speed").select_option("30")
    button(page, "Play").click()
    page.wait_for_function("() => cnnlab.model.get('step') === 37")
    assert page.evaluate("() => seen") == list(range(1, 38))
    page.wait_for_selector("button:text-is('Play')")


def test_the_keyboard_alone_plays_steps_and_reaches_every_row(open_page):
    page = open_page(TapeStepper(SIGNAL, KERNEL))
    page.locator('svg g[aria-label^="Signal"]').focus()
    page.keyboard.press("ArrowRight")
    assert hint(page).startswith("Sample 1 = 5. 2 outputs read it")
    page.locator('svg g[aria-label^="Kernel"]').focus()
    page.keyboard.press("ArrowRight")
    assert hint(page) == "Weight 1 = -2"
    page.locator('svg g[aria-label^="Output"]').focus()
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
        columns(page, "Signal").nth(index).hover(position={"x": 4, "y": 8})
        assert words in hint(page)
        assert page.locator('svg g[aria-label^="Output"] rect.cl-lit').count() == int(words[0])
    columns(page, "Output").nth(4).hover()
    assert hint(page) == "Output 4 reads the dashed window. Choose it to go there."
    ghost = page.locator(".cl-ghost").bounding_box()
    assert abs(ghost["x"] - columns(page, "Signal").nth(4).bounding_box()["x"]) < 3


def test_a_prediction_is_judged_and_a_wrong_one_is_told_what_it_betrays(open_page):
    page = open_page(TapeStepper([2, 5, 3, 0, 1, 7, 4], [1, -2, 4], bias=1, stride=2, predict=True))
    field, verdict = page.get_by_label(re.compile("Your prediction")), page.locator(".cl-stepper span[role=status]")
    assert say(page).endswith("= ?")
    for guess, words in ((2 * 4 - 10 + 3 + 1, "(M8)"), (3 + 4, "(M6)"), (1 - 14 + 16 + 1, "Right.")):
        field.fill(str(guess))
        button(page, "Check").click()
        assert words in verdict.inner_text()
        if words != "Right.":
            button(page, "Step").click()
    button(page, "Back").click()
    assert not say(page).endswith("?")


def test_what_needs_python_is_off_without_it_and_says_so(open_page):
    page = open_page(TapeStepper(SIGNAL, KERNEL))
    assert "Open the notebook" in hint(page)
    assert page.get_by_label("stride").is_disabled()
    columns(page, "Signal").nth(2).click()
    page.keyboard.press("ArrowUp")
    columns(page, "Kernel").first.click()
    assert page.locator(".cl-stepper input[aria-label='New value']").count() == 0
    assert page.evaluate("() => cnnlab.model.get('signal')") == SIGNAL


@pytest.mark.parametrize(("motion", "slides"), [("no-preference", True), ("reduce", False)])
def test_the_window_slides_unless_motion_is_to_be_reduced(clock, open_page, motion, slides):
    page = open_page(TapeStepper(SIGNAL, KERNEL), motion=motion)
    before = page.locator(".cl-window").get_attribute("transform")
    page.get_by_label("speed").select_option("0.5")
    button(page, "Play").click()
    clock.run_for(1800)  # it slides in the last third of a step's two seconds
    assert (page.locator(".cl-window").get_attribute("transform") != before) == slides


def test_text_that_looks_like_html_stays_text(open_page):
    widget = TapeStepper(SIGNAL, KERNEL)
    options = [["", "your own"], ["<img src=x onerror=alert(1)>"] * 2]
    widget.controls = [{"name": "preset", "label": "kernel", "options": options}]
    page = open_page(widget)
    assert page.locator(".cl-stepper img").count() == 0
    assert "<img" in page.get_by_label("kernel").locator("option").nth(1).inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("length", [12, 200])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width, length):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(TapeStepper(np.arange(length) % 7 - 2, KERNEL, predict=True, **SPREAD), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    report = axe.run(page, context=".cl-stepper")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


# ---- in JupyterLab


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_in_jupyterlab_a_drawn_signal_changes_the_output_in_both_views(open_cells, theme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_cells(NOTEBOOK, "widget", theme=theme)
    first, second = page.locator(".cl-stepper").nth(0), page.locator(".cl-stepper").nth(1)
    second.locator(".cl-say").wait_for()
    first.scroll_into_view_if_needed()
    area = first.locator('svg g[aria-label^="Signal"] rect')
    start, end = area.nth(0).bounding_box(), area.nth(2).bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + 4)
    page.mouse.down()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + 4)
    page.mouse.up()
    drawn = "Output 0 = 6·1 + 6·(-2) + 6·3 = 12"
    page.wait_for_function(
        "([text]) => [...document.querySelectorAll('.cl-say')].every(say => say.innerText === text)", arg=[drawn]
    )
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.cl-say')].every(say => say.innerText.includes('5·1 + 6·(-2)'))"
    )
    page.keyboard.press("ArrowDown")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.cl-say')].every(say => say.innerText.includes('4·1 + 6·(-2)'))"
    )
    first.locator('svg g[aria-label^="Kernel"] rect').nth(1).click()
    first.get_by_label("New value").fill("0")
    first.get_by_label("New value").press("Enter")
    page.wait_for_function(
        "() => [...document.querySelectorAll('.cl-say')].every(say => say.innerText.endsWith('= 22'))"
    )
    first.get_by_label("dilation").fill("5")
    first.get_by_label("dilation").press("Tab")
    first.locator(".cl-message", has_text="does not fit").wait_for()
    first.get_by_label("dilation").fill("1")
    first.get_by_label("dilation").press("Tab")
    second.locator(".cl-sub", has_text="6 positions").wait_for()
    report = axe.run(page, context=".cl-stepper")
    assert report.violations_count == 0, report.generate_report()
