"""The pictures of the widgets in `notebooks/images`, taken from their own pages: light, dark, in the middle of a walk.

`python dev.py pictures` takes them all; names after it, as in `python dev.py pictures tape_stepper`, only those.
"""

import functools
import io
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

from cnnlab import data, drawings, nn, optim, training, widgets
from cnnlab.snapshots import Snapshots
from tools.browser import CHROMIUM, NO_CHROMIUM, launch_options
from tools.places import NOTEBOOKS

IMAGE = [[0, 1, 2, 1, 0], [1, 3, 5, 3, 1], [0, 2, 6, 2, 0], [0, 1, 5, 1, 0], [0, 0, 3, 0, 0]]
KERNEL = [[1, -1], [2, -2]]
MAP = [[-5, -5, 5, 5], [-6, -10, 10, 6], [-4, -12, 12, 4], [-1, -10, 10, 1]]
VALLEY = [[1, 0], [2, 1], [3, -1]]
SIGNAL = [0, 0, 1, 3, 5, 3, 1, 0, 0, 2, 2, 0]


@functools.cache
def trained():
    """(model, its snapshots, its monitor) after a short training."""
    (x, y), (test_x, test_y) = data.load_mnist("train"), data.load_mnist("test")
    rng = np.random.default_rng(0)
    model = nn.lenet(rng=rng)
    snapshots, monitor = Snapshots(model, test_x[:500], test_y[:500]), widgets.TrainingMonitor(model, x[-12:], y[-12:])
    adam = optim.Adam(model.parameters(), lr=0.002)
    training.fit(
        model, adam, (x[:10000], y[:10000]), (test_x[:1000], test_y[:1000]), epochs=3, rng=rng,
        callbacks=[snapshots, monitor], progress=False,
    )  # fmt: skip
    return model, snapshots, monitor


def drawn():
    (drawing,) = drawings.draw_digits(5, rng=np.random.default_rng(5))[4:]
    return widgets.DrawPad(trained()[0], strokes=drawing.strokes, width=drawing.width)


def laid_open():
    images, labels = data.load_mnist("test")
    explorer = widgets.NetworkExplorer(trained()[0], images[:20], labels[:20])
    explorer.choice, explorer.cell = 4, [4, 5, 3, 4]
    return explorer


def travelled():
    machine = widgets.TimeMachine(trained()[1])
    machine.moment, machine.digit = 8, 4
    return machine


# Each picture of the README: how to make the widget, and the step at which it is taken.
PICTURES = {
    "conv_stepper": (lambda: widgets.ConvStepper(IMAGE, KERNEL), 6),
    "conv_stepper_backward": (lambda: widgets.ConvStepper(IMAGE, KERNEL, direction="backward"), 6),
    "pool_stepper": (lambda: widgets.PoolStepper(MAP), 2),
    "tape_stepper": (lambda: widgets.TapeStepper(SIGNAL, [-1, 0, 1]), 4),
    "tiny_network": (lambda: widgets.TinyNetwork([2, 3], [[2, -1], [-1, 0.5]], [[1, -2], [-1, 1]], target=0), 22),
    "valley": (lambda: widgets.Valley(VALLEY, [1, 3, 2], weights=[3, -2], learning_rate=0.17), 6),
    "training_monitor": (lambda: trained()[2], 0),
    "draw_pad": (drawn, 0),
    "network_explorer": (laid_open, 0),
    "time_machine": (travelled, 0),
}


def main(names):
    if CHROMIUM is None:
        sys.exit(NO_CHROMIUM)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for name in names or PICTURES:
            print(name, flush=True)
            make, until = PICTURES[name]
            make().to_html(Path(folder) / "page.html")
            for scheme in ("light", "dark"):
                take(browser, (Path(folder) / "page.html").as_uri(), scheme, until, name)


def take(browser, address, scheme, until, name):
    page = browser.new_page(viewport={"width": 732, "height": 900}, color_scheme=scheme, device_scale_factor=1.25)
    page.goto(address)
    page.wait_for_selector(".cnnlab")
    if until:
        page.evaluate("step => window.cnnlab.model.set('step', step)", until)
    page.mouse.move(0, 0)
    picture = Image.open(io.BytesIO(page.locator(".cnnlab").screenshot())).convert("RGB")
    few = picture.quantize(256, dither=Image.Dither.NONE)  # a third of the bytes, and no difference to the eye
    few.save(NOTEBOOKS / "images" / f"{name}_{scheme}.png", optimize=True)
    page.close()


if __name__ == "__main__":
    main(sys.argv[1:])
