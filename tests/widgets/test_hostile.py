"""NaN, infinity, huge numbers and hostile text: in every widget a sentence, or text that is shown as text."""

import contextlib
import json
import re

import numpy as np
import pytest
from traitlets import TraitError
from widgets.draw_pad.pads import LINE
from widgets.hand_in.records import hand_in
from widgets.time_machine.machines import snapshots

from cnnlab import data, nn, widgets
from cnnlab.widgets.widget import as_json

# What looks like the places of a page's parts, what begins and ends elements, and a line end that JavaScript had once.
TEXT = "@@ESM@@ @@STATE@@ <!--<script> </script><script>fail()</script> ]]> \u2028 <b>&amp;</b> \" ' ` ${x} \\u003c \\"
RNG = np.random.default_rng(0)
IMAGES, LABELS = (part[:3] for part in data.load_mnist("test"))
LENET, TWO = nn.lenet(rng=RNG), nn.Sequential(nn.Flatten(), nn.Linear(784, 2, rng=RNG))
GRID = [[1, 2, 0], [0, 3, 1], [2, 1, 0]]
VERDICTS = {c: {"digits": [0, 1, 2], "accuracy": 0.5} for c in ("straight", "one shuffle", "new shuffle each")}
OPTIONS = [{"text": f"{TEXT} {n}", "right": n == 0, "why": TEXT} for n in range(2)]

# Every widget, with hostile text wherever it takes any.
WIDGETS = {
    "ArchitectureBuilder": widgets.ArchitectureBuilder,
    "Claims": lambda: widgets.Claims([{"claim": TEXT, "verdict": "true", "why": TEXT, "lesson": TEXT}]),
    "ConvStepper": lambda: widgets.ConvStepper(GRID, [[1, -1], [2, 0]], predict=True),
    "DenseToConv": lambda: widgets.DenseToConv(4, 2, image=np.eye(4), rng=np.random.default_rng(0)),
    "DrawPad": lambda: widgets.DrawPad(TWO, classes=[TEXT, "__proto__"], strokes=LINE),
    "HandIn": lambda: hand_in({TEXT: {"0": [1]}, "exercises": {TEXT: {"misconceptions": {TEXT: 1}}}}),
    "NetworkDiagram": lambda: widgets.NetworkDiagram([3, 2, 1]),
    "NetworkExplorer": lambda: widgets.NetworkExplorer(LENET, IMAGES, LABELS),
    "PermutationGoggles": lambda: widgets.PermutationGoggles(
        IMAGES, LABELS, verdicts={TEXT: VERDICTS, "__proto__": VERDICTS}, rng=np.random.default_rng(0)
    ),
    "PoolStepper": lambda: widgets.PoolStepper(GRID, predict=True),
    "Quiz": lambda: widgets.Quiz([{"ask": TEXT, "options": OPTIONS}]),
    "ShapeExplorer": widgets.ShapeExplorer,
    "ShiftExplorer": lambda: widgets.ShiftExplorer(IMAGES[0, 0], GRID, model=LENET),
    "TinyNetwork": lambda: widgets.TinyNetwork([2, 1], [[1, -1]], [[1], [-1]], target=0, predict=True),
    "TapeStepper": lambda: widgets.TapeStepper([1, 2, 0, 3], [1, -1], predict=True),
    "TimeMachine": lambda: widgets.TimeMachine(snapshots()),
    "TrainingMonitor": lambda: widgets.TrainingMonitor(LENET, IMAGES, LABELS),
    "Valley": lambda: widgets.Valley([1, 2], [2, 4], predict=True),
}  # fmt: skip
every_widget = pytest.mark.parametrize("name", WIDGETS)
BAD = [float("nan"), float("inf"), -float("inf"), 1e308, TEXT]


def strict(value):
    """What a strict reader of JSON makes of it; ValueError where it is none."""
    return json.loads(json.dumps(value, allow_nan=False))


def own_traits(widget):
    return [name for name in widget.state() if name in widget.traits() and not widget.traits()[name].read_only]


def test_every_widget_is_among_these():
    assert set(WIDGETS) == set(widgets.__all__)


@every_widget
def test_whatever_a_trait_is_set_to_its_message_is_json(name):
    """As a cell of a notebook sets it, or a browser gone mad."""
    for trait in own_traits(WIDGETS[name]()):
        widget = WIDGETS[name]()
        for bad in BAD:
            for value in (bad, [bad], [[bad, 1], [1, bad]], [[[bad]]], {"a": bad}):
                with contextlib.suppress(TraitError, ValueError, TypeError):
                    setattr(widget, trait, value)
                strict(widget.state())
                strict({key: sent for key, sent in widget.get_state().items() if isinstance(sent, (dict, list, float))})


@every_widget
def test_where_no_javascript_runs_all_of_its_text_is_there(name):
    widget = WIDGETS[name]()
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == repr(widget)


def test_numbers_that_json_has_no_word_for_are_null():
    assert as_json({"a": [1.5, float("nan")], "b": (float("inf"),)}) == {"a": [1.5, None], "b": [None]}
    assert as_json([1e308, "NaN", b"NaN"]) == [1e308, "NaN", b"NaN"]


@pytest.mark.parametrize("size", [1e100, -1e100])
def test_numbers_of_any_size_that_is_taken_give_numbers(size):
    image, kernel = np.full((3, 3, 3), size), np.full((1, 3, 2, 2), size)
    made = [
        widgets.ConvStepper(image, kernel, bias=size, predict=True, padding=1),
        widgets.ConvStepper(image, kernel, direction="backward", grad_out=[[size] * 2] * 2, predict=True),
        widgets.PoolStepper(image, mode="avg", stride=1, predict=True),
        widgets.PoolStepper(image, predict=True, padding=1),
        widgets.TapeStepper([size, -size, 1], [size, size], bias=size, predict=True),
        widgets.TinyNetwork([size, 1], [[size, -size]], [[size], [-size]], target=0, output_bias=[size, 0]),
        widgets.DenseToConv(4, 2, kernel=[[size, 1], [1, size]], image=np.full((4, 4), size), rng=RNG),
    ]
    for widget in made:
        assert widget.message == ""
        strict({name: getattr(widget, name) for name in widget.state()})  # as they are, and nothing made null


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e38])
def test_a_net_whose_numbers_are_none_is_refused_in_a_sentence(value):
    net = nn.lenet(rng=np.random.default_rng(0))
    net[0].weight.data[:] = value
    words = r"layer \d \(Conv2d\(.*\) (has weights|makes numbers of this image) that are NaN, infinity or too large"
    with pytest.raises(ValueError, match=rf"{words}: train again"):
        widgets.NetworkExplorer(net, IMAGES)
    monitor = widgets.TrainingMonitor(net, IMAGES, LABELS)
    assert strict(monitor.state())["answers"] == [None] * 3
    pad = widgets.DrawPad(net, strokes=LINE)
    assert "scores are not 10 finite numbers" in pad.message


def test_huge_pixels_can_be_watched():
    images = np.array([[[[1e308, -1e308], [0, 1e307]]]])
    net = nn.Sequential(nn.Flatten(), nn.Linear(4, 2, rng=RNG))
    for parameter in net.parameters():
        parameter.data = parameter.data.astype(float)
    strict(widgets.TrainingMonitor(net, images, np.array([0])).state())


# ------------------------------------------------------------------------------------------------------ on a page


@every_widget
def test_hostile_text_is_shown_as_text(open_page, name):
    widget = WIDGETS[name]()
    widget.message = TEXT
    page = open_page(widget, title=TEXT)
    assert page.title().split() == TEXT.split()
    values = json.loads(page.evaluate("() => JSON.stringify(window.cnnlab.model.values)"))
    assert values.pop("has_python") is False
    assert values == strict(widget.state())
    assert page.locator("script").count() == 3
    shown = page.locator(".cnnlab").inner_text() + page.locator(".cnnlab").text_content()
    if name in ("Claims", "DrawPad", "HandIn", "PermutationGoggles", "Quiz"):
        assert "".join(TEXT.split()) in "".join(shown.split())


def test_a_title_that_no_file_can_hold_is_written_as_far_as_it_can_be(tmp_path):
    widgets.ShapeExplorer().to_html(tmp_path / "page.html", title="a \ud800 b")
    assert "<title>a ? b</title>" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_page_says_each_thing_once(tmp_path):
    WIDGETS["Quiz"]().to_html(tmp_path / "page.html", title=TEXT)
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    state, module = re.findall(r'<script type="application/json".*?>(.*?)</script>', page, re.DOTALL)
    assert json.loads(state)["questions"][0]["ask"] == TEXT
    assert json.loads(module) == str(widgets.Quiz._esm)
    assert "<" not in state + module


NUMBERS = [("ConvStepper", "image"), ("ConvStepper", "kernel"), ("PoolStepper", "image"), ("TapeStepper", "signal")]
NUMBERS += [("TinyNetwork", "hidden")]


@pytest.mark.parametrize("value", [np.nan, np.inf, 1e308])
@pytest.mark.parametrize(("name", "trait"), NUMBERS)
def test_a_page_of_numbers_that_are_none_says_so(open_page, name, trait, value):
    widget = WIDGETS[name]()
    setattr(widget, trait, [value, 1] if trait == "signal" else [[value, 1], [1, 1]])
    page = open_page(widget)
    assert widget.message.lower().startswith(trait)
    page.get_by_role("alert").filter(has_text=widget.message).wait_for()
