"""DenseToConv: one layer as a matrix, from free weights over neighbours to a convolution."""

import json
import re

import numpy as np
import pytest
from traitlets import TraitError

from cnnlab import data
from cnnlab import functional as F
from cnnlab.viz import show_dense_to_conv
from cnnlab.widgets import DenseToConv


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
    assert len(made._esm) < 30_000
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
