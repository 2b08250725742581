"""The lessons as a reader meets them: in JupyterLab, in a browser, and with the Stop button."""

import queue
import time

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

pytest.importorskip("playwright", reason="the browser tests need: pip install -e .[browser]")

OUTPUTS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells]
    .flatMap(cell => cell.type === 'code' ? cell.outputs.toJSON() : []).map(output => output.data || {})"""

STOPPABLE = """
import numpy as np
from cnnlab import data, nn, optim, training

x, y = data.load_mnist("test")
model = nn.lenet(rng=np.random.default_rng(0))
optimizer = optim.SGD(model.parameters(), lr=0.05)
started = lambda run: print("started", flush=True) if run.step == 20 else None
history = training.fit(model, optimizer, (x, y), epochs=1000, rng=np.random.default_rng(0), callbacks=[started])
print(history.interrupted, len(history.loss) >= 20, np.isfinite(training.evaluate(model, x, y).loss))
"""


def test_the_5x5_lesson_runs_clean_and_its_steppers_are_alive(open_lesson):
    page = open_lesson("03_convolution_5x5.ipynb")
    stepper = page.get_by_role("group", name="Convolution stepper").first
    stepper.scroll_into_view_if_needed()
    stepper.get_by_role("button", name="Predict first").click()  # which it does by itself here
    stepper.get_by_role("button", name="Step", exact=True).click()
    stepper.get_by_text("Output row 0, column 1 = 1·1 + 2·(-1) + 3·2 + 5·1 = 10").first.wait_for()
    assert page.get_by_role("group", name="Convolution stepper").count() >= 2


def test_the_digit_classifier_runs_clean_in_jupyterlab(open_lesson, lab):
    """With the digits of a browser, which are fewer: with all of them nbval runs it."""
    lesson = nbformat.read(lab[2] / "11_digit_classifier.ipynb", as_version=4)
    imports = next(cell for cell in lesson.cells if cell.cell_type == "code")
    imports.source += "\ndata.IN_BROWSER = True"
    nbformat.write(lesson, lab[2] / "fewer_digits.ipynb")
    page = open_lesson("fewer_digits.ipynb")
    outputs = page.evaluate(OUTPUTS)
    assert sum("image/png" in output for output in outputs) >= 8
    views = [output for output in outputs if "application/vnd.jupyter.widget-view+json" in output]
    assert len(views) == 9  # five bars, the monitor, two pads, the quiz
    page.locator("p", has_text="Now for the network from the beginning.").scroll_into_view_if_needed()
    page.get_by_text("Finished: 423 steps, 9 epochs.").first.wait_for()


def test_stop_in_jupyter_ends_the_training_and_keeps_the_history():
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        request = client.execute(STOPPABLE)
        assert "started" in output_until(client, "started")
        manager.interrupt_kernel()
        assert "True True True" in output_until(client, "True True True")
        assert reply_to(client, request)["content"]["status"] == "ok"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def reply_to(client, request):
    """The kernel's reply to this request; one to an earlier request may still be on its way."""
    while (reply := client.get_shell_msg(timeout=30))["parent_header"]["msg_id"] != request:
        pass
    return reply


def output_until(client, wanted, seconds=60):
    """What the kernel prints, up to the wanted text or the end of its patience."""
    printed, deadline = "", time.monotonic() + seconds
    while wanted not in printed and time.monotonic() < deadline:
        try:
            message = client.get_iopub_msg(timeout=1)
        except queue.Empty:
            continue
        printed += message["content"].get("text", "") + "\n".join(message["content"].get("traceback", []))
    return printed
