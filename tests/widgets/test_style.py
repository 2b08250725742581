"""No widget changes under the style of another: the sheets say whom they are for, and a page with both looks the same."""

import re

import pytest
from widgets.gallery import GALLERY, shown
from widgets.sheets import selectors

from cnnlab import widgets
from cnnlab.widgets.widget import HERE

SHEETS = sorted(HERE.rglob("style.css"))
# Of each element in the widget its box, and how it is painted.
LOOK = """() => [...document.querySelectorAll('.cnnlab, .cnnlab *')].map(element => {
    const { x, y, width, height } = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const paint = ['color', 'backgroundColor', 'fill', 'stroke', 'strokeWidth', 'fontSize', 'opacity', 'cursor'];
    return [element.tagName, element.getAttribute('class'), x, y, width, height, ...paint.map(name => style[name])];
})"""
ADD = """([css, first]) => {
    const style = document.createElement('style');
    style.id = 'other';
    style.textContent = css;
    first ? document.head.prepend(style) : document.head.append(style);
}"""
STYLES = {name: getattr(widgets, name)._css for name in widgets.__all__}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.parent.name)
def test_every_rule_of_a_widget_begins_with_its_own_root(sheet):
    found = set(selectors(sheet.read_text(encoding="utf-8")))
    assert len(found) == 1
    assert re.fullmatch(r"\.cnnlab\.cl-[a-z]+", found.pop())


def test_no_two_widgets_have_the_same_root():
    roots = [root for sheet in SHEETS for root in selectors(sheet.read_text(encoding="utf-8"))]
    assert len(set(roots)) == len(SHEETS)


def test_what_all_share_reaches_widgets_alone():
    for selector in selectors((HERE / "widget.css").read_text(encoding="utf-8")):
        assert selector.startswith(".cnnlab"), selector


def test_the_search_for_selectors_finds_them():
    text = "/* a { } */ .a, .b { .c { top: 0 } } @media print { .d { @media (width > 1px) { .e { } } } .f { } } g { }"
    assert list(selectors(text)) == [".a", ".b", ".d", ".f", "g"]


@pytest.mark.parametrize("name", GALLERY)
def test_a_widget_looks_the_same_under_the_style_of_every_other(open_page, name):
    page = open_page(shown(name), motion="reduce")
    alone = page.evaluate(LOOK)
    assert len(alone) > 10
    for other, css in STYLES.items():
        for first in (True, False):
            page.evaluate(ADD, [css, first])
            look = page.evaluate(LOOK)
            page.evaluate("() => document.getElementById('other').remove()")
            changed = [(was, now) for was, now in zip(alone, look, strict=True) if was != now]
            assert changed == [], f"{'before' if first else 'behind'} {other}'s"
