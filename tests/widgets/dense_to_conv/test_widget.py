"""DenseToConv: one layer as a matrix, from free weights over neighbours to a convolution."""

import json
import re

import numpy as np
import pytest
from conftest import choose_theme
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.in_lab import comes_to_python, passes_axe_in_both_themes

from cnnlab import data
from cnnlab import functional as F
from cnnlab.matrices import free_weights
from cnnlab.viz import show_dense_to_conv
from cnnlab.widgets import DenseToConv

STOPS = ("dense", "masked", "tied")
WHOLE = [[1.0, -2, 3], [4, -5, 6], [-7, 8, 9]]
IN_BROWSER = "([source, asked]) => asked.map((one) => Function(`${source}; return freeWeight`)()(...one))"


def widget(side=28, kernel_size=5, **options):
    return DenseToConv(side, kernel_size, rng=np.random.default_rng(0), **options)


def test_the_counts_of_the_lesson():
    assert widget().counts == {"dense": 451_584, "masked": 14_400, "tied": 25}


@pytest.mark.parametrize(("side", "kernel_size"), [(6, 3), (7, 2), (12, 5)])
def test_each_stop_has_as_many_different_places_as_it_counts(side, kernel_size):
    made = widget(side, kernel_size)
    out = side - kernel_size + 1
    dense, masked, tied = (made.matrix(stop) for stop in ("dense", "masked", "tied"))
    assert dense.shape == (out**2, side**2) == (made.counts["dense"] // side**2, side**2)
    near = (tied != 0) | (masked != 0)
    assert near.sum() <= made.counts["masked"]
    assert np.array_equal(masked[near], dense[near])
    assert (masked[~near] == 0).all()


def test_the_tied_matrix_is_the_convolution():
    kernel = np.arange(1.0, 26).reshape(5, 5)
    image = data.load_mnist("test")[0][0, 0].astype(float)
    made = widget(kernel=kernel)
    expected = F.conv2d(image[None, None], kernel[None, None])[0, 0]
    assert np.allclose(made.matrix("tied") @ image.ravel(), expected.ravel())


@settings(max_examples=40, deadline=None)
@given(side=st.integers(4, 9), size=st.integers(1, 9), seed=st.integers(0, 99))
def test_every_weight_joins_the_pixels_that_a_loop_finds(side, size, seed):
    size = min(size, side)
    made, out = DenseToConv(side, size, rng=np.random.default_rng(seed)), side - size + 1
    dense, masked, tied = map(made.matrix, STOPS)
    assert (dense != 0).all()
    for row, column in np.ndindex(out**2, side**2):
        i, j = column // side - row // out, column % side - row % out
        inside = 0 <= i < size and 0 <= j < size
        assert tied[row, column] == (made.kernel[i][j] if inside else 0)
        assert masked[row, column] == (dense[row, column] if inside else 0)
    assert np.abs(dense).max() <= np.abs(made.kernel).max()
    assert [made.counts[stop] for stop in STOPS] == [dense.size, out**2 * size**2, size**2]
    assert [eval(text.split("=")[0].replace("x", "*")) for text in made.sums.values()] == list(made.counts.values())


def test_the_maps_are_those_of_the_matrices():
    image = np.random.default_rng(1).random((1, 9, 9))
    made = widget(9, 4, image=image)
    for stop in STOPS:
        assert np.allclose(np.ravel(made.maps[stop]), made.matrix(stop) @ image.ravel())
    assert widget(9, 4).maps == {}


def test_one_rng_makes_one_widget_and_another_rng_another():
    assert np.array_equal(widget(6, 3).matrix("dense"), widget(6, 3).matrix("dense"))
    other = DenseToConv(6, 3, rng=np.random.default_rng(1))
    assert not np.array_equal(other.matrix("dense"), widget(6, 3).matrix("dense"))


def test_free_weights_are_spread_evenly_and_are_as_large_as_the_kernel():
    levels, counts = np.unique(free_weights(7, (576, 784), 9), return_counts=True)
    assert levels.tolist() == [*range(-9, 0), *range(1, 10)]
    assert (np.abs(counts / counts.mean() - 1) < 0.02).all()
    assert np.abs(np.corrcoef(free_weights(7, (20, 784), 99)) - np.eye(20)).max() < 0.15
    assert np.abs(widget(6, 3, kernel=np.full((3, 3), 0.25)).matrix("dense")).max() <= 0.25
    assert not (widget(6, 3, kernel=WHOLE).matrix("dense") % 1).any()
    assert widget(6, 3, kernel=np.zeros((3, 3))).matrix("tied").max() == 0


@pytest.mark.parametrize(
    ("options", "error", "fragment"),
    [
        ({"side": 29}, ValueError, "29"),
        ({"side": 6, "kernel_size": 7}, ValueError, "size 7 does not fit an input of size 6"),
        ({"kernel": [[1, 2], [3, 4]]}, ValueError, "5 x 5"),
        ({"kernel": [[1, 2], [3]]}, TypeError, "kernel must be a grid"),
        ({"kernel": np.full((5, 5), np.nan)}, ValueError, "NaN"),
        ({"image": np.full((28, 28), np.inf)}, ValueError, "infinity"),
        ({"image": [["a"]]}, TypeError, "image must be a grid"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_that_name_it(options, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        widget(**options)
    with pytest.raises(ValueError, match="loose"):
        widget(6, 3).matrix("loose")


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["stop", "row", "column", "side", "maps"]),
    value=st.one_of(st.none(), st.text(max_size=2), st.integers(-9, 99), st.sampled_from(STOPS)),
)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    made = widget(6, 3)
    try:
        setattr(made, name, value)
    except TraitError:
        return
    assert made.stop in STOPS
    assert 0 <= made.row < 16
    assert 0 <= made.column < 36


def test_the_repr_says_the_counts():
    assert repr(widget()).endswith("weights dense 576 x 784 = 451,584, masked 576 x 25 = 14,400, tied 5 x 5 = 25")


def test_what_is_no_layer_is_refused_and_the_cursor_stays_inside():
    for arguments in ((2, 3), (28, 0), (29.5, 5)):
        with pytest.raises((ValueError, TypeError)):
            widget(*arguments)
    with pytest.raises(ValueError, match=re.escape("(3, 3)")):
        widget(image=np.ones((3, 3)))
    made = widget(6, 3)
    made.row, made.column = 99, -5
    assert (made.row, made.column) == (15, 0)
    with pytest.raises(TraitError):
        made.stop = "loose"


def test_it_is_small():
    made = widget(image=data.load_mnist("test")[0][0, 0])
    assert len(json.dumps(made.state())) < 300_000


def test_the_picture_counts_the_weights_of_each_stop():
    axes = show_dense_to_conv(6, 3, rng=np.random.default_rng(0))
    assert len(np.ravel(axes)) == 3


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
    return page.locator(".cl-say").inner_text()


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


@pytest.mark.parametrize("kernel", [None, (np.array(WHOLE) / 7).tolist()])
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
    rows, columns = re.findall(r"(\d+) to (\d+)", page.locator("figcaption small").nth(1).inner_text())
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
    assert page.locator(".cl-mates:not(.cl-rim)").count() == 1


def test_the_keyboard_reaches_every_weight_and_every_pixel(open_page):
    page = open_page(widget(7, 3, image=np.eye(7)), motion="reduce")
    live = page.locator(".cl-dense > .cl-hidden")
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
    ink = "() => document.querySelector('.cl-matrices canvas').toDataURL()"
    page = open_page(widget(12, 3), motion=motion)
    choose(page, stop="masked")
    clock.run_for(300)
    between = page.evaluate(ink)
    clock.run_for(1200)
    assert (between != page.evaluate(ink)) == by_step


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("side", [6, 28])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, side, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(widget(side, 3), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    report = axe.run(page, context=".cnnlab")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_in_jupyterlab_two_views_stop_together(open_cells):
    make = (
        "import numpy as np\nfrom cnnlab.widgets import DenseToConv\n"
        "widget = DenseToConv(6, 3, rng=np.random.default_rng(0))\nwidget"
    )
    page = open_cells(make, "widget")
    first, second = (page.locator(".cnnlab").nth(k) for k in (0, 1))
    first.get_by_label("tied").check()
    second.get_by_text("This dense layer is a convolution").wait_for()
    first.get_by_role("application", name=re.compile("^Matrix")).press("Home")
    second.get_by_text("Row 0, column 0: the weight").wait_for()
    comes_to_python(page, "[widget.stop, widget.row, widget.column]", ["tied", 0, 0])
    ink = "() => document.querySelector('.cl-matrices canvas').toDataURL()"
    light = page.evaluate(ink)
    choose_theme(page, "Dark")
    page.wait_for_function(f"light => ({ink})() !== light", arg=light)  # a canvas takes the colours of the theme
    passes_axe_in_both_themes(page)
