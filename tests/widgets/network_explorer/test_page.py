"""NetworkExplorer as a learner meets it: random clicks against NumPy, the keyboard, and both themes."""

import re

import numpy as np
import pytest
from accessibility import faults
from widgets.in_lab import tab_to
from widgets.network_explorer.nets import IMAGES, LABELS, explorer, lenet

from cnnlab import nn
from cnnlab.arithmetic import receptive_field
from cnnlab.widgets import NetworkExplorer

MOST_LAYOUTS = 6  # of a page, when it has become wider or narrower

# Presses a place of an element, and gives the milliseconds until the frame after the one that shows the result.
CLICK = """(target, [x, y]) => new Promise(done => {
    const box = target.getBoundingClientRect();
    const where = {clientX: box.left + x * box.width, clientY: box.top + y * box.height, button: 0, bubbles: true};
    const start = performance.now();
    target.dispatchEvent(new PointerEvent('pointerdown', where));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
WITH_STYLE = "(cells, [name, value]) => cells.filter(c => getComputedStyle(c)[name] === value).map(c => c.textContent)"


def layer_row(page, k):
    return page.get_by_role("group", name=f"layer {k}:")


def click(page, k, place, shape):
    """Click the middle of a number; returns milliseconds."""
    if len(shape) == 3:
        target = layer_row(page, k).get_by_role("img", name=f"map {place[0]}", exact=True)
        _, row, column = place
        _, rows, columns = shape
    else:
        target = layer_row(page, k).locator("canvas, svg").first
        row, column, rows, columns = 0, place[0], 1, shape[0]
    return target.evaluate(CLICK, [(column + 0.5) / columns, (row + 0.5) / rows])


def title(page):
    """Which number is picked; below it stands what it is made of, and then what it sees and feeds."""
    return detail(page).get_by_role("paragraph").nth(0)


def said(page):
    return detail(page).get_by_role("paragraph").nth(1)


def reach(page):
    return detail(page).get_by_role("paragraph").nth(2)


def detail(page):
    return page.get_by_role("group", name="The number that is picked")


def cells_with(page, style, value):
    """The texts of the cells that look so."""
    return page.get_by_role("cell").evaluate_all(WITH_STYLE, [style, value])


def terms(page):
    """The numbers in the sentence that are no results."""
    return [float(text) for text in said(page).locator("span").all_text_contents()]


def numbers(text):
    return [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?(?:e[+-]?\d+)?", text)]


def same(shown, value):
    """Whether a shown number is the value, to the last digit that is shown: one unit of it, for rounding at a tie."""
    return np.allclose(shown, value, rtol=1.01e-3, atol=6e-4)


def rows(table):
    return table.get_by_role("row").all()


def tables(page):
    """The numbers of each grid on the page."""
    return [
        np.array([[float(cell) for cell in row.get_by_role("cell").all_text_contents()] for row in rows(table)])
        for table in detail(page).get_by_role("table").all()
    ]


def check_conv(page, layer, x, place, value):
    """Chooses every input channel in turn, and compares its patch, kernel, products and sum."""
    out, r, q = place
    kernel, (height, width) = layer.weight.data[out].astype(float), layer.kernel_size
    patch = x[:, r : r + height, q : q + width].astype(float)
    sums = (patch * kernel).sum((1, 2))
    assert same(terms(page), [sums.sum(), layer.bias.data[out]])
    assert np.isclose(sum(terms(page)), value, rtol=1e-3, atol=1e-3)
    buttons = page.get_by_role("group", name=re.compile("^What each map adds")).get_by_role("button")
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
    lines = rows(detail(page).get_by_role("table"))[1:]  # below the names of the columns
    cells = [line.get_by_role("cell").all_text_contents() for line in lines]
    for (value, weight, product), i in zip(cells[:10], order, strict=True):
        assert same([float(value), float(weight), float(product)], [x[i], layer.weight.data[n, i], products[i]])
    rest = products.sum() - products[order].sum()
    assert same(float(cells[10][2]), rest)
    assert same(terms(page), [products.sum(), layer.bias.data[n]])


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
        assert float(said(page).locator("b").first.inner_text()) == float(f"{value:.4g}")
        if isinstance(layer, nn.Conv2d):
            check_conv(page, layer, values[k - 1], place, value)
        elif isinstance(layer, nn.Linear):
            check_dense(page, layer, values[k - 1], place[0])
        elif isinstance(layer, nn.MaxPool2d):
            window = values[k - 1][place[0], 2 * place[1] :, 2 * place[2] :][:2, :2]
            assert same(tables(page)[0], window)
            assert same([float(text) for text in cells_with(page, "outlineStyle", "solid")], [window.max()])
        elif isinstance(layer, nn.ReLU):
            assert (
                f"max(0, {float(values[k - 1][tuple(place)]):.4g}) = ".replace("e-0", "e-") in said(page).inner_text()
            )
        elif isinstance(layer, nn.Flatten):
            c, r, q = np.unravel_index(place[0], values[k - 1].shape)
            assert f"map {c}, row {r}, column {q}," in said(page).inner_text()
        elif k == 11:
            scores = values[10].astype(float)
            assert np.allclose(terms(page), [np.exp(scores[place[0]]), np.exp(scores).sum()], rtol=1e-3)
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
        words = reach(page).inner_text()
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
        assert f"feeds {fed} number" in reach(page).inner_text()


def test_padding_stride_and_means_are_drawn_as_they_are(open_page):
    rng = np.random.default_rng(1)
    model = nn.Sequential(
        nn.Conv2d(1, 3, 3, stride=2, padding=1, bias=False, rng=rng), nn.AvgPool2d(3, 2, 1, False), nn.Flatten(),
        nn.Linear(27, 4, bias=False, rng=rng),
    )  # fmt: skip
    widget = NetworkExplorer(model, rng.random((1, 1, 12, 12)))
    page, value = open_page(widget), widget.numbers
    click(page, 1, (2, 0, 0), (3, 6, 6))
    assert len(cells_with(page, "borderTopStyle", "dashed")) == 5
    assert "there is no bias" in said(page).inner_text()
    assert float(said(page).locator("b").inner_text()) == float(f"{value[1][2, 0, 0]:.4g}")
    click(page, 2, (1, 0, 0), (3, 3, 3))
    total, count, mean = numbers(said(page).inner_text().rstrip("."))
    assert count == 4
    assert same([mean, total / 4], [value[2][1, 0, 0]] * 2)


def test_the_keyboard_alone_reaches_every_layer(open_page):
    page = open_page(explorer())
    stage, name = page.get_by_role("application"), title(page)
    tab_to(page, stage)
    page.keyboard.press("Home")
    assert re.search(r"row 0, column 0$", name.inner_text())
    for key, said in (
        ("ArrowDown", "row 1, column 0"), ("ArrowRight", "row 1, column 1"), ("ArrowUp", "row 0, column 1"),
        ("End", "row 23, column 23"), ("ArrowDown", "row 23, column 23"), ("PageDown", "row 11, column 11"),
    ):  # fmt: skip
        page.keyboard.press(key)
        assert name.inner_text().endswith(said)
    assert page.get_by_role("status").last.text_content().startswith("max-pool 2x2: map ")
    for _ in range(12):
        page.keyboard.press("PageDown")
    assert name.inner_text().startswith("Softmax: digit")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert name.inner_text() == "Softmax: digit 8"
    for _ in range(12):
        page.keyboard.press("PageUp")
    assert name.inner_text().startswith("Input: row ")
    page.keyboard.press("PageDown")
    for key, said in (("[", "map 0"), ("]", "map 1")):
        for _ in range(8 if key == "[" else 1):
            page.keyboard.press(key)
        assert said in name.inner_text()
    assert stage.evaluate("stage => getComputedStyle(stage).outlineStyle") == "solid"


def test_without_python_digits_and_switches_answer(open_page):
    widget = explorer()
    page = open_page(widget)
    verdict = page.get_by_role("status").first

    def said():
        return f"{widget.prediction}, {100 * widget.numbers[-1].max():.1f} %"

    page.get_by_role("group", name="Images").get_by_role("button").nth(3).click()
    widget.choice = 3
    before = said()
    assert verdict.inner_text().startswith(f"The net says {before}")
    page.get_by_role("button", name="filter 0 of layer 1", exact=True).click()
    widget.off = [[1, 0]]
    assert verdict.inner_text().startswith(f"The net says {said()}")
    assert f"With every filter on: {before}" in verdict.inner_text()
    page.get_by_role("button", name="All on again").click()
    assert verdict.inner_text().startswith(f"The net says {before}")


def test_the_enlarged_pictures_pick_numbers_too(open_page):
    page = open_page(explorer())
    page.get_by_role("img", name=re.compile("^Map .* marked$")).click(position={"x": 1, "y": 1})
    assert title(page).inner_text().endswith("row 0, column 0")
    page.get_by_role("img", name=re.compile("^Its receptive field: .* marked$")).click(position={"x": 1, "y": 1})
    assert title(page).inner_text() == "Input: row 0, column 0"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, scheme, width):
    widget = explorer()
    widget.off = [[4, 3]]
    page = open_page(widget, scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    for k, place in ((1, (0, 5, 5)), (4, (3, 1, 1)), (4, (5, 1, 1)), (5, (5, 1, 1)), (8, (5,)), (11, (3,))):
        click(page, k, place, widget.numbers[k].shape)
        assert faults(page, ".cnnlab") == ""
        assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_the_page_is_laid_out_a_few_times_not_once_for_each_layer(open_page):
    """To read a size between two changes lays the page out: 14 times with this net, where each row does so."""
    page = open_page(explorer())
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    assert page.locator(".cl-layer").count() > MOST_LAYOUTS

    def layouts():
        return {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}["LayoutCount"]

    for change in ("narrower", "wider"):
        before, marks = layouts(), page.locator(".cl-marks").inner_html()
        page.set_viewport_size({"width": 900 if change == "narrower" else 1200, "height": 700})
        page.wait_for_function("marks => document.querySelector('.cl-marks').innerHTML !== marks", arg=marks)
        assert layouts() - before <= MOST_LAYOUTS, change
