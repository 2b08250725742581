"""TimeMachine of kernels as a learner sees and hears it on a page."""

import re

import numpy as np
import pytest
from accessibility import faults
from widgets.time_machine.machines import WANTED, descent, kernel_machine

from cnnlab.widgets import TimeMachine

STEPS = kernel_machine().film["steps"]
NOW, GOAL = "The kernel now", "The kernel to find"


def numbers(page, name):
    texts = page.get_by_role("group", name=name).locator("text").all_text_contents()
    return np.array([float(text.removeprefix("≈")) for text in texts])


def go(page, moment):
    page.evaluate(f"window.cnnlab.model.set('moment', {moment})")


def paragraph(page):
    return page.get_by_role("paragraph").first.inner_text()


@pytest.mark.parametrize("moment", [0, 3, 19])
def test_the_kernel_of_the_moment_stands_beside_the_one_that_is_looked_for(open_page, moment):
    page = open_page(kernel_machine(), motion="reduce")
    go(page, moment)
    kernels, losses = descent()
    kernel, loss = kernels[STEPS[moment]], losses[STEPS[moment]]
    assert np.allclose(numbers(page, NOW), kernel.ravel(), rtol=0.006)
    assert numbers(page, GOAL).tolist() == WANTED.ravel().tolist()
    off = np.abs(kernel - WANTED)
    row, column = np.unravel_index(off.argmax(), off.shape)
    found = re.search(
        r"the loss is (?:≈|below )?(\S+)\. Furthest off: row (\d), column (\d), by (?:≈|below )?(\S+)\.$",
        paragraph(page),
    )
    assert float(found[1]) == pytest.approx(max(loss, 0.0001), rel=0.006)
    assert (int(found[2]), int(found[3])) == (row, column)
    assert float(found[4]) == pytest.approx(max(off.max(), 0.0001), rel=0.006)


def test_orange_is_above_zero_and_one_scale_holds_for_all_moments(open_page):
    page = open_page(kernel_machine(), motion="reduce")
    fills = """cells => cells.map(cell => cell.style.fill)
        .map(fill => [fill.includes('negative'), parseInt(fill.match(/\\d+%/))])"""
    largest = max(np.abs([*descent()[0], WANTED]).ravel())
    for moment in (0, 5, 19):
        go(page, moment)
        seen = page.get_by_role("group", name=NOW).locator("rect").evaluate_all(fills)
        kernel = descent()[0][STEPS[moment]].ravel()
        assert [below for below, _ in seen] == (kernel < 0).tolist()
        assert np.allclose([part for _, part in seen], 62 * np.abs(kernel) / largest, atol=0.51)


def test_the_curve_is_that_of_the_losses(open_page):
    page = open_page(kernel_machine(), motion="reduce")
    curve = page.get_by_role("img", name=re.compile("^The loss at each moment, from ≈2.05 to below 0.0001$"))
    heights = curve.locator("circle").evaluate_all("dots => dots.map(dot => Number(dot.getAttribute('cy')))")[:-1]
    bottom, top = 88, 10
    losses = np.array(descent()[1])[STEPS]
    assert np.allclose(heights, bottom - (bottom - top) * losses / 4, atol=0.01)
    assert curve.locator("text").all_text_contents()[:3] == ["0", "2", "4"]


def test_the_keyboard_alone_travels_plays_and_is_heard(open_page):
    page = open_page(kernel_machine())
    live, slider = page.get_by_role("status"), page.get_by_role("slider")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "step 1 of 100"
    assert live.text_content() == paragraph(page)
    assert live.text_content().startswith("After 1 step: the loss is ")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Pause").wait_for()
    page.get_by_role("button", name="Play").wait_for(timeout=30_000)
    assert live.text_content().startswith("After 100 steps: the loss is below 0.0001.")


def test_a_weight_is_read_in_full_until_the_moment_changes(open_page):
    page = open_page(kernel_machine(), motion="reduce")
    go(page, 3)
    hint = page.locator(".cl-hint")
    page.get_by_role("group", name=NOW).locator("rect").nth(1).hover()
    assert hint.inner_text() == f"{NOW} row 0, column 1 = {descent()[0][4][0, 1]:.4f}"  # 0.9 to the fourth power
    go(page, 4)
    assert hint.inner_text().startswith("Orange is above zero, blue below; full colour is 2.")


def test_without_a_goal_there_is_one_kernel_and_nothing_is_off(open_page):
    page = open_page(kernel_machine(wanted=None), motion="reduce")
    assert page.get_by_role("group", name=GOAL).count() == 0
    assert paragraph(page) == "Before training: the loss is ≈2.05."


def test_numbers_of_any_size_have_room_in_their_cells(open_page):
    sizes = np.array([[[1e-9, -1e-9, 1e99], [-1e99, 0, 123456], [-0.00012345, -12.345678, 1 / 3]]])
    page = open_page(TimeMachine.of_kernels(np.repeat(sizes, 2, axis=0), [1e99, 0]), motion="reduce")
    wide = """cells => cells.map(cell => [cell.getBBox().width, cell.previousElementSibling.getBBox().width])"""
    for text, cell in page.get_by_role("group", name=NOW).locator("text").evaluate_all(wide):
        assert 0 < text < cell


def test_on_a_phone_two_small_kernels_lie_beside_each_other_as_they_are(open_page):
    page = open_page(kernel_machine(), motion="reduce")
    go(page, 3)
    wide = numbers(page, NOW)
    page.set_viewport_size({"width": 375, "height": 700})
    page.wait_for_timeout(100)
    now, goal = (page.get_by_role("group", name=name).bounding_box() for name in (NOW, GOAL))
    assert now["x"] + now["width"] < goal["x"]
    assert now["y"] == goal["y"]
    assert np.allclose(numbers(page, NOW), wide, rtol=0.05)  # in fewer digits, where there is less room
    go(page, 4)
    assert not np.allclose(numbers(page, NOW), wide, rtol=0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1000])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    page = open_page(kernel_machine(), scheme, "reduce")
    page.set_viewport_size({"width": width, "height": 1000})
    for moment in (0, len(STEPS) - 1):
        go(page, moment)
        assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
