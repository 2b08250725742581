"""No widget changes under the style of another: the sheets say whom they are for, and a page with both looks alike."""

import re

import pytest
from widgets.gallery import EACH, shown
from widgets.sheets import selectors

from cnnlab import widgets
from cnnlab.widgets.widget import HERE

SHEETS = sorted(HERE.rglob("style.css"))
# Under each other style, before and behind the widget's own: the first element that has another box or another paint.
CHANGES = """styles => {
    const elements = [...document.querySelectorAll('.cnnlab, .cnnlab *')];
    const look = () => elements.map(element => {
        const { x, y, width, height } = element.getBoundingClientRect();
        const { color, backgroundColor, fill, stroke, fontSize } = getComputedStyle(element);
        return [x, y, width, height, color, backgroundColor, fill, stroke, fontSize].join(' ');
    });
    const alone = look(), changes = [];
    for (const [name, css] of Object.entries(styles))
        for (const place of ['prepend', 'append']) {
            const style = document.createElement('style');
            style.textContent = css;
            document.head[place](style);
            const now = look(), k = now.findIndex((one, k) => one !== alone[k]);
            if (k >= 0) changes.push([name, place, elements[k].outerHTML.slice(0, 99), alone[k], now[k]]);
            style.remove();
        }
    return [elements.length, changes];
}"""
STYLES = {getattr(widgets, name)._css: name for name in widgets.__all__}  # the steppers have one style


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
    assert list(selectors(".a:is(.x, .y), .b { }")) == [".a:is(.x, .y)", ".b"]


@pytest.mark.parametrize("name", EACH)
def test_a_widget_looks_the_same_under_the_style_of_every_other(open_page, name):
    page = open_page(shown(name), motion="reduce")
    elements, changes = page.evaluate(CHANGES, {name: css for css, name in STYLES.items()})
    assert elements > 10
    assert changes == []


def test_the_comparison_sees_a_rule_that_reaches_too_far(open_page):
    page = open_page(shown("Quiz"))
    _, changes = page.evaluate(CHANGES, {"all buttons": ".cnnlab .cl-row button { width: 222px }"})
    assert [place for _, place, *_ in changes] == ["prepend", "append"]
