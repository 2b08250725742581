"""In JupyterLab: which keys a widget keeps from the notebook, and which reach it; for all parts of all widgets."""

import string

import pytest
from widgets.in_lab import press

from tools.every_widget import SOURCES, views

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

NOTEBOOK = "window.jupyterapp.shell.currentWidget"
CELLS = f"() => [...{NOTEBOOK}.content.model.cells].map(cell => [cell.id, cell.type, cell.sharedModel.getSource()])"
UNSAVED = f"() => {NOTEBOOK}.context.model.dirty"


def key(name, code, number, **held):
    """A key as a script presses it."""
    return {"key": name, "code": code, "keyCode": number, "bubbles": True, "cancelable": True, **held}


LETTERS = {letter: key(letter, f"Key{letter.upper()}", ord(letter.upper())) for letter in string.ascii_lowercase}
UP, DOWN = key("ArrowUp", "ArrowUp", 38), key("ArrowDown", "ArrowDown", 40)
KEYS = [
    *LETTERS.values(),
    *(key(digit, f"Digit{digit}", ord(digit)) for digit in string.digits),
    key("Delete", "Delete", 46),
    key("Backspace", "Backspace", 8),
    LETTERS["d"],
    LETTERS["d"],
    *({**pressed, "key": letter.upper(), "shiftKey": True} for letter, pressed in LETTERS.items()),
    key("Backspace", "Backspace", 8, ctrlKey=True),
    *({**arrow, "ctrlKey": True, "shiftKey": True} for arrow in (UP, DOWN)),
]
# Give each part of a widget the focus, press all keys on it, and name the parts on which they changed the notebook. A
# key that a script presses writes nothing, but is a shortcut like any other.
PRESS_ALL = f"""async ([root, keys]) => {{
    const cells = {CELLS};
    const failed = [];
    let pressed = 0;
    for (const part of root.querySelectorAll('a[href], button, input, select, summary, [tabindex]')) {{
        part.focus();
        if (document.activeElement !== part) continue; // it is hidden, or there is nothing to press yet
        const before = JSON.stringify(cells());
        for (const key of keys) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', key));
        await new Promise(done => setTimeout(done, 15));
        if (JSON.stringify(cells()) !== before) failed.push(part.outerHTML.slice(0, 200));
        pressed += 1;
    }}
    return [pressed, failed];
}}"""


def test_no_key_on_any_part_of_any_widget_changes_the_notebook(open_cells):
    page = open_cells(*SOURCES)
    for view in views(page):
        pressed, failed = page.evaluate(PRESS_ALL, [view.element_handle(), KEYS])
        assert failed == []
        assert pressed > 0 or view.get_attribute("aria-label") == "Training monitor"
    # The same on a cell itself cuts it: the test can fail.
    before = page.evaluate(CELLS)
    cut = "(cell, key) => { cell.focus(); cell.dispatchEvent(new KeyboardEvent('keydown', key)); }"
    page.locator(".jp-Cell").first.evaluate(cut, LETTERS["x"])
    page.wait_for_function(f"count => ({CELLS})().length < count", arg=len(before))


def test_real_keys_after_a_click_stay_in_the_widget_and_ctrl_s_saves(open_cells, lab):
    page = open_cells("from cnnlab.widgets import ConvStepper\nConvStepper([[1, 2], [3, 4]], [[1, 1]])")
    before = page.evaluate(CELLS)
    for part in (page.get_by_role("button", name="Play"), page.locator("[aria-label^='Feature map'] rect").first):
        part.click()
        press(page, "x", "d", "d", "Delete", "Shift+M")
        assert page.evaluate(CELLS) == before
        page.evaluate(f"() => {{ {NOTEBOOK}.context.model.dirty = true; }}")
        page.keyboard.press("Control+s")
        page.wait_for_function(f"() => !({UNSAVED})()")
