"""The check of accessibility finds what axe finds by itself, although it passes over what it need not judge."""

import pytest

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from accessibility import faults
from axe_playwright_python.sync_playwright import Axe

PAGE = """<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>
<svg role="img" aria-label="a drawing" viewBox="0 0 90 30"><rect width="90" height="30" fill="#fff"></rect>
<text y="20" fill="{ink}">text</text></svg><p style="background: #fff; color: {ink}">text</p><button>{name}</button>
</main></html>"""


@pytest.mark.parametrize("within", [None, "main"])
def test_pale_letters_and_a_button_without_a_name_are_found(page, within):
    page.set_content(PAGE.format(ink="#111", name="Play"))
    assert faults(page, within) == ""
    page.set_content(PAGE.format(ink="#ddd", name=""))
    found = faults(page, within)
    assert "color-contrast" in found
    assert "button-name" in found
    assert found == Axe().run(page, context=within).generate_report()


@pytest.mark.parametrize("within", [None, "main"])
def test_words_of_code_that_look_alike_are_judged_once_and_others_each(page, within):
    dark, pale = '<b style="background: #333"><span>one</span></b>', '<span style="color: #ddd">two</span>'
    words = f"<span>none</span>{dark}{pale.replace('ddd', 'ddd; display: none')}{pale.replace('two', '2')}{pale * 3}"
    code = f'<pre class="highlight" style="color: #111; background: #fff">{words}</pre>'
    page.set_content(PAGE.format(ink="#111", name="Play").replace("<button", f"{code * 2}<button"))
    found = faults(page, within)
    assert Axe().run(page, context=within).response["violations"][0]["nodes"][5:]  # it tells eight
    assert [found.count(f">{word}</span>") for word in ("none", "one", "two")] == [0, 2, 2]


def test_a_cell_that_changed_is_judged_anew(page):
    table = "<table><tr><td>one<td>another</table>"
    page.set_content(PAGE.format(ink="#111", name="Play").replace("<button", f"{table}<button"))
    assert faults(page) == ""
    page.locator("td").nth(1).evaluate("cell => (cell.style.color = '#eee')")
    assert "another" in faults(page)
