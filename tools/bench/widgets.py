"""What a learner feels of the widgets: frames while a stepper plays, the time from a key to the new number, and what
TrainingMonitor adds to the time of a training.

`python dev.py bench --widgets`. The page itself measures, in a real Chromium; edits go through a real JupyterLab.
"""

import tempfile
from itertools import chain
from pathlib import Path
from statistics import median
from typing import NamedTuple

import numpy as np
from playwright.sync_api import sync_playwright

from cnnlab.data import load_mnist
from cnnlab.drawings import draw_digits
from cnnlab.nn import lenet
from cnnlab.widgets import ConvStepper, NetworkExplorer, PoolStepper
from tools.bench.monitor import PAIRS, monitor_cost
from tools.browser import (
    CHROMIUM,
    IDLE,
    KERNEL,
    NEXT_ANSWER,
    NO_CHROMIUM,
    RUN_ALL,
    TRAINING,
    launch_options,
    running_lab,
    start_in_kernel,
    stop_kernel,
    write_notebook,
)  # fmt: skip

SECONDS = 5  # of playing
EDITS = 41
DRAWINGS = 7
PAINTING = 300  # ms in which a page that was just opened is painted to the end
SETTLING = 2000  # ms in which JupyterLab goes on with its own work after a notebook was opened and run
SPEEDS = (4, 30)  # steps a second: one at which the window slides, and the fastest
PLAY = """seconds => new Promise(done => {
    const times = [], steps = [cnnlab.model.get('step')];
    cnnlab.model.on('change:step', () => steps.push(cnnlab.model.get('step')));
    const tick = now => {
        times.push(now);
        now - times[0] < 1000 * seconds ? requestAnimationFrame(tick) : done([times, steps]);
    };
    requestAnimationFrame(tick);
})"""
# From the next key until a frame was drawn in which the last element of `selector` has another text.
WATCH = """selector => {
    const read = () => [...document.querySelectorAll(selector)].at(-1)?.textContent, before = read();
    let pressed;
    addEventListener('keydown', () => (pressed = performance.now()), { capture: true, once: true });
    window.measured = new Promise((done, fail) => {
        setTimeout(() => fail(Error(`nothing else is shown: ${before}`)), 10_000);
        const observer = new MutationObserver(() => {
            if (read() === before) return;
            observer.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - pressed)));
        });
        observer.observe(document.querySelector('.cnnlab'), { childList: true, characterData: true, subtree: true });
    });
}"""
# From a press on the middle of an element until the frame after the arithmetic was drawn.
CLICK = """([k, map, x, y]) => new Promise(done => {
    const target = document.querySelectorAll('.cl-layer')[k].querySelectorAll('canvas, svg:not(.cl-map svg)')[map];
    const box = target.getBoundingClientRect(), start = performance.now();
    const place = {clientX: box.left + x * box.width, clientY: box.top + y * box.height, button: 0, bubbles: true};
    target.dispatchEvent(new PointerEvent('pointerdown', place));
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
})"""
SETUP = """
from cnnlab.data import load_mnist
from cnnlab.widgets import ConvStepper, PoolStepper, ShapeExplorer

digit = load_mnist("test")[0][0, 0].round(3)
conv = ConvStepper(digit, [[1, 0, 2, 0, 1]] * 5)
conv.step = int(digit[:24, :24].argmax())  # where the first weight meets ink
large = [[1 + (7 * row + 3 * column) % 9 for column in range(64)] for row in range(64)]
"""
BUSY = "while True: pass"
# From a page that has been read to the frame in which its widget is drawn, its module parsed and run.
DRAWN = """() => new Promise(done => {
    const read = id => JSON.parse(document.getElementById(id).textContent), start = performance.now();
    document.getElementById('widget').replaceChildren();
    import(URL.createObjectURL(new Blob([read('esm')], { type: 'text/javascript' }))).then(module => {
        module.default.render({ model: window.cnnlab.model, el: document.getElementById('widget') });
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
    });
})"""
PAD = """
import numpy as np
from cnnlab import data, nn, optim, training
from cnnlab.widgets import DrawPad
model = nn.lenet(rng=np.random.default_rng(0))
DrawPad(model)
"""


class Edit(NamedTuple):
    """One way to change a widget with the keyboard: where, with which keys in turn, and what then reads differently."""

    name: str
    widget: str  # a Python expression
    control: str  # the one that gets the focus
    keys: tuple
    shown: str


STRIDE, SIZE, WEIGHTS = (
    ".cl-row label:text-is('stride') input",
    "input[aria-label='input size']",
    "g[aria-label^=Kernel]",
)
TYPED, NUDGED, MOVED = ("4", "7"), ("ArrowUp", "ArrowDown"), ("ArrowRight", "ArrowLeft")
WEIGHT_EDITS = (
    Edit("ConvStepper, a weight: 5x5, 2x2", "ConvStepper([[1] * 5] * 5, [[1, 2]] * 2)", WEIGHTS, TYPED, ".cl-say b"),
    Edit("ConvStepper, a weight: 28x28, 5x5", "conv", WEIGHTS, TYPED, ".cl-say b"),
    Edit("ConvStepper, a weight: 64x64, 3x3", "ConvStepper(large, [[1] * 3] * 3)", WEIGHTS, TYPED, ".cl-say b"),
)
EDITS_OF = (
    *WEIGHT_EDITS,
    Edit("ConvStepper, the stride: 28x28, 5x5", "conv", STRIDE, NUDGED, ".cl-say + .cl-sub"),
    Edit(
        "ConvStepper, the stride: 64x64, 3x3", "ConvStepper(large, [[1] * 3] * 3)", STRIDE, NUDGED, ".cl-say + .cl-sub"
    ),
    Edit("PoolStepper, the stride: 28x28, 2x2", "PoolStepper(digit)", STRIDE, NUDGED, ".cl-say + .cl-sub"),
    Edit("ShapeExplorer, the size: 6, 3", "ShapeExplorer(6, 3)", SIZE, MOVED, ".cl-formula b"),
    Edit("ShapeExplorer, the size: 28, 5", "ShapeExplorer(28, 5, padding=2)", SIZE, MOVED, ".cl-formula b"),
)


def frame_rates(page, folder):
    """(name, frames per second, the same for the slowest frame, steps, skipped steps) of each stepper and speed."""
    digit = load_mnist("test")[0][0, 0].round(3)
    kernel = np.random.default_rng(0).normal(size=(5, 5)).round(2)
    for widget in (ConvStepper(digit, kernel), PoolStepper(digit)):
        widget.to_html(folder / "page.html")
        for speed in SPEEDS:
            page.goto((folder / "page.html").as_uri())
            page.get_by_label("speed").select_option(str(speed))
            page.get_by_role("button", name="Play", exact=True).click()
            times, steps = page.evaluate(PLAY, SECONDS)
            rates, moves = 1000 / np.diff(times), np.diff(steps)
            name = f"{type(widget).__name__}, 28x28, {speed} steps/s"
            yield name, median(rates), min(rates), len(moves), int((moves != 1).sum())


def clicks(page, folder):
    """Milliseconds from a click on a random number of `lenet` to its arithmetic, all layers in turn."""
    rng = np.random.default_rng(0)
    widget = NetworkExplorer(lenet(rng=rng), load_mnist("test")[0][:20])
    widget.to_html(folder / "page.html")
    page.goto((folder / "page.html").as_uri())
    page.locator(".cl-say b").first.wait_for()
    layers = [widget.layers[k % len(widget.layers)]["shape"] for k in range(EDITS + 1)]
    places = [(rng.integers(shape[0]) if len(shape) == 3 else 0, *rng.random(2)) for shape in layers]
    times = [
        page.evaluate(CLICK, [k % len(widget.layers), int(channel), x, y]) for k, (channel, x, y) in enumerate(places)
    ]
    return times[1:]  # the first one warms up


def first_drawings(page, folder):
    """(name, milliseconds of each of some drawings of a widget on a page that was just opened)."""
    digit = load_mnist("test")[0][0, 0].round(3)
    rng = np.random.default_rng(0)
    largest = rng.integers(-9, 10, (64, 64))
    widgets = {
        "ConvStepper, 28x28, 5x5": ConvStepper(digit, np.ones((5, 5))),
        "ConvStepper, 64x64, 3x3": ConvStepper(largest, np.ones((3, 3))),
        "PoolStepper, 64x64, backward": PoolStepper(largest, direction="backward"),
        "NetworkExplorer, lenet": NetworkExplorer(lenet(rng=rng), load_mnist("test")[0][:20]),
    }
    for name, widget in widgets.items():
        widget.to_html(folder / "page.html")
        times = []
        for _ in range(DRAWINGS):
            page.goto((folder / "page.html").as_uri())
            page.locator(".cl-say").first.wait_for()
            page.wait_for_timeout(PAINTING)
            times.append(page.evaluate(DRAWN))
        yield name, times


def edits(page, address, token, folder):
    """(name, milliseconds of each) of every edit with an idle kernel, and of a weight with none that answers."""
    for edit in EDITS_OF:
        yield edit.name, delays(page, edit, address, token, folder)
    for kernel in ("busy", "gone"):
        for edit in WEIGHT_EDITS:
            name = f"the same, kernel {kernel}: {edit.name.split(': ')[1]}"
            yield name, delays(page, edit, address, token, folder, kernel)


def delays(page, edit, address, token, folder, kernel="idle"):
    """Milliseconds of each edit, in a notebook of its own, whose kernel is idle, busy or gone."""
    write_notebook(folder / "notebooks" / "edit.ipynb", SETUP, edit.widget)
    page.goto(f"{address}/lab/tree/edit.ipynb?token={token}&reset")
    page.wait_for_function(IDLE, timeout=90_000)
    page.evaluate(RUN_ALL)
    page.locator(edit.control).wait_for()
    page.wait_for_timeout(SETTLING)
    if kernel == "busy":
        start_in_kernel(page, BUSY)
    elif kernel == "gone":
        page.evaluate(f"() => {KERNEL}.restart()")
    times = [one_delay(page, edit, edit.keys[k % 2]) for k in range(EDITS + 1)][1:]  # the first one warms up
    if kernel == "busy":
        stop_kernel(page)
    return times


def one_delay(page, edit, key):
    """Press the key that commits an edit, and wait for its number."""
    page.locator(edit.control).focus()
    if edit.control == WEIGHTS:
        page.keyboard.press("Enter")
        page.keyboard.type(key)
        key = "Enter"
    page.evaluate(WATCH, edit.shown)
    page.keyboard.press(key)
    return page.evaluate("() => window.measured")


def answers(page, address, token, folder):
    """(name, milliseconds from pen-up to the drawn answer of each stroke), first at rest, then while a net trains."""
    write_notebook(folder / "notebooks" / "pad.ipynb", PAD)
    page.goto(f"{address}/lab/tree/pad.ipynb?token={token}&reset")
    page.wait_for_function(IDLE, timeout=90_000)
    page.evaluate(RUN_ALL)
    page.locator(".cl-draw-here").wait_for()
    page.wait_for_timeout(SETTLING)
    yield "DrawPad, a stroke", strokes_answered(page)
    page.get_by_role("button", name="Clear").click()
    start_in_kernel(page, TRAINING)
    yield "DrawPad, a stroke while a net trains", strokes_answered(page)
    stop_kernel(page)


def strokes_answered(page):
    """Draw strokes with the mouse, at the pace of its 60 events a second."""
    box, times = page.locator(".cl-draw-here").bounding_box(), []
    drawings = draw_digits(EDITS + 1, rng=np.random.default_rng(5))
    for stroke in [stroke for drawing in drawings for stroke in drawing.strokes][: EDITS + 1]:
        page.evaluate(NEXT_ANSWER)
        for k, (x, y) in enumerate(stroke[::4]):
            page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
            page.wait_for_timeout(16) if k else page.mouse.down()
        page.mouse.up()
        times.append(page.evaluate("() => window.measured"))
    return times[1:]  # the first one warms up


def main():
    if CHROMIUM is None:
        raise SystemExit(NO_CHROMIUM)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "notebooks").mkdir()
        page = playwright.chromium.launch(**launch_options()).new_page()
        print(f"{f'frames per second, {SECONDS} s of playing':<40}{'median':>9}{'worst':>9}{'steps':>9}{'skipped':>9}")
        for label, middle, worst, steps, skipped in frame_rates(page, folder):
            print(f"{label:<40}{middle:9.1f}{worst:9.1f}{steps:9}{skipped:9}")
        print(f"\n{f'milliseconds to parse and draw, {DRAWINGS}':<40}{'median':>9}{'worst':>9}")
        for label, times in first_drawings(page, folder):
            print(f"{label:<40}{median(times):9.1f}{max(times):9.1f}")
        print(f"\n{f'milliseconds from click to arithmetic, {EDITS}':<40}{'median':>9}{'worst':>9}")
        times = clicks(page, folder)
        print(f"{'NetworkExplorer, lenet':<40}{median(times):9.1f}{max(times):9.1f}")
        print(f"\n{f'milliseconds from key to number, {EDITS} edits':<40}{'median':>9}{'worst':>9}")
        with running_lab(folder) as (address, token):
            for label, times in chain(edits(page, address, token, folder), answers(page, address, token, folder)):
                print(f"{label:<40}{median(times):9.1f}{max(times):9.1f}")
            ratio, ratios, share = monitor_cost(page, address, token, folder)
        print(f"\n{f'a training watched / alone, {PAIRS} pairs':<40}{'median':>9}{'least':>9}{'most':>9}{'counted':>9}")
        print(f"{'TrainingMonitor, lenet, 20,000 images':<40}{ratio:9.3f}{ratios[0]:9.3f}{ratios[-1]:9.3f}{share:9.3f}")


if __name__ == "__main__":
    main()
