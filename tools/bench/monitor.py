"""What TrainingMonitor costs: the same training with it and without it, in turn, in one kernel, drawn by a browser."""

import ast
from statistics import median

from tools.browser import IDLE, RUN_ALL, write_notebook

PAIRS = 7
SHOW = """
import time
import numpy as np
from cnnlab import nn, optim, training
from cnnlab.data import load_mnist
from cnnlab.widgets import TrainingMonitor

x, y = load_mnist("train")
x_test, y_test = load_mnist("test")
model = nn.lenet(rng=np.random.default_rng(0))
monitor = TrainingMonitor(model, x_test[:16], y_test[:16])
monitor
"""
TRAIN = f"""
def seconds(*callbacks):
    optimizer, rng = optim.SGD(model.parameters(), lr=0.01), np.random.default_rng(0)
    started = time.perf_counter()
    training.fit(model, optimizer, (x[:20_000], y[:20_000]), epochs=1, rng=rng, callbacks=callbacks, progress=False)
    return time.perf_counter() - started

seconds(), seconds(monitor)  # warm up
pairs, shares = [], []
for k in range({PAIRS}):
    both = {{watched: seconds(*[monitor] * watched) for watched in ((0, 1) if k % 2 else (1, 0))}}
    pairs.append((both[0], both[1]))
    shares.append(monitor.share)
"""
IN_PYTHON = """async expression => {
    const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
    const reply = await kernel.requestExecute({code: '', user_expressions: {expression}}).done;
    return reply.content.user_expressions.expression.data['text/plain'];
}"""


def monitor_cost(page, address, token, folder):
    """(median of time with / time without within each pair, all those ratios, median of what Python counted itself)."""
    write_notebook(folder / "notebooks" / "monitor.ipynb", SHOW, TRAIN)
    page.goto(f"{address}/lab/tree/monitor.ipynb?token={token}&reset")
    page.wait_for_function(IDLE, timeout=90_000)
    page.evaluate(RUN_ALL)
    pairs, shares = ast.literal_eval(page.evaluate(IN_PYTHON, "(pairs, shares)"))
    ratios = sorted(watched / alone for alone, watched in pairs)
    return median(ratios), ratios, median(shares)
