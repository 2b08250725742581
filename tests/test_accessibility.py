"""The check of accessibility finds what axe finds by itself, although it passes over the shapes of a drawing."""

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
