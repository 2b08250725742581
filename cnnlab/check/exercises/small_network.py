"""The exercise `small_network`: a network for digits that keeps to a budget and whose last window sees much."""

from cnnlab import nn
from cnnlab.arithmetic import receptive_field, summary
from cnnlab.check.exercises.built import examine_built

DIGIT, ANSWER = (1, 28, 28), (10,)  # from here to there
BUDGET, SEEN = 5_000, 14  # parameters at most; pixels per side that the last window must see at least


def small_network(fn):
    """Check fn(rng) -> nn.Sequential: a network for digits with few parameters whose last window sees much.

    >>> from cnnlab import nn
    >>> small_network(lambda rng: nn.Sequential(nn.Flatten(), nn.Linear(784, 10, rng=rng)))
    Not right yet. It has 7,850 parameters, more than 5,000.
    Hint: Where do most of them sit? Behind smaller maps a dense layer is small.
    """
    return examine_built("small_network", fn, nn.Sequential, "nn.Sequential of layers", _judge)


def _judge(model):
    """(ok, finding, hint) of a network that could be built; a right one needs no hint."""
    try:
        params = summary(model, DIGIT).footer[2]
    except ValueError as error:
        return False, f"A digit of shape {DIGIT} cannot pass: {error}.", "Build it in the widget above first."
    made = model.output_shape(DIGIT)
    if made != ANSWER:
        return False, f"The network ends in shape {made}, and must end in {ANSWER}: one number for each digit.", ""
    if params > BUDGET:
        hint = "Where do most of them sit? Behind smaller maps a dense layer is small."
        return False, f"It has {params:,} parameters, more than {BUDGET:,}.", hint
    if not any(isinstance(module, nn.Conv2d) for module in model.modules()):
        return False, "There is no convolution in it.", "The task asks for at least one: begin with nn.Conv2d(1, ...)."
    return _judge_sight(model, params)


def _judge_sight(model, params):
    """`_judge`, where only the last window is still to be looked at."""
    windows = [field.size for field in receptive_field(model) if field.size and max(field.size) > 1]
    rows, columns = windows[-1] if windows else (1, 1)
    if min(rows, columns) < SEEN:
        finding = f"The last window sees {rows} x {columns} pixels, and must see {SEEN} x {SEEN}."
        return False, finding, "A second convolution behind a pooling layer sees much more: its steps are larger."
    return True, f"{params:,} parameters of at most {BUDGET:,}; the last window sees {rows} x {columns} pixels."
