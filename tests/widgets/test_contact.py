"""A widget goes on by itself without Python; what needs Python knows when it does not answer, and says so.

How soon, `shared/contact.test.js` asserts, by a clock that no other work slows down.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from cnnlab import widgets
from tools.browser import KERNEL, start_in_kernel, stop_kernel
from tools.every_widget import MADE, START, every_widget

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
from widgets.in_lab import comes_to, expect, in_python

IN_ONE_CELL = f"{START}\nimport ipywidgets\nevery = [{', '.join(MADE.values())}]\nipywidgets.VBox(every)"
SILENT = "Python has not answered yet"
LOST = "This widget has lost its Python"
SOON = 20_000  # ms, for a machine that does much else


class Control(NamedTuple):
    """One of a widget's: how it is used, what shows whether it was answered, and that before and after."""

    use: Callable
    look: Callable
    unanswered: Any
    answered: Any


def enter_padding(view):
    field = view.get_by_label("padding")
    field.fill("1")
    field.press("Enter")


def draw(view):
    canvas = view.get_by_label("Canvas to draw on")
    for key in ("Space", "ArrowDown", "ArrowDown", "Space"):
        canvas.press(key)


def padding(view):
    return view.get_by_label("padding").input_value()


def is_kept(view):
    return "are kept in cnnlab_answers.json" in view.inner_text()


def image(view):
    return view.get_by_role("group", name="Images").get_by_role("button").nth(1)


def hidden_layers(view):
    return view.get_by_role("button", name="Remove").count()


def first_words(view):
    return view.get_by_role("paragraph").first.inner_text().split(":")[0]


# What the page answers by itself, whatever has become of Python.
COMPUTED = {
    "Convolution stepper": Control(enter_padding, padding, "0", "1"),
    "Pooling stepper": Control(enter_padding, padding, "0", "1"),
    "Tape stepper": Control(enter_padding, padding, "0", "1"),
    "Shape explorer": Control(lambda view: view.get_by_label("padding").press("ArrowRight"), padding, "0", "1"),
    "Shift explorer": Control(
        lambda view: view.get_by_label("The digit").press("ArrowRight"),
        first_words,
        *("The digit has not moved yet", "The digit moved by 1 column to the right."),
    ),
    "Valley": Control(
        lambda view: view.get_by_label("learning rate", exact=True).press("ArrowRight"),
        lambda view: view.get_by_label("learning rate in numbers").input_value(),
        *("0.1", "0.11"),
    ),
    "Network diagram": Control(lambda v: v.get_by_text("Add a hidden layer").press("Enter"), hidden_layers, 2, 3),
    "Tiny network": Control(
        lambda view: view.get_by_role("button", name="Predict first").press("Enter"),
        lambda view: view.get_by_role("button", name="Predict first").get_attribute("aria-pressed"),
        *("true", "false"),
    ),
    "Architecture builder": Control(
        lambda view: view.get_by_role("button", name="all dense").press("Enter"),
        lambda view: view.get_by_role("button", name="all dense").get_attribute("aria-pressed"),
        *("false", "true"),
    ),
    "A trained net": Control(
        lambda view: image(view).press("Enter"), lambda view: image(view).get_attribute("aria-pressed"), "false", "true"
    ),
    "Drawing pad": Control(draw, lambda view: "The net" in first_words(view), False, True),
    "From dense to convolution": Control(
        lambda view: view.get_by_role("radio").nth(1).press("Space"),
        lambda view: view.get_by_role("radio").nth(1).is_checked(),
        *(False, True),
    ),
    "Permutation goggles": Control(
        lambda view: view.get_by_role("radio").nth(1).press("Space"),
        lambda view: view.get_by_role("radio").nth(1).is_checked(),
        *(False, True),
    ),
    "Time machine": Control(
        lambda view: view.get_by_role("slider").press("ArrowRight"),
        lambda view: view.get_by_role("slider").input_value(),
        *("0", "1"),
    ),
}
# What only Python can do.
ASKED = {
    "Quiz": Control(lambda view: view.get_by_label("two").press("Space"), is_kept, False, True),
    "Claims": Control(lambda view: view.get_by_role("button", name="True").press("Enter"), is_kept, False, True),
}
ALSO_ASKS = {
    "Architecture builder",
    "Drawing pad",
    "Training monitor",
    "Hand in",
}  # to train, to ask the net or the file
NAMES = [*COMPUTED, *ASKED, "Training monitor", "Hand in"]


def view_of(page, name):
    return page.get_by_role("group", name=name).and_(page.locator(".cnnlab"))


def said(view):
    return view.get_by_role("alert")


def answers_by_itself(view, name):
    """Use a control of a widget, and see what follows from it, without a word about Python."""
    control = COMPUTED[name]
    control.use(view)
    comes_to((name, control.answered), lambda: (name, control.look(view)))


def all_answer_by_themselves(page):
    for name in COMPUTED:
        answers_by_itself(view_of(page, name), name)


@pytest.fixture
def page_of_all(open_cells, lab):
    page = open_cells(IN_ONE_CELL)
    for name in NAMES:
        expect(view_of(page, name)).to_have_count(1)
    yield page
    (lab[2] / "cnnlab_answers.json").unlink(missing_ok=True)


def kernel_of(page):
    return in_python(page, "__import__('os').getpid()")


def has_lost_its_python(page):
    """Each widget works as far as it can by itself; what needs Python says what is the case, and keeps to it."""
    for name in COMPUTED:
        view = view_of(page, name)
        answers_by_itself(view, name)
        expect(said(view)).to_have_count(1 if name in ALSO_ASKS else 0)
    for name, control in ASKED.items():
        control.use(view_of(page, name))
    page.wait_for_timeout(2000)
    for name in [*ASKED, *ALSO_ASKS]:
        expect(said(view_of(page, name))).to_contain_text(LOST)
    for name, control in ASKED.items():
        assert (name, control.look(view_of(page, name))) == (name, control.unanswered)


def test_every_widget_is_tried_here():
    assert len(NAMES) == len(widgets.__all__)


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be stopped for a while")
def test_a_kernel_that_does_not_answer_is_noticed_and_a_late_answer_counts(page_of_all):
    page = page_of_all
    kernel = kernel_of(page)
    os.kill(kernel, signal.SIGSTOP)
    try:
        all_answer_by_themselves(page)
        for name, control in ASKED.items():
            view = view_of(page, name)
            control.use(view)
            expect(said(view)).to_contain_text(SILENT, timeout=SOON)
            assert (name, control.look(view)) == (name, control.unanswered)
        for name in COMPUTED:
            expect(said(view_of(page, name))).to_have_count(0)
    finally:
        os.kill(kernel, signal.SIGCONT)
    for name, control in ASKED.items():
        view = view_of(page, name)
        expect(said(view)).to_have_count(0)
        comes_to((name, control.answered), lambda view=view, name=name: (name, ASKED[name].look(view)))
    comes_to(1, lambda: in_python(page, "every[0].padding"))  # and what the page answered has come to Python, too


def test_while_a_cell_runs_what_is_chosen_is_answered(page_of_all):
    page = page_of_all
    start_in_kernel(page, "import time\nend = time.monotonic() + 60\nwhile time.monotonic() < end: pass")
    try:
        all_answer_by_themselves(page)
        for name, control in ASKED.items():
            view = view_of(page, name)
            control.use(view)
            comes_to((name, control.answered), lambda view=view, name=name: (name, ASKED[name].look(view)))
        for name in NAMES:
            expect(said(view_of(page, name))).to_have_count(0)
        assert not page.evaluate("() => window.ended")
    finally:
        stop_kernel(page)


def test_a_restart_is_said_at_once_by_what_needs_python(page_of_all):
    page = page_of_all
    page.evaluate(f"() => {KERNEL}.restart()")
    for name in [*ASKED, *ALSO_ASKS]:
        expect(said(view_of(page, name))).to_contain_text(LOST)
    has_lost_its_python(page)


def test_a_kernel_that_was_killed_is_noticed(page_of_all):
    page = page_of_all
    os.kill(kernel_of(page), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    view = view_of(page, "Quiz")
    ASKED["Quiz"].use(view)
    expect(said(view)).to_be_visible(timeout=SOON)
    assert not is_kept(view)
    page.get_by_role("dialog").get_by_role("button", name="Ok").click()  # JupyterLab says it too, once it knows
    has_lost_its_python(page)


@pytest.mark.parametrize("kind", widgets.__all__)
def test_a_page_without_python_waits_for_nobody(clock, open_page, kind):
    page = open_page(every_widget()[kind])
    view = page.locator(".cnnlab")
    name = next(name for name in NAMES if view_of(page, name).count())
    if name in COMPUTED:
        answers_by_itself(view, name)
    elif name in ASKED:
        ASKED[name].use(view)
    clock.run_for(5000)
    expect(said(view)).to_have_count(0)
    assert not is_kept(view)
