"""TinyNetwork: one tiny network, walked forward number by number, back through every layer, and one step."""

from contextlib import suppress
from pathlib import Path

import traitlets

from cnnlab._arguments import as_number, as_numbers
from cnnlab.tiny import WEIGHTS, Network
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.stepper import Numbers, Predicting
from cnnlab.widgets.widget import style_text

HERE = Path(__file__).parent
NUMBERS = ("inputs", *WEIGHTS)
SETTINGS = (*NUMBERS, "target", "learning_rate")


def _some():
    """A trait of numbers: a list, or a list of rows; empty where there are none."""
    return Numbers(as_numbers).tag(sync=True)


class TinyNetwork(Predicting):
    """A network of a few weights: forward number by number, back number by number, then one step; change any weight.

    inputs: 2 or 3 numbers. hidden: (units, inputs), the weights of up to 3 units with ReLU; output: (classes, units),
    those of 2 or 3 scores. target: the right class, from 0. hidden_bias (units,), output_bias (classes,): none are
    drawn where they are None. learning_rate: the part of each gradient that a step subtracts, at least 0.
    step: which number of the walk is the last on show. predict=True asks for that one, and for each that follows,
    before it is shown.
    name: the predictions of a student's copy are kept by it, in cnnlab_answers.json.
    Raises ValueError or TypeError for anything else; what is set later and does not fit is a sentence in the widget.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    inputs = _some()
    hidden = _some()
    output = _some()
    hidden_bias = _some()
    output_bias = _some()
    target = traitlets.Int(0).tag(sync=True)
    learning_rate = traitlets.Float(0.1).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)
    taken = traitlets.List().tag(sync=True)  # for each step taken, the weights before it, and their loss
    start = traitlets.Dict(read_only=True).tag(sync=True)  # the settings that it was made with

    def __init__(
        self,
        inputs,
        hidden,
        output,
        *,
        target,
        hidden_bias=None,
        output_bias=None,
        learning_rate=0.1,
        predict=False,
        step=0,
        name=None,
    ):
        network = Network(inputs, hidden, output, target=target, hidden_bias=hidden_bias, output_bias=output_bias)
        settings = {name: _as_list(getattr(network, name)) for name in NUMBERS}
        settings |= {"target": network.target, "learning_rate": as_number("learning_rate", learning_rate, 0)}
        super().__init__(**settings, predict=predict, name=name)
        self.set_trait("start", settings)
        self._by_page = False
        self.observe(self._check, SETTINGS)
        self.observe(self._forget_steps, [*NUMBERS, "target"])
        self.step = step

    @property
    def walk(self):
        """Every number of the walk, as plain values; empty where `message` says why there is none."""
        try:
            return {name: _plain(value) for name, value in self._network().walk().items()}
        except (ValueError, TypeError):
            return {}

    @property
    def loss(self):
        """The loss with the weights as they are; None where `message` says why there is none."""
        return self.walk.get("loss")

    def set_state(self, sync_data):
        """Take what a page has chosen: it says itself which steps were taken."""
        self._by_page = True
        try:
            super().set_state(sync_data)
        finally:
            self._by_page = False

    def _network(self):
        biases = {name: getattr(self, name) or None for name in ("hidden_bias", "output_bias")}
        as_number("learning_rate", self.learning_rate, 0)
        return Network(self.inputs, self.hidden, self.output, target=self.target, **biases)

    def _check(self, change):
        """Say what of the settings does not fit, if anything does not."""
        try:
            self._network()
            self.message = ""
        except (ValueError, TypeError) as error:
            self.say(error)
        with self.hold_sync():
            self.step = self.step  # a smaller network has a shorter walk

    def _forget_steps(self, change):
        """Other weights than those that a step led to."""
        if not self._by_page:
            self.taken = []

    @traitlets.validate("step")
    def _step_of_the_walk(self, proposal):
        with suppress(ValueError, TypeError):  # while only a part of another network is set, nobody knows its walk
            return max(0, min(proposal.value, _total(self._network()) - 1))
        return max(0, proposal.value)

    def __repr__(self):
        weights = sum(len(row) for row in [*self.hidden, *self.output] if isinstance(row, list))
        return f"TinyNetwork({weights} weights): run this cell to walk it forward and back"


def _total(network):
    """How many numbers the walk writes: forward and back."""
    units, classes = len(network.hidden), len(network.output)
    biases = sum(len(bias) for bias in (network.hidden_bias, network.output_bias) if bias is not None)
    forward = 2 * units + 3 * classes + 1
    return forward + classes + 2 * units + network.hidden.size + network.output.size + biases


def _as_list(array):
    return [] if array is None else array.tolist()


def _plain(value):
    return value.tolist() if hasattr(value, "tolist") else value
