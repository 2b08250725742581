"""Valley: a loss over one weight or two, and a ball that takes the steps of gradient descent."""

from pathlib import Path

import numpy as np
import traitlets

from cnnlab._arguments import check_most, quoted
from cnnlab.tiny import as_examples, as_rate, as_weights
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.stepper import Predicting
from cnnlab.widgets.valley.walk import MOST_STEPS, paces, shape_of, walk
from cnnlab.widgets.widget import style_text

HERE = Path(__file__).parent
MOST_EXAMPLES = 1000  # beyond, the page would be slow


class Valley(Predicting):
    """Let a ball take the steps of gradient descent down a loss; drag it, step it, and try other learning rates.

    The loss is the mean squared error of a linear unit without bias. inputs: (n, 1), or a plain list of n numbers, for
    a curve over one weight; (n, 2) for a map over two; up to 1000 examples. targets: (n,). weights: where the ball
    starts, one number for each column; learning_rate: above 0. predict=True asks for the next weight before each step.
    `weights` and `learning_rate` are what the learner has chosen since, `step` says how many steps of this run were
    taken, and `path` where they led. name: the predictions of a student's copy are kept by it, in cnnlab_answers.json.
    Raises ValueError or TypeError for anything else.

    >>> Valley([1, 2], [2, 4], weights=[0], learning_rate=0.1).path.shape
    (1, 1)
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    inputs = traitlets.List(read_only=True).tag(sync=True)
    targets = traitlets.List(read_only=True).tag(sync=True)
    start = traitlets.Dict(read_only=True).tag(sync=True)  # where Reset leads
    weights = traitlets.List().tag(sync=True)
    learning_rate = traitlets.Float(0.1).tag(sync=True)
    step = traitlets.Int(0).tag(sync=True)

    def __init__(self, inputs, targets, *, weights=(0.0,), learning_rate=0.1, predict=False, name=None):
        inputs, targets = as_examples(inputs, targets, columns=2)
        check_most("the number of examples", len(inputs), MOST_EXAMPLES)
        chosen = {
            "weights": as_weights("weights", weights, inputs.shape[1]).tolist(),
            "learning_rate": as_rate("learning_rate", learning_rate),
        }
        if not isinstance(predict, (bool, np.bool_)):
            raise TypeError(f"predict must be True or False, got {quoted(predict)}")
        self.set_trait("inputs", inputs.tolist())
        self.set_trait("targets", targets.tolist())
        self.set_trait("start", chosen)
        super().__init__(**chosen, predict=bool(predict), name=name)

    @property
    def walk(self):
        """All places of a run of up to 50 steps, from its start on: each a dict of its weights, loss and gradient."""
        return walk(self.inputs, self.targets, self.weights, self.learning_rate)

    @property
    def path(self):
        """Where the steps taken so far have led: an array (steps + 1, columns), the start first."""
        return np.array([place["weights"] for place in self.walk[: self.step + 1]])

    @property
    def paces(self):
        """What this learning rate does to the way to the bottom, along each axis of the loss on which there is any."""
        inputs, targets, weights = map(np.array, (self.inputs, self.targets, self.weights))
        return paces(shape_of(inputs, targets, weights), weights, self.learning_rate)

    @traitlets.validate("weights", "learning_rate")
    def _numbers_that_fit(self, proposal):
        name, value = proposal.trait.name, proposal.value
        try:
            if name == "learning_rate":
                return as_rate(name, value)
            return as_weights(name, value, len(self.inputs[0])).tolist()
        except (ValueError, TypeError) as error:
            raise traitlets.TraitError(str(error)) from None

    @traitlets.validate("step")
    def _step_of_a_run(self, proposal):
        return max(0, min(proposal.value, MOST_STEPS))

    def __repr__(self):
        shown = self.path[-1].round(4).tolist()
        settings = f"weights={self.weights}, learning_rate={self.learning_rate:g}"
        kinds = " and ".join(pace["kind"] for pace in self.paces) or "is at the bottom"
        return f"Valley({len(self.inputs)} examples, {settings}): the ball {kinds}, after {self.step} steps at {shown}"
