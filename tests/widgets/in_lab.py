"""What a reader does with a widget in JupyterLab, and what Python and both its views have by then."""

import ast
import json
import time
from importlib.resources import files

import pytest
from conftest import THEMES, choose_theme

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
from accessibility import faults
from playwright.sync_api import expect

PALETTE = json.loads((files("cnnlab") / "palette.json").read_text(encoding="utf-8"))


IN_PYTHON = """async expression => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({code: '', user_expressions: {expression}}).done;
    return reply.content.user_expressions.expression.data['text/plain'];
}"""


BACKGROUND = """([colour]) => {
    const probe = document.createElement('i');
    probe.style.backgroundColor = colour;
    return getComputedStyle(document.querySelector('.cnnlab')).backgroundColor === probe.style.backgroundColor;
}"""


def tab_to(page, locator):
    """Press Tab until `locator` has the focus, as one without a mouse would."""
    for _ in range(25):
        if locator.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the Tab key does not lead to {locator}")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def both_say(views, selector, text):
    for view in views:
        expect(view.locator(selector)).to_contain_text(text)


def in_python(page, expression):
    """The value that an expression has in the notebook's kernel now.

    What the browser sent before may still be on a subshell's way: to see it arrive, use `comes_to_python`.
    """
    return ast.literal_eval(page.evaluate(IN_PYTHON, expression))


def comes_to(value, look):
    """Wait until `look()` gives this value: what the browser sent may still be on a subshell's way."""
    until = time.monotonic() + 20
    while (found := look()) != value and time.monotonic() < until:
        time.sleep(0.1)
    assert found == value


def comes_to_python(page, expression, value):
    comes_to(value, lambda: in_python(page, expression))


def passes_axe_in_both_themes(page):
    """Whatever JupyterLab does for another theme, what had the focus has it in the end."""
    held = page.evaluate_handle("() => document.activeElement")
    for theme in THEMES:
        choose_theme(page, theme)
        page.wait_for_function(BACKGROUND, arg=[PALETTE[theme.lower()]["background"]])
        assert faults(page, ".cnnlab") == "", theme
    held.evaluate("element => element.focus({ preventScroll: true })")
