"""What exercises share whose answer builds a layer or a network."""

import numpy as np

from cnnlab import nn
from cnnlab.check.attempt import attempt, is_stub, printing_briefly
from cnnlab.check.examine import trouble
from cnnlab.check.exercise import case, described
from cnnlab.check.verdict import Result, not_attempted


@printing_briefly()
def examine_built(name, fn, kind, wanted, judge):
    """The `Result` for fn(rng), which is to build a `kind`, called `wanted` in words.

    judge: what was built -> (ok, finding, hint, misconception), as many of them as there are.
    """
    if not callable(fn) or isinstance(fn, nn.Module):
        what = "what it builds" if isinstance(fn, nn.Module) else described(fn)
        return Result(False, f"check.{name} was given {what}, not a function: give it the name alone.")
    outcome = attempt(fn, ["rng"], case(np.random.default_rng(0)))
    if is_stub(fn, outcome):
        return not_attempted(name)
    if outcome.error is not None:
        return Result(False, trouble(f"{name}(rng)", outcome))
    if not isinstance(outcome.value, kind):
        return Result(False, f"{name} returned {described(outcome.value)}: return a {wanted}.")
    return Result(*judge(outcome.value))
