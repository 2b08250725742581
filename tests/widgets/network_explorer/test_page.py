"""NetworkExplorer as a learner meets it: random clicks against NumPy, the keyboard, both themes, and JupyterLab."""

import json
import re

import numpy as np
import pytest
from widgets.in_lab import comes_to_python, in_python, passes_axe_in_both_themes, tab_to
from widgets.network_explorer.nets import IMAGES, LABELS, explorer, lenet

from cnnlab import nn
from cnnlab.arithmetic import receptive_field
from cnnlab.widgets import NetworkExplorer

MAKE = """
import numpy as np
from cnnlab import data, nn
from cnnlab.widgets import NetworkExplorer
images, labels = data.load_mnist("test")
widget = NetworkExplorer(nn.lenet(rng=np.random.default_rng(0)), images[:3], labels[:3])
widget
"""
# Clicks at a place in an element, and gives the milliseconds until the frame after the one that shows the result.
CLICK = """([selector, x, y]) => new Promise(done => {
    const canvas = document.querySelector(selector), box = canvas.getBoundingClientRect();
    const where = {clientX: box.left + x * box.width, clientY: box.top + y * box.height, button: 0, bubbles: true};
    const start = performance.now();
    canvas.dispatchEvent(new PointerEvent('pointerdown', where));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""


def click(page, k, place, shape):
    """Click the middle of a number; returns milliseconds."""
    last = page.locator(".cl-layer").count() - 1
    target = "svg" if k == last else f"canvas[data-map='{place[0] if len(shape) == 3 else 0}']"
    row, column = place[1:] if len(shape) == 3 else (0, place[0])
    rows, columns = shape[1:] if len(shape) == 3 else (1, shape[0])
    selector = f".cl-layer[data-layer='{k}'] {target}"
    return page.evaluate(CLICK, [selector, (column + 0.5) / columns, (row + 0.5) / rows])


def numbers(text):
    return [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", text)]


def same(shown, value):
    """Whether a shown number is the value, to the last digit that is shown: one unit of it, for rounding at a tie."""
    return np.allclose(shown, value, rtol=1.01e-3, atol=6e-4)


def tables(page):
    """The numbers of each grid on the page."""
    return [
        np.array([[float(cell) for cell in row.locator("td").all_text_contents()] for row in table.locator("tr").all()])
        for table in page.locator(".cl-numbers").all()
    ]


def check_conv(page, layer, x, place, value):
    """Chooses every input channel in turn, and compares its patch, kernel, products and sum."""
    out, r, q = place
    kernel, (height, width) = layer.weight.data[out].astype(float), layer.kernel_size
    patch = x[:, r : r + height, q : q + width].astype(float)
    sums = (patch * kernel).sum((1, 2))
    said = [float(text) for text in page.locator(".cl-say .cl-work").all_text_contents()]
    assert same(said, [sums.sum(), layer.bias.data[out]])
    assert np.isclose(sum(said), value, rtol=1e-3, atol=1e-3)
    buttons = page.locator(".cl-channels button")
    assert buttons.count() == (len(x) if len(x) > 1 else 0)
    shown = int(np.abs(sums).argmax())
    for channel in [shown] if len(x) == 1 else [shown, 0]:
        if len(x) > 1:
            assert same([float(t.split(": ")[1]) for t in buttons.all_text_contents()], sums)
            buttons.nth(channel).click()
        for grid, own in zip(tables(page), (patch, kernel, patch * kernel), strict=True):
            assert same(grid, own[channel])


def check_dense(page, layer, x, n):
    products = x.astype(float) * layer.weight.data[n]
    order = np.argsort(-np.abs(products))[:10]
    rows = page.locator(".cl-terms tbody tr")
    cells = [row.locator("td").all_text_contents() for row in rows.all()]
    for (value, weight, product), i in zip(cells[:10], order, strict=True):
        assert same([float(value), float(weight), float(product)], [x[i], layer.weight.data[n, i], products[i]])
    rest = products.sum() - products[order].sum()
    assert same(float(cells[10][2]), rest)
    said = [float(text) for text in page.locator(".cl-say .cl-work").all_text_contents()]
    assert same(said, [products.sum(), layer.bias.data[n]])


def test_random_clicks_show_the_arithmetic_of_numpy(open_page):
    model, rng = lenet(5), np.random.default_rng(6)
    widget = NetworkExplorer(model, IMAGES, LABELS)
    page, times = open_page(widget), []
    values = widget.numbers
    for k in [*range(12), *rng.integers(0, 12, 28), 1, 4]:
        array = values[k]
        place = [int(rng.integers(n)) for n in array.shape]
        times.append(click(page, k, place, array.shape))
        value, layer = array[tuple(place)], model[k - 1] if 0 < k < 11 else None
        assert float(page.locator(".cl-say b").first.inner_text()) == float(f"{value:.4g}")
        if isinstance(layer, nn.Conv2d):
            check_conv(page, layer, values[k - 1], place, value)
        elif isinstance(layer, nn.Linear):
            check_dense(page, layer, values[k - 1], place[0])
        elif isinstance(layer, nn.MaxPool2d):
            window = values[k - 1][place[0], 2 * place[1] :, 2 * place[2] :][:2, :2]
            assert same(tables(page)[0], window)
            assert same(float(page.locator(".cl-winner").inner_text()), window.max())
        elif isinstance(layer, nn.ReLU):
            assert (
                f"max(0, {float(values[k - 1][tuple(place)]):.4g}) = ".replace("e-0", "e-")
                in page.locator(".cl-say").inner_text()
            )
        elif isinstance(layer, nn.Flatten):
            c, r, q = np.unravel_index(place[0], values[k - 1].shape)
            assert f"map {c}, row {r}, column {q}," in page.locator(".cl-say").inner_text()
        elif k == 11:
            power, total = (float(text) for text in page.locator(".cl-say .cl-work").all_text_contents())
            scores = values[10].astype(float)
            assert np.allclose([power, total], [np.exp(scores[place[0]]), np.exp(scores).sum()], rtol=1e-3)
    assert np.median(times) < 100


def test_the_receptive_field_is_the_one_of_the_rule_and_of_trial(open_page):
    """Trial: change the pixels one after another, and see which ones change the number."""
    model, rng = lenet(2), np.random.default_rng(0)
    for parameter in model.parameters():
        np.abs(parameter.data, out=parameter.data)  # no zero hides a pixel
    image = rng.uniform(0.4, 0.6, (1, 1, 28, 28)).astype(np.float32)
    page, fields = open_page(NetworkExplorer(model, image)), receptive_field(model)
    for k, place in ((1, (3, 20, 4)), (3, (2, 5, 11)), (4, (9, 0, 7)), (6, (15, 3, 2))):
        click(page, k, place, model[:k](image).shape[1:])
        words = page.locator(".cl-reach").inner_text()
        top, bottom, left, right, height, width = (
            int(n) for n in numbers(words.replace("(", " ").split(" of the")[0])[:6]
        )
        field = fields[k - 1]
        assert (height, width) == field.size
        assert (top, left) == tuple(s + j * p for s, j, p in zip(field.start, field.jump, place[1:], strict=True))
        assert (bottom - top + 1, right - left + 1) == (height, width)
        base = np.repeat(image, 784, 0)
        base.reshape(784, 784)[np.arange(784), np.arange(784)] = 30  # larger than any other: it wins its window
        changed = model[:k](base)[(slice(None), *place)] - model[:k](image)[(0, *place)] > 1e-3
        rows, columns = np.nonzero(changed.reshape(28, 28))
        assert (rows.min(), rows.max(), columns.min(), columns.max()) == (top, bottom, left, right)


def test_what_a_number_feeds_is_counted(open_page):
    page = open_page(explorer())
    for k, place, shape, fed in (
        (0, (0, 0, 0), (1, 28, 28), 8), (0, (0, 14, 14), (1, 28, 28), 8 * 25), (3, (1, 6, 6), (8, 12, 12), 16 * 25),
        (6, (1, 2, 2), (16, 4, 4), 1), (7, (9,), (256,), 64),
    ):  # fmt: skip
        click(page, k, place, shape)
        assert f"feeds {fed} number" in page.locator(".cl-reach").inner_text()


def test_padding_stride_and_means_are_drawn_as_they_are(open_page):
    rng = np.random.default_rng(1)
    model = nn.Sequential(
        nn.Conv2d(1, 3, 3, stride=2, padding=1, bias=False, rng=rng), nn.AvgPool2d(3, 2, 1, False), nn.Flatten(),
        nn.Linear(27, 4, bias=False, rng=rng),
    )  # fmt: skip
    widget = NetworkExplorer(model, rng.random((1, 1, 12, 12)))
    page, value = open_page(widget), widget.numbers
    click(page, 1, (2, 0, 0), (3, 6, 6))
    assert page.locator(".cl-padding").count() == 5
    assert "there is no bias" in page.locator(".cl-say").inner_text()
    assert float(page.locator(".cl-say b").inner_text()) == float(f"{value[1][2, 0, 0]:.4g}")
    click(page, 2, (1, 0, 0), (3, 3, 3))
    total, count, mean = numbers(page.locator(".cl-say").inner_text().rstrip("."))
    assert count == 4
    assert same([mean, total / 4], [value[2][1, 0, 0]] * 2)


def test_the_keyboard_alone_reaches_every_layer(open_page):
    page = open_page(explorer())
    stage, title = page.locator(".cl-net"), page.locator(".cl-name")
    tab_to(page, stage)
    page.keyboard.press("Home")
    assert re.search(r"row 0, column 0$", title.inner_text())
    for key, said in (
        ("ArrowDown", "row 1, column 0"), ("ArrowRight", "row 1, column 1"), ("ArrowUp", "row 0, column 1"),
        ("End", "row 23, column 23"), ("ArrowDown", "row 23, column 23"), ("PageDown", "row 11, column 11"),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert title.inner_text().endswith(said)
    assert page.locator(".cl-inside > [aria-live=polite]").text_content().startswith("max-pool 2x2: map ")
    for _ in range(12):
        page.keyboard.press("PageDown")
    assert title.inner_text().startswith("Softmax: digit")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert title.inner_text() == "Softmax: digit 8"
    for _ in range(12):
        page.keyboard.press("PageUp")
    assert title.inner_text().startswith("Input: row ")
    page.keyboard.press("PageDown")
    for key, said in (("[", "map 0"), ("]", "map 1")):
        for _ in range(8 if key == "[" else 1):
            page.keyboard.press(key)
        assert said in title.inner_text()
    assert stage.evaluate("stage => getComputedStyle(stage).outlineStyle") == "solid"


def test_without_python_digits_and_switches_are_off_and_say_so(open_page):
    page = open_page(explorer())
    for button in page.locator(".cl-digits button, .cl-switch").all():
        assert button.is_disabled()
    assert page.get_by_text("need Python: open the notebook").is_visible()


def test_the_enlarged_pictures_pick_numbers_too(open_page):
    page = open_page(explorer())
    page.locator(".cl-loupes canvas").nth(1).click(position={"x": 1, "y": 1})
    assert page.locator(".cl-name").inner_text().endswith("row 0, column 0")
    page.locator(".cl-loupes canvas").nth(0).click(position={"x": 1, "y": 1})
    assert page.locator(".cl-name").inner_text() == "Input: row 0, column 0"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    widget = explorer()
    widget.off = [[4, 3]]
    page = open_page(widget, scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    for k, place in ((1, (0, 5, 5)), (4, (3, 1, 1)), (4, (5, 1, 1)), (5, (5, 1, 1)), (8, (5,)), (11, (3,))):
        click(page, k, place, widget.numbers[k].shape)
        report = axe.run(page, context=".cnnlab")
        assert report.violations_count == 0, report.generate_report()
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_in_jupyterlab_a_filter_goes_to_python_and_both_views_follow(open_cells):
    page = open_cells(MAKE, "widget")
    first, second = (page.locator(".cnnlab").nth(k) for k in (0, 1))
    first.get_by_label("filter 3 of layer 1").click()
    for view in (first, second):
        view.get_by_text("Off: filter 3 of layer 1.").wait_for()
    comes_to_python(page, "widget.off", [[1, 3]])
    first.locator(".cl-net").focus()
    page.keyboard.press("Home")
    page.keyboard.press("PageDown")
    second.locator(".cl-name", has_text="max-pool 2x2").wait_for()
    page.keyboard.press("PageUp")
    for _ in range(8):
        page.keyboard.press("[")
    comes_to_python(page, "widget.cell[:2]", [1, 0])
    page.keyboard.press("x")
    second.get_by_text("Off: filter 0 of layer 1, filter 3 of layer 1.").wait_for()
    second.get_by_role("button", name="All on again").click()
    first.get_by_text("Every filter is on").wait_for()
    comes_to_python(page, "widget.off", [])
    first.get_by_label("image 0, a 7").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    second.get_by_text("a 2.").or_(second.get_by_text("that is right")).wait_for()
    comes_to_python(page, "widget.choice", 1)
    shown = float(second.locator(".cl-written span").first.inner_text())
    assert shown == pytest.approx(json.loads(str(in_python(page, "float(widget.numbers[-2][0])"))), abs=6e-4)
    passes_axe_in_both_themes(page)
