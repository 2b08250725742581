"""TrainingMonitor: loss, accuracy, first-layer kernels and a few digits, live while `fit` runs, with a Stop button."""

import threading
from pathlib import Path

import traitlets

from cnnlab._arguments import as_number, quoted
from cnnlab.nn import Module
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.training_monitor import numbers
from cnnlab.widgets.training_monitor.budget import Budget
from cnnlab.widgets.widget import Widget, style_text

HERE = Path(__file__).parent
LEAST = 0.05  # seconds between two updates
SHARE = 0.02  # of training time, at most, for what Python does here; drawing in the browser comes on top


class TrainingMonitor(Widget):
    """A window on a training run: make it, show it in one cell, and hand it to `fit` in the next, as a callback.

    model: the network, whose first layer is shown. x (N, 1, H, W), y (N,): up to 16 labelled images to watch. every:
    the least seconds between two updates. Updates that would cost more than 2 % of the time come later. Every `fit`
    starts a new picture; what it shows when training ends stays. Raises ValueError or TypeError for anything else.

    The Stop button ends the training after the current step, as Jupyter's own Stop does: the network keeps what it has
    learned, and `fit` returns the history so far. The cell that trains keeps Python busy, so the button's message needs
    another thread of it: JupyterLab and Notebook 7 with ipykernel 7 have one, a subshell. Where nothing answers within
    two seconds of a press, the widget says so and points to Jupyter's own Stop, which works everywhere.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    progress = traitlets.Dict({"state": "waiting", "run": 0, "step": 0, "recent": 0}).tag(sync=True)
    curve = traitlets.Dict({"steps": [], "loss": [], "mean": [], "accuracy": []}).tag(sync=True)
    epochs = traitlets.Dict({"steps": [], "train": [], "valid": []}).tag(sync=True)
    kernels = traitlets.Dict().tag(sync=True)
    digits = traitlets.Dict().tag(sync=True)
    answers = traitlets.List().tag(sync=True)

    def __init__(self, model, x, y, *, every=0.5):
        if not isinstance(model, Module):
            raise TypeError(f"model must be a cnnlab.nn module, got {quoted(model)}")
        digits = numbers.watched(x, y)
        self._x = x.copy()
        self._every = as_number("every", every, LEAST)
        self._run = None
        self._number = 0  # of runs so far
        self._first = 0  # the step at which this run began
        self._training = threading.Event()
        self._stop = threading.Event()
        self._budget = Budget(self._every, SHARE)
        kernels = numbers.first_layer(model, x.shape[2:])
        super().__init__(digits=digits, kernels=kernels, answers=numbers.answers(model, x))
        self.on_msg(self._hear)

    # ---- what the thread that trains does

    def __call__(self, run):
        """Look at the run, if it is time; stop it, if that was asked for. `fit` calls this after every step."""
        if run is not self._run:
            self._begin(run)
        if self._stop.is_set():
            run.stop()
        if self._budget.due():
            with self._budget.spending():
                self._show("running")

    def finish(self, run):
        """Show how the run ended. `fit` calls this in the end, however it came."""
        if run is not self._run:
            self._begin(run)
        self._training.clear()
        ended = "stopped" if run.stopped else "failed"
        with self._budget.spending():
            self._show("finished" if run.step == run.total_steps else ended)
        self._budget.end()

    def _begin(self, run):
        self._run = run
        self._first = run.step
        self._number += 1
        self._stop.clear()
        self._training.set()
        self._budget = Budget(self._every, SHARE, self._budget.clock)

    def _show(self, state):
        """Send everything anew, in one message."""
        run = self._run
        curve = numbers.curves(run)
        with self.hold_sync():
            self.curve = curve
            self.epochs = numbers.epoch_marks(run)
            self.kernels = numbers.first_layer(run.model, self._x.shape[2:])
            self.answers = numbers.answers(run.model, self._x)
            self.progress = {
                "state": state, "run": self._number, "step": run.step, "total": run.total_steps,
                "epochs": run.epochs, "per_epoch": run.steps_per_epoch,
                "recent": min(run.step, numbers.RECENT),
                "loss": curve["mean"][-1] if run.step else None,
                "accuracy": curve["accuracy"][-1] if run.step else None,
                **self._speed(run),
            }  # fmt: skip

    def _speed(self, run):
        """Images a second since this `fit` began, and the seconds left at that rate; nothing after its first step."""
        seconds = self._budget.elapsed()
        steps = run.step - self._first
        if not steps or seconds <= 0:
            return {"rate": None, "left": None}
        images = int(numbers.batch_sizes(run)[self._first :].sum())
        return {"rate": round(images / seconds), "left": round((run.total_steps - run.step) * seconds / steps, 1)}

    # ---- what any thread may do

    def stop(self):
        """End the training after its current step, from any thread; without a training it does nothing."""
        if self._training.is_set():
            self._stop.set()

    def _hear(self, _, content, buffers):
        """A message from the page, {"stop": number of the run}. One that lay in wait until its run was over is dropped.

        It is a message and not a trait, for traits are not safe to set while another thread sets traits.
        """
        if isinstance(content, dict) and content.get("stop") == self._number and self._training.is_set():
            self.stop()
            self.send({"heard": self._number})

    @property
    def share(self):
        """The part of the last training's time that was spent here, in Python: 0.01 is 1 %."""
        return sum(self._budget.costs) / max(self._budget.elapsed(), 1e-9)

    @property
    def every(self):
        """The least seconds between two updates."""
        return self._every

    @every.setter
    def every(self, seconds):
        self._every = self._budget.every = as_number("every", seconds, LEAST)

    def __repr__(self):
        pairs = zip(self.answers, self.digits["labels"], strict=True)
        right = sum(said is not None and said["answer"] == label for said, label in pairs)
        told = f"{right} of {len(self.answers)} watched digits right"
        if self.progress["state"] == "waiting":
            return f"TrainingMonitor: {told}; show it, then train with fit(..., callbacks=[monitor])"
        where = f"step {self.progress['step']:,} of {self.progress['total']:,}"
        return f"TrainingMonitor: {self.progress['state']}, {where}, {told}"
