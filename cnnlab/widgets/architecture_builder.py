"""ArchitectureBuilder: stack layers, see at once what each makes and costs, and train what you built."""

import threading

import numpy as np
import traitlets

from cnnlab import nn, trials
from cnnlab.data import check_examples
from cnnlab.plans import KINDS, LIMITS, MOST_CHANNELS, MOST_LAYERS, MOST_PIXELS, PRESETS, Plan, said
from cnnlab.widgets._base import Widget, module_text, style_text

STYLE = """
.cnnlab.cl-builder .cl-total { font-size: 15px; min-height: 1.5em; margin-top: 6px; }
.cnnlab.cl-builder .cl-total b { color: var(--cl-output); }
.cnnlab.cl-builder .cl-volumes {
    display: flex; flex-wrap: wrap; gap: 10px 18px; align-items: flex-end; margin: 12px 0 4px; min-height: 160px;
}
.cnnlab.cl-builder .cl-volume { text-align: center; font-size: 12px; color: var(--cl-muted); cursor: pointer; }
.cnnlab.cl-builder .cl-volume svg { margin: 0 auto 4px; fill: var(--cl-cell); stroke: var(--cl-muted); }
.cnnlab.cl-builder .cl-volume b { display: block; font-weight: 600; color: var(--cl-text); }
.cnnlab.cl-builder .cl-read svg { stroke: var(--cl-window); stroke-width: 1.4; }
.cnnlab.cl-builder .cl-made svg { stroke: var(--cl-output); stroke-width: 1.4; }
.cnnlab.cl-builder .cl-read b { color: var(--cl-window); }
.cnnlab.cl-builder .cl-made b { color: var(--cl-output); }
.cnnlab.cl-builder svg .cl-one { stroke: none; fill-opacity: 0.75; }
.cnnlab.cl-builder table { border-collapse: collapse; width: 100%; font-size: 13px; margin-top: 8px; }
.cnnlab.cl-builder td, .cnnlab.cl-builder th { text-align: right; padding: 3px 8px; background: none; color: inherit; }
.cnnlab.cl-builder th { font-weight: 600; vertical-align: bottom; }
.cnnlab.cl-builder td:first-child, .cnnlab.cl-builder th:first-child { text-align: left; padding-left: 0; }
.cnnlab.cl-builder tbody tr { border-top: 1px solid var(--cl-line); background: none; }
.cnnlab.cl-builder tfoot td { border-top: 2px solid var(--cl-muted); font-weight: 600; }
.cnnlab.cl-builder td { font-variant-numeric: tabular-nums; white-space: nowrap; }
.cnnlab.cl-builder td.cl-why { white-space: normal; text-align: left; color: var(--cl-window); font-weight: 600; }
.cnnlab.cl-builder td.cl-later { color: var(--cl-muted); text-align: left; }
.cnnlab.cl-builder td i { display: block; height: 4px; margin: 1px 0 0 auto; background: var(--cl-output); }
.cnnlab.cl-builder td button { font: 12px ui-monospace, Menlo, Consolas, monospace; min-height: 26px; }
.cnnlab.cl-builder input:disabled { opacity: 0.65; }
.cnnlab.cl-builder .cl-editor {
    border: 1px solid var(--cl-line); border-radius: 6px; padding: 8px 12px; margin-top: 12px;
}
.cnnlab.cl-builder .cl-editor .cl-row:first-child { margin-top: 0; }
.cnnlab.cl-builder .cl-note { color: var(--cl-window); min-height: 1.4em; margin-top: 6px; }
.cnnlab.cl-builder pre {
    margin: 6px 0 0; padding: 10px 12px; background: var(--cl-cell); color: var(--cl-text); overflow-x: auto;
    font: 12px/1.5 ui-monospace, Menlo, Consolas, monospace; border-radius: 6px;
}
.cnnlab.cl-builder .cl-trial { margin-top: 14px; border-top: 1px solid var(--cl-line); }
.cnnlab.cl-builder .cl-chart { width: 100%; max-width: 700px; margin-top: 8px; }
.cnnlab.cl-builder svg .cl-grid { stroke: var(--cl-line); }
.cnnlab.cl-builder svg .cl-line { fill: none; stroke-width: 2.5; }
.cnnlab.cl-builder svg .cl-line.cl-peer { stroke: var(--cl-muted); stroke-dasharray: 6 4; }
.cnnlab.cl-builder svg .cl-line.cl-own { stroke: var(--cl-output); }
.cnnlab.cl-builder svg text.cl-own { fill: var(--cl-output); font-weight: 600; }
.cnnlab.cl-builder .cl-code { display: flex; gap: 12px; align-items: center; margin-top: 14px; font-weight: 600; }
"""


class ArchitectureBuilder(Widget):
    """Add, remove, reorder and change layers: shapes, parameters, multiply-adds, memory and receptive field follow.

    preset: "LeNet", "all dense" or "the article's"; or give layers, dicts such as {"kind": "Conv2d", "out_channels": 8,
    "kernel_size": 5} (see `plans.KINDS`), and input_shape (channels, rows, columns). A stack that cannot work says why
    in a sentence; `code` is the Python that makes it, and `build(rng=...)` the network itself. Raises ValueError or
    TypeError for anything else; what a learner sets wrongly is a sentence.

    data: (train, test), two (images, labels) pairs; then a button trains what was built, in the background, and draws
    its share of right answers beside that of LeNet, trained in the same way. `model` is the network last trained.
    """

    _esm = module_text("_trial.js", "architecture_builder.js")
    _css = style_text() + STYLE

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
            self.message = f"{str(error)[:1].upper()}{str(error)[1:]}."
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
        self._thread = threading.Thread(target=self._run, args=(model,), daemon=True)
        self._thread.start()

    def _run(self, model):
        """Train LeNet, the first time, and then `model`; every look at the curves reaches the browser at once."""
        try:
            peer = repr(model) == repr(nn.lenet(rng=np.random.default_rng(0)))
            if self._peer is None and not peer and self._data[0][0].shape[1:] == (1, 28, 28):
                curve = self._train("LeNet", nn.lenet(rng=np.random.default_rng(0)), [])
                self._peer = curve if self.training else None
            if self.training:
                curve = self._train("LeNet" if peer else "yours", model, [] if peer or not self._peer else [self._peer])
                self._peer, self.model = (curve if peer and self.training else self._peer), model
        except ValueError as error:  # a training that diverged says so
            self.trial = {**self.trial, "message": f"{str(error)[:1].upper()}{str(error)[1:]}."}
        finally:
            self.training = False

    def _train(self, name, model, before):
        def report(curve):
            share = f"{curve.points[-1][1]:.1%}".replace("%", " %")
            words = f"{'LeNet, for comparison' if name == 'LeNet' else 'Your network'}: {share} right after"
            self.trial = self._trial(f"{words} {curve.points[-1][0]:,} images.", [*before, curve])

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
