"""Widgets where the reader's machine forces its colours on all pages: what is chosen can be seen, and every bar."""

import pytest
from widgets.colours import in_page
from widgets.gallery import EACH, shown

# A page may still say that it is light while the colours that are forced are white on black.
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])
NUMBERS = in_page("""
    const inside = (text, cell) => {
        const { left, top, width, height } = text.getBoundingClientRect(), box = cell.getBoundingClientRect();
        const [x, y] = [left + width / 2, top + height / 2];
        return x > box.left && x < box.right && y > box.top && y < box.bottom;
    };
    return [...document.querySelectorAll('.cnnlab rect:not(.cl-frame) + text')]
        .filter(text => text.textContent && inside(text, text.previousElementSibling))
        .map(text => contrast(getComputedStyle(text).fill, getComputedStyle(text.previousElementSibling).fill));
""")
BARS = in_page("""
    const page = getComputedStyle(document.querySelector('.cnnlab')).backgroundColor;
    return [...document.querySelectorAll('.cnnlab .cl-hue')].filter(e => e.getBoundingClientRect().width > 3)
        .filter(e => !e.textContent && !e.matches('td, .cl-before, .cl-key i'))
        .flatMap(e => [getComputedStyle(e), getComputedStyle(e, '::before')])
        .map(style => style.backgroundColor).filter(colour => pixelOf(colour)[3] > 0)
        .map(colour => contrast(colour, page));
""")
PRESSED = in_page("""
    const paint = button => [getComputedStyle(button).backgroundColor, getComputedStyle(button).color];
    const pressed = [...document.querySelectorAll('.cnnlab button[aria-pressed=true]')].map(paint);
    const others = [...document.querySelectorAll('.cnnlab button[aria-pressed=false]')].map(paint);
    return [pressed.map(([ground, text]) => contrast(ground, text)),
        pressed.flatMap(([ground]) => others.map(([other]) => contrast(ground, other)))];
""")


@pytest.fixture
def open_forced(open_page):
    def show(name, scheme):
        page = open_page(shown(name))
        page.emulate_media(color_scheme=scheme, forced_colors="active")
        page.evaluate("() => { document.body.dataset.theme = 'light'; }")
        page.wait_for_function(
            "scheme => document.querySelector('.cnnlab').dataset.theme === scheme", arg=scheme, timeout=5000
        )
        return page

    return show


@SCHEMES
@pytest.mark.parametrize("name", EACH)
def test_numbers_in_cells_can_be_read_and_bars_be_seen(open_forced, name, scheme):
    page = open_forced(name, scheme)
    assert [ratio for ratio in page.evaluate(NUMBERS) if ratio < 3] == []
    bars = page.evaluate(BARS)
    assert not bars or max(bars) > 3


@SCHEMES
@pytest.mark.parametrize("name", ["Claims", "ArchitectureBuilder"])
def test_what_is_pressed_differs_from_what_is_not(open_forced, name, scheme):
    legible, apart = open_forced(name, scheme).evaluate(PRESSED)
    assert legible
    assert min(legible) > 4
    assert min(apart) > 2


def test_more_contrast_makes_small_print_as_dark_as_all_other(open_page):
    page = open_page(shown("ConvStepper"))
    colour = "() => getComputedStyle(document.querySelector('.cnnlab .cl-sub')).color"
    muted = page.evaluate(colour)
    page.emulate_media(contrast="more")
    assert page.evaluate(colour) != muted
    assert page.evaluate(colour) == page.evaluate("() => getComputedStyle(document.querySelector('.cnnlab')).color")
