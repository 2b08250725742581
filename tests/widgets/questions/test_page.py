"""Quiz and Claims as a learner meets them on a page."""

import re

import pytest
from accessibility import faults
from widgets.questions.examples import CLAIMS, QUESTIONS

from cnnlab.widgets import Claims, Quiz


def test_each_option_has_its_own_feedback_and_the_first_try_counts(open_page):
    page = open_page(Quiz(QUESTIONS))
    page.get_by_label("nine", exact=True).check()
    assert page.get_by_text("That is a 3 x 3 kernel.").is_visible()
    page.get_by_label("sixteen", exact=True).check()
    assert page.get_by_text("Four across, four down.").is_visible()
    page.get_by_label("it does not", exact=True).check()
    assert page.get_by_text("1 of 2 right at the first try").is_visible()
    assert page.locator("b", has_text="Does").count() == 0, "text stays text"


def test_a_verdict_is_shown_after_an_answer_only(open_page):
    page = open_page(Claims(CLAIMS))
    show = page.get_by_role("button", name=re.compile("Show the verdict")).first
    assert show.is_disabled()
    page.get_by_role("button", name=re.compile("^True")).first.press("Enter")
    show.press("Enter")
    assert page.get_by_text("28 times 28.").is_visible()


def test_no_idea_is_an_answer_that_opens_the_verdict_and_agrees_with_none(open_page):
    page = open_page(Claims(CLAIMS))
    page.get_by_role("button", name="No idea").first.press("Enter")
    page.get_by_role("button", name="Show the verdict").first.press("Enter")
    assert page.get_by_text("True. You had no idea. 28 times 28.").is_visible()
    assert page.get_by_role("status").inner_text() == "1 of 2 answered; you agreed with 0 of the 1 verdicts shown"
    assert page.evaluate("() => cnnlab.model.get('answers')") == {"0": "no idea"}


def test_some_of_the_claims_keep_their_numbers_and_their_answers_keys(open_page, tmp_path):
    Claims(CLAIMS, name="trial", folder=tmp_path).answers = {"0": "no idea", "1": "no idea"}
    page = open_page(Claims(CLAIMS, name="trial", folder=tmp_path, again=True, only=[2]))
    assert page.get_by_role("group", name=re.compile("^[0-9]")).count() == 1
    assert page.get_by_role("group", name="2. A dense net").is_visible()
    page.get_by_role("button", name="False", exact=True).press("Enter")
    assert page.get_by_text("The first time you had no idea.").is_visible()
    assert page.get_by_role("status").inner_text() == "1 of 1 answered. You changed your mind on 1 of 1."
    assert page.evaluate("() => cnnlab.model.get('answers')") == {"1": "false"}


def asked_again(folder, **first):
    """Two claims for the second time; `first` is what was said before."""
    Claims(CLAIMS, name="trial", folder=folder).answers = first
    return Claims(CLAIMS, name="trial", folder=folder, again=True)


def test_what_one_said_first_is_shown_after_the_second_answer_only(open_page, tmp_path):
    page = open_page(asked_again(tmp_path, **{"0": "true", "1": "depends"}))
    assert page.get_by_text("The first time you said").count() == 0
    page.get_by_role("button", name="True", exact=True).first.press("Enter")
    assert page.get_by_text("The first time you said the same.").is_visible()
    page.get_by_role("button", name="False", exact=True).last.press("Enter")
    assert page.get_by_text("The first time you said it depends.").is_visible()
    status = page.get_by_role("status")
    assert status.inner_text() == "2 of 2 answered. You changed your mind on 1 of 2."
    page.get_by_role("button", name="Show the verdict").last.press("Enter")
    assert status.inner_text().endswith("You agree with 1 of the 1 verdict shown; the first time it was 0.")
    page.get_by_role("button", name="Forget these answers").press("Enter")
    assert page.get_by_text("The first time you said").count() == 0


def test_a_second_time_without_a_first_says_so(open_page, tmp_path):
    page = open_page(asked_again(tmp_path))
    page.get_by_role("button", name="True", exact=True).first.press("Enter")
    assert page.get_by_role("status").inner_text() == "1 of 2 answered. No answers from the first time are kept here."


def test_a_claim_that_was_not_judged_first_is_not_compared(open_page, tmp_path):
    page = open_page(asked_again(tmp_path, **{"1": "false"}))
    page.get_by_role("button", name="True", exact=True).first.press("Enter")
    page.get_by_role("button", name="False", exact=True).last.press("Enter")
    assert page.get_by_role("status").inner_text() == "2 of 2 answered. You changed your mind on 0 of 1."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_second_time_passes_axe_with_everything_open(open_page, tmp_path, scheme):
    page = open_page(asked_again(tmp_path, **{"0": "true", "1": "depends"}), scheme)
    for number in (0, 1):
        page.get_by_role("button", name="True", exact=True).nth(number).press("Enter")
        page.get_by_role("button", name="Show the verdict").first.press("Enter")
    assert faults(page, ".cnnlab") == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("widget", [Quiz(QUESTIONS), Claims(CLAIMS)], ids=["quiz", "claims"])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, widget, scheme, width):
    page = open_page(widget, scheme)
    page.set_viewport_size({"width": width, "height": 900})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
