"""ShiftExplorer as a learner meets it on a page without Python: dragging, keys, controls, pointing, the answer."""

import re

import numpy as np
import pytest
from accessibility import faults
from widgets.shift_explorer.explorers import DIGIT, EDGE, change, explorer, lenet, stages

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

NAMES = ("Digit", "Map", "Pooled")
GREYS = """canvas => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return [...data].filter((_, k) => k % 4 == 0);
}"""
BLUES = GREYS.replace("% 4 == 0", "% 4 == 2")  # the more orange, the less of it
CUT = """() => [...document.querySelectorAll('.cnnlab :not(.cl-hidden, svg, svg *)')]
    .filter(e => e.clientWidth && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 80))"""
SIGNS = "path => (path.getAttribute('d').match(/M/g) ?? []).length"


def panel(page, name):
    return page.locator(".cl-parts > div").nth(NAMES.index(name))


def digit(page):
    return page.get_by_role("application", name=re.compile("^The digit"))


def fact(page, name):
    """What is said behind a word such as Stayed."""
    return page.locator("dt", has_text=name).locator("xpath=following-sibling::dd[1]").inner_text()


def shift_of(page):
    return page.evaluate("() => cnnlab.model.get('shift')")


def pixels(page, name, look=GREYS):
    canvas = panel(page, name).locator("canvas")
    return np.array(canvas.evaluate(look)).reshape(canvas.evaluate("canvas => [canvas.height, canvas.width]"))


def count(page, mark):
    """How many cells of the pooled map have this sign."""
    return sum(panel(page, "Pooled").locator(f"path.cl-mark.{mark}").evaluate_all(f"all => all.map({SIGNS})"))


def shows(page, shift, pool=2, mode="max"):
    """All that the page shows of a shift is what `functional` makes of it."""
    assert shift_of(page) == list(shift)
    before, after = (stages(DIGIT, EDGE, by, pool, mode) for by in ((0, 0), shift))
    for name, once, now in zip(NAMES, before, after, strict=True):
        rows, columns = now.shape
        part = change(once, now)
        said = f"changed by {100 * part:.1f} %" if part else "not changed"
        assert panel(page, name).inner_text().split("\n\n") == [f"{name} {rows} x {columns}", said]
    assert np.abs(255 * (1 - after[0]) - pixels(page, "Digit")).max() <= 1
    for name, values in zip(NAMES[1:], after[1:], strict=True):
        blues = pixels(page, name, BLUES)
        order = np.argsort(values.ravel(), kind="stable")
        assert (np.diff(blues.ravel()[order].astype(int)) <= 1).all()  # the larger, the more orange
    once, now = before[2], after[2]
    close = np.isclose(once, now, rtol=1e-12, atol=1e-12)
    zeros, moved = (once == 0) & (now == 0), any(shift)
    assert count(page, "cl-changed") == (~close).sum()
    assert count(page, "cl-stayed") == (close & ~zeros).sum() * moved
    all_or_some = f"All {close.size} cells" if close.all() else f"{close.sum()} of the {close.size} cells"
    assert fact(page, "Stayed").startswith(f"{all_or_some} of the pooled map hold")
    assert fact(page, "Changed").startswith(f"{(~close).sum()} cell" if (~close).any() else "No cell")


def drag(page, across, down):
    """With the mouse, by so many pixels of the digit."""
    box = digit(page).bounding_box()
    cell = box["width"] / 28
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across * cell / 2, y + down * cell / 2, steps=3)
    page.mouse.move(x + across * cell, y + down * cell, steps=3)
    page.mouse.up()


def test_the_digit_is_dragged_and_all_numbers_are_those_of_functional(open_page):
    page = open_page(explorer())
    shows(page, (0, 0))
    for across, down, shift in ((1, 0, (0, 1)), (3, -2, (-2, 4)), (-5, 3, (1, -1))):
        drag(page, across, down)
        shows(page, shift)
    assert page.get_by_role("status").inner_text().startswith("The digit moved by 1 row down and 1 column to the left.")


def test_it_goes_no_further_than_half_its_side_and_what_leaves_the_frame_comes_back(open_page):
    page = open_page(explorer())
    drag(page, 40, -40)
    shows(page, (-14, 14))
    page.get_by_role("button", name="Put it back").click()
    shows(page, (0, 0))
    assert "has not moved yet" in page.get_by_role("paragraph").first.inner_text()


def test_every_control_answers_without_python(open_page):
    page = open_page(explorer((0, 4)))
    windows, kind = page.get_by_label("windows of"), page.get_by_label("take the")
    assert windows.locator("option").all_inner_texts() == [f"{n} x {n}" for n in (2, 3, 4, 6, 8, 12)]
    for pool in (3, 4, 6, 12, 2):
        for mode in ("avg", "max"):
            windows.select_option(str(pool))
            kind.select_option(mode)
            shows(page, (0, 4), pool, mode)
            assert ("as a whole" in fact(page, "Moved along")) == (4 % pool == 0)
    page.evaluate("() => cnnlab.model.set('pool', 5)")  # as Python may
    assert windows.input_value() == "5"
    shows(page, (0, 4), 5)


def test_what_moved_along_is_framed(open_page):
    page = open_page(explorer((0, 1)))
    frames = [panel(page, name).locator("path.cl-mark.cl-along") for name in NAMES]
    assert [frame.count() for frame in frames] == [1, 1, 0]
    assert fact(page, "Moved along").startswith("The map, by 1 column as well: 650 of its 676 numbers are the same")
    digit(page).press("ArrowRight")
    assert [frame.get_attribute("d") for frame in frames] == ["M2 0h26v28h-26z", "M2 0h24v26h-24z", "M1 0h12v13h-12z"]
    assert "156 of its 169 numbers are the same" in fact(page, "Moved along")


def test_pointing_at_a_pooled_cell_frames_what_it_reads(open_page):
    page = open_page(explorer((0, 1), pool=4))
    canvas = panel(page, "Pooled").locator("canvas")
    box = canvas.bounding_box()
    canvas.hover(position={"x": box["width"] * 3.5 / 6, "y": box["height"] * 2.5 / 6})
    framed = [panel(page, name).locator("path.cl-mark").last.get_attribute("d") for name in NAMES]
    assert framed == ["M12 8h6v6h-6z", "M12 8h4v4h-4z", "M3 2h1v1h-1z"]
    hint = page.locator(".cl-hint")
    assert hint.inner_text().startswith(
        "Pooled row 2, column 3: the largest of 4 x 4 numbers of the map, which read 6 x 6"
    )
    page.mouse.move(2, 2)
    assert hint.inner_text().startswith("Drag the digit")
    assert page.locator("path.cl-window").count() == 0


def test_the_keyboard_alone_does_all_of_it(open_page):
    page = open_page(explorer())
    live = page.get_by_role("status")
    page.keyboard.press("Tab")
    for key in ("ArrowRight", "ArrowDown", "Shift+ArrowRight"):
        page.keyboard.press(key)
    shows(page, (1, 3))
    assert (
        digit(page).get_attribute("aria-label").startswith("The digit, moved by 1 row down and 3 columns to the right")
    )
    page.keyboard.press("Home")
    shows(page, (0, 0))
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Tab")
    assert live.inner_text().startswith("Pooled row 0, column 0: the largest of 2 x 2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    assert live.inner_text().startswith("Pooled row 12, column 12")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    shows(page, (0, 0))
    for key in ("Tab", "ArrowDown"):
        page.keyboard.press(key)
    assert page.evaluate("() => cnnlab.model.get('pool')") == 3
    for key in ("Tab", "ArrowDown"):
        page.keyboard.press(key)
    shows(page, (0, 0), 3, "avg")


def test_a_network_answers_the_moved_digit_and_without_one_there_is_no_answer(open_page):
    widget = explorer(model=lenet())
    once = widget.probabilities
    page = open_page(widget)
    drag(page, 3, 1)
    widget.shift = (1, 3)
    shares = [float(row.split()[1].strip(">")) / 100 for row in page.get_by_role("listitem").all_inner_texts()]
    assert np.allclose(shares, widget.probabilities, atol=0.0006)
    said = [f"{each.argmax()} with {100 * each.max():.1f} %" for each in (widget.probabilities, once)]
    assert fact(page, "Answer") == "The network says {}. Before the shift it said {}.".format(*said)
    page = open_page(explorer())
    assert page.get_by_role("list").count() == page.locator("dt", has_text="Answer").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 732, 1400])
@pytest.mark.parametrize("model", [None, lenet()], ids=["plain", "network"])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, model, scheme, width):
    page = open_page(explorer((0, 2), model=model), scheme)
    page.set_viewport_size({"width": width, "height": 900})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate(CUT) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_on_a_phone_the_digit_stays_under_the_finger(open_page):
    page = open_page(explorer())
    page.set_viewport_size({"width": 375, "height": 700})
    before = digit(page).bounding_box()
    for _ in range(11):
        digit(page).press("ArrowRight")
        digit(page).press("ArrowDown")
    assert digit(page).bounding_box() == before
    assert panel(page, "Map").bounding_box()["y"] == panel(page, "Digit").bounding_box()["y"]
    assert panel(page, "Pooled").bounding_box()["y"] > before["y"] + before["height"]
