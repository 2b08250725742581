"""What exercises share whose answer builds a layer or a network."""

import numpy as np

from cnnlab import nn
from cnnlab.check.answers import described, plain
from cnnlab.check.attempt import Outcome, Trial, is_stub
from cnnlab.check.errors import explained
from cnnlab.check.examine import trouble
from cnnlab.check.exercise import case
from cnnlab.check.recorded import recorded
from cnnlab.check.verdict import Result, not_attempted


def examine_built(name, fn, kind, wanted, judge):
    """The `Result` for fn(rng), which is to build a `kind`, called `wanted` in words; it is kept in the record.

    judge: what was built -> (ok, finding, hint, misconception), as many of them as there are.
    """
    return recorded(name, _examined(name, fn, kind, wanted, judge))


def _examined(name, fn, kind, wanted, judge):
    if not callable(fn) or isinstance(fn, nn.Module):
        what = "what it builds" if isinstance(fn, nn.Module) else described(plain(fn))
        return Result(False, f"check.{name} was given {what}, not a function: give it the name alone.")
    with Trial(fn, ["rng"], read=lambda built: built) as trial:
        outcome = trial.attempt(case(np.random.default_rng(0)))
        if is_stub(fn, outcome):
            return not_attempted(name)
        if outcome.error is not None:
            return Result(False, trouble(f"{name}(rng)", outcome), explained(outcome.error))
        if not isinstance(outcome.value, kind):
            return Result(False, f"{name} returned {described(plain(outcome.value))}: return a {wanted}.")
        verdict, error, _ = trial.run(judge, outcome.value)  # layers of a learner's own may do anything
        if error is not None:
            return Result(False, trouble(f"Looking at what {name}(rng) has built", Outcome(error=error)))
        return Result(*verdict)
