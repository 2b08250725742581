"""TinyNetwork on a page without Python: the walk, predictions, weights that are changed, steps, and the keyboard."""

import re

import numpy as np
import pytest

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
from accessibility import faults
from playwright.sync_api import expect
from widgets.stepper.reading import button, hint, keep_steps, question, say, seen_steps, small_print, verdict

from cnnlab import tiny
from cnnlab.widgets import TinyNetwork

NETWORK = {"inputs": [2, 3], "hidden": [[2, -1], [-1, 0.5]], "output": [[1, -2], [-1, 1]], "target": 0}
BIASED = {
    **{"inputs": [1, 0.5, -2], "hidden": [[0.6, -0.25, 0.1], [-1, 0.5, 1]], "target": 2},
    **{"output": [[0.1, -2], [-1, 1], [0.3, 0.7]], "hidden_bias": [1, -0.5], "output_bias": [0.5, 0, -1]},
}
ORDER = [
    *("sums", "relu", "scores", "exps", "probabilities", "loss", "grad_scores", "grad_output", "grad_output_bias"),
    *("grad_relu", "grad_sums", "grad_hidden", "grad_hidden_bias"),
]
COUNT = 25  # numbers that the walk of NETWORK writes
STATE = "name => cnnlab.model.get(name)"


def numbers_of(network):
    """All numbers of a walk, in the order in which it writes them."""
    walk = tiny.Network(**network).walk()
    return np.concatenate([np.ravel(walk[name]) for name in ORDER if walk[name] is not None])


def number(page):
    """The result in the sentence."""
    return float(re.split("[=≈] ?", say(page))[-1])


def trait(page, name):
    return page.evaluate(STATE, name)


def to_the_end(page):
    page.get_by_label("Step of the walk").press("End")


def after_steps(network, count, rate=0.1):
    for _ in range(count):
        stepped = tiny.Network(**network).stepped(rate)
        network = network | {name: value for name, value in stepped.items() if value is not None}
    return network


def shows_weights_of(page, network):
    for name in tiny.WEIGHTS:
        if name in network:
            assert np.allclose(trait(page, name), network[name], rtol=1e-9), name


@pytest.mark.parametrize("network", [NETWORK, BIASED], ids=["plain", "biased"])
def test_each_step_writes_the_number_that_numpy_computes(open_page, network):
    page = open_page(TinyNetwork(**network))
    expected = numbers_of(network)
    button(page, "Play").focus()
    for step, value in enumerate(expected):
        assert small_print(page).inner_text().startswith(f"Step {step + 1} of {len(expected)}, ")
        assert number(page) == pytest.approx(value, rel=1e-3, abs=1e-12)
        page.keyboard.press("ArrowRight")
    assert button(page, "Step").is_disabled()
    for value in expected[-2::-1]:
        button(page, "Back").click()
        assert number(page) == pytest.approx(value, rel=1e-3, abs=1e-12)


def test_each_number_has_its_sum_beside_it_and_what_it_reads_is_framed(open_page):
    page = open_page(TinyNetwork(**NETWORK))
    beside, read = page.locator(".cl-callout text"), page.locator(".cl-read")
    assert say(page) == "Sum 0 = 2·2 + 3·(-1) = 1"
    assert beside.text_content() == "2·2 + 3·(-1) = 1"
    assert read.get_attribute("d").count("M") == 4
    to_the_end(page)
    assert say(page) == "Gradient of the weight from input 1 to sum 1 = 0·3 = 0"
    assert "Nothing came back to sum 1" in small_print(page).inner_text()
    assert read.get_attribute("d").count("M") == 2, "the two factors of the chain rule"


def test_a_shut_gate_is_marked_once_it_is_known(open_page):
    page = open_page(TinyNetwork(**NETWORK, step=2))
    assert page.get_by_text("shut", exact=True).count() == 0
    button(page, "Step").click()
    expect(page.get_by_text("shut", exact=True)).to_have_count(1)


def test_playing_reaches_the_end_and_skips_no_step(open_page):
    page = open_page(TinyNetwork(**NETWORK))
    keep_steps(page)
    page.get_by_label("speed").select_option("30")
    button(page, "Play").click()
    page.wait_for_function(f"() => cnnlab.model.get('step') === {COUNT - 1}")
    assert seen_steps(page) == list(range(1, COUNT))
    button(page, "Play").wait_for()


@pytest.mark.parametrize("network", [NETWORK, BIASED], ids=["plain", "biased"])
def test_steps_are_taken_with_the_gradients_and_all_of_them_are_taken_back(open_page, network):
    page = open_page(TinyNetwork(**network, learning_rate=0.5))
    assert button(page, "Take the step").is_disabled()
    assert button(page, "All steps back").is_disabled()
    for count in (1, 2, 3):
        to_the_end(page)
        button(page, "Take the step").click()
        shows_weights_of(page, after_steps(network, count, 0.5))
        assert trait(page, "step") == 0
        before, now = (tiny.Network(**after_steps(network, n, 0.5)).walk()["loss"] for n in (count - 1, count))
        said = page.get_by_text(re.compile(f"^{count} steps? taken")).inner_text()
        told = [float(part) for part in re.findall(r"(?:from|to) ≈?([\d.e-]*\d)", said)]
        assert told == pytest.approx([before, now], rel=1e-3)
    button(page, "All steps back").click()
    shows_weights_of(page, network)
    page.get_by_text("No step taken yet.").wait_for()


def test_another_learning_rate_is_used_and_one_that_is_none_is_not(open_page):
    page = open_page(TinyNetwork(**NETWORK))
    field = page.get_by_label("learning rate")
    for typed, taken in (("-1", 0.1), ("", 0.1), ("2", 2)):
        field.fill(typed)
        field.press("Enter")
        assert trait(page, "learning_rate") == taken
    to_the_end(page)
    button(page, "Take the step").click()
    shows_weights_of(page, after_steps(NETWORK, 1, 2))


def test_any_number_is_edited_and_reset_brings_all_back(open_page):
    page = open_page(TinyNetwork(**BIASED))
    network = {name: np.array(value, float) for name, value in BIASED.items() if name != "target"}
    count = sum(array.size for array in network.values())
    boxes = page.locator("rect.cl-hit")
    assert boxes.count() == count
    for k in range(count):
        boxes.nth(k).click()
        page.get_by_label("New value").fill(str(k + 0.5))
        page.keyboard.press("Enter")
    typed = np.concatenate([np.ravel(trait(page, name)) for name in network])
    assert sorted(typed) == [k + 0.5 for k in range(count)]
    now = {name: trait(page, name) for name in network} | {"target": 2}
    for value in numbers_of(now)[:3]:
        assert number(page) == pytest.approx(value, rel=1e-3)
        button(page, "Step").click()
    button(page, "Reset").click()
    shows_weights_of(page, BIASED)
    assert trait(page, "inputs") == BIASED["inputs"]


def test_weights_without_end_say_so_and_the_way_back_is_open(open_page):
    page = open_page(TinyNetwork(**NETWORK))
    page.get_by_label("learning rate").fill("1e100")
    page.get_by_label("learning rate").press("Enter")
    for _ in range(2):
        to_the_end(page)
        if button(page, "Take the step").is_enabled():
            button(page, "Take the step").click()
    assert not re.search("NaN|Infinity|undefined", page.locator(".cnnlab").inner_text())
    button(page, "All steps back").click()
    shows_weights_of(page, NETWORK)
    assert say(page).startswith("Sum 0 = ")


@pytest.mark.parametrize("size", [900, -900, 1e99])
def test_scores_far_from_zero_are_shifted_and_only_then_it_is_said(open_page, size):
    page = open_page(TinyNetwork([1, 1], [[1, 0]], [[size], [size - abs(size) / 900]], target=1, step=4))
    assert say(page).startswith("Exp 0 = exp(")
    assert "largest score is subtracted" in small_print(page).inner_text()
    button(page, "Play").focus()
    for _ in range(14):
        assert not re.search(r"NaN|Infinity|\binf\b|\?", page.locator(".cnnlab").inner_text())
        page.keyboard.press("ArrowRight")
    assert button(page, "Take the step").is_enabled()
    page = open_page(TinyNetwork(**NETWORK, step=6))
    assert "subtracted" not in small_print(page).inner_text()


# ---- predictions


def test_every_number_can_be_predicted_to_the_end(open_page):
    page = open_page(TinyNetwork(**NETWORK, predict=True))
    for value in numbers_of(NETWORK):
        assert say(page).endswith("= ?")
        question(page).fill(f"{value:.4g}")
        page.keyboard.press("Enter")
        assert verdict(page) == "Right."
        button(page, "Play").focus()
        page.keyboard.press("ArrowRight")
    assert button(page, "Take the step").is_enabled()


def test_what_came_before_the_step_is_known_and_not_asked(open_page):
    page = open_page(TinyNetwork(**NETWORK, predict=True, step=11))
    assert page.get_by_label("Your prediction for the gradient of score 0").is_visible()
    shown = page.locator("text.cl-number").all_text_contents()
    assert "?" not in shown
    assert "≈0.127" in shown
    assert page.locator("text.cl-grad").all_text_contents().count("?") == 1
    button(page, "Back").click()
    assert not question(page).is_visible()


SLIPS = {
    "the sum of the other unit": (0, -0.5, "That is sum 1"),
    "ReLU below zero": (3, -0.5, "lets nothing below zero through"),
    "ReLU as an absolute value": (3, 0.5, "does not turn a sign around"),
    "a score of the sums": (4, 2, "before ReLU"),
    "e times the score": (7, -2.718, "times the score"),
    "one exp in the sum": (8, 7.389, "all exps"),
    "the loss without its minus": (10, -0.1269, "has a minus before it"),
    "1 minus the probability": (10, 0.1192, "lacks to 1"),
    "the probability alone": (11, 0.8808, "1 is subtracted"),
    "minus 1 everywhere": (12, -0.8808, "at the right class alone"),
    "one line alone": (17, -0.1192, "along one line"),
    "a gate left open": (20, 0.3576, "the gate is shut"),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_what_a_wrong_answer_betrays_is_said(open_page, slip):
    step, answer, words = SLIPS[slip]
    page = open_page(TinyNetwork(**NETWORK, predict=True, step=step))
    question(page).fill(str(answer))
    page.keyboard.press("Enter")
    assert words in verdict(page)
    assert verdict(page).endswith("Try again.")


def test_after_two_wrong_answers_the_number_is_shown_on_request(open_page):
    page = open_page(TinyNetwork(**NETWORK, predict=True))
    for wrong in ("100", "101"):
        assert not button(page, "Show me").is_visible()
        question(page).fill(wrong)
        page.keyboard.press("Enter")
        assert "2·2" not in page.locator(".cnnlab").inner_text()
    button(page, "Show me").click()
    assert verdict(page).startswith("It is 1.")
    assert say(page) == "Sum 0 = 2·2 + 3·(-1) = 1"
    expect(button(page, "Step")).to_be_focused()
    button(page, "Predict first").click()
    to_the_end(page)
    assert say(page).endswith("= 0")


# ---- the keyboard, pointing, and what holds for every page


def test_the_keyboard_alone_walks_edits_and_steps(open_page):
    page = open_page(TinyNetwork(**NETWORK))
    page.get_by_role("application").focus()
    assert hint(page).startswith("Input 0 = 2.")
    page.keyboard.press("ArrowDown")
    assert hint(page).startswith("Input 1 = 3.")
    page.keyboard.press("ArrowRight")
    assert hint(page).startswith("The weight from input 1 to sum 1 = 0.5.")
    page.keyboard.press("Enter")
    page.keyboard.type("4")
    page.keyboard.press("Enter")
    assert trait(page, "hidden") == [[2, -1], [-1, 4]]
    expect(page.get_by_role("application")).to_be_focused()
    assert hint(page).startswith("The weight from input 1 to sum 1 = 4.")
    button(page, "Play").focus()
    page.keyboard.press("End")
    page.keyboard.press("Tab")
    button(page, "Take the step").focus()
    page.keyboard.press("Enter")
    shows_weights_of(page, after_steps(NETWORK | {"hidden": [[2, -1], [-1, 4]]}, 1))
    expect(button(page, "Take the step")).to_be_focused()
    button(page, "Play").focus()
    page.keyboard.press("ArrowRight")
    assert trait(page, "step") == 1


def test_pointing_reads_all_of_a_number_and_of_its_gradient(open_page):
    page = open_page(TinyNetwork(**NETWORK, step=COUNT - 1))
    page.locator("rect.cl-hit").first.hover()
    assert hint(page).startswith("The weight from input 0 to sum 0 = 2. Its gradient is -0.47681168")
    page.locator("rect.cl-node").nth(8).hover()
    assert hint(page) == "Exp 0 = exp(1) = 2.71828182846."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1000])
@pytest.mark.parametrize("options", [{}, {"predict": True}], ids=["shown", "asked"])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width, options):
    page = open_page(TinyNetwork(**BIASED, step=20, **options), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    page.wait_for_timeout(100)
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
