"""ArchitectureBuilder in a page without Python: presets, pictures to scale, and what a layer reads and makes."""

import re

import numpy as np
import pytest
from accessibility import faults

from cnnlab.plans import PRESETS
from cnnlab.widgets import ArchitectureBuilder

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")


def row(page, place):
    return page.locator("tbody tr").nth(place)


def volume(page, place):
    """One of the pictures in the row of volumes; the first is the input."""
    return page.get_by_role("img", name=re.compile("^Volumes to scale")).locator("> div").nth(place)


def assert_table_of(page, builder):
    """The table, and the code under it, say what Python's plan says."""
    for place, planned in enumerate(builder.plan["rows"]):
        cells = row(page, place).locator("td").all_inner_texts()
        assert cells[1] == " x ".join(map(str, planned["shape"]))
        assert [int(text.replace(",", "")) for text in cells[2:4]] == [planned["params"], planned["macs"]]
        assert cells[5] == planned["sees"]
    assert page.locator("pre").inner_text() == builder.code


def test_without_python_presets_settings_and_layers_answer(open_page):
    page = open_page(ArchitectureBuilder())
    page.get_by_role("button", name="all dense").click()
    assert page.get_by_text("101,770 parameters", exact=True).is_visible()
    assert page.get_by_role("button", name="all dense").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="the article's").click()
    assert "10 x 3 x 3" in row(page, 0).inner_text()
    page.get_by_role("button", name=re.compile("^1 ")).click()
    assert page.get_by_text("No window reads the last row and the last column.").is_visible()
    page.get_by_label("kernel size").fill("3")
    page.get_by_label("kernel size").press("Enter")
    page.get_by_role("button", name="Add ReLU").click()
    shape, stack = PRESETS["the article's"]
    changed = [*stack[:1], {"kind": "MaxPool2d", "kernel_size": 3, "stride": 2}, {"kind": "ReLU"}, *stack[2:]]
    assert_table_of(page, ArchitectureBuilder(input_shape=shape, layers=changed))
    page.get_by_role("button", name="Remove layer 2").click()
    page.get_by_role("button", name="Move layer 1 up").click()
    moved = [changed[1], changed[0], *changed[3:]]
    assert_table_of(page, ArchitectureBuilder(input_shape=shape, layers=moved))
    page.get_by_label("channels", exact=True).fill("2000")
    page.get_by_label("channels", exact=True).press("Enter")
    assert page.get_by_role("alert").first.inner_text() == "The input's channels may be at most 1024, got 2000."


@pytest.mark.parametrize("preset", list(PRESETS))
def test_the_table_says_what_the_network_says(open_page, preset):
    builder = ArchitectureBuilder(preset)
    assert_table_of(open_page(builder), builder)


def test_volumes_are_to_scale(open_page):
    page = open_page(ArchitectureBuilder())
    page.get_by_role("button", name=re.compile("^9 ")).click()  # a dense layer marks no window
    faces = [volume(page, k).locator("rect") for k in range(5)]
    widths = [face.last.bounding_box()["width"] for face in faces]
    assert np.allclose(np.array(widths) / widths[0], np.array([28, 24, 12, 8, 4]) / 28, rtol=0.1)
    assert [face.count() for face in faces] == [1, 8, 8, 16, 16]


def test_choosing_a_layer_shows_what_it_reads_and_makes(open_page):
    page = open_page(ArchitectureBuilder())
    page.get_by_role("button", name=re.compile("^3 ")).press("Enter")
    assert page.locator(".cl-read").inner_text().startswith("MaxPool2d + ReLU")
    assert page.locator(".cl-made").inner_text().startswith("Conv2d")
    window, cell = (page.locator(f".cl-{kind} .cl-one").bounding_box()["width"] for kind in ("read", "made"))
    assert window / cell == pytest.approx(5, rel=0.1)
    volume(page, 1).click()
    assert page.get_by_role("button", name=re.compile("^0 ")).get_attribute("aria-pressed") == "true"


def test_an_impossible_stack_says_why_and_what_waits(open_page):
    page = open_page(ArchitectureBuilder(layers=[{"kind": kind} for kind in ("Conv2d", "Linear", "ReLU")]))
    assert "gets 8 maps of 26 x 26: put Flatten before it" in page.locator("tbody [role=alert]").inner_text()
    assert "waits for the layer above" in row(page, 2).inner_text()
    assert page.get_by_text(re.compile("^Before layer 1: 80 parameters")).is_visible()


def test_the_code_is_copied_or_selected(open_page):
    page = open_page(ArchitectureBuilder())
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("status").filter(has_text=re.compile("Copied|Selected")).wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("preset", ["LeNet", None])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, preset, scheme, width):
    large = [{"kind": "Conv2d", "out_channels": 512, "kernel_size": 31}, {"kind": "Linear"}]
    builder = ArchitectureBuilder(preset) if preset else ArchitectureBuilder(layers=large, input_shape=(3, 224, 224))
    page = open_page(builder, scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
