"""Every widget on a page 375 pixels wide, and on one whose reader has set text twice as large."""

import pytest
from widgets.gallery import GALLERY, shown

PHONE = {"width": 375, "height": 700}
LEAST_TEXT, LEAST_TARGET = 10, 24  # pixels

# What is written, and how high its letters are on the screen; a drawing scales them.
TEXTS = """() => {
    const found = [];
    const walker = document.createTreeWalker(document.querySelector('.cnnlab'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement, text = node.textContent.trim();
        if (!text || !element.checkVisibility() || element.closest('.cl-hidden, option')) continue;
        const size = parseFloat(getComputedStyle(element).fontSize);
        found.push([text, size * (element.getScreenCTM?.().a ?? 1)]);
    }
    const written = 'input:not([type=range], [type=radio], [type=checkbox]), select';
    for (const field of document.querySelectorAll(`.cnnlab :is(${written})`))
        if (field.checkVisibility()) found.push([field.tagName, parseFloat(getComputedStyle(field).fontSize)]);
    return found;
}"""
# What is touched: controls with their labels, grids and pictures as wholes, and of a grid each cell with a number.
TARGETS = """() => {
    const controls = 'button, select, input, summary, a, canvas, [role=application], [role=radio], svg.cl-curve';
    const found = [...document.querySelectorAll(`:is(${controls})`)].filter(e => e.closest('.cnnlab'));
    const cells = [...document.querySelectorAll('.cnnlab g[role=application] text')]
        .filter(text => text.textContent && text.previousElementSibling?.tagName === 'rect')
        .map(text => text.previousElementSibling);
    const units = document.querySelectorAll('.cnnlab rect.cl-hit');
    return [...found, ...cells, ...units].map(e => e.matches('input') && e.closest('label') || e)
        .filter(e => e.checkVisibility()).map(e => {
            const { width, height } = e.getBoundingClientRect();
            return [`${e.tagName} ${e.getAttribute('aria-label') ?? e.textContent}`.slice(0, 60), width, height];
        });
}"""
WIDER = """() => [document.documentElement, document.querySelector('.cnnlab')]
    .filter(e => e.scrollWidth > e.clientWidth).map(e => `${e.tagName} ${e.scrollWidth} > ${e.clientWidth}`)"""


def small(page, look, least):
    """What of this is smaller, to a tenth of a pixel."""
    return [found for found in page.evaluate(look) if min(found[1:]) < least - 0.1]


@pytest.fixture
def open_narrow(open_page):
    """A function that shows a widget on a narrow page; `scale` is how much larger than usual its text and width are."""

    def show(name, scale):
        page = open_page(shown(name))
        page.set_viewport_size({"width": PHONE["width"] * scale, "height": PHONE["height"]})
        page.add_style_tag(content=f"html {{ font-size: {16 * scale}px }}")
        page.set_viewport_size({"width": PHONE["width"] * scale + 1, "height": PHONE["height"]})  # after the text grew
        page.wait_for_timeout(100)
        return page

    return show


@pytest.mark.parametrize("scale", [1, 2])
@pytest.mark.parametrize("name", GALLERY)
def test_nothing_is_wider_than_the_page_too_small_to_read_or_too_small_to_touch(open_narrow, name, scale):
    page = open_narrow(name, scale)
    assert page.evaluate(WIDER) == []
    assert len(page.evaluate(TEXTS)) > 3
    assert small(page, TEXTS, LEAST_TEXT * scale) == []
    assert small(page, TARGETS, LEAST_TARGET) == []


@pytest.mark.parametrize("width", [375, 732])
@pytest.mark.parametrize("name", ["DenseToConv", "DrawPad with long names", "PermutationGoggles", "TimeMachine"])
def test_bars_have_the_room_to_differ(open_page, name, width):
    page = open_page(shown(name))
    page.set_viewport_size({"width": width, "height": 700})
    wide = "tracks => tracks.map(track => track.getBoundingClientRect().width)"
    tracks = page.locator(".cl-bar, .cl-bars i").evaluate_all(wide)
    assert len(tracks) > 1
    assert min(tracks) > 60


def test_a_page_that_becomes_wide_again_looks_as_before(open_page):
    small = ("ConvStepper", "ShapeExplorer", "ShiftExplorer", "NetworkDiagram")
    for name in (*small, "TinyNetwork", "TimeMachine", "TimeMachine of kernels", "DenseToConv", "Valley"):
        page = open_page(shown(name))
        shape = "() => document.querySelector('.cnnlab').getBoundingClientRect().height"
        wide = page.evaluate(shape)
        page.set_viewport_size(PHONE)
        page.wait_for_timeout(100)
        assert page.evaluate(shape) != wide
        page.set_viewport_size({"width": 732, "height": 900})
        page.wait_for_timeout(100)
        assert page.evaluate(shape) == wide


def test_where_the_drawing_is_wider_than_the_page_the_window_stays_in_view(open_page):
    page = open_page(shown("ConvStepper of channels"))
    page.set_viewport_size({"width": 220, "height": 700})
    page.wait_for_timeout(100)
    inside = """() => {
        const view = document.querySelector('.cl-stage').getBoundingClientRect();
        const box = document.querySelector('.cl-window').getBoundingClientRect();
        return box.left >= view.left - 5 && box.right <= view.right + 5;
    }"""
    for step in (0, 2, 0):
        page.evaluate("step => cnnlab.model.set('step', step)", step)
        assert page.evaluate(inside)


def test_answers_outlive_another_width(open_page):
    page = open_page(shown("ConvStepper padded"))
    page.get_by_label("Your prediction").fill(str(shown("ConvStepper padded").walk["out"][0][0]))
    page.get_by_role("button", name="Check").click()
    said = page.get_by_role("paragraph").first.inner_text()
    assert not said.endswith("?")
    page.set_viewport_size(PHONE)
    page.wait_for_timeout(100)
    assert page.get_by_role("paragraph").first.inner_text() == said
