"""ArchitectureBuilder: stack layers, see at once what each makes and costs, and train what you built."""

import threading
from pathlib import Path

import numpy as np
import traitlets

from cnnlab import nn, trials
from cnnlab.data import check_examples
from cnnlab.plans import KINDS, LIMITS, MOST_CHANNELS, MOST_LAYERS, MOST_PIXELS, PRESETS, Plan, said
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.widget import Widget, sentence, style_text

HERE = Path(__file__).parent
LENET = Plan(*PRESETS["LeNet"])


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
    plan = traitlets.Dict().tag(sync=True)
    selected = traitlets.Int(0).tag(sync=True)
    presets = traitlets.Dict().tag(sync=True)
    limits = traitlets.Dict().tag(sync=True)
    training = traitlets.Bool(False).tag(sync=True)  # what the button asks for; False again when all is done
    trial = traitlets.Dict({"message": ""}).tag(sync=True)

    def __init__(self, preset="LeNet", *, input_shape=None, layers=None, data=None):
        if preset not in PRESETS:
            raise ValueError(f"preset must be one of {', '.join(map(repr, PRESETS))}, got {preset!r}")
        shape, stack = PRESETS[preset]
        self._plan = Plan(shape if input_shape is None else input_shape, stack if layers is None else layers)
        super().__init__(
            input_shape=list(self._plan.input_shape),
            layers=self._plan.layers,
            plan=_as_dict(self._plan),
            presets={name: _as_dict(Plan(*given)) for name, given in PRESETS.items()},
            limits={
                "kinds": KINDS,
                "settings": LIMITS,
                "layers": MOST_LAYERS,
                "input": [MOST_CHANNELS, MOST_PIXELS, MOST_PIXELS],
            },
        )
        self.model, self._data, self._peer, self._thread = None, None, None, None
        if data is not None:
            self._data = _as_data(data)
            self.trial = self._trial("", [])
        self.observe(lambda change: self._replan(), ["input_shape", "layers"])
        self.observe(lambda change: self._start(), ["training"])

    def _replan(self):
        """Plan anew; where the settings are no plan at all, keep the last one and say why."""
        try:
            self._plan = Plan(self.input_shape, self.layers)
        except (ValueError, TypeError) as error:
            self.say(error)
            return
        with self.hold_sync():
            self.message = ""
            self.plan = _as_dict(self._plan)
            self._outdate()

    def _outdate(self):
        """Say of a curve that it belongs to the network as it was."""
        curves = self.trial.get("curves", [])
        if self.training or not any(curve["name"] == "yours" for curve in curves):
            return
        curves = [{**curve, "name": curve["name"].replace("yours", "before")} for curve in curves]
        self.trial = {**self.trial, "message": "The network has changed since: train it again.", "curves": curves}

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
        if not self.training or (self._thread and self._thread.is_alive()):
            return
        reason = self._plan.problem if self._data else "This widget was made without data to train on."
        model = None if reason else self.build(rng=np.random.default_rng(0))
        reason = reason or trials.obstacle(model, self._data[0])
        if reason:
            self.trial, self.training = self._trial(reason, self.trial.get("curves", [])), False
            return
        self._thread = threading.Thread(target=self._run, args=(model, _is_lenet(self._plan)), daemon=True)
        self._thread.start()

    def _run(self, model, is_lenet):
        """Train LeNet, the first time, and then `model`; every look at the curves reaches the browser at once."""
        try:
            if not is_lenet and self._peer is None and self._data[0][0].shape[1:] == (1, 28, 28):
                self._train_peer(nn.lenet(rng=np.random.default_rng(0)))
            if self.training:
                if is_lenet:
                    self._train_peer(model)
                else:
                    self._train("yours", model, [self._peer] if self._peer else [])
                self.model = model
        except ValueError as error:  # a training that diverged says so
            self.trial = {**self.trial, "message": sentence(error)}
        finally:
            self.training = False

    def _train_peer(self, model):
        """Train LeNet, and keep its curve for comparison unless it was stopped."""
        curve = self._train("LeNet", model, [])
        if self.training:
            self._peer = curve

    def _train(self, name, model, before):
        who = "LeNet, for comparison" if name == "LeNet" else "Your network"

        def report(curve):
            seen, share = curve.points[-1]
            self.trial = self._trial(f"{who}: {100 * share:.1f} % right after {seen:,} images.", [*before, curve])

        rng = np.random.default_rng(0)
        return trials.trial(name, model, *self._data, rng=rng, report=report, stopped=lambda: not self.training)

    def _trial(self, message, curves):
        images = len(self._data[0][0])
        curves = [curve._asdict() if isinstance(curve, trials.Curve) else curve for curve in curves]
        return {"message": message, "curves": curves, "images": images, "most": trials.EPOCHS * images}

    def __repr__(self):
        out = said(self._plan.rows[-1].shape if self._plan.rows else self._plan.input_shape)
        made = self._plan.problem or f"{self.plan['totals']['params']:,} parameters, {out} out"
        return f"ArchitectureBuilder({said(self._plan.input_shape)} in, {len(self.plan['layers'])} layers: {made})"


def _is_lenet(plan):
    """Whether a plan makes the network that others are compared with: the same layers, as many parameters in each."""
    return plan.layers == LENET.layers and [row.params for row in plan.rows] == [row.params for row in LENET.rows]


def _as_data(data):
    if not isinstance(data, (tuple, list)) or len(data) != 2:
        raise TypeError("data must be two pairs, (images, labels) to train on and (images, labels) to test on")
    for images, labels in data:
        check_examples(images, labels)
    return data


def _as_dict(plan):
    """All of a plan that the browser draws, as plain JSON values."""
    rows = [{**row._asdict(), "shape": list(row.shape), "said": said(row.shape)} for row in plan.rows]
    return {
        "input_shape": list(plan.input_shape),
        "input_said": said(plan.input_shape),
        "layers": plan.layers,
        "rows": rows,
        "problem": plan.problem,
        "totals": {name: sum(row[name] for row in rows) for name in ("params", "macs", "memory")},
        "code": plan.code(),
    }
