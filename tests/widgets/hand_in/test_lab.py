"""HandIn in JupyterLab: it saves what holds by now, whether Python answers or not, and deletes after asking once."""

import json
import os
import signal
import sys

import pytest
from widgets.in_lab import comes_to, comes_to_python, expect, in_python, passes_axe_in_both_themes, press, tab_to

from cnnlab.record import COPY, FILE

CELL = """
from cnnlab.record import keep_attempt, keep_prediction
from cnnlab.widgets import HandIn
keep_attempt("conv2d", False, "M8")
widget = HandIn()
widget
"""
MORE = 'keep_prediction("03 ConvStepper", "right")'
WHO = "Your name, or the code that your teacher gave you"


@pytest.fixture
def record(lab):
    """The record in the notebooks' folder, which is a student's copy meanwhile."""
    (lab[2] / COPY).write_text("{}", encoding="utf-8")
    yield lab[2] / FILE
    for name in (COPY, FILE):
        (lab[2] / name).unlink(missing_ok=True)


def saved_by(page, act):
    with page.expect_download() as saved:
        act()
    return json.loads(saved.value.path().read_text(encoding="utf-8"))


def test_by_keyboard_alone_what_holds_by_now_is_saved_and_all_is_deleted(open_views, record):
    page, *views = open_views(CELL)
    passes_axe_in_both_themes(page)
    for view in views:
        expect(view).to_contain_text("Exercise conv2d: not right yet; 1 try. The hints named M8 (1 time).")
    in_python(page, f"{MORE} == ''")
    tab_to(page, views[0].get_by_label(WHO))
    page.keyboard.type("Ada")
    content = saved_by(page, lambda: press(page, "Enter"))
    assert content["who"] == "Ada"
    assert content["answers"] == json.loads(record.read_text(encoding="utf-8"))
    assert content["answers"]["predictions"]["03 ConvStepper"]["right"] == 1, "which came after the widget was made"
    for view in views:
        expect(view).to_contain_text("ConvStepper: 1 number predicted right")
        expect(view.get_by_label(WHO)).to_have_value("Ada")
    tab_to(page, views[0].get_by_role("button", name="Delete all my answers"))
    press(page, "Enter")
    expect(views[0].get_by_role("button", name="Keep them")).to_be_focused()
    passes_axe_in_both_themes(page)
    press(page, "Escape")
    expect(views[0].get_by_role("button", name="Delete all my answers")).to_be_focused()
    assert json.loads(record.read_text(encoding="utf-8")) == content["answers"]
    press(page, "Enter", "Tab")
    expect(views[0].get_by_role("button", name="Delete them")).to_be_focused()
    press(page, "Enter")
    for view in views:
        expect(view).to_contain_text("There is nothing to hand in yet")
    expect(views[0].get_by_role("status")).to_have_text("All your answers are deleted.")
    expect(views[0].get_by_role("button", name="Delete all my answers")).to_be_focused()
    comes_to({}, lambda: json.loads(record.read_text(encoding="utf-8")))
    comes_to_python(page, "widget.record", {})


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped for a while")
def test_while_python_is_silent_what_the_page_knows_is_saved(open_views, record):
    page, view, _ = open_views(CELL)
    kernel = in_python(page, "__import__('os').getpid()")
    os.kill(kernel, signal.SIGSTOP)
    try:
        view.get_by_label(WHO).fill("Ada")
        content = saved_by(page, lambda: view.get_by_role("button", name="Save the file").click())
        assert content["answers"]["exercises"]["conv2d"]["attempts"] == 1
        expect(view.get_by_role("status")).to_contain_text("with what this page knew before Python fell silent")
        expect(view.get_by_role("alert")).to_contain_text("Python has not answered yet")
    finally:
        os.kill(kernel, signal.SIGCONT)
    expect(view.get_by_role("alert")).to_have_count(0)
