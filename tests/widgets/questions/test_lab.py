"""Quiz and Claims in JupyterLab: two views of one model, the file of answers, the keyboard alone, and both themes."""

import json
import re

import pytest
from widgets.in_lab import comes_to, comes_to_python, expect, passes_axe_in_both_themes, press, tab_to

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
AGAIN = f"""{CLAIMS.rsplit("widget = ", 1)[0]}
Claims(claims, name="numbers").answers = {{"0": "false", "1": "false"}}
widget = Claims(claims, name="numbers", again=True)
widget
"""


@pytest.fixture
def answers(lab):
    """The file of a learner's answers in the notebooks' folder, removed afterwards."""
    file = lab[2] / "cnnlab_answers.json"
    yield file
    file.unlink()


def said_of(view, question):
    """The paragraphs under a question or a claim, those without words included."""
    card = view.get_by_role("group", name=question)
    return card.get_by_role("paragraph", include_hidden=True)


def test_quiz_answers_by_keyboard_are_in_both_views_in_python_and_in_the_file(open_views, answers):
    page, *views = open_views(QUIZ)
    tab_to(page, views[0].get_by_role("radio").first)
    press(page, "Space")
    for view in views:
        expect(said_of(view, "1. Which?")).to_contain_text(f"Not quite. It is not {IMAGE}.")
    press(page, "ArrowDown", "Enter")
    for view in views:
        expect(said_of(view, "1. Which?")).to_contain_text("Right. It is.")
        expect(view.get_by_label("green")).to_be_checked()
        expect(view).to_contain_text(f"Which? {IMAGE}")
        expect(view).to_contain_text("0 of 1 right at the first try")
    assert [view.locator("img").count() for view in views] == [0, 0]
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
    expect(said_of(views[0], "1. Two").last).to_have_text(f"True. You agree. {IMAGE} It is.")
    expect(said_of(views[1], "1. Two").last).to_be_empty()  # which verdicts are open is each view's own affair
    assert [view.locator("img").count() for view in views] == [0, 0]
    comes_to_python(page, "widget.answers", {"0": "true"})
    comes_to({"numbers": {"0": "true"}}, lambda: json.loads(answers.read_text(encoding="utf-8")))
    passes_axe_in_both_themes(page)
    tab_to(page, views[0].get_by_role("button", name="Forget my answers"))
    press(page, "Enter")
    for view in views:
        expect(view.get_by_role("status")).to_contain_text("0 of 2 answered")
    comes_to_python(page, "widget.answers", {})
    comes_to({}, lambda: json.loads(answers.read_text(encoding="utf-8")))


def test_claims_asked_again_in_jupyterlab(open_views, answers):
    page, *views = open_views(AGAIN)
    tab_to(page, views[0].get_by_role("button", name="True").first)
    press(page, "Enter")
    for view in views:
        expect(said_of(view, "1. Two").first).to_contain_text("The first time you said false.")
        expect(view.get_by_role("status")).to_contain_text("You changed your mind on 1 of 1.")
    comes_to_python(page, "widget.answers", {"0": "true"})
    kept = json.loads(answers.read_text(encoding="utf-8"))
    assert kept == {"numbers": {"0": "false", "1": "false"}, "numbers, again": {"0": "true"}}
    passes_axe_in_both_themes(page)
