"""ArchitectureBuilder: what a learner does to a stack of layers, and what they are told; and its static twin."""

import json
import re
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError
from widgets.in_lab import in_python, passes_axe_in_both_themes

from cnnlab import nn, viz
from cnnlab.plans import PRESETS
from cnnlab.widgets import ArchitectureBuilder

MAKE = "from cnnlab.widgets import ArchitectureBuilder\nwidget = ArchitectureBuilder()\nwidget"


def test_it_starts_with_lenet():
    builder = ArchitectureBuilder()
    assert builder.plan["totals"] == {"params": 20522, "macs": 337024, "memory": 35368}
    assert repr(builder.build(rng=np.random.default_rng(0))) == repr(nn.lenet(rng=np.random.default_rng(0)))
    assert repr(builder) == "ArchitectureBuilder(1 map of 28 x 28 in, 10 layers: 20,522 parameters, 10 numbers out)"
    names = {}
    exec(builder.code, names)
    assert len(names["model"]) == 10


def test_a_change_of_layers_is_planned_anew():
    builder = ArchitectureBuilder("all dense")
    builder.layers = [*builder.layers[:1], {"kind": "Linear", "out_features": 10}]
    assert builder.plan["totals"]["params"] == 7850
    builder.input_shape = [3, 28, 28]
    assert builder.plan["totals"]["params"] == 23530
    builder.layers = builder.layers[1:]
    assert "put Flatten before it" in builder.plan["problem"]
    with pytest.raises(ValueError, match="no network yet"):
        builder.build(rng=np.random.default_rng(0))
    assert "put Flatten before it" in repr(builder)


def test_no_layers_are_a_network_of_nothing():
    builder = ArchitectureBuilder(layers=[])
    assert builder.plan["totals"]["params"] == 0
    assert len(builder.build(rng=np.random.default_rng(0))) == 0
    assert "0 layers" in repr(builder)


VALUES = st.one_of(
    st.none(), st.integers(-5, 2000), st.text(max_size=3), st.lists(st.integers(-1, 600), max_size=4),
    st.lists(st.fixed_dictionaries({"kind": st.sampled_from(["Conv2d", "Linear", "Flatten", "x"])},
             optional={"kernel_size": st.one_of(st.integers(-1, 40), st.none(), st.text(max_size=1))}), max_size=4),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["input_shape", "layers", "selected"]), VALUES)
def test_no_setting_raises_and_what_is_wrong_is_a_sentence(name, value):
    builder = ArchitectureBuilder("the article's")
    before = builder.plan
    try:
        setattr(builder, name, value)
    except TraitError:
        return
    json.dumps(builder.state())
    if builder.message:
        assert builder.message.endswith(".")
        assert builder.plan == before


@pytest.mark.parametrize(
    ("options", "error", "fragment"),
    [
        ({"preset": "VGG"}, ValueError, "'LeNet', 'all dense', \"the article's\", got 'VGG'"),
        ({"layers": [{"kind": "GELU"}]}, ValueError, "GELU"),
        ({"input_shape": (28, 28)}, ValueError, "(28, 28)"),
        ({"input_shape": (1, 2.5, 28)}, TypeError, "2.5"),
    ],
)
def test_what_it_cannot_start_with_is_refused_in_words(options, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        ArchitectureBuilder(**options)


def test_it_is_small():
    largest = ArchitectureBuilder(layers=[{"kind": "ReLU"}] * 20)
    assert len(json.dumps(largest.state())) < 300_000


# ----------------------------------------------------------------- a page without Python


def row(page, place):
    return page.locator("tbody tr").nth(place)


def test_presets_need_no_python_and_the_rest_is_off(open_page):
    page = open_page(ArchitectureBuilder())
    page.get_by_role("button", name="all dense").click()
    assert "101,770 parameters" in page.locator(".cl-total").inner_text()
    assert page.get_by_role("button", name="all dense").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="the article's").click()
    assert "10 x 3 x 3" in row(page, 0).inner_text()
    page.get_by_role("button", name=re.compile("^1 ")).click()
    assert "No window reads the last row and the last column." in page.locator(".cl-note").inner_text()
    assert page.get_by_label("kernel size").is_disabled()
    assert page.get_by_role("button", name="Add ReLU").is_disabled()
    assert "Open the notebook" in page.locator(".cl-sub").first.inner_text()


@pytest.mark.parametrize("preset", list(PRESETS))
def test_the_table_says_what_the_network_says(open_page, preset):
    builder = ArchitectureBuilder(preset)
    page = open_page(builder)
    for place, planned in enumerate(builder.plan["rows"]):
        cells = row(page, place).locator("td").all_inner_texts()
        assert cells[1] == " x ".join(map(str, planned["shape"]))
        assert [int(text.replace(",", "")) for text in cells[2:4]] == [planned["params"], planned["macs"]]
        assert cells[5] == planned["sees"]
    assert page.locator("pre").inner_text() == builder.code


def test_volumes_are_to_scale(open_page):
    page = open_page(ArchitectureBuilder())
    faces = page.locator(".cl-volume rect:last-of-type")
    page.get_by_role("button", name=re.compile("^9 ")).click()  # a dense layer marks no window
    widths = [faces.nth(k).bounding_box()["width"] for k in range(5)]
    assert np.allclose(np.array(widths) / widths[0], np.array([28, 24, 12, 8, 4]) / 28, rtol=0.1)
    slices = [page.locator(".cl-volume").nth(k).locator("rect").count() for k in range(5)]
    assert slices == [1, 8, 8, 16, 16]


def test_choosing_a_layer_shows_what_it_reads_and_makes(open_page):
    page = open_page(ArchitectureBuilder())
    page.get_by_role("button", name=re.compile("^3 ")).press("Enter")
    assert page.locator(".cl-read").inner_text().startswith("MaxPool2d + ReLU")
    assert page.locator(".cl-made").inner_text().startswith("Conv2d")
    window, cell = (page.locator(f".cl-{kind} .cl-one").bounding_box()["width"] for kind in ("read", "made"))
    assert window / cell == pytest.approx(5, rel=0.1)
    page.locator(".cl-volume").nth(1).click()
    assert page.get_by_role("button", name=re.compile("^0 ")).get_attribute("aria-pressed") == "true"


def test_an_impossible_stack_says_why_and_what_waits(open_page):
    page = open_page(ArchitectureBuilder(layers=[{"kind": kind} for kind in ("Conv2d", "Linear", "ReLU")]))
    assert "gets 8 maps of 26 x 26: put Flatten before it" in page.locator("tbody [role=alert]").inner_text()
    assert "waits for the layer above" in row(page, 2).inner_text()
    assert page.locator(".cl-total").inner_text().startswith("Before layer 1: 80 parameters")


def test_the_code_is_copied_or_selected(open_page):
    page = open_page(ArchitectureBuilder())
    page.get_by_role("button", name="Copy").click()
    page.locator(".cl-code .cl-sub", has_text=re.compile("Copied|Selected")).wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("preset", ["LeNet", None])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, preset, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    large = [{"kind": "Conv2d", "out_channels": 512, "kernel_size": 31}, {"kind": "Linear"}]
    builder = ArchitectureBuilder(preset) if preset else ArchitectureBuilder(layers=large, input_shape=(3, 224, 224))
    page = open_page(builder, scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    report = axe.run(page, context=".cl-builder")
    assert report.violations_count == 0, report.generate_report()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


# ----------------------------------------------------------------- in JupyterLab


def test_in_jupyterlab_a_learner_builds_a_network_by_keyboard_and_both_views_follow(open_cells):
    page = open_cells(MAKE, "widget")
    one, other = (page.locator(".cl-builder").nth(k) for k in (0, 1))
    one.get_by_role("button", name=re.compile("^3 ")).press("Enter")
    other.get_by_role("group", name="Layer 3, Conv2d").wait_for()
    one.get_by_label("out channels").fill("32")
    one.get_by_label("out channels").press("Enter")
    other.locator(".cl-total", has_text="40,122 parameters").wait_for()
    assert one.get_by_label("out channels").evaluate("field => field === document.activeElement")
    one.get_by_label("kernel size").fill("13")
    one.get_by_label("kernel size").press("Enter")
    other.locator(".cl-why", has_text="a kernel of size 13 does not fit an input of size 12").wait_for()
    one.get_by_role("button", name="Remove layer 3").press("Enter")
    other.locator(".cl-total", has_text="19,354 parameters").wait_for()
    one.get_by_role("button", name="Add AvgPool2d").press("Enter")
    one.get_by_role("button", name="Move layer 3 up").press("Enter")
    other.get_by_role("button", name=re.compile(r"^2 +AvgPool2d")).wait_for()
    kinds = in_python(page, "[layer['kind'] for layer in widget.layers]")
    assert kinds[:4] == ["Conv2d", "MaxPool2d", "AvgPool2d", "ReLU"]
    assert "AvgPool2d(2)" in in_python(page, "repr(widget.build(rng=__import__('numpy').random.default_rng(0)))")
    one.get_by_label("rows").fill("9999")
    one.get_by_label("rows").press("Enter")
    other.locator(".cl-message", has_text="rows may be at most 512, got 9999").wait_for()
    other.get_by_role("button", name="the article's").press("Enter")
    one.locator(".cl-total", has_text="390 parameters").wait_for()
    assert one.locator(".cl-message").inner_text() == ""
    passes_axe_in_both_themes(page)


# ----------------------------------------------------------------- the static twin


def test_an_architecture_is_drawn_to_scale_with_names_and_counts():
    ax = viz.show_architecture(nn.lenet(rng=np.random.default_rng(0)), (1, 28, 28))
    words = [text.get_text() for text in ax.texts]
    assert words[0] == "input\n1 map of 28 x 28"
    assert words[3] == "Conv2d\n16 maps of 8 x 8"
    assert words[-1] == "Linear\n10 numbers"
    assert len(words) == 8
    assert ax.get_title(loc="left").startswith("20,522 parameters; 7,370 numbers")
    areas = [np.ptp(patch.get_xy(), axis=0).prod() for patch in ax.patches]
    cells = 28 * 28 + 8 * 24**2 + 8 * 12**2 + 16 * 8**2 + 16 * 4**2 + 256 + 64 + 10
    assert sum(areas) == pytest.approx(cells)
    plt.close(ax.figure)


def test_captions_of_an_architecture_do_not_meet():
    layers = [
        nn.Conv2d(1, 2, 3, rng=np.random.default_rng(0)),
        nn.Flatten(),
        nn.Linear(72, 3, rng=np.random.default_rng(0)),
    ]
    ax = viz.show_architecture(nn.Sequential(*layers), (1, 8, 8))
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts]
    assert all(left.x1 < right.x0 for left, right in pairwise(boxes))
    plt.close(ax.figure)


def test_a_network_whose_shapes_do_not_fit_is_refused_with_the_layer_named():
    with pytest.raises(
        ValueError, match=re.escape("layer 0 (Conv2d(3, 4, 5)) cannot follow an output of shape (1, 28, 28)")
    ):
        viz.show_architecture(nn.Sequential(nn.Conv2d(3, 4, 5, rng=np.random.default_rng(0))), (1, 28, 28))
