"""Short trainings: their limit, their curve, and the button in ArchitectureBuilder that starts and stops them."""

import json
import time
from itertools import pairwise

import numpy as np
import pytest

from cnnlab import data, nn, plans, training, trials
from cnnlab.widgets import ArchitectureBuilder

MAKE = """
from cnnlab import data
from cnnlab.widgets import ArchitectureBuilder
train, test = data.load_mnist("train"), data.load_mnist("test")
widget = ArchitectureBuilder("all dense", data=((train[0][:1000], train[1][:1000]), (test[0][:200], test[1][:200])))
widget
"""


@pytest.fixture(scope="module")
def digits():
    (x, y), (test_x, test_y) = data.load_mnist("train"), data.load_mnist("test")
    return (x[:600], y[:600]), (test_x[:200], test_y[:200])


def dense(rng):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10, rng=rng))


def test_a_trial_is_a_training_with_a_look_at_it_a_dozen_times(digits):
    model, seen = dense(np.random.default_rng(0)), []
    curve = trials.trial(
        "mine", model, *digits, rng=np.random.default_rng(1), report=lambda c: seen.append(len(c.points))
    )
    assert (curve.name, curve.params) == ("mine", 7850)
    assert seen == list(range(1, len(curve.points) + 1))
    images, shares = zip(*curve.points, strict=True)
    assert images[0] == 0
    assert images[-1] == 2 * 600
    assert list(images) == sorted(set(images))
    assert 8 <= len(images) <= 13
    assert shares[-1] == training.evaluate(model, *digits[1]).accuracy > 0.7
    again = trials.trial("mine", dense(np.random.default_rng(0)), *digits, rng=np.random.default_rng(1))
    assert again == curve


def test_a_trial_that_is_stopped_ends_soon_and_keeps_its_curve(digits):
    calls = []
    curve = trials.trial(
        "mine", dense(np.random.default_rng(0)), *digits, rng=np.random.default_rng(1),
        stopped=lambda: calls.append(1) or len(calls) == 3,
    )  # fmt: skip
    assert len(calls) == 3
    assert 1 <= len(curve.points) <= 4


def test_the_answers_that_lesson_07_gives_about_its_trials_hold():
    """On its 5,000 digits: all dense, kernels of 3 x 3, and nothing but sums, against LeNet."""
    (x, y), (test_x, test_y) = data.load_mnist("train"), data.load_mnist("test")
    few = (x[:5000], y[:5000]), (test_x[:1000], test_y[:1000])
    shape, lenet = plans.PRESETS["LeNet"]
    smaller = [layer | {"kernel_size": 3} if layer["kind"] == "Conv2d" else layer for layer in lenet]
    sums = [layer | {"kind": layer["kind"].replace("Max", "Avg")} for layer in lenet if layer["kind"] != "ReLU"]

    def right(layers):
        model = plans.Plan(shape, layers).build(rng=np.random.default_rng(0))
        return trials.trial("", model, *few, rng=np.random.default_rng(0)).points[-1][1]

    best = right(lenet)
    assert best > right(plans.PRESETS["all dense"][1]) + 0.01
    assert best > right(smaller) + 0.005
    assert best > right(sums) + 0.03


def stack(*units):
    rng = np.random.default_rng(0)
    return [nn.Flatten(), *(nn.Linear(n, m, rng=rng) for n, m in pairwise(units))]


def convolutions(*sizes):
    rng = np.random.default_rng(0)
    return [*(nn.Conv2d(n, m, size, rng=rng) for n, m, size in sizes), nn.Flatten()]


@pytest.mark.parametrize(
    ("layers", "fragment"),
    [
        (stack(784, 600, 10), ""),
        (stack(784, 700, 10), "Too large to train here: 556,510 parameters"),
        (stack(784, 9), "must end in 10 numbers; this network ends in (9,)"),
        (stack(784, 10)[1:], "Images of 1 x 28 x 28 cannot pass"),
        (convolutions((1, 32, 9), (32, 10, 20)), ""),
        (convolutions((1, 128, 9), (128, 10, 20)), "Too large to train here: 522,506 parameters and 4,659,200"),
        ([nn.MaxPool2d(28), nn.Flatten()], "must end in 10 numbers"),
        (convolutions((3, 10, 28)), "read 3 maps, and an image here has 1"),
    ],
)
def test_what_cannot_be_tried_says_why(digits, layers, fragment):
    reason = trials.obstacle(nn.Sequential(*layers), digits[0])
    assert fragment in reason if fragment else reason == ""


def finished(builder):
    until = time.monotonic() + 60
    while builder.training and time.monotonic() < until:
        time.sleep(0.02)
    assert not builder.training
    return builder


def test_a_curve_of_a_network_that_has_changed_since_says_so(digits):
    builder = ArchitectureBuilder("all dense", data=digits)
    builder.training = True
    finished(builder)
    builder.layers = builder.layers[:-1]
    assert [curve["name"] for curve in builder.trial["curves"]] == ["LeNet", "before"]
    assert "changed since" in builder.trial["message"]
    builder.layers = ArchitectureBuilder("all dense").layers
    builder.training = True
    finished(builder)
    assert [curve["name"] for curve in builder.trial["curves"]] == ["LeNet", "yours"]


def test_the_builder_trains_lenet_once_and_then_what_was_built(digits):
    builder = ArchitectureBuilder("all dense", data=digits)
    assert builder.trial["images"] == 600
    builder.training = True
    finished(builder)
    assert [curve["name"] for curve in builder.trial["curves"]] == ["LeNet", "yours"]
    own = builder.trial["curves"][1]
    assert own["points"][-1][1] == training.evaluate(builder.model, *digits[1]).accuracy
    assert builder.trial["message"] == f"Your network: {own['points'][-1][1]:.1%} right after 1,200 images.".replace(
        "%", " %"
    )
    lenet = builder.trial["curves"][0]
    builder.layers = [{"kind": "Flatten"}, {"kind": "Linear"}]
    builder.training = True
    finished(builder)
    assert builder.trial["curves"][0] == lenet
    assert builder.trial["curves"][1]["params"] == 7850
    json.dumps(builder.state())


def test_lenet_alone_is_its_own_measure(digits):
    builder = ArchitectureBuilder(data=digits)
    builder.training = True
    finished(builder)
    assert [curve["name"] for curve in builder.trial["curves"]] == ["LeNet"]
    assert builder.trial["curves"][0]["params"] == 20522


@pytest.mark.parametrize(
    ("layers", "fragment"),
    [
        ([{"kind": "Linear"}], "put Flatten before it"),
        ([{"kind": "Flatten"}, {"kind": "Linear", "out_features": 3}], "must end in 10 numbers"),
        ([{"kind": "Flatten"}], "must end in 10 numbers"),
    ],
)
def test_what_stands_against_a_training_is_a_sentence(digits, layers, fragment):
    builder = ArchitectureBuilder(layers=layers, data=digits)
    builder.training = True
    assert builder.training is False
    assert fragment in builder.trial["message"]
    assert ArchitectureBuilder().trial == {"message": ""}


@pytest.mark.parametrize("value", [3, (1,), ([1], [2])])
def test_data_must_be_two_pairs(value):
    with pytest.raises((TypeError, ValueError)):
        ArchitectureBuilder(data=value)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_curves_on_a_page(open_page, digits, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    builder = ArchitectureBuilder("all dense", data=digits)
    builder.training = True
    page = open_page(finished(builder), scheme)
    assert page.get_by_role("button", name="Train it on 600 digits").is_disabled()
    label = page.locator(".cl-chart").get_attribute("aria-label")
    for curve in builder.trial["curves"]:
        assert f"{curve['name']}: {100 * curve['points'][-1][1]:.1f} %" in label
    boxes = [page.locator(f"text.{kind}").bounding_box() for kind in ("cl-peer", "cl-own")]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) >= boxes[0]["height"] * 0.7
    report = axe.run(page, context=".cl-builder")
    assert report.violations_count == 0, report.generate_report()


def test_in_jupyterlab_it_trains_in_the_background_and_stops(open_cells):
    page = open_cells(MAKE, "widget")
    one, other = (page.locator(".cl-builder").nth(k) for k in (0, 1))
    one.get_by_role("button", name="Train it on 1,000 digits").press("Enter")
    other.get_by_role("button", name="Stop").wait_for()
    other.locator(".cl-trial [role=status]", has_text="LeNet, for comparison").wait_for()
    other.locator(".cl-trial [role=status]", has_text="Your network").wait_for()
    one.get_by_role("button", name="Train it on 1,000 digits").wait_for()
    assert one.locator(".cl-line").count() == 2
    one.get_by_role("button", name="LeNet").press("Enter")
    one.locator(".cl-total", has_text="20,522").wait_for()
    one.get_by_role("button", name="Train it on 1,000 digits").press("Enter")
    other.get_by_role("button", name="Stop").press("Enter")
    one.get_by_role("button", name="Train it on 1,000 digits").wait_for()
