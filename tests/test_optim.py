"""`optim` beyond its parity with PyTorch: what it refuses, resumes and skips."""

from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from cnnlab import nn
from cnnlab.optim import SGD, Adam, OneCycle


def parameters(seed=0):
    rng = np.random.default_rng(seed)
    return [nn.Parameter(rng.standard_normal(shape).astype(np.float32)) for shape in [(3, 4), (3,)]]


def walk(optimizer, steps):
    """Steps whose gradients depend on where the parameters are; returns where they end."""
    for _ in range(steps):
        for parameter in optimizer.params:
            parameter.grad = np.cos(2 * parameter.data)
        optimizer.step()
    return [parameter.data.copy() for parameter in optimizer.params]


OPTIMIZERS = {
    "SGD": partial(SGD, lr=0.1),
    "SGD with momentum": partial(SGD, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01),
    "Adam": partial(Adam, lr=0.01, weight_decay=0.01),
}
every_optimizer = pytest.mark.parametrize("make", OPTIMIZERS.values(), ids=OPTIMIZERS)


@pytest.mark.parametrize(
    ("call", "expected", "fragments"),
    [
        (lambda: SGD([], 0.1), ValueError, ["no parameters", "model.parameters()"]),
        (lambda: Adam(iter(())), ValueError, ["no parameters", "model.parameters()"]),
        (lambda: SGD(parameters(), -0.1), ValueError, ["lr", "-0.1"]),
        (lambda: Adam(parameters(), float("nan")), ValueError, ["lr", "nan"]),
        (lambda: SGD(parameters(), float("inf")), ValueError, ["lr", "inf"]),
        (lambda: SGD(parameters(), "fast"), TypeError, ["lr", "'fast'"]),
        (lambda: SGD(parameters(), None), TypeError, ["lr", "None"]),
        (lambda: SGD(parameters(), 0.1, momentum=1.5), ValueError, ["momentum", "1.5"]),
        (lambda: SGD(parameters(), 0.1, momentum=-0.9), ValueError, ["momentum", "-0.9"]),
        (lambda: SGD(parameters(), 0.1, nesterov=True), ValueError, ["nesterov", "momentum"]),
        (lambda: SGD(parameters(), 0.1, weight_decay=-1), ValueError, ["weight_decay", "-1"]),
        (lambda: Adam(parameters(), betas=(0.9, 1.0)), ValueError, ["betas", "1.0"]),
        (lambda: Adam(parameters(), eps=-1e-8), ValueError, ["eps", "-1e-08"]),
        (lambda: OneCycle(SGD(parameters(), 0.1), 1, 0.4), ValueError, ["total_steps", "at least 2", "got 1"]),
        (lambda: OneCycle(SGD(parameters(), 0.1), 10.0, 0.4), TypeError, ["total_steps", "10.0"]),
        (lambda: OneCycle(SGD(parameters(), 0.1), 10, -0.4), ValueError, ["peak", "-0.4"]),
        (lambda: OneCycle(SGD(parameters(), 0.1), 10, float("nan")), ValueError, ["peak", "nan"]),
    ],
)
def test_impossible_settings_are_refused_in_words_that_name_them(call, expected, fragments):
    with pytest.raises(expected) as caught:
        call()
    assert caught.type is expected
    assert [fragment for fragment in fragments if fragment not in str(caught.value)] == []


@every_optimizer
def test_a_loaded_state_continues_exactly_where_the_saved_one_stood(make):
    first = make(parameters())
    walk(first, 4)
    state, here = first.state_dict(), [parameter.data.copy() for parameter in first.params]
    expected = walk(first, 4)
    second = make([nn.Parameter(array) for array in here])
    second.lr = 123.0
    second.load_state_dict(state)
    assert second.lr == first.lr
    for ours, theirs in zip(walk(second, 4), expected, strict=True):
        assert_array_equal(ours, theirs)


@pytest.mark.parametrize("make", [OPTIMIZERS["SGD with momentum"], OPTIMIZERS["Adam"]], ids=["SGD", "Adam"])
def test_the_state_matters_and_is_a_copy(make):
    first = make(parameters())
    walk(first, 4)
    state, here = first.state_dict(), [parameter.data.copy() for parameter in first.params]
    kept = {name: np.copy(value) for name, value in state.items()}
    expected = walk(first, 1)
    for name, value in state.items():
        assert_array_equal(value, kept[name])
    fresh = make([nn.Parameter(array) for array in here])
    assert not np.allclose(walk(fresh, 1)[0], expected[0], atol=1e-5)


@pytest.mark.parametrize(
    ("spoil", "fragment"),
    [
        (lambda state: state | {"velocity.1": np.zeros(4, np.float32)}, "velocity.1"),
        (lambda state: {name: value for name, value in state.items() if name != "velocity.0"}, "velocity.0"),
        (lambda state: state | {"velocity.2": np.zeros(3, np.float32)}, "velocity.2"),
        (lambda state: Adam(parameters()).state_dict(), "mean.0"),
    ],
)
def test_a_state_that_does_not_fit_is_refused_and_changes_nothing(spoil, fragment):
    optimizer = SGD(parameters(), 0.1, momentum=0.9)
    walk(optimizer, 2)
    before = optimizer.state_dict()
    with pytest.raises(ValueError, match="does not fit this SGD") as caught:
        optimizer.load_state_dict(spoil({**before, "lr": np.float64(9), "steps": np.int64(77)}))
    assert fragment in str(caught.value)
    after = optimizer.state_dict()
    assert after.keys() == before.keys()
    for name, value in before.items():
        assert_array_equal(after[name], value)


@every_optimizer
def test_parameters_without_a_gradient_stay_where_they_are(make):
    moved, still = parameters()
    optimizer = make([moved, still])
    before = [moved.data.copy(), still.data.copy()]
    moved.grad = np.ones_like(moved.data)
    optimizer.step()
    assert_array_equal(still.data, before[1])
    assert np.all(moved.data != before[0])


@every_optimizer
def test_a_step_works_in_place_keeps_float32_and_leaves_the_gradient_alone(make):
    optimizer = make(parameters())
    arrays = [parameter.data for parameter in optimizer.params]
    grads = [np.full_like(array, 0.5) for array in arrays]
    for parameter, grad in zip(optimizer.params, grads, strict=True):
        parameter.grad = grad
    optimizer.step()
    for parameter, array, grad in zip(optimizer.params, arrays, grads, strict=True):
        assert parameter.data is array
        assert array.dtype == np.float32
        assert_array_equal(grad, np.full_like(grad, 0.5))


@every_optimizer
def test_zero_grad_forgets_every_gradient(make):
    optimizer = make(parameters())
    walk(optimizer, 1)
    assert all(parameter.grad is not None for parameter in optimizer.params)
    optimizer.zero_grad()
    assert all(parameter.grad is None for parameter in optimizer.params)


@every_optimizer
def test_steps_go_downhill(make):
    bowl = nn.Parameter(np.array([3.0, -2.0]))
    optimizer = make([bowl])
    before = np.abs(bowl.data).copy()
    for _ in range(20):
        bowl.grad = 2 * bowl.data
        optimizer.step()
    assert np.linalg.norm(bowl.data) < np.linalg.norm(before)


# ------------------------------------------------- the schedule


def rates(total_steps, peak):
    optimizer = SGD(parameters(), 1.0)
    schedule = OneCycle(optimizer, total_steps, peak)
    seen = [optimizer.lr]
    for _ in range(total_steps - 1):
        schedule.step()
        seen.append(optimizer.lr)
    return np.array(seen)


@pytest.mark.parametrize("total_steps", [10, 100, 1000])
def test_one_cycle_rises_to_its_peak_at_30_percent_and_falls_to_nearly_nothing(total_steps):
    seen, top = rates(total_steps, 0.4), round(0.3 * total_steps) - 1
    assert_allclose(seen[[0, top, -1]], [0.4 / 25, 0.4, 0.4 / 250_000], rtol=1e-9)
    assert seen.argmax() == top
    assert np.all(np.diff(seen[: top + 1]) > 0)
    assert np.all(np.diff(seen[top:]) < 0)


@pytest.mark.parametrize("total_steps", [2, 3, 4, 5])
def test_one_cycle_of_few_steps_stays_under_its_peak_and_ends_near_zero(total_steps):
    seen = rates(total_steps, 0.4)
    assert np.all((seen > 0) & (seen <= 0.4))
    assert seen.max() > 0.2
    assert_allclose(seen[-1], 0.4 / 250_000, rtol=1e-9)


def test_one_cycle_stays_low_after_its_last_step():
    optimizer = SGD(parameters(), 1.0)
    schedule = OneCycle(optimizer, 5, 0.4)
    for _ in range(12):
        schedule.step()
    assert_allclose(optimizer.lr, 0.4 / 250_000, rtol=1e-9)


def test_one_cycle_resumes_where_it_stood():
    expected = rates(20, 0.4)
    first = OneCycle(SGD(parameters(), 1.0), 20, 0.4)
    for _ in range(7):
        first.step()
    optimizer = SGD(parameters(), 1.0)
    second = OneCycle(optimizer, 20, 0.4)
    second.load_state_dict(first.state_dict())
    second.step()
    assert optimizer.lr == expected[8]


@pytest.mark.parametrize(("total_steps", "peak"), [(21, 0.4), (20, 0.5)])
def test_one_cycle_refuses_the_state_of_another_schedule(total_steps, peak):
    schedule = OneCycle(SGD(parameters(), 1.0), 20, 0.4)
    other = OneCycle(SGD(parameters(), 1.0), total_steps, peak)
    other.step()
    with pytest.raises(ValueError, match=rf"{total_steps} steps and peak {peak}.*20 and 0.4"):
        schedule.load_state_dict(other.state_dict())
    assert schedule.steps == 0
