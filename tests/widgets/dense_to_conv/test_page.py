"""DenseToConv in a page without Python: the stops, what a pointer and a key pick, and what is said about it."""

import re

import numpy as np
import pytest
from accessibility import faults

from cnnlab.matrices import STOPS, free_weights
from cnnlab.widgets import DenseToConv

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

WHOLE = np.array([[1.0, -2, 3], [4, -5, 6], [-7, 8, 9]])
IN_BROWSER = "([source, asked]) => asked.map((one) => Function(`${source}; return freeWeight`)()(...one))"
PICTURE = "canvas => canvas.toDataURL()"


def widget(side=28, kernel_size=5, **options):
    return DenseToConv(side, kernel_size, rng=np.random.default_rng(0), **options)


def test_the_stops_are_reached_by_keyboard(open_page):
    page = open_page(widget(6, 3), motion="reduce")
    page.get_by_role("radio", name="dense").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.get_by_label("tied").is_checked()
    assert page.get_by_text("This dense layer is a convolution with a 3 x 3 kernel").is_visible()


def panel(page, name):
    return page.get_by_role("application", name=re.compile(name))


def said(page):
    """The sentence about the weight that is picked, as it stands on the page."""
    return page.get_by_text(re.compile(r"^Row \d+, column \d+: the weight")).first.inner_text()


def boxes(page, name, colour):
    """How many cells of a panel have a box in a colour of the palette."""
    marks = panel(page, name).locator("xpath=..").locator(f"path[stroke='var(--cl-{colour})']")
    return sum(path.get_attribute("d").count("z") for path in marks.all())


def choose(page, **values):
    page.evaluate("values => Object.entries(values).forEach((one) => window.cnnlab.model.set(...one))", values)


@pytest.mark.parametrize("most", [1, 9, 99])
def test_the_browser_scrambles_the_very_weights_that_python_computes_with(open_page, most):
    made = widget(6, 3)
    rng = np.random.default_rng(most)
    seeds, places = [0, 2**32 - 1, *rng.integers(2**32, size=8).tolist()], rng.integers(576 * 784, size=60).tolist()
    asked = [[seed, most, place] for seed in seeds for place in [0, 576 * 784 - 1, *places]]
    source = made._esm.replace("export default", "const exported =")
    expected = {seed: free_weights(seed, (576, 784), most).ravel() for seed in seeds}
    page = open_page(made)
    assert page.evaluate(IN_BROWSER, [source, asked]) == [expected[seed][place] for seed, _, place in asked]


@pytest.mark.parametrize("kernel", [None, (WHOLE / 7).tolist()])
def test_the_page_says_the_weights_of_python(open_page, kernel):
    made = widget(6, 3, kernel=kernel)
    page = open_page(made, motion="reduce")
    for stop in STOPS:
        matrix = made.matrix(stop)
        for row, column in ((0, 0), (15, 35), (7, 20), (10, 21), (3, 30)):
            choose(page, stop=stop, row=row, column=column)
            value = re.search(r"column \d is (-?[\d.]+);", said(page))
            assert float(value[1] if value else 0) == pytest.approx(matrix[row, column], rel=1e-3)


def test_a_weight_is_named_with_the_two_pixels_it_joins_and_with_those_that_share_it(open_page):
    page = open_page(widget(kernel=np.arange(1, 26).reshape(5, 5)), motion="reduce")
    choose(page, row=130, column=208)
    assert said(page).startswith(
        "Row 130, column 208: the weight from input row 7, column 12 to output row 5, column 10"
    )
    assert said(page).endswith("it is free, shared with no other.")
    choose(page, stop="tied")
    assert said(page).endswith("is 13; it is row 2, column 2 of the kernel, shared with 575 others.")
    choose(page, column=201)
    assert said(page).endswith("is gone. This output pixel reads only the input's rows 5 to 9, columns 10 to 14.")
    rows, columns = re.findall(r"(\d+) to (\d+)", page.get_by_role("figure", name="Enlarged").inner_text())
    assert int(rows[0]) <= 130 <= int(rows[1])  # the enlarged part has moved there
    assert int(columns[0]) <= 201 <= int(columns[1])


def test_a_click_in_the_matrix_or_in_a_picture_picks_what_lies_there(open_page):
    page = open_page(widget(6, 3), motion="reduce")

    def click(name, rows, columns, row, column):
        box = panel(page, name).bounding_box()
        at = {"x": (column + 0.5) * box["width"] / columns, "y": (row + 0.5) * box["height"] / rows}
        panel(page, name).click(position=at)

    click("^Matrix", 16, 36, 3, 30)
    assert said(page).startswith("Row 3, column 30: the weight from input row 5, column 0 to output row 0, column 3")
    click("^The row", 6, 6, 2, 4)
    assert said(page).startswith("Row 3, column 16: ")
    choose(page, stop="tied")
    click("^Output", 4, 4, 3, 0)  # the same place of the window, one window further
    assert said(page).startswith("Row 12, column 31: the weight from input row 5, column 1 to output row 3, column 0")
    assert page.get_by_text("Row 12 as a picture").is_visible()
    assert boxes(page, "^Matrix", "highlight") == 16 + 1  # one in each row shares the weight; and the one picked


def test_the_keyboard_reaches_every_weight_and_every_pixel(open_page):
    page = open_page(widget(7, 3, image=np.eye(7)), motion="reduce")
    live = page.get_by_role("status").last
    page.get_by_role("radio", name="dense").focus()
    for name, keys, start in [
        ("^Matrix", ["Home", "ArrowDown", "Shift+ArrowRight"], "Row 1, column 7: "),
        ("^Enlarged", ["End", "ArrowUp", "ArrowLeft"], "Row 23, column 47: "),
        ("^Input", ["Home", "ArrowDown", "ArrowDown", "ArrowRight"], "Row 23, column 15: "),
        ("^The row", ["End"], "Row 23, column 48: "),
        ("^Output", ["Home", "ArrowDown", "ArrowRight"], "Row 6, column 48: "),
    ]:
        for key in ("Tab", *keys):
            page.keyboard.press(key)
        assert panel(page, name).evaluate("element => element === document.activeElement")
        assert live.inner_text().startswith(start)


@pytest.mark.parametrize(("motion", "by_step"), [("no-preference", True), ("reduce", False)])
def test_the_matrix_changes_step_by_step_unless_motion_is_to_be_reduced(clock, open_page, motion, by_step):
    page = open_page(widget(12, 3), motion=motion)
    choose(page, stop="masked")
    clock.run_for(300)
    between = panel(page, "^Matrix").evaluate(PICTURE)
    clock.run_for(1200)
    assert (between != panel(page, "^Matrix").evaluate(PICTURE)) == by_step


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("side", [6, 28])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, side, scheme, width):
    page = open_page(widget(side, 3), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
