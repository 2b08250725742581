"""Each widget in JupyterLab: two views of one model, answers from Python, the keyboard alone, and both themes."""

import ast
import json
import re
import time
from importlib.resources import files

import pytest
from conftest import THEMES, choose_theme

from tools.browser import start_in_kernel, stop_kernel

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
from axe_playwright_python.sync_playwright import Axe
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

POOL = """
from cnnlab.widgets import PoolStepper
widget = PoolStepper([[1, 2, 0, 1], [0, 3, 1, 0], [2, 0, 4, 1], [1, 1, 0, 5]])
widget
"""
BACKWARD = {
    "Gradient of the feature map": """
from cnnlab.widgets import ConvStepper
image, kernel, grad_out = [[1, 2, 0], [0, 3, 1], [2, 1, 0]], [[1, -1], [0, 2]], [[-2, -1], [0, 1]]
widget = ConvStepper(image, kernel, direction="backward", grad_out=grad_out)
widget
""",
    "Gradient of the output": """
from cnnlab.widgets import PoolStepper
feature_map = [[1, 2, 0, 1], [0, 3, 1, 0], [2, 0, 4, 1], [1, 1, 0, 5]]
widget = PoolStepper(feature_map, direction="backward", grad_out=[[-2, -1], [0, 1]])
widget
""",
}
EXPLORER = """
from cnnlab.widgets import ShapeExplorer
widget = ShapeExplorer(6, 3)
widget
"""
IMAGE = "<img src=x onerror=alert(1)>"
QUIZ = f"""
from cnnlab.widgets import Quiz
options = [
    dict(text="red {IMAGE}", right=False, why="It is not {IMAGE}."),
    dict(text="green", right=True, why="It is."),
]
widget = Quiz([dict(ask="Which? {IMAGE}", options=options)], name="colours")
widget
"""
CLAIMS = f"""
from cnnlab.widgets import Claims
claims = [
    dict(claim="Two is even. {IMAGE}", verdict="true", why="{IMAGE} It is."),
    dict(claim="Three is even.", verdict="false", why="It is odd."),
]
widget = Claims(claims, name="numbers")
widget
"""


@pytest.fixture
def open_views(open_cells):
    """A function that shows a widget in two cells, and returns the page and both views; the first cell is chosen."""

    def run(source):
        page = open_cells(source, "widget")
        views = page.locator(".cnnlab")
        expect(views).to_have_count(2)
        page.keyboard.press("ArrowUp")
        return page, views.nth(0), views.nth(1)

    return run


@pytest.fixture
def answers(lab):
    """The file of a learner's answers in the notebooks' folder, removed afterwards."""
    file = lab[2] / "cnnlab_answers.json"
    yield file
    file.unlink()


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
    """The value that an expression has in the notebook's kernel, after all that the browser sent before."""
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
    for theme in THEMES:
        choose_theme(page, theme)
        page.wait_for_function(BACKGROUND, arg=[PALETTE[theme.lower()]["background"]])
        report = Axe().run(page, context=".cnnlab")
        assert report.violations_count == 0, f"{theme}: {report.generate_report()}"


def test_pool_stepper_edits_go_to_python_and_both_views_follow(open_views):
    page, *views = open_views(POOL)
    first = views[0]
    first.locator('svg g[aria-label^="Input"] rect').nth(1).click()
    first.get_by_label("New value").fill("7.5")
    first.get_by_label("New value").press("Enter")
    both_say(views, ".cl-say", "largest of 1, 7.5, 0, 3 = 7.5")
    comes_to_python(page, "widget.image[0][0]", [1, 7.5, 0, 1])
    first.get_by_label("kernel size").fill("5")
    first.get_by_label("kernel size").press("Tab")
    both_say(views, ".cl-message", "does not fit an input of size 4")
    first.get_by_label("kernel size").fill("2")
    first.get_by_label("stride").fill("1")
    first.get_by_label("stride").press("Tab")
    both_say(views, ".cl-sub", "Step 1 of 9")
    expect(first.locator(".cl-message")).to_be_empty()
    comes_to_python(page, "widget.stride", 1)
    passes_axe_in_both_themes(page)


@pytest.mark.parametrize(("gradient", "source"), BACKWARD.items(), ids=["conv", "pool"])
def test_a_backward_stepper_is_stepped_and_edited_by_keyboard_and_both_views_follow(open_views, gradient, source):
    page, *views = open_views(source)
    tab_to(page, views[0].locator(f'svg g[aria-label^="{gradient}"]'))
    press(page, "ArrowRight", "Enter")
    both_say(views, ".cl-say", "Output row 0, column 1 sends back -1")
    press(page, "Enter")
    page.keyboard.type("7")
    press(page, "Enter")
    both_say(views, ".cl-say", "Output row 0, column 1 sends back 7")
    comes_to_python(page, "[float(grad) for grad in __import__('numpy').ravel(widget.walk['out'])]", [-2, 7, 0, 1])
    comes_to_python(page, "widget.step", 1)
    passes_axe_in_both_themes(page)


def test_a_stepper_answers_while_a_cell_runs_also_the_first_time(open_views):
    page, *views = open_views(POOL)
    start_in_kernel(page, "import time\ntime.sleep(600)")
    try:
        views[0].get_by_label("stride").fill("1")
        views[0].get_by_label("stride").press("Tab")
        both_say(views, ".cl-sub", "Step 1 of 9")
        assert not page.evaluate("() => window.ended")
    finally:
        stop_kernel(page)


def test_pool_stepper_is_edited_and_stepped_by_keyboard(open_views):
    page, *views = open_views(POOL)
    first = views[0]
    tab_to(page, first.locator('svg g[aria-label^="Input"]'))
    press(page, "ArrowDown", "ArrowRight", "Enter")
    page.keyboard.type("8")
    press(page, "Enter")
    both_say(views, ".cl-say", "largest of 1, 2, 0, 8 = 8")
    tab_to(page, first.get_by_role("button", name="Step", exact=True))
    press(page, "Enter")
    both_say(views, ".cl-say", "Output row 0, column 1 = ")
    press(page, "Space")
    both_say(views, ".cl-say", "Output row 1, column 0 = ")
    tab_to(page, first.get_by_label("Step of the walk"))
    press(page, "End")
    both_say(views, ".cl-say", "Output row 1, column 1 = ")
    press(page, "Home")
    both_say(views, ".cl-say", "Output row 0, column 0 = ")
    tab_to(page, first.get_by_label("stride"))
    press(page, "ArrowDown")
    both_say(views, ".cl-sub", "Step 1 of 9")


def test_the_menus_of_a_stepper_keep_their_keys_from_the_notebook(open_views):
    page, *views = open_views(POOL)
    tab_to(page, views[0].get_by_label("take the"))
    press(page, "ArrowDown")
    both_say(views, ".cl-say", "mean of 1, 2, 0, 3 = 1.5")
    press(page, "l")  # the first letter of "largest"; to a notebook, "show line numbers"
    both_say(views, ".cl-say", "largest of 1, 2, 0, 3 = 3")


def test_shape_explorer_moves_in_both_views_by_keyboard(open_views):
    page, *views = open_views(EXPLORER)
    tab_to(page, views[0].get_by_label("stride", exact=True))
    press(page, "ArrowRight")
    both_say(views, ".cl-words", "Half a step is left over")
    for view in views:
        expect(view.locator(".cl-formula b").last).to_have_text("2")
        expect(view.get_by_label("stride", exact=True)).to_have_value("2")
    comes_to_python(page, "widget.stride", 2)
    press(page, "Home")
    tab_to(page, views[0].get_by_role("button", name="same"))
    press(page, "Enter")
    both_say(views, ".cl-words", "as large as the input")
    passes_axe_in_both_themes(page)
    views[0].get_by_label("kernel", exact=True).focus()
    press(page, "End")
    both_say(views, ".cl-message", "A kernel of size 9 does not fit an input of size 6")


def test_quiz_answers_by_keyboard_are_in_both_views_in_python_and_in_the_file(open_views, answers):
    page, *views = open_views(QUIZ)
    tab_to(page, views[0].get_by_role("radio").first)
    press(page, "Space")
    both_say(views, ".cl-why", f"Not quite. It is not {IMAGE}.")
    press(page, "ArrowDown", "Enter")
    both_say(views, ".cl-why", "Right. It is.")
    for view in views:
        expect(view.get_by_label("green")).to_be_checked()
        expect(view).to_contain_text(f"Which? {IMAGE}")
        expect(view).to_contain_text("0 of 1 right at the first try")
    assert page.locator(".cnnlab img").count() == 0
    comes_to_python(page, "widget.answers", {"0": [0, 1]})
    comes_to({"colours": {"0": [0, 1]}}, lambda: json.loads(answers.read_text(encoding="utf-8")))
    passes_axe_in_both_themes(page)


def test_claims_are_judged_and_forgotten_by_keyboard_in_both_views_in_python_and_in_the_file(open_views, answers):
    page, *views = open_views(CLAIMS)
    verdict = views[0].get_by_role("button", name=re.compile("the verdict")).first
    tab_to(page, views[0].get_by_role("button", name="True").first)
    press(page, "Enter")
    for view in views:
        expect(view.get_by_role("button", name="True").first).to_have_attribute("aria-pressed", "true")
        expect(view).to_contain_text("1 of 2 answered")
    tab_to(page, verdict)
    press(page, "Space")
    expect(views[0].locator(".cl-why").first).to_have_text(f"True. You agree. {IMAGE} It is.")
    expect(views[1].locator(".cl-why").first).to_be_empty()  # which verdicts are open is each view's own affair
    assert page.locator(".cnnlab img").count() == 0
    comes_to_python(page, "widget.answers", {"0": "true"})
    comes_to({"numbers": {"0": "true"}}, lambda: json.loads(answers.read_text(encoding="utf-8")))
    passes_axe_in_both_themes(page)
    tab_to(page, views[0].get_by_role("button", name="Forget my answers"))
    press(page, "Enter")
    both_say(views, ".cl-end", "0 of 2 answered")
    comes_to_python(page, "widget.answers", {})
    comes_to({}, lambda: json.loads(answers.read_text(encoding="utf-8")))


AGAIN = f"""{CLAIMS.rsplit("widget = ", 1)[0]}
Claims(claims, name="numbers").answers = {{"0": "false", "1": "false"}}
widget = Claims(claims, name="numbers", again=True)
widget
"""


def test_claims_asked_again_in_jupyterlab(open_views, answers):
    page, *views = open_views(AGAIN)
    tab_to(page, views[0].get_by_role("button", name="True").first)
    press(page, "Enter")
    both_say(views, ".cl-then >> nth=0", "The first time you said false.")
    both_say(views, ".cl-end", "You changed your mind on 1 of 1.")
    comes_to_python(page, "widget.answers", {"0": "true"})
    kept = json.loads(answers.read_text(encoding="utf-8"))
    assert kept == {"numbers": {"0": "false", "1": "false"}, "numbers, again": {"0": "true"}}
    passes_axe_in_both_themes(page)
