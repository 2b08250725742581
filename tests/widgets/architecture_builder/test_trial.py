"""The button in ArchitectureBuilder that starts and stops a short training, and its curves."""

import json
import re
import time

import numpy as np
import pytest
from accessibility import faults

from cnnlab import data, training, trials
from cnnlab.widgets import ArchitectureBuilder
from cnnlab.widgets.architecture_builder.widget import CHANGED

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


def names(builder):
    return [curve["name"] for curve in builder.trial["curves"]]


def test_a_network_that_is_changed_while_it_trains_leaves_its_curve_to_the_one_before(digits):
    builder = ArchitectureBuilder("all dense", data=digits)
    trained, seen = builder.layers, []

    def change(told):
        if "yours" in names(builder) and builder.layers == trained:
            builder.layers = trained[:-1]
            seen.append((names(builder), builder.trial["message"]))

    builder.observe(change, "trial")
    builder.training = True
    finished(builder)
    assert seen == [(["LeNet", "before"], CHANGED)]
    assert (names(builder), builder.trial["message"]) == (["LeNet", "before"], CHANGED)
    builder.unobserve(change, "trial")
    builder.layers = trained
    assert names(builder) == ["LeNet", "yours"]
    assert builder.trial["message"].startswith("Your network: ")


def test_what_is_started_after_a_stop_is_the_network_that_is_shown(digits):
    builder = ArchitectureBuilder("all dense", data=digits)
    for layers in (builder.layers, [{"kind": "Flatten"}, {"kind": "Linear"}]):
        builder.training = False
        builder.layers = layers
        builder.training = True
    finished(builder)
    assert names(builder) == ["LeNet", "yours"]
    assert builder.trial["curves"][1]["params"] == 7850
    assert len(builder.model) == 2


def test_whatever_goes_wrong_in_a_training_is_a_sentence(digits, monkeypatch):
    def fail(*arguments, **options):
        raise TypeError("all arrays must share one dtype")

    monkeypatch.setattr(trials, "trial", fail)
    builder = ArchitectureBuilder(data=digits)
    builder.training = True
    assert finished(builder).trial["message"] == "All arrays must share one dtype."


def test_images_of_double_precision_are_trained_on_as_well(digits):
    builder = ArchitectureBuilder("all dense", data=[(images.astype(float), labels) for images, labels in digits])
    builder.training = True
    assert finished(builder).trial["message"].startswith("Your network: ")


@pytest.mark.parametrize(
    ("spoil", "error", "fragment"),
    [
        (
            lambda x, y: ((x * 255).astype(np.uint8), y),
            TypeError,
            "data[0][0] must hold floating-point numbers, got uint8",
        ),
        (lambda x, y: (x[:, 0], y), ValueError, "data[0][0] must have 4 axes"),
        (lambda x, y: (x, y[:-1]), ValueError, "data[0]: each example needs one label"),
        (lambda x, y: (x, y * 1.0), ValueError, "data[0][1] must hold one whole number from 0 for each image"),
        (lambda x, y: (x, y - 5), ValueError, "data[0][1] must hold one whole number from 0"),
        (lambda x, y: (x[:, :, 1:], y), ValueError, "images of one shape, got (1, 27, 28) and (1, 28, 28)"),
        (lambda x, y: (x[y < 9], y[y < 9]), ValueError, "data[1] has the label 9, and data[0] only 0 to 8"),
    ],
)
def test_data_that_no_network_could_be_trained_on_are_refused_at_once(digits, spoil, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        ArchitectureBuilder(data=(spoil(*digits[0]), digits[1]))


def test_without_data_the_button_says_so():
    builder = ArchitectureBuilder()
    builder.training = True
    assert builder.trial["message"] == "This widget was made without data to train on."
    assert builder.training is False


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_curves_on_a_page(open_page, digits, scheme):
    builder = ArchitectureBuilder("all dense", data=digits)
    builder.training = True
    page = open_page(finished(builder), scheme)
    assert page.get_by_role("button", name="Train it on 600 digits").is_disabled()
    label = page.get_by_role("img", name=re.compile("right after")).get_attribute("aria-label")
    for curve in builder.trial["curves"]:
        assert f"{curve['name']}: {100 * curve['points'][-1][1]:.1f} %" in label
    boxes = [page.get_by_text(re.compile(rf"^{name} \d")).bounding_box() for name in ("LeNet", "yours")]
    assert abs(boxes[0]["y"] - boxes[1]["y"]) >= boxes[0]["height"] * 0.7
    assert faults(page, ".cnnlab") == ""


def test_in_jupyterlab_it_trains_in_the_background_and_stops(open_cells):
    page = open_cells(MAKE, "widget")
    one, other = page.get_by_role("group", name="Architecture builder").all()
    one.get_by_role("button", name="Train it on 1,000 digits").press("Enter")
    other.get_by_role("button", name="Stop").wait_for()
    other.get_by_role("status").filter(has_text="LeNet, for comparison").wait_for()
    other.get_by_role("status").filter(has_text="Your network").wait_for()
    one.get_by_role("button", name="Train it on 1,000 digits").wait_for()
    assert one.get_by_role("img", name=re.compile("LeNet: .* yours: ")).count() == 1
    one.get_by_role("button", name="LeNet").press("Enter")
    one.get_by_text("20,522 parameters").first.wait_for()
    one.get_by_role("button", name="Train it on 1,000 digits").press("Enter")
    other.get_by_role("button", name="Stop").press("Enter")
    one.get_by_role("button", name="Train it on 1,000 digits").wait_for()
