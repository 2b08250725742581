"""ConvStepper in a page without Python: what a learner sees, plays, predicts, and points at."""

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

from cnnlab import data, trace
from cnnlab.widgets import ConvStepper

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

IMAGE = [[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]]
KERNEL = [[1, -1], [2, -2]]


def last_number(text):
    return float(text.rsplit("=", 1)[1])


@pytest.mark.parametrize("options", [{}, {"padding": 1, "stride": 2, "dilation": 2, "bias": 0.5}])
def test_every_step_shows_the_number_that_numpy_computes(open_page, options):
    page = open_page(ConvStepper(IMAGE, KERNEL, **options))
    steps = trace.conv_steps(np.array(IMAGE), np.array(KERNEL), **options)
    for step in steps:
        assert say(page).startswith(f"Output row {step.row}, column {step.col} = ")
        assert last_number(say(page)) == pytest.approx(step.value)
        assert numbers(page, "Products") == pytest.approx(step.products.ravel().tolist())
        if step is not steps[-1]:
            button(page, "Step").click()
    assert button(page, "Step").is_disabled()


def test_playing_reaches_the_end_and_skips_no_step(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    keep_steps(page)
    page.get_by_label("speed").select_option("30")
    button(page, "Play").click()
    page.wait_for_function("() => cnnlab.model.get('step') === 15")
    assert seen_steps(page) == list(range(1, 16))
    button(page, "Play").wait_for()


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
    group(page, "Feature map").focus()
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
        assert f"{n} output" in hint(page)
        assert lit(page, "Feature map") == [n, n]


def test_choosing_an_output_goes_there(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    cells(page, "Feature map").nth(6).click()
    assert say(page).startswith("Output row 1, column 2 = 5·1 + 3·(-1) + 6·2 + 2·(-2) = 10")


def test_a_prediction_is_judged_and_a_wrong_one_is_told_what_it_betrays(clock, open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL, predict=True))
    field = question(page)
    assert say(page).endswith("= ?")
    field.fill("5")  # the kernel turned around: 0*(-2) + 1*2 + 1*(-1) + 3*1 = 4; neither that nor the answer
    button(page, "Check").click()
    assert "and add up" in verdict(page)
    assert say(page).endswith("= ?")
    button(page, "Step").click()
    field.fill(str(1 * -2 + 2 * 2 + 3 * -1 + 5 * 1))
    page.keyboard.press("Enter")
    assert "(M8)" in verdict(page)
    button(page, "Step").click()
    field.fill("5")
    button(page, "Check").click()
    assert verdict(page) == "Right."
    button(page, "Step").click()
    button(page, "Play").click()
    clock.run_for(800)
    assert say(page).endswith("= ?"), "playing halts before a cell that was not predicted"


def test_a_question_over_channels_does_not_tell_their_sums(open_page):
    page = open_page(ConvStepper([IMAGE] * 3, [KERNEL] * 3, predict=True))
    assert say(page) == "Output row 0, column 0 = ?"
    question(page).fill("-5")
    button(page, "Check").click()
    assert "channel 0 alone" in verdict(page)
    question(page).fill("-15")
    button(page, "Check").click()
    assert say(page) == "Output row 0, column 0 = (-5) + (-5) + (-5) = -15"


def shows_outputs_of(page, image, kernel, **options):
    """Whether the last step shows the whole feature map as the trace computes it, to the three digits of a cell."""
    page.get_by_label("Step of the walk").press("End")
    expected = [step.value for step in trace.conv_steps(np.array(image), np.array(kernel), **options)]
    return numbers(page, "Feature map") == pytest.approx(expected, rel=0.006)


def type_into(page, cell, number):
    cell.click()
    page.get_by_label("New value").fill(str(number))
    page.keyboard.press("Enter")


def set_number(page, name, value):
    page.get_by_label(name).fill(str(value))
    page.get_by_label(name).press("Enter")


def test_without_python_every_setting_answers(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL, bias=0.5))
    options = {"bias": 0.5}
    for name, value in (("stride", 2), ("padding", 1), ("dilation", 2), ("stride", 1)):
        set_number(page, name, value)
        options[name] = value
        assert shows_outputs_of(page, IMAGE, KERNEL, **options)
    button(page, "Flip kernel").click()
    assert shows_outputs_of(page, IMAGE, np.flip(KERNEL), **options)
    button(page, "Flip kernel").click()
    type_into(page, cells(page, "Kernel").nth(1), -4)
    assert shows_outputs_of(page, IMAGE, [[1, -4], [2, -2]], **options)
    type_into(page, cells(page, "Input").nth(8), 9)  # the first of the image, in a padded row of seven
    assert shows_outputs_of(page, [[9, *IMAGE[0][1:]], *IMAGE[1:]], [[1, -4], [2, -2]], **options)
    set_number(page, "dilation", 9)
    refused = ConvStepper(IMAGE, KERNEL, padding=1)
    refused.dilation = 9
    assert page.get_by_role("alert").inner_text() == refused.message
    assert say(page) == "These settings leave no output."


def test_a_number_that_is_too_large_is_the_same_sentence_on_the_page(open_page):
    page = open_page(ConvStepper(IMAGE, KERNEL))
    type_into(page, cells(page, "Input").first, 1e308)
    refused = ConvStepper(IMAGE, KERNEL)
    refused.image = [[[1e308, *IMAGE[0][1:]], *IMAGE[1:]]]
    assert (
        page.get_by_role("alert").inner_text()
        == refused.message
        == ("Image may hold numbers from -1e+100 to 1e+100, got 1e+308.")
    )


def test_without_python_presets_and_filters_change_the_kernel(open_page):
    widget = ConvStepper(IMAGE, np.stack([np.eye(3), np.full((3, 3), 2)])[:, None])
    page = open_page(widget)
    kernel = page.get_by_role("combobox").filter(has_text="your own")
    for name in list(data.KERNELS)[:2]:
        kernel.select_option(name)
        assert shows_outputs_of(page, IMAGE, widget.presets[name])
    page.get_by_label("filter (of 2)").select_option("1")
    assert shows_outputs_of(page, IMAGE, np.full((3, 3), 2))
    assert kernel.input_value() == "your own"
    page.get_by_label("filter (of 2)").select_option("0")
    assert kernel.input_value() == name
    type_into(page, cells(page, "Kernel").first, 7)
    assert kernel.input_value() == "your own"


@pytest.mark.parametrize(("motion", "slides"), [("no-preference", True), ("reduce", False)])
def test_the_window_slides_unless_motion_is_to_be_reduced(clock, open_page, motion, slides):
    page = open_page(ConvStepper(IMAGE, KERNEL), motion=motion)
    before = window_place(page)
    page.get_by_label("speed").select_option("0.5")
    button(page, "Play").click()
    clock.run_for(1800)  # it slides in the last third of a step's two seconds
    assert (window_place(page) != before) == slides


def test_text_that_looks_like_html_stays_text(open_page):
    widget = ConvStepper(IMAGE, KERNEL)
    widget.controls = [
        {"name": "preset", "label": "kernel", "options": [["", "your own"], ["x", "<img src=x onerror=alert(1)>"]]}
    ]
    page = open_page(widget)
    assert page.locator("img").count() == 0
    assert "<img" in page.get_by_label("kernel").locator("option").nth(1).inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    rgb = np.arange(75).reshape(3, 5, 5) % 7 - 2
    page = open_page(ConvStepper(rgb, np.ones((2, 3, 3, 3)), predict=True), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
