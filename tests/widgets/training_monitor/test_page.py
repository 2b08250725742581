"""TrainingMonitor as a learner sees it: on a page of its own, and in JupyterLab while the kernel is busy training."""

import re

import numpy as np
import pytest

from cnnlab import nn
from cnnlab.widgets import TrainingMonitor

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")
from accessibility import faults
from conftest import ERRORS
from playwright.sync_api import expect
from widgets.in_lab import in_python, passes_axe_in_both_themes, press, tab_to
from widgets.training_monitor.runs import images, network, train

from tools.browser import IDLE, write_notebook


def dense():
    rng = np.random.default_rng(0)
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 12, rng=rng), nn.ReLU(), nn.Linear(12, 4, rng=rng))


def trained(model, stop_at=None):
    monitor = TrainingMonitor(model, *images(6))
    train(model, lambda run: run.step == stop_at and run.stop(), monitor, valid=images(20, seed=3))
    return monitor


def views(page):
    return page.get_by_role("group", name="Training monitor")


def headline(view):
    return view.get_by_role("paragraph").nth(0)


def details(view):
    return view.get_by_role("paragraph").nth(1)


def message(view):
    return view.get_by_role("alert", include_hidden=True)


def kernels(page):
    return page.get_by_role("img", name=re.compile(r"^kernel \d+$"))


def digits(page):
    """The figure of the watched images."""
    return page.get_by_role("figure").filter(has_text=re.compile("watched images? right"))


# --------------------------------------------------------------------------------------------------- a page of its own


def test_a_page_shows_the_end_of_a_training(open_page):
    monitor = trained(network())
    page = open_page(monitor)
    expect(headline(page)).to_have_text("Finished: 18 steps, 3 epochs.")
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "18")
    captions = page.locator("figcaption").all_inner_texts()
    assert captions[0] == f"Loss {monitor.curve['mean'][-1]:.3g}, mean of the last 18 steps"
    assert captions[1].startswith(f"Right answers {100 * monitor.curve['accuracy'][-1]:.1f} %")
    assert captions[2].startswith("First layer: 3 kernels of 3 x 3 weights, orange above zero, blue below")
    assert kernels(page).count() == 3
    accuracy = page.get_by_role("img", name="Right answers")
    assert accuracy.locator("circle").count() == accuracy.locator("polygon").count() == 3 + 1  # the epochs, the legend


def test_epochs_that_end_fast_are_not_all_read_out(clock, open_page):
    monitor = trained(network())
    page = open_page(monitor)
    spoken = page.get_by_role("status")
    heard = {spoken.text_content()}
    for epoch in range(1, 13):
        ended = {name: values[:1] * epoch for name, values in monitor.epochs.items()}
        running = {**monitor.progress, "state": "running", "step": epoch}
        script = (
            "([progress, epochs]) => { cnnlab.model.set('progress', progress); cnnlab.model.set('epochs', epochs); }"
        )
        page.evaluate(script, [running, ended])
        clock.run_for(500)
        heard.add(spoken.text_content())
    assert 2 <= len(heard) <= 3  # the state it began with, and what was news after five seconds and more
    page.evaluate("progress => cnnlab.model.set('progress', progress)", monitor.progress)
    clock.run_for(100)
    assert spoken.text_content().startswith("Finished")


def test_digits_say_their_answer_and_right_or_wrong_in_words(open_page):
    monitor = trained(network(), stop_at=2)
    figure = digits(open_page(monitor))
    tiles = figure.get_by_role("listitem")
    right = 0
    for tile, said, label in zip(tiles.all(), monitor.answers, monitor.digits["labels"], strict=True):
        text = tile.inner_text().split()
        assert text[0] == str(said["answer"])
        assert text[1:3] == [f"{round(100 * said['confidence'])}", "%"]
        assert text[3:] == (["right"] if said["answer"] == label else ["wrong:", "it", "is", str(label)])
        right += said["answer"] == label
    expect(figure.locator("figcaption")).to_contain_text(f"{right} of 6 watched images right")


def test_pixels_and_weights_have_the_colours_of_their_numbers(open_page):
    monitor = trained(network())
    page = open_page(monitor)
    read = "canvas => [...canvas.getContext('2d').getImageData(0, 0, 1, 1).data]"
    grey = 255 - round(255 * float(images(6)[0][0, 0, 0, 0]))
    assert np.abs(np.array(page.get_by_role("img", name="image 0").evaluate(read)[:3]) - grey).max() <= 1
    red, _, blue, _ = kernels(page).first.evaluate(read)
    weight = monitor._run.model[0].weight.data[0, 0, 0, 0]
    assert (red > blue) == (weight > 0)


def test_a_stopped_run_says_that_nothing_is_lost(open_page):
    page = open_page(trained(network(), stop_at=7))
    expect(headline(page)).to_have_text("Stopped after step 7 of 18: the network keeps what it has learned.")


def test_without_python_stop_is_off_and_the_page_says_so(open_page):
    page = open_page(trained(network()))
    stop = page.get_by_role("button", name="Stop")
    expect(stop).to_have_attribute("aria-disabled", "true")
    stop.click(force=True)
    expect(stop).to_have_text("Stop")
    expect(details(page)).to_have_text("This page shows one training. Open the notebook to train, and to stop.")


def test_before_training_a_page_shows_the_untrained_network(open_page):
    page = open_page(TrainingMonitor(network(), *images(6)))
    expect(headline(page)).to_have_text("No training yet: it starts with fit(..., callbacks=[monitor]).")
    assert kernels(page).count() == 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [700, 1400])
@pytest.mark.parametrize("model", [network, dense])
def test_a_page_passes_axe_and_nothing_is_cut_off(open_page, model, scheme, width):
    page = open_page(trained(model(), stop_at=15), scheme)
    page.set_viewport_size({"width": width, "height": 1000})
    assert faults(page, ".cnnlab") == ""
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    outside = """() => [...document.querySelectorAll('figure svg text, figure li div, figure canvas')]
        .filter(e => e.getBoundingClientRect().right > e.closest('figure').getBoundingClientRect().right + 1)
        .map(e => e.textContent)"""
    assert page.evaluate(outside) == []
    crowded = """() => [...document.querySelectorAll('figure li')].filter(li => li.scrollWidth > li.clientWidth)
        .length"""
    assert page.evaluate(crowded) == 0


# ------------------------------------------------------------------------------------------------------ in JupyterLab

MAKE = """
import numpy as np
from cnnlab import data, nn, optim, training
from cnnlab.widgets import TrainingMonitor
x, y = data.load_mnist("test")
model = nn.lenet(rng=np.random.default_rng(0))
monitor = TrainingMonitor(model, x[:12], y[:12], every=0.1)
monitor
"""
FIT = """
optimizer = optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
settings = dict(rng=np.random.default_rng(1), callbacks=[monitor], progress=False)
history = training.fit(model, optimizer, (x[:2048], y[:2048]), epochs=10_000, **settings)
"""
INTERRUPT = "() => window.jupyterapp.commands.execute('notebook:interrupt-kernel')"


@pytest.fixture
def start_training(lab, page):
    """A function that runs a notebook of these cells without waiting for its end, and returns the page."""
    address, token, folder = lab

    def run(*sources):
        write_notebook(folder / "training.ipynb", *sources)
        page.goto(f"{address}/lab/tree/training.ipynb?token={token}&reset")
        page.wait_for_function(IDLE, timeout=90_000)
        page.evaluate("() => { window.ended = window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
        views(page).first.wait_for()
        return page

    yield run
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")  # whatever it still does


def steps_bar(page):
    return page.get_by_role("progressbar", name="Steps of the training").first


def steps(page):
    return int(steps_bar(page).get_attribute("aria-valuenow"))


def sees_the_steps_grow(page):
    """Wait until two more updates have come while the cell runs.

    That it runs, only the cell says: each message on a subshell makes JupyterLab call the kernel idle.
    """
    for _ in range(2):
        bar = steps_bar(page).element_handle()
        page.wait_for_function("([bar, before]) => +bar.ariaValueNow > before", arg=[bar, steps(page)])
    expect(page.locator(".jp-CodeCell .jp-InputPrompt").last).to_have_text("[*]:")


def ended_well(page):
    """The cell has ended without an error, and the network and the history can be used. Returns the steps made."""
    expect(headline(views(page).first)).to_contain_text("the network keeps what it has learned", timeout=20_000)
    assert page.evaluate("() => window.ended") is not False
    assert page.evaluate(ERRORS) == []
    done, total = in_python(page, "[len(history.loss), monitor.progress['total']]")
    assert in_python(page, "history.interrupted")
    assert 0 < done < total
    assert in_python(page, "training.evaluate(model, x[2048:4096], y[2048:4096]).accuracy > 0.05")
    expect(headline(views(page).first)).to_have_text(
        f"Stopped after step {done:,} of {total:,}: the network keeps what it has learned."
    )
    return done


def test_stop_is_heard_while_the_kernel_is_busy_and_both_views_say_so(start_training):
    page = start_training(MAKE, "monitor", FIT)
    sees_the_steps_grow(page)
    expect(views(page)).to_have_count(2)
    views(page).nth(1).get_by_role("button", name="Stop").click()
    ended_well(page)
    for view in views(page).all():
        expect(headline(view)).to_contain_text("Stopped after step")
        expect(view.get_by_role("button", name="Stop")).to_have_attribute("aria-disabled", "true")
        expect(message(view)).to_be_empty()
    passes_axe_in_both_themes(page)


def test_stop_works_with_the_keyboard_alone(start_training):
    page = start_training(MAKE, FIT)
    sees_the_steps_grow(page)
    press(page, "Escape", "ArrowUp", "ArrowUp")
    tab_to(page, page.get_by_role("button", name="Stop", exact=True))
    press(page, "Enter")
    ended_well(page)


def test_jupyters_own_stop_ends_the_training_as_well(start_training):
    page = start_training(MAKE, FIT)
    sees_the_steps_grow(page)
    page.evaluate(INTERRUPT)
    ended_well(page)


def test_where_python_does_not_hear_the_button_the_widget_points_to_jupyters_own(start_training):
    page = start_training(MAKE, "monitor.on_msg(monitor._hear, remove=True)", FIT)
    sees_the_steps_grow(page)
    page.get_by_role("button", name="Stop", exact=True).click()
    expect(page.get_by_role("button", name="Stopping")).to_be_visible()
    expect(message(views(page))).to_contain_text("Use Jupyter's own Stop", timeout=10_000)
    expect(page.get_by_role("button", name="Stop", exact=True)).to_have_attribute("aria-disabled", "false")
    page.evaluate(INTERRUPT)
    ended_well(page)
    expect(message(views(page))).to_be_empty()
