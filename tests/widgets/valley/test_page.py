"""Valley as a learner meets it on a page without Python: each control, its numbers against NumPy, and its questions."""

import re

import numpy as np
import pytest

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

from accessibility import faults
from playwright.sync_api import expect
from widgets.stepper.reading import button, question, say, small_print

from cnnlab.widgets import Valley

INPUTS, TARGETS = np.array([1.0, 2, 3]), np.array([1.0, 3, 2])
PAIRS = np.array([[1.0, 0], [2, 1], [3, -1]])
CURVATURE, BOTTOM = 28 / 3, 13 / 14
NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def curve(rate=0.1, **options):
    return Valley(INPUTS, TARGETS, weights=[3], learning_rate=rate, **options)


def over_two(rate=0.1, **options):
    return Valley(PAIRS, TARGETS, weights=[3, -2], learning_rate=rate, **options)


def ball(page):
    return page.get_by_role("application", name=re.compile("^Ball"))


def stands(page):
    """The weights and the loss by the name of the ball."""
    return [float(text) for text in NUMBER.findall(ball(page).get_attribute("aria-label"))]


def pace(page):
    return page.locator(".cl-pace").inner_text()


def trait(page, name):
    return page.evaluate("name => cnnlab.model.get(name)", name)


def loss_at(weights):
    inputs = INPUTS[:, None] if len(weights) == 1 else PAIRS
    return ((inputs @ weights - TARGETS) ** 2).mean()


def slopes_at(weights):
    inputs = INPUTS[:, None] if len(weights) == 1 else PAIRS
    return 2 * (inputs @ weights - TARGETS) @ inputs / 3


@pytest.mark.parametrize(("make", "start"), [(curve, [3.0]), (over_two, [3.0, -2.0])], ids=["curve", "map"])
def test_step_and_back_show_the_numbers_of_numpy(open_page, make, start):
    page = open_page(make())
    path = [np.array(start)]
    for step in range(4):
        at = path[-1]
        path.append(at - 0.1 * slopes_at(at))
        assert stands(page) == pytest.approx([*at, loss_at(at)], rel=1e-3)
        assert float(NUMBER.findall(say(page))[-1]) == pytest.approx(path[-1][0], rel=1e-3)
        slopes = [float(text) for text in NUMBER.findall(small_print(page).inner_text())][-len(start) :]
        assert slopes == pytest.approx(slopes_at(at), rel=1e-3)
        button(page, "Step").click()
        assert trait(page, "step") == step + 1
    for step in (3, 2):
        button(page, "Back").click()
        assert stands(page) == pytest.approx([*path[step], loss_at(path[step])], rel=1e-3)
    button(page, "Reset").click()
    assert stands(page)[:-1] == start


@pytest.mark.parametrize(
    ("part", "words"),
    [(0.02, "It creeps: each step makes the rest of the way 2 % shorter."),
     (1.4, "It settles: each step ends on the other side, 60 % nearer to the bottom."),
     (2, "It leaps: each step ends on the other side, as far from the bottom as before."),
     (2.5, "It leaves: each step ends on the other side, 1.5 times as far from the bottom, and so higher")],
)  # fmt: skip
def test_it_says_what_happens_at_a_learning_rate_that_is_typed(open_page, part, words):
    page = open_page(curve())
    page.get_by_label("learning rate in numbers").fill(str(part / CURVATURE))
    page.keyboard.press("Enter")
    assert pace(page).startswith(words)
    losses = [stands(page)[-1]]
    for _ in range(2):
        button(page, "Step").click()
        losses.append(stands(page)[-1])
    assert pace(page).startswith(words)
    assert np.sign(losses[2] - losses[1]) == (part > 2) - (part < 2)


def test_the_slider_shows_at_once_where_the_same_steps_would_have_led(open_page):
    widget = curve()
    widget.step = 5
    page = open_page(widget)
    slider = page.get_by_label("learning rate", exact=True)
    kinds = []
    for key in ("Home", *["PageUp"] * 12, "End"):
        slider.press(key)
        rate = trait(page, "learning_rate")
        expected = BOTTOM + (1 - rate * CURVATURE) ** 5 * (3 - BOTTOM)
        assert stands(page)[0] == pytest.approx(expected, rel=2e-3)
        kinds.append(pace(page).split()[1].strip(":"))
    assert list(dict.fromkeys(kinds)) == ["creeps", "settles", "leaves"]
    assert trait(page, "step") == 5


def test_a_ball_that_leaves_the_picture_stands_at_its_edge_with_its_number(open_page):
    page = open_page(curve(0.4))
    for _ in range(4):
        button(page, "Step").click()
    at = BOTTOM + (1 - 0.4 * CURVATURE) ** 4 * (3 - BOTTOM)
    label = page.locator("svg text", has_text=f"weight ≈{at:.3g}")
    assert label.is_visible()
    frame, disc = page.locator("svg rect").first.bounding_box(), page.locator(".cl-ball .cl-disc").bounding_box()
    middle = disc["x"] + disc["width"] / 2, disc["y"] + disc["height"] / 2
    assert middle == pytest.approx((frame["x"] + frame["width"], frame["y"]), abs=3)


def test_where_a_number_would_be_too_large_the_run_ends_with_a_sentence(open_page):
    page = open_page(curve(1e6))
    expect(page.get_by_role("alert")).to_have_count(0)  # what is empty is hidden
    page.get_by_label("Step of the walk").press("End")
    last = trait(page, "step")
    assert last == len(curve(1e6).walk) - 1 < 50
    assert page.get_by_role("alert").inner_text() == (
        f"The run ends after {last} steps: the next number would be too large to hold."
    )
    expect(button(page, "Step")).to_be_disabled()
    assert not re.search("NaN|Infinity|inf|undefined", page.locator(".cnnlab").inner_text())
    button(page, "Back").click()
    expect(page.get_by_role("alert")).to_have_count(0)  # what is empty is hidden


@pytest.mark.parametrize("typed", ["0", "-1", "", "1e101"])
def test_what_is_no_learning_rate_is_refused_in_a_sentence(open_page, typed):
    page = open_page(curve())
    field = page.get_by_label("learning rate in numbers")
    field.fill(typed)
    field.press("Enter")
    assert page.get_by_role("alert").inner_text().startswith("A learning rate is a number above 0")
    assert (field.input_value(), trait(page, "learning_rate")) == ("0.1", 0.1)


def test_play_takes_fifty_steps_and_halts(open_page, clock):
    page = open_page(curve(0.01))
    page.get_by_label("speed").select_option("30")
    button(page, "Play").click()
    clock.run_for(3000)
    assert trait(page, "step") == 50
    assert button(page, "Play").is_visible()
    assert stands(page)[0] == pytest.approx(BOTTOM + (1 - 0.01 * CURVATURE) ** 50 * (3 - BOTTOM), rel=1e-3)


# ---- moving the ball


def test_a_mouse_drags_the_ball_and_a_click_brings_it(open_page):
    page = open_page(curve())
    button(page, "Step").click()
    box = page.locator(".cl-ball .cl-disc").bounding_box()
    x, y = box["x"] + 8, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 90, y - 30, steps=5)
    page.mouse.up()
    (dragged,) = trait(page, "weights")
    frame = page.locator("svg rect").first.bounding_box()
    assert trait(page, "step") == 0
    low, high = BOTTOM - 1.5 * (3 - BOTTOM), BOTTOM + 1.5 * (3 - BOTTOM)
    assert dragged == pytest.approx(low + (x - 90 - frame["x"]) / frame["width"] * (high - low), abs=0.05)
    page.mouse.click(frame["x"] + frame["width"] / 2, frame["y"] + 20)
    assert trait(page, "weights") == pytest.approx([BOTTOM], abs=0.02)


def test_on_a_map_both_weights_are_dragged_and_stay_in_it(open_page):
    page = open_page(over_two())
    box = page.locator(".cl-ball .cl-disc").bounding_box()
    x, y = box["x"] + 8, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 50, y - 60, steps=5)
    one, other = trait(page, "weights")
    assert one < 3
    assert other > -2
    page.mouse.move(x - 5000, y + 5000, steps=5)
    page.mouse.up()
    bottom = np.linalg.lstsq(PAIRS, TARGETS)[0]
    half = 1.5 * np.abs(bottom - [3, -2]).max()
    assert trait(page, "weights") == pytest.approx(bottom - half, abs=0.02)
    assert stands(page)[-1] == pytest.approx(loss_at(np.array(trait(page, "weights"))), rel=1e-3)


def test_the_keyboard_alone_does_all_of_it(open_page):
    page = open_page(over_two())
    page.keyboard.press("Tab")
    expect(ball(page)).to_be_focused()
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowUp"):
        before = trait(page, "weights")
        page.keyboard.press(key)
        moved = np.sign(np.array(trait(page, "weights")) - before).tolist()
        assert moved == ([-1, 0] if key == "ArrowLeft" else [0, 1])
    expect(ball(page)).to_be_focused()
    assert page.get_by_role("status").last.inner_text() == say(page)
    for name, key, step in (("Play", "Tab", 0), ("Back", "Tab", 0), ("Step", "Tab", 1)):
        page.keyboard.press(key)
        expect(button(page, name)).to_be_focused()
        if name == "Step":
            page.keyboard.press("Enter")
        assert trait(page, "step") == step


# ---- predicting


def test_the_next_weight_is_asked_and_nothing_tells_it(open_page):
    page = open_page(curve(0.1, predict=True))
    assert say(page) == "Next weight = ?"
    assert page.locator(".cl-step, .cl-drop").count() == 0
    button(page, "Step").click()
    assert trait(page, "step") == 0
    assert page.get_by_text("Predict the next weight first.").is_visible()
    expect(question(page)).to_be_focused()
    slope = slopes_at(np.array([3.0]))[0]
    for wrong, hint in ((3 + 0.1 * slope, "goes up the slope"), (3 - slope, "by the learning rate first")):
        question(page).fill(f"{wrong:.4f}")
        page.keyboard.press("Enter")
        assert hint in page.locator(".cl-verdict").inner_text()
    button(page, "Show me").click()
    assert "It is ≈1.067." in page.locator(".cl-verdict").inner_text()
    assert page.locator(".cl-step").count() == 1
    button(page, "Step").click()
    assert trait(page, "step") == 1
    assert say(page) == "Next weight = ?"


@pytest.mark.parametrize("answer", ["1.066667", "1.067", "1.07"])
def test_a_prediction_is_right_to_the_digits_that_are_shown(open_page, answer):
    page = open_page(curve(0.1, predict=True))
    question(page).fill(answer)
    button(page, "Check").click()
    assert page.locator(".cl-verdict").inner_text() == "Right."
    expect(button(page, "Step")).to_be_focused()


def test_predicting_is_switched_off_and_on(open_page):
    page = open_page(curve(0.1, predict=True))
    button(page, "Predict first").click()
    assert not question(page).is_visible()
    assert page.locator(".cl-step").count() == 1
    button(page, "Predict first").click()
    assert question(page).is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("make", [curve, over_two], ids=["curve", "map"])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, make, scheme):
    page = open_page(make(predict=True), scheme)
    for width in (375, 1400):
        page.set_viewport_size({"width": width, "height": 900})
        assert faults(page, ".cnnlab") == ""
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
