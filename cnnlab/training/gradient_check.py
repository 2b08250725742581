"""The gradient check: what `backward` says, beside what is found by nudging one number after the other."""

import copy
from dataclasses import dataclass

import numpy as np

from cnnlab._arguments import as_generator, as_int, as_number, check_float_array
from cnnlab._table import Table

TOLERANCE = 1e-5  # between the two: rounding leaves 1e-8 or so, a wrong formula leaves 0.1 or more


@dataclass
class GradientCheck:
    """What `gradcheck` found, by the name of each array: a parameter's, or "input".

    backward, nudged: name -> the gradient as an array; nudged is NaN where no number was nudged. errors: name -> the
    distance of the two, as a part of the larger one's length. True if every error is small.
    """

    subject: str
    backward: dict
    nudged: dict
    errors: dict

    @property
    def ok(self):
        """Whether every error is small."""
        return all(error < TOLERANCE for error in self.errors.values())

    @property
    def worst(self):
        """The largest of the errors."""
        return max(self.errors.values())

    def grids(self, name, index=None):
        """Both gradients of one array as (rows, columns), for a picture: slice `index` of its last two axes.

        index None: the slice in which the two differ most, such as one map of a volume.
        Raises ValueError for a name that was not checked, IndexError for a slice that is not there.
        """
        if name not in self.errors:
            raise ValueError(f"{self.subject} has no {name!r}: checked were {', '.join(self.errors)}")
        both = [np.atleast_2d(grads[name]) for grads in (self.backward, self.nudged)]
        backward, nudged = (array.reshape(-1, *array.shape[-2:]) for array in both)
        if index is None:
            index = int(np.nansum((backward - nudged) ** 2, axis=(1, 2)).argmax())
        return backward[index], nudged[index]

    def table(self):
        """A table with a row for each array; an error is rounded to its power of ten."""
        rows = []
        for name, error in self.errors.items():
            nudged = int((~np.isnan(self.nudged[name])).sum())
            shape = " x ".join(map(str, self.backward[name].shape))
            rows.append([name, shape, nudged, magnitude(error), "agrees" if error < TOLERANCE else "DIFFERS"])
        title = f"{self.subject}: backward against nudging"
        return Table(title, ["gradient of", "shape", "nudged", "error", "verdict"], rows, None)

    def __bool__(self):
        return self.ok

    def __repr__(self):
        return repr(self.table())

    def _repr_html_(self):
        return self.table()._repr_html_()


@dataclass
class LayerChecks:
    """What `gradcheck_each` found: checks[place] is the `GradientCheck` of that layer. It reads as a table."""

    model: list
    checks: list

    def __getitem__(self, place):
        return self.checks[place]

    def __len__(self):
        return len(self.checks)

    def __bool__(self):
        return all(self.checks)

    def table(self):
        """A table with a row for each gradient that differs; none where all agree."""
        rows = [
            [place, repr(layer), name, magnitude(error)]
            for place, (layer, check) in enumerate(zip(self.model, self.checks, strict=True))
            for name, error in check.errors.items()
            if error >= TOLERANCE
        ]
        count = sum(len(check.errors) for check in self.checks)
        found = f"{len(rows)} of {count} gradients {'differs' if len(rows) == 1 else 'differ'}"
        title = f"Each layer alone: {found if rows else f'all {count} gradients agree'}"
        return Table(title, ["layer", "kind", "gradient of", "error"], rows, None)

    def __repr__(self):
        return repr(self.table())

    def _repr_html_(self):
        return self.table()._repr_html_()


def magnitude(error):
    """An error in one digit from 0.01 on; smaller ones, which are rounding, by a bound that all machines keep.

    >>> magnitude(1.04), magnitude(0.032), magnitude(3e-9), magnitude(2e-4)
    ('1.0', '0.03', 'below 1e-6', 'about 1e-4')
    """
    if error < 1e-6:
        return "below 1e-6"
    if error < 0.01:
        return f"about 1e{np.log10(error):.0f}"
    return f"{error:.2f}" if error < 0.1 else f"{error:.1f}"


def gradcheck(model, x, *, rng, step=1e-6, most=100):
    """Compare the gradients of a model or a layer with central differences, in float64: a `GradientCheck`.

    x: an input of it, of any floating dtype. The outputs are weighted by random numbers and summed, which makes one
    number of them; then up to `most` numbers of each parameter and of the input (None: all of them), drawn by rng, are
    nudged by `step` both ways. The model is left as it was. The input should be noisy: where two numbers tie for a
    maximum, or one is 0 before a ReLU, there is no gradient to find. Named like PyTorch's torch.autograd.gradcheck,
    which asks the same of a function; both are true if the gradients agree.
    Raises TypeError or ValueError for arguments of another kind.

    >>> from cnnlab import nn
    >>> rng = np.random.default_rng(0)
    >>> bool(gradcheck(nn.Linear(3, 2, rng=rng), rng.normal(size=(4, 3)), rng=rng))
    True
    """
    check_float_array("x", x)
    as_generator(rng)
    as_number("step", step, 1e-12)
    most = None if most is None else as_int("most", most, 1)
    twin, x = _in_double(model), x.astype(np.float64)
    weights = rng.normal(size=twin(x).shape)
    twin.zero_grad()
    grad_x = twin.backward(weights)
    arrays = {"input": (x, grad_x)} | {name: (p.data, p.grad) for name, p in twin.named_parameters()}

    def loss():
        return float((twin(x) * weights).sum())

    nudged = {name: _nudged(loss, array, step, _chosen(array, most, rng)) for name, (array, _) in arrays.items()}
    backward = {name: np.asarray(grad) for name, (_, grad) in arrays.items()}
    errors = {name: relative_error(backward[name], nudged[name]) for name in arrays}
    return GradientCheck(type(model).__name__, backward, nudged, errors)


def gradcheck_each(model, x, *, rng):
    """Check each layer of a `Sequential` alone, every number of it, on the input that it gets in there: `LayerChecks`.

    So a layer is not blamed for the gradient that another one hands it. x, rng: as in `gradcheck`, which does each.
    Raises TypeError or ValueError for arguments of another kind.

    >>> from cnnlab import nn
    >>> rng = np.random.default_rng(0)
    >>> len(gradcheck_each(nn.Sequential(nn.Linear(3, 2, rng=rng), nn.ReLU()), rng.normal(size=(4, 3)), rng=rng))
    2
    """
    check_float_array("x", x)
    twin, x = _in_double(model), x.astype(np.float64)
    given = [x, *twin.activations(x)[:-1]]
    checks = [gradcheck(layer, own, rng=rng, most=None) for layer, own in zip(twin, given, strict=True)]
    return LayerChecks(list(model), checks)


def relative_error(one, other):
    """How far apart two gradients are, as a part of the longer one; NaN is left out. 0 where both are zero.

    >>> relative_error(np.array([3.0, 4.0]), np.array([0.0, 0.0]))
    1.0
    """
    known = ~(np.isnan(one) | np.isnan(other))
    lengths = np.linalg.norm(one[known]), np.linalg.norm(other[known])
    return float(np.linalg.norm(one[known] - other[known]) / (max(lengths) or 1.0))


def _in_double(model):
    """A copy in evaluation mode whose parameters are float64, so that rounding does not hide a small difference."""
    twin = copy.deepcopy(model).eval()
    for parameter in twin.parameters():
        parameter.data = parameter.data.astype(np.float64)
    return twin


def _chosen(array, most, rng):
    """Which cells to nudge: all, or `most` of them."""
    cells = np.arange(array.size)
    chosen = cells if most is None or most >= array.size else np.sort(rng.choice(cells, most, replace=False))
    return list(zip(*np.unravel_index(chosen, array.shape), strict=True))


def _nudged(loss, array, step, cells):
    """The slope of the loss at each of the cells, by central differences; NaN elsewhere."""
    found = np.full(array.shape, np.nan)
    for cell in cells:
        before = array[cell]
        array[cell] = before + step
        above = loss()
        array[cell] = before - step
        below = loss()
        array[cell] = before
        found[cell] = (above - below) / (2 * step)
    return found
