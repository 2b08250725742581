"""ShapeExplorer: its numbers against loops and real convolutions, and what a learner sees."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab import functional as F
from cnnlab.widgets import ShapeExplorer

SETTINGS = {
    "size": st.integers(1, 32),
    "kernel_size": st.integers(1, 9),
    "stride": st.integers(1, 5),
    "padding": st.integers(0, 6),
    "dilation": st.integers(1, 4),
}


def counted(size, kernel, stride, padding, dilation, out):
    """How often each cell of the padded input is read, window by window."""
    reads = np.zeros((size + 2 * padding,) * 2, int)
    for row in range(out):
        for column in range(out):
            rows = [row * stride + i * dilation for i in range(kernel)]
            columns = [column * stride + j * dilation for j in range(kernel)]
            reads[np.ix_(rows, columns)] += 1
    return reads


@settings(max_examples=60, deadline=None)
@given(**SETTINGS)
def test_every_position_of_the_sliders_is_a_real_convolution_or_a_sentence(
    size, kernel_size, stride, padding, dilation
):
    widget = ShapeExplorer(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
    x, w = np.zeros((1, 1, size, size)), np.zeros((1, 1, kernel_size, kernel_size))
    if dilation * (kernel_size - 1) + 1 > size + 2 * padding:
        assert widget.walk == {}
        assert "does not fit" in widget.message
        return
    out = F.conv2d(x, w, None, stride, padding, dilation).shape[2]
    assert (widget.message, widget.walk["out"]) == ("", out)
    assert repr(widget).endswith(f"= {out}")
    assert np.array_equal(widget.walk["counts"], counted(size, kernel_size, stride, padding, dilation, out))


def test_the_numbers_of_the_lesson_are_its_own():
    assert np.diag(ShapeExplorer(5, 3).walk["counts"]).tolist() == [1, 4, 9, 4, 1]
    assert ShapeExplorer(5, 3, padding=1).walk["counts"][1][1] == 4
    assert "1 row and 1 column are never read" in ShapeExplorer(6, 3, stride=2).walk["words"]
    assert ShapeExplorer(28, 5, padding="same").walk["out"] == 28


@pytest.mark.parametrize(
    ("arguments", "error", "fragment"),
    [
        ({"size": 33}, ValueError, "33"),
        ({"stride": 0}, ValueError, "0"),
        ({"kernel_size": 2.5}, TypeError, "2.5"),
        ({"padding": "full"}, ValueError, "full"),
        ({"kernel_size": 2, "padding": "same"}, ValueError, "odd number"),
        ({"stride": 2, "padding": "same"}, ValueError, "stride 1"),
    ],
)
def test_numbers_outside_the_sliders_are_refused_in_words_that_name_them(arguments, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        ShapeExplorer(**arguments)


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(list(SETTINGS)), value=st.one_of(st.none(), st.text(max_size=2), st.integers(-5, 40)))
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    widget = ShapeExplorer()
    try:
        setattr(widget, name, value)
    except TraitError:
        return
    assert bool(widget.message) == (widget.walk == {})


def test_the_page_shows_the_counts_that_python_computed(open_page):
    page = open_page(ShapeExplorer(5, 3))
    shown = [text for text in page.locator(".cnnlab svg text").all_text_contents() if text.isdigit()]
    assert shown[:25] == [str(n) for row in ShapeExplorer(5, 3).walk["counts"] for n in row]


def test_an_impossible_setting_is_a_sentence_on_the_page(open_page):
    page = open_page(ShapeExplorer(3, 5))
    assert page.locator(".cl-message").inner_text().startswith("A kernel of size 5 does not fit an input of size 3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("widget", [ShapeExplorer(6, 3, stride=2), ShapeExplorer(28, 5, padding=2, dilation=2)])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, widget, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = open_page(widget, scheme)
    page.set_viewport_size({"width": width, "height": 900})
    report = axe.run(page, context=".cnnlab")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
