"""DrawPad: draw a digit, see how a net sees it, and what it answers, also while it is still learning."""

import copy
import threading
from pathlib import Path

import numpy as np
import traitlets

from cnnlab import functional as F
from cnnlab._arguments import as_number, quoted, worded
from cnnlab.data import center_digit
from cnnlab.drawings import MOST_POINTS, WIDTHS, check_strokes, draw_strokes
from cnnlab.nn.module import Module, Sequential
from cnnlab.widgets.bundle import bundle
from cnnlab.widgets.tracing import Tracing, pack
from cnnlab.widgets.widget import Widget, sentence, style_text

HERE = Path(__file__).parent
SIDE = 28  # of what the net sees
MOST_CLASSES = 20  # bars; more would not fit beside the canvas
MOST_NUMBERS = 500_000  # of a net that the page runs by itself: 3 MB on their way
SURE = 0.6  # below, the second answer is worth a word


class DrawPad(Widget):
    """A canvas to draw on, what `model` sees of it, framed as MNIST's digits were, and what it answers.

    model: a cnnlab layer or Sequential, (1, 1, 28, 28) -> (1, classes) logits; it is asked again, with the weights of
    that moment, after every change of the drawing, and is itself left alone: it may be in training. A Sequential of the
    layers that NetworkExplorer knows is run by the page itself, which needs no Python for it. classes: their
    names, "0" to "9" if not given. strokes and width are those of `drawings.draw_strokes`; both may be set later.
    Raises ValueError or TypeError, naming the values, for anything else.

    image (28, 28), probabilities (classes,) and digit, the index of the largest, are None while nothing is drawn.
    """

    _esm = bundle(HERE / "view.js")
    _css = style_text(HERE / "style.css")

    strokes = traitlets.Any().tag(sync=True, echo_update=False)  # the one who draws knows them; an echo takes time
    width = traitlets.Any().tag(sync=True)
    turn = traitlets.Int(0).tag(sync=True)  # counts what the browser sent, to know which answer belongs to what
    classes = traitlets.List().tag(sync=True)
    limits = traitlets.Dict({"width": WIDTHS, "points": MOST_POINTS}).tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    net = traitlets.Dict().tag(sync=True)  # layers and weights, for the page to answer by itself; or nothing

    # While a cell runs, JupyterLab's messages are handled in a second thread; traits are made for one at a time.
    _one_at_a_time = threading.RLock()

    def __init__(self, model, *, classes=None, strokes=(), width=0.06):
        names = _as_names(classes)
        _check_model(model, len(names))
        self.model = model
        self.image = self.probabilities = self.digit = None
        self._good = {"strokes": check_strokes(strokes), "width": _as_width(width)}
        self._refused = {}  # why not, by the name of the trait
        super().__init__(classes=names, **self._good)
        self._send_net()
        self.ask()
        self.observe(self._changed, ["strokes", "width", "turn"])

    def ask(self):
        """Ask the net again about the same drawing, with the weights that it has now."""
        with self._one_at_a_time:
            self._answered = self._question()
            self._send_net()
            image, probabilities, problem = self._look()
            digit = None if probabilities is None else int(probabilities.argmax())
            self.image = image
            self.probabilities = probabilities
            self.digit = digit
            self.message = problem or next(iter(self._refused.values()), "")
            self.answer = {
                "turn": self.turn,
                "pixels": [] if image is None else np.rint(image.ravel() * 255).astype(int).tolist(),
                "probabilities": [] if probabilities is None else probabilities.round(4).tolist(),
                "best": digit,
                "words": self._words(),
            }

    def _send_net(self):
        """Give the page the weights of this moment. A model of other layers, or too large a one, answers in Python."""
        try:
            if type(self.model) is not Sequential:  # a subclass may do anything
                raise TypeError
            tracing = Tracing(self.model, (1, SIDE, SIDE), MOST_NUMBERS)
        except (TypeError, ValueError):
            self.net = {}
        else:
            self.net = {"layers": tracing.layers, "weights": pack([tracing.weights])}

    def _question(self):
        return self.strokes, self.width, self.turn

    def _changed(self, change):
        if self._answered != self._question():  # one message of the browser may change all three
            self.ask()

    def _look(self):
        """(image, probabilities, problem): what the net sees, what it makes of it, and a sentence if it cannot."""
        if not self.strokes:
            return None, None, ""
        image = center_digit(draw_strokes(self.strokes, width=self.width))
        try:
            logits = _logits(self.model, image)
        except Exception as error:  # the model is the learner's own, and may fail in any way
            return image, None, f"The net cannot answer: {error}"
        if logits.shape != (len(self.classes),) or not np.isfinite(logits).all():
            said = worded("no finite scores", count=len(self.classes))
            return image, None, f"{said}: {logits.tolist()}"
        return image, F.softmax(logits[None])[0], ""

    def _words(self):
        """The answer as a sentence."""
        if not self.strokes:
            return worded("nothing drawn")
        if self.probabilities is None:
            return worded("no answer")
        first, second = np.argsort(-self.probabilities, kind="stable")[:2]
        said = {"name": self.classes[first], "share": _percent(self.probabilities[first])}
        if self.probabilities[first] >= SURE:
            return worded("net is sure", **said)
        return worded("net is not sure", **said, other=self.classes[second], less=_percent(self.probabilities[second]))

    @traitlets.validate("strokes", "width")
    def _usable(self, proposal):
        """The value, or where it cannot be used the one before, and a sentence that says why."""
        name = proposal.trait.name
        check = {"strokes": check_strokes, "width": _as_width}[name]
        try:
            self._good[name] = check(proposal.value)
            self._refused.pop(name, None)
        except (ValueError, TypeError) as error:
            self.message = self._refused[name] = f"{sentence(error)} The drawing stays as it was."
        return self._good[name]

    def __setattr__(self, name, value):
        with self._one_at_a_time:
            super().__setattr__(name, value)

    def set_state(self, sync_data):
        """Take what the browser sent."""
        with self._one_at_a_time:
            super().set_state(sync_data)

    def __repr__(self):
        drawn = f"{len(self.strokes)} stroke{'' if len(self.strokes) == 1 else 's'}" if self.strokes else "blank"
        return f"DrawPad({drawn}): {self.message or self.answer['words']}"


def _as_width(value):
    return as_number("width", value, *WIDTHS)


def _logits(model, image):
    """What a copy of the model, with its weights of this moment, says; the model itself remembers its own input."""
    twin = copy.deepcopy(model).eval()
    dtype = next((parameter.data.dtype for parameter in twin.parameters()), np.float32)
    with np.errstate(all="ignore"):  # scores that are no numbers are spoken of where they are read
        return np.asarray(twin(image[None, None].astype(dtype)))[0].astype(np.float64)


def _percent(part):
    return "over 99.9 %" if part > 0.9995 else f"{100 * part:.1f} %"


def _as_names(classes):
    """The names of the classes, as a list of at least two different texts."""
    if classes is None:
        return [str(digit) for digit in range(10)]
    if isinstance(classes, str) or not isinstance(classes, (list, tuple)):
        raise TypeError(f"classes must be a list of names, got {quoted(classes)}")
    names = [str(name) for name in classes]
    if not 2 <= len(set(names)) == len(names) <= MOST_CLASSES or not all(name.strip() for name in names):
        raise ValueError(f"classes must be 2 to {MOST_CLASSES} different names, got {quoted(classes)}")
    return names


def _check_model(model, classes):
    """Refuse what does not answer a trial drawing. It also loads all that the first stroke would have to wait for."""
    if not isinstance(model, Module):
        raise TypeError(f"model must be a cnnlab.nn layer or Sequential, got {quoted(model)}")
    try:
        shape = _logits(model, center_digit(draw_strokes([[[0.5, 0.5]]]))).shape
    except ValueError as error:
        raise ValueError(f"model must take images of shape (1, 1, {SIDE}, {SIDE}): {error}") from None
    if shape != (classes,):
        raise ValueError(f"model must give {classes} scores for an image, one for each class, got shape {shape}")
