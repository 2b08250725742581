"""ArchitectureBuilder: stack layers, see at once what each makes and costs, and train what you built."""

import threading
from pathlib import Path
from typing import NamedTuple

import numpy as np
import traitlets

from cnnlab import nn, trials
from cnnlab._arguments import quoted
from cnnlab._browser import in_background
from cnnlab.plans import KINDS, LIMITS, MOST_CHANNELS, MOST_LAYERS, MOST_PIXELS, PRESETS, Plan, said
from cnnlab.widgets.architecture_builder.examples import as_examples
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, sentence, style_text

HERE = Path(__file__).parent
LENET = Plan(*PRESETS["LeNet"])
CHANGED = "The network has changed since this training began: train it again."


class _Job(NamedTuple):
    """A training under way: the network, its plan, and what is set when it is to end."""

    model: nn.Sequential
    plan: Plan
    stop: threading.Event


class ArchitectureBuilder(Widget):
    """Add, remove, reorder and change layers: shapes, parameters, multiply-adds, memory and receptive field follow.

    preset: "LeNet", "all dense" or "the article's"; or give layers, dicts such as {"kind": "Conv2d", "out_channels": 8,
    "kernel_size": 5} (see `plans.KINDS`), and input_shape (channels, rows, columns). A stack that cannot work says why
    in a sentence; `code` is the Python that makes it, and `build(rng=...)` the network itself. Raises ValueError or
    TypeError for anything else; what a learner sets wrongly is a sentence.

    data: (train, test), two (images, labels) pairs; then a button trains what was built, in the background, and draws
    its share of right answers beside that of LeNet, trained in the same way. `model` is the network last trained.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    input_shape = traitlets.List().tag(sync=True)
    layers = traitlets.List().tag(sync=True)
    selected = traitlets.Int(0).tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)
    training = traitlets.Bool(False).tag(sync=True)  # what the button asks for; False again when all is done
    trial = traitlets.Dict({"message": ""}).tag(sync=True)

    def __init__(self, preset="LeNet", *, input_shape=None, layers=None, data=None):
        if not isinstance(preset, str) or preset not in PRESETS:
            raise ValueError(f"preset must be one of {', '.join(map(repr, PRESETS))}, got {quoted(preset)}")
        shape, stack = PRESETS[preset]
        self._plan = Plan(shape if input_shape is None else input_shape, stack if layers is None else layers)
        super().__init__(
            input_shape=list(self._plan.input_shape),
            layers=self._plan.layers,
            presets={
                name: {"input_shape": shape, "layers": Plan(shape, stack).layers}
                for name, (shape, stack) in PRESETS.items()
            },
            limits={
                "kinds": KINDS,
                "settings": LIMITS,
                "layers": MOST_LAYERS,
                "input": [MOST_CHANNELS, MOST_PIXELS, MOST_PIXELS],
            },
        )
        self.model, self._peer, self._thread, self._stop = None, None, None, threading.Event()
        self._lock = threading.RLock()  # what is shown is told by the thread that trains, and by the one that plans
        self._report, self._curves, self._trained = "", [], None
        self._data = None if data is None else as_examples(data)
        if self._data:
            self._tell()
        self.observe(lambda change: self._replan(), ["input_shape", "layers"])
        self.observe(lambda change: self._start(), ["training"])

    def _replan(self):
        """Plan anew; where the settings are no plan at all, keep the last one and say why."""
        try:
            plan = Plan(self.input_shape, self.layers)
        except (ValueError, TypeError) as error:
            self.say(error)
            return
        with self._lock, self.hold_sync():
            self._plan, self.message = plan, ""
            if self._data:
                self._tell()

    @property
    def plan(self):
        """What is shown of the stack, as plain values: each layer's call, shape and costs, and the totals."""
        return _as_dict(self._plan)

    def build(self, *, rng):
        """The network as a `nn.Sequential`, with weights from `rng`; ValueError where the stack does not fit."""
        return self._plan.build(rng=rng)

    @property
    def code(self):
        """The Python that makes the network, ready to paste."""
        return self._plan.code()

    # ---- training what was built

    def _start(self):
        """Begin a trial where one is asked for and none is under way; what stands against it is a sentence."""
        if not self.training:
            self._stop.set()
            return
        reason = self._plan.problem if self._data else "This widget was made without data to train on."
        model = None if reason else self.build(rng=np.random.default_rng(0))
        reason = reason or trials.obstacle(model, self._data[0])
        if reason:
            self._tell(reason)
            self.training = False
            return
        earlier, self._stop = self._thread, threading.Event()
        job = _Job(model, self._plan, self._stop)
        self._thread = in_background(self._run, job, earlier)

    def _run(self, job, earlier):
        """Train LeNet, the first time, and then the network; every look at the curves reaches the browser at once."""
        if earlier:
            earlier.join()  # it was told to stop, and does so after its step
        try:
            is_lenet = _is_lenet(job.plan)
            if not is_lenet and self._peer is None and self._data[0][0].shape[1:] == (1, 28, 28):
                self._train_peer(job._replace(model=nn.lenet(rng=np.random.default_rng(0)), plan=LENET))
            if not job.stop.is_set():
                if is_lenet:
                    self._train_peer(job)
                else:
                    self._train("yours", job, [self._peer] if self._peer else [])
                self.model = job.model
        except Exception as error:  # a training that diverged says so; anything else would be seen by nobody
            self._tell(sentence(error))
        finally:
            if job.stop is self._stop:
                self.training = False

    def _train_peer(self, job):
        """Train LeNet, and keep its curve for comparison unless it was stopped."""
        curve = self._train("LeNet", job, [])
        if not job.stop.is_set():
            self._peer = curve

    def _train(self, name, job, before):
        who = "LeNet, for comparison" if name == "LeNet" else "Your network"

        def report(curve):
            seen, share = curve.points[-1]
            with self._lock:
                self._report = f"{who}: {100 * share:.1f} % right after {seen:,} images."
                self._curves, self._trained = [*before, curve], job.plan
                self._tell()

        rng = np.random.default_rng(0)
        return trials.trial(name, job.model, *self._data, rng=rng, report=report, stopped=job.stop.is_set)

    def _tell(self, reason=""):
        """Show the curves, each by the network that it belongs to; and why there is no training, or how it went."""
        with self._lock:
            yours = "yours" if _is_same(self._trained, self._plan) else "before"
            curves = [curve._replace(name=yours) if curve.name == "yours" else curve for curve in self._curves]
            outdated = any(curve.name == "before" for curve in curves)
            images = len(self._data[0][0]) if self._data else 0
            self.trial = {
                "message": reason or (CHANGED if outdated else self._report),
                "curves": [curve._asdict() for curve in curves],
                "images": images,
                "most": trials.EPOCHS * images,
            }

    def __repr__(self):
        out = said(self._plan.rows[-1].shape if self._plan.rows else self._plan.input_shape)
        made = self._plan.problem or f"{self.plan['totals']['params']:,} parameters, {out} out"
        return f"ArchitectureBuilder({said(self._plan.input_shape)} in, {len(self.plan['layers'])} layers: {made})"


def _is_lenet(plan):
    """Whether a plan makes the network that others are compared with: the same layers, as many parameters in each."""
    return plan.layers == LENET.layers and [row.params for row in plan.rows] == [row.params for row in LENET.rows]


def _is_same(one, other):
    """Whether two plans are of the same network; None is a plan of none."""
    return one is not None and (one.input_shape, one.layers) == (other.input_shape, other.layers)


def _settings(plan):
    return {"input_shape": list(plan.input_shape), "layers": plan.layers}


def _as_dict(plan):
    """All that is shown of a plan, as plain JSON values."""
    rows = [{**row._asdict(), "shape": list(row.shape), "said": said(row.shape)} for row in plan.rows]
    return {
        **_settings(plan),
        "input_said": said(plan.input_shape),
        "rows": rows,
        "problem": plan.problem,
        "totals": {name: sum(row[name] for row in rows) for name in ("params", "macs", "memory")},
        "code": plan.code(),
    }
