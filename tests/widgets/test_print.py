"""Widgets on paper: laid out anew, for another width than the page's, by the sheets alone, and without backgrounds."""

import pytest
from widgets.gallery import EACH, shown

ADJUST = """() => [...document.querySelectorAll('.cnnlab, .cnnlab *')]
    .map(e => getComputedStyle(e)).map(style => style.printColorAdjust ?? style.webkitPrintColorAdjust)"""
# All in one task: no script of the widget hears of the width in between, as none does when a page is printed.
ON_PAPER = """width => {
    document.querySelector('main').style.width = width;
    const box = e => e.getBoundingClientRect();
    const apart = (one, other) =>
        Math.max(...['left', 'top', 'right', 'bottom'].map(side => Math.abs(box(one)[side] - box(other)[side])));
    const maps = [...document.querySelectorAll('.cl-map .cl-over')].map(over => apart(over, over.previousSibling));
    const strips = [...document.querySelectorAll('.cl-flat .cl-over')].map(over => {
        const cells = over.parentElement;
        return Math.max(Math.abs(box(over).left - box(cells).left), Math.abs(box(over).width - box(cells).width));
    });
    const frames = document.querySelectorAll('.cl-over .cl-mark').length;
    const lines = [...document.querySelectorAll('.cl-cone')].filter(e => e.checkVisibility()).length;
    const wide = Math.max(...[...document.querySelectorAll('.cl-map canvas')].map(e => box(e).right));
    return [Math.max(...maps, ...strips), frames, lines, wide - box(document.querySelector('.cnnlab')).right];
}"""


@pytest.mark.parametrize("name", EACH)
def test_what_is_coloured_is_printed_without_asking_for_backgrounds(open_page, name):
    page = open_page(shown(name))
    page.emulate_media(media="print")
    assert set(page.evaluate(ADJUST)) == {"exact"}


@pytest.mark.parametrize("width", ["700px", "520px", "900px"])
def test_frames_lie_on_their_maps_however_wide_the_paper_is(open_page, width):
    page = open_page(shown("NetworkExplorer"))
    page.wait_for_selector(".cl-over .cl-mark", state="attached")
    page.emulate_media(media="print")
    apart, frames, lines, beyond = page.evaluate(ON_PAPER, width)
    assert apart < 1
    assert frames > 10
    assert lines == 0
    assert beyond < 1
