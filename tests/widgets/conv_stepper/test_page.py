"""ConvStepper as a learner meets it: in a page of its own without Python, and in JupyterLab with it."""

import json
import re

import numpy as np
import pytest

from cnnlab import data, trace
from cnnlab.widgets import ConvStepper

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
from axe_playwright_python.sync_playwright import Axe

IMAGE = [[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]]
KERNEL = [[1, -1], [2, -2]]
NOTEBOOK = """
from cnnlab.widgets import ConvStepper
image = [[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]]
widget = ConvStepper(image, [[1, -1], [2, -2]])
widget
"""


def say(page):
    return page.locator(".cl-say").first.inner_text()


def button(page, name):
    return page.get_by_role("button", name=name, exact=True)


def last_number(text):
    return float(text.rsplit("=", 1)[1])


def cells(page, label):
    return page.locator(f'svg g[aria-label^="{label}"] rect')


@pytest.mark.parametrize("options", [{}, {"padding": 1, "stride": 2, "dilation": 2, "bias": 0.5}])
def test_every_step_shows_the_number_that_numpy_computes(open_page, options):
    page = open_page(ConvStepper(IMAGE, KERNEL, **options))
    steps = trace.conv_steps(np.array(IMAGE), np.array(KERNEL), **options)
    for step in steps:
        assert say(page).startswith(f"Output row {step.row}, column {step.col} = ")
        assert last_number(say(page)) == pytest.approx(step.value)
        shown = page.locator("svg g:nth-of-type(3) text").all_text_contents()
        assert [float(text) for text in shown] == pytest.approx(step.products.ravel().tolist())
        if step is not steps[-1]:
            button(page, "Step").click()
    assert button(page, "Step").is_disabled()


def test_playing_reaches_the_end_and_skips_no_step(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    page.evaluate(
        "() => { window.seen = []; cnnlab.model.on('change:step', () => seen.push(cnnlab.model.get('step'))); }"
    )
    page.get_by_label("speed").select_option("30")
    button(page, "Play").click()
    page.wait_for_function("() => cnnlab.model.get('step') === 15")
    assert page.evaluate("() => seen") == list(range(1, 16))
    page.wait_for_selector("button:text-is('Play')")


def digit_stepper():
    digit = data.load_mnist("test")[0][0, 0].round(3)
    return ConvStepper(digit, np.random.default_rng(0).normal(size=(5, 5)).round(2))


def test_a_digit_plays_at_the_rate_of_the_screen(open_page):
    page = open_page(digit_stepper())
    page.get_by_label("speed").select_option("30")
    button(page, "Play").click()
    frames = """() => new Promise(done => {
        const times = [];
        const tick = now => { times.push(now); times.length < 150 ? requestAnimationFrame(tick) : done(times); };
        requestAnimationFrame(tick);
    })"""
    intervals = np.diff(page.evaluate(frames))
    assert page.evaluate("() => cnnlab.model.get('step')") > 30
    assert 1000 / np.median(intervals) > 30  # far under what an idle machine shows: this one may be busy


@pytest.mark.parametrize("speed", [0.5, 1, 2, 4, 10, 30])
def test_a_digit_plays_at_the_speed_that_is_chosen(clock, open_page, speed):
    page = open_page(digit_stepper())
    page.get_by_label("speed").select_option(str(speed))
    button(page, "Play").click()
    clock.run_for(10_000)
    assert page.evaluate("() => cnnlab.model.get('step')") == pytest.approx(10 * speed, abs=1)


def test_pause_keeps_the_step_and_the_slider_moves_it(clock, open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    button(page, "Play").click()
    clock.run_for(1100)  # two steps a second
    button(page, "Pause").click()
    clock.run_for(900)
    assert page.evaluate("() => cnnlab.model.get('step')") == 2
    page.get_by_label("Step of the walk").fill("9")
    assert say(page).startswith("Output row 2, column 1 = ")


def test_the_keyboard_alone_plays_steps_jumps_and_reaches_every_grid(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    feature_map = page.locator('svg g[aria-label^="Feature map"]')
    feature_map.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert say(page).startswith("Output row 1, column 1 = ")
    page.get_by_label("Step of the walk").focus()
    page.keyboard.press("End")
    assert say(page).startswith("Output row 3, column 3 = ")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    assert say(page).startswith("Output row 0, column 1 = ")
    page.keyboard.press("Space")
    assert button(page, "Pause").is_visible()


def test_pointing_at_an_input_lights_every_output_that_reads_it(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    for index, n in ((0, 1), (2, 2), (12, 4)):
        cells(page, "Input").nth(index).hover()
        assert f"{n} output" in page.locator(".cl-hint").inner_text()
        assert page.locator('svg g[aria-label^="Feature map"] rect.cl-lit').count() == n


def test_choosing_an_output_goes_there(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    cells(page, "Feature map").nth(6).click()
    assert say(page).startswith("Output row 1, column 2 = 5·1 + 3·(-1) + 6·2 + 2·(-2) = 10")


def test_a_prediction_is_judged_and_a_wrong_one_is_told_what_it_betrays(clock, open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL, predict=True))
    field, verdict = page.get_by_label(re.compile("Your prediction")), page.locator(".cl-stepper span[role=status]")
    assert say(page).endswith("= ?")
    field.fill("5")  # the kernel turned around: 0*(-2) + 1*2 + 1*(-1) + 3*1 = 4; neither that nor the answer
    button(page, "Check").click()
    assert "add them up" in verdict.inner_text()
    assert say(page).endswith("= -5")
    button(page, "Step").click()
    field.fill(str(1 * -2 + 2 * 2 + 3 * -1 + 5 * 1))
    page.keyboard.press("Enter")
    assert "(M8)" in verdict.inner_text()
    button(page, "Step").click()
    field.fill("5")
    button(page, "Check").click()
    assert verdict.inner_text() == "Right."
    button(page, "Step").click()
    button(page, "Play").click()
    clock.run_for(800)
    assert say(page).endswith("= ?"), "playing halts before a cell that was not predicted"


def test_a_question_over_channels_does_not_tell_their_sums(open_page):
    page = open_page(ConvStepper([IMAGE] * 3, [KERNEL] * 3, predict=True))
    assert say(page) == "Output row 0, column 0 = the sum of 3 x 4 products = ?"
    page.get_by_label(re.compile("Your prediction")).fill("-5")
    button(page, "Check").click()
    assert "channel 0 alone" in page.locator(".cl-stepper span[role=status]").inner_text()
    assert say(page) == "Output row 0, column 0 = (-5) + (-5) + (-5) = -15"


def test_what_needs_python_is_off_without_it_and_says_so(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    assert page.get_by_label("stride").is_disabled()
    cells(page, "Input").first.hover()
    cells(page, "Kernel").first.click()
    assert page.locator(".cl-stepper input[aria-label='New value']").count() == 0
    page.mouse.move(5, 5)
    assert "Open the notebook" in page.locator(".cl-hint").inner_text()


@pytest.mark.parametrize(("motion", "slides"), [("no-preference", True), ("reduce", False)])
def test_the_window_slides_unless_motion_is_to_be_reduced(clock, open_page, motion, slides):
    page = open_page(ConvStepper(IMAGE, KERNEL), motion=motion)
    window = page.locator(".cl-window").first
    before = window.get_attribute("transform")
    page.get_by_label("speed").select_option("0.5")
    button(page, "Play").click()
    clock.run_for(1800)  # it slides in the last third of a step's two seconds
    assert (window.get_attribute("transform") != before) == slides


def test_text_that_looks_like_html_stays_text(open_page):
    widget = ConvStepper(IMAGE, KERNEL)
    widget.controls = [
        {"name": "preset", "label": "kernel", "options": [["", "your own"], ["x", "<img src=x onerror=alert(1)>"]]}
    ]
    page = open_page(widget)
    assert page.locator(".cl-stepper img").count() == 0
    assert "<img" in page.get_by_label("kernel").locator("option").nth(1).inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    rgb = np.arange(75).reshape(3, 5, 5) % 7 - 2
    page = open_page(ConvStepper(rgb, np.ones((2, 3, 3, 3)), predict=True), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    report = Axe().run(page, context=".cl-stepper")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_in_jupyterlab_edits_go_to_python_and_come_back(open_cells, theme):
    page = open_cells(NOTEBOOK, "widget", theme=theme)
    first, second = page.locator(".cl-stepper").nth(0), page.locator(".cl-stepper").nth(1)
    second.locator(".cl-say").wait_for()
    first.scroll_into_view_if_needed()

    first.get_by_role("button", name="Step", exact=True).click()
    assert second.locator(".cl-say").inner_text() == first.locator(".cl-say").inner_text()

    first.locator('svg g[aria-label^="Kernel"] rect').first.click()
    first.get_by_label("New value").fill("10")
    first.get_by_label("New value").press("Enter")
    changed = f"= {1 * 10 + 2 * -1 + 3 * 2 + 5 * -2}"
    page.wait_for_function("([text]) => document.querySelector('.cl-say').innerText.endsWith(text)", arg=[changed])
    assert second.locator(".cl-say").inner_text().endswith(changed)

    first.get_by_label("dilation").fill("5")
    first.get_by_label("dilation").press("Tab")
    first.locator(".cl-message", has_text="does not fit an input of size 5").wait_for()
    first.get_by_label("dilation").fill("1")
    first.get_by_label("dilation").press("Tab")
    first.get_by_label("stride").fill("2.6")
    first.get_by_label("stride").press("Enter")
    first.locator(".cl-sub", has_text="2 x 2 positions").wait_for()
    assert first.get_by_label("stride").input_value() == "3"  # the number that is used
    assert first.locator(".cl-message").inner_text() == ""

    report = Axe().run(page, context=".cl-stepper")
    assert report.violations_count == 0, report.generate_report()
    assert json.loads(
        page.evaluate("() => JSON.stringify(getComputedStyle(document.querySelector('.cnnlab')).backgroundColor)")
    ) == ("rgb(255, 255, 255)" if theme == "Light" else "rgb(17, 20, 24)")
