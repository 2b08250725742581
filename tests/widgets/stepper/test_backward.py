"""The steppers that walk backward: what Python computes, and what a learner sees."""

import re

import numpy as np
import pytest
from accessibility import faults
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.stepper.reading import (
    button,
    cells,
    keep_steps,
    lit,
    numbers,
    question,
    seen_steps,
    small_print,
    verdict,
    winners,
)

from cnnlab import data, trace
from cnnlab import functional as F
from cnnlab.widgets import ConvStepper, PoolStepper

IMAGE = [[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]]
KERNEL = [[1, -1], [2, -2]]
GRAD = [[-2, -1, 0, 1], [2, -2, -1, 0], [1, 2, -2, -1], [0, 1, 2, -2]]
MAP = [[-5, -5, 5, 5], [-6, -10, 10, 6], [-4, -12, 12, 4], [-1, -10, 10, 1]]


def conv(**options):
    return ConvStepper(IMAGE, KERNEL, direction="backward", grad_out=GRAD, **options)


@settings(max_examples=40, deadline=None)
@given(
    channels=st.integers(1, 3), size=st.integers(2, 6), kernel=st.integers(1, 3), stride=st.integers(1, 3),
    padding=st.integers(0, 2), dilation=st.integers(1, 2),
)  # fmt: skip
def test_the_gradients_of_a_convolution_equal_functional(channels, size, kernel, stride, padding, dilation):
    rng = np.random.default_rng(size)
    image, weight = rng.integers(-3, 4, (channels, size, 6)), rng.integers(-3, 4, (2, channels, kernel, kernel))
    widget = ConvStepper(image, weight, direction="backward", stride=stride, padding=padding, dilation=dilation)
    widget.filter, widget.channel = 1, channels - 1
    if widget.message:
        assert "does not fit" in widget.message
        return
    grad = np.ones((1, 1, *np.shape(widget.walk["out"])))
    way = stride, padding, dilation
    grad_x, grad_weight, _ = F.conv2d_backward(grad, image[None].astype(float), weight[1:].astype(float), *way)
    assert np.array_equal(widget.walk["grad_input"], grad_x[0, -1])
    assert np.array_equal(widget.walk["grad_weight"], grad_weight[0, -1])


@pytest.mark.parametrize("mode", ["max", "avg"])
def test_the_gradient_of_a_pooling_equals_functional(mode):
    image = np.random.default_rng(0).integers(-3, 4, (2, 5, 5))
    widget = PoolStepper(image, 3, stride=2, padding=1, mode=mode, direction="backward", grad_out=np.ones((3, 3)) * 2)
    back = F.max_pool2d_backward if mode == "max" else F.avg_pool2d_backward
    assert np.array_equal(widget.walk["grad_input"], back(np.full((1, 2, 3, 3), 2.0), image[None] * 1.0, 3, 2, 1)[0])


def test_a_gradient_of_another_shape_is_refused_and_one_outgrown_is_filled_up():
    for make in (lambda: ConvStepper(IMAGE, KERNEL, direction="backward", grad_out=[[1, 2]]),
                 lambda: PoolStepper(MAP, direction="backward", grad_out=[[1, 2]])):  # fmt: skip
        with pytest.raises(ValueError, match=re.escape("(1, 2)")):
            make()
    widget = conv()
    widget.padding = 1
    assert np.shape(widget.walk["out"]) == (6, 6)
    assert np.array_equal(np.array(widget.walk["out"])[:4, :4], GRAD)
    assert widget.walk["out"][5] == [1.0] * 6


def test_the_direction_is_one_of_two_and_stays():
    with pytest.raises(ValueError, match="'sideways'"):
        ConvStepper(IMAGE, KERNEL, direction="sideways")
    with pytest.raises(ValueError, match="'sideways'"):
        PoolStepper(MAP, direction="sideways")
    with pytest.raises(TraitError):
        conv().direction = "forward"


nonsense = st.one_of(st.none(), st.floats(), st.integers(-3, 9), st.lists(st.integers(-2, 9), max_size=3))


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(["grad_out", "channel", "filter", "step", "image", "stride", "predict"]), value=nonsense)
def test_no_setting_raises_anything_but_a_refusal_of_its_type(name, value):
    for widget in (conv(), PoolStepper(MAP, direction="backward")):
        try:
            setattr(widget, name, value)
        except TraitError:
            continue
        assert bool(widget.message) == (widget.walk == {})


@pytest.mark.parametrize("options", [{}, {"padding": 1, "stride": 2}])
def test_each_step_adds_what_the_trace_says(open_page, options):
    widget = ConvStepper(IMAGE, KERNEL, direction="backward", **options)
    grad, page, way = (
        np.array(widget.walk["out"]),
        open_page(widget),
        (options.get("stride", 1), options.get("padding", 0)),
    )
    pad = way[1]
    total, kernel = np.zeros((5 + 2 * pad, 5 + 2 * pad)), np.zeros((2, 2))
    steps = trace.conv_backward_steps(grad, IMAGE, KERNEL, *way)
    for step in steps:
        top, left = step.top + pad, step.left + pad
        total[top : top + 2, left : left + 2] += step.to_input[0]
        kernel += step.to_kernel[0]
        inside = total[pad : 5 + pad, pad : 5 + pad]
        assert numbers(page, "Input gradient") == inside.ravel().tolist()
        assert numbers(page, "Kernel gradient") == kernel.ravel().tolist()
        if step is not steps[-1]:
            button(page, "Step").click()
    assert np.array_equal(inside, widget.walk["grad_input"])
    assert np.array_equal(kernel, widget.walk["grad_weight"])


@pytest.mark.parametrize("mode", ["max", "avg"])
def test_each_step_of_a_pooling_goes_where_the_trace_says(open_page, mode):
    page, total = open_page(PoolStepper(MAP, 3, stride=1, direction="backward", mode=mode)), np.zeros((4, 4))
    for step in trace.pool_backward_steps(np.ones((2, 2)), MAP, 3, 1, 0, mode):
        total[step.top : step.top + 3, step.left : step.left + 3] += step.to_input
        assert numbers(page, "Input gradient") == pytest.approx(total.ravel().tolist(), abs=0.001)
        assert winners(page).count() == (mode == "max")
        page.keyboard.press("Tab")
        page.get_by_label("Step of the walk").press("ArrowRight")


@pytest.mark.parametrize(
    ("widget", "wrong", "hint", "right"),
    [
        (conv(predict=True), "4", "last weight", "-1"),
        (PoolStepper(MAP, direction="backward", predict=True, grad_out=[[3, 2], [1, 1]]), "0.75", "equal share", "0"),
    ],
    ids=["conv", "pool"],
)
def test_what_goes_back_can_be_predicted(open_page, widget, wrong, hint, right):
    page = open_page(widget)
    field = question(page)
    field.fill(wrong)
    page.keyboard.press("Enter")
    assert hint in verdict(page)
    button(page, "Step").click()
    field.fill(right)
    page.get_by_role("button", name="Check").click()
    assert verdict(page) == "Right."


def test_a_tie_is_said_where_there_is_one(open_page):
    page = open_page(PoolStepper(MAP, direction="backward"))
    assert "Two of its cells are equally large" in small_print(page).inner_text()
    button(page, "Step").click()
    assert "would not change the output" in small_print(page).inner_text()


def test_an_unknown_wrong_prediction_is_told_how_the_number_comes_about(open_page):
    page = open_page(conv(predict=True))
    question(page).fill("77")
    page.keyboard.press("Enter")
    assert verdict(page) == "Not 77. The first number marked ? is the gradient times the first weight. Try again."


def test_why_a_gradient_goes_where_it_goes_is_not_told_before_the_answer(open_page):
    page = open_page(PoolStepper(MAP, direction="backward", predict=True, grad_out=[[3, 2], [1, 1]]))
    assert small_print(page).inner_text() == "Step 1 of 4."
    question(page).fill("3")
    page.keyboard.press("Enter")
    assert "Two of its cells are equally large" in small_print(page).inner_text()


def test_pointing_at_an_input_gradient_lights_the_gradients_that_reach_it(open_page):
    page = open_page(conv())
    cells(page, "Input gradient").nth(12).hover()
    assert lit(page, "Gradient of the feature map") == [4, 4]


def test_a_digit_goes_back_without_skipping_a_step(open_page):
    digit = data.load_mnist("test")[0][0, 0].round(3)
    page = open_page(ConvStepper(digit, np.ones((5, 5)), stride=3, direction="backward"))
    keep_steps(page)
    page.get_by_label("speed").select_option("30")
    button(page, "Play").click()
    page.wait_for_function("() => cnnlab.model.get('step') === 63")
    assert seen_steps(page) == list(range(1, 64))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize(
    "widget",
    [
        ConvStepper(
            np.arange(75).reshape(3, 5, 5), np.ones((2, 3, 3, 3)), padding=1, direction="backward", predict=True
        ),
        PoolStepper(np.arange(48).reshape(3, 4, 4), 3, stride=1, padding=1, direction="backward", predict=True),
        ConvStepper(np.eye(64), np.eye(3), direction="backward"),
        PoolStepper(np.eye(64), direction="backward"),
    ],
    ids=["conv", "pool", "large conv", "large pool"],
)
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, widget, scheme, width):
    page = open_page(widget, scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    drawn = "svg => [svg.getBBox().x + svg.getBBox().width, svg.viewBox.baseVal.width]"
    inside = page.locator("svg").evaluate(drawn)
    assert inside[0] <= inside[1] + 2
