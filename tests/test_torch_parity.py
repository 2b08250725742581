"""PyTorch, where it is installed, computes the same numbers: forward, gradients, a whole network, optimizers."""

from functools import partial
from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnlab import functional as F
from cnnlab import nn, optim

torch = pytest.importorskip("torch")
TF = torch.nn.functional

close = partial(assert_allclose, rtol=1e-9, atol=1e-9)


def normal(*shape, seed=0):
    return np.random.default_rng(seed).standard_normal(shape)


def assert_parity(forward, backward, torch_forward, *arrays):
    """The same output, and the same gradient of every array, for a random gradient of the output."""
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    theirs = torch_forward(*tensors)
    grad_out = normal(*theirs.shape, seed=99)
    theirs.backward(torch.tensor(grad_out))
    close(forward(*arrays), theirs.detach().numpy())
    grads = backward(grad_out, *arrays[:2])
    for grad, tensor in zip(grads if isinstance(grads, tuple) else (grads,), tensors, strict=True):
        close(grad, tensor.grad.numpy())


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("kernel", [(1, 1), (3, 3), (2, 2), (5, 2), (3, 4)], ids=str)
@pytest.mark.parametrize("dilation", [1, 2, 3, (1, 3)], ids=str)
@pytest.mark.parametrize(("stride", "padding"), [*product([1, 2, 3, (3, 1)], [0, 2, (2, 1), "valid"]), (1, "same")])
def test_conv2d(kernel, dilation, stride, padding):
    settings = {"stride": stride, "padding": padding, "dilation": dilation}
    arrays = normal(2, 3, 14, 15), normal(4, 3, *kernel, seed=1), normal(4, seed=2)
    assert_parity(*(partial(f, **settings) for f in (F.conv2d, F.conv2d_backward, TF.conv2d)), *arrays)


def test_conv2d_padded_differently_on_each_side():
    padding = ((0, 2), (3, 1))

    def padded_first(x, weight, bias):
        return TF.conv2d(TF.pad(x, (3, 1, 0, 2)), weight, bias)

    ours = partial(F.conv2d, padding=padding), partial(F.conv2d_backward, padding=padding)
    assert_parity(*ours, padded_first, normal(2, 3, 6, 5), normal(4, 3, 3, 3), normal(4))


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@pytest.mark.parametrize("kernel", [1, 2, 5])
@pytest.mark.parametrize(
    ("stride", "padding", "dilation"),
    [(1, 0, 1), (2, 2, 1), (3, 1, 2), (1, "same", 1), (1, "same", 3), (2, "valid", 2)],
)
def test_conv1d(kernel, stride, padding, dilation):
    settings = {"stride": stride, "padding": padding, "dilation": dilation}
    arrays = normal(2, 3, 13), normal(4, 3, kernel, seed=1), normal(4, seed=2)
    assert_parity(*(partial(f, **settings) for f in (F.conv1d, F.conv1d_backward, TF.conv1d)), *arrays)


POOLS = [(2, None, 0), (3, 3, 1), (3, 1, 1), (3, 2, 0), ((2, 3), (1, 2), (1, 0)), ((4, 1), (3, 2), (2, 0)), (2, 3, 1)]
pools = pytest.mark.parametrize(("kernel", "stride", "padding"), POOLS, ids=str)


@pools
def test_max_pool2d_with_many_ties(kernel, stride, padding):
    x = np.random.default_rng(0).integers(-3, 1, (2, 3, 8, 9)).astype(float)
    settings = {"kernel_size": kernel, "stride": stride, "padding": padding}
    assert_parity(*(partial(f, **settings) for f in (F.max_pool2d, F.max_pool2d_backward, TF.max_pool2d)), x)


@pools
@pytest.mark.parametrize("ceil_mode", [True, False])
@pytest.mark.parametrize("count_include_pad", [True, False])
def test_avg_pool2d(kernel, stride, padding, count_include_pad, ceil_mode):
    settings = {"kernel_size": kernel, "stride": stride, "padding": padding, "count_include_pad": count_include_pad}
    settings["ceil_mode"] = ceil_mode
    functions = (partial(f, **settings) for f in (F.avg_pool2d, F.avg_pool2d_backward, TF.avg_pool2d))
    assert_parity(*functions, normal(2, 3, 8, 9))


@pools
@pytest.mark.parametrize("ceil_mode", [True, False])
@pytest.mark.parametrize("dilation", [1, 2, (3, 1)], ids=str)
def test_max_pool2d_spread_or_sticking_out(kernel, stride, padding, dilation, ceil_mode):
    x = np.random.default_rng(0).integers(-3, 1, (2, 3, 11, 10)).astype(float)
    settings = {"kernel_size": kernel, "stride": stride, "padding": padding, "dilation": dilation}
    settings["ceil_mode"] = ceil_mode
    assert_parity(*(partial(f, **settings) for f in (F.max_pool2d, F.max_pool2d_backward, TF.max_pool2d)), x)


@pytest.mark.parametrize("size", range(1, 9))
def test_ceil_mode_makes_as_many_windows_as_there_also_where_the_input_is_small(size):
    for kernel, stride, dilation in product(range(1, 6), range(1, 6), range(1, 4)):
        for sides in {0, kernel // 2}:
            x, settings = np.zeros((1, 1, size, 9)), ((kernel, 1), (stride, 1), (sides, 0), (dilation, 1), True)
            try:
                theirs = tuple(TF.max_pool2d(torch.tensor(x), *settings).shape)
            except RuntimeError:
                theirs = "refused"
            try:
                ours = F.max_pool2d(x, *settings).shape
            except ValueError:
                ours = "refused"
            assert ours == theirs, settings


def test_linear():
    assert_parity(F.linear, F.linear_backward, TF.linear, normal(4, 5), normal(3, 5), normal(3))


def test_relu_including_its_gradient_at_zero():
    assert_parity(F.relu, F.relu_backward, torch.relu, np.array([-2.0, -0.0, 0.0, 3.0]))


@pytest.mark.parametrize("axis", [-1, 0, 1])
def test_softmax(axis):
    ours = partial(F.softmax, axis=axis), partial(F.softmax_backward, axis=axis)
    assert_parity(*ours, partial(torch.softmax, dim=axis), 20 * normal(3, 4, 5))


def test_cross_entropy():
    logits, targets = 5 * normal(6, 4), np.array([0, 3, 1, 1, 2, 0])
    tensor = torch.tensor(logits, requires_grad=True)
    loss = TF.cross_entropy(tensor, torch.tensor(targets))
    (3 * loss).backward()
    close(F.cross_entropy(logits, targets), loss.item())
    close(F.cross_entropy_backward(3.0, logits, targets), tensor.grad.numpy())


# ------------------------------------------------- a whole network


def torch_lenet(ours):
    """The same network in PyTorch, with the same weights."""
    layers = torch.nn
    theirs = layers.Sequential(
        layers.Conv2d(1, 8, 5), layers.MaxPool2d(2), layers.ReLU(),
        layers.Conv2d(8, 16, 5), layers.MaxPool2d(2), layers.ReLU(),
        layers.Flatten(), layers.Linear(256, 64), layers.ReLU(), layers.Linear(64, 10),
    )  # fmt: skip
    theirs.load_state_dict({name: torch.tensor(array) for name, array in ours.state_dict().items()})
    return theirs


def test_lenet_has_the_same_logits_and_parameter_gradients():
    ours = nn.lenet(rng=np.random.default_rng(0))
    theirs = torch_lenet(ours)
    x, targets = normal(16, 1, 28, 28).astype(np.float32), np.arange(16) % 10
    logits, tensor = ours(x), torch.tensor(x, requires_grad=True)
    their_logits = theirs(tensor)
    TF.cross_entropy(their_logits, torch.tensor(targets)).backward()
    grad_x = ours.backward(F.cross_entropy_backward(1.0, logits, targets))
    assert_allclose(logits, their_logits.detach().numpy(), rtol=0, atol=1e-5)
    assert_allclose(grad_x, tensor.grad.numpy(), rtol=0, atol=1e-5)
    for (name, parameter), (their_name, expected) in zip(
        ours.named_parameters(), theirs.named_parameters(), strict=True
    ):
        assert name == their_name
        assert parameter.grad.dtype == np.float32
        assert np.abs(expected.grad.numpy()).max() > 1e-3, "the comparison below would say nothing"
        assert_allclose(parameter.grad, expected.grad.numpy(), rtol=0, atol=1e-5, err_msg=name)


# ------------------------------------------------- optimizers


def quadratic_steps(make_ours, make_theirs, steps=10):
    """Both optimizers on the same two parameters, with gradients that depend on where they are."""
    start = [normal(3, 4), normal(5, seed=1)]
    ours = [nn.Parameter(array.copy()) for array in start]
    theirs = [torch.nn.Parameter(torch.tensor(array)) for array in start]
    our_optimizer, their_optimizer = make_ours(ours), make_theirs(theirs)
    for step in range(steps):
        for parameter, tensor in zip(ours, theirs, strict=True):
            parameter.grad = np.sin(3 * parameter.data) + step / 10
            tensor.grad = torch.sin(3 * tensor.detach()) + step / 10
        our_optimizer.step()
        their_optimizer.step()
        for parameter, tensor in zip(ours, theirs, strict=True):
            assert_allclose(parameter.data, tensor.detach().numpy(), rtol=1e-10, atol=1e-12, err_msg=f"step {step}")


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"momentum": 0.9},
        {"momentum": 0.9, "nesterov": True},
        {"weight_decay": 0.1},
        {"momentum": 0.8, "nesterov": True, "weight_decay": 0.01},
    ],
    ids=str,
)
def test_sgd_takes_the_same_steps(settings):
    quadratic_steps(lambda p: optim.SGD(p, 0.05, **settings), lambda p: torch.optim.SGD(p, 0.05, **settings))


@pytest.mark.parametrize(
    "settings", [{}, {"lr": 0.1, "weight_decay": 0.1}, {"lr": 0.01, "betas": (0.5, 0.9), "eps": 1e-3}], ids=str
)
def test_adam_takes_the_same_steps(settings):
    quadratic_steps(lambda p: optim.Adam(p, **settings), lambda p: torch.optim.Adam(p, **settings))


@pytest.mark.parametrize("total_steps", [10, 100, 937])
def test_one_cycle_sets_the_same_learning_rates(total_steps):
    ours = optim.SGD([nn.Parameter(np.zeros(1))], 1.0)
    theirs = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1.0)
    our_schedule = optim.OneCycle(ours, total_steps, 0.4)
    their_schedule = torch.optim.lr_scheduler.OneCycleLR(theirs, 0.4, total_steps, cycle_momentum=False)
    rates, expected = [ours.lr], [theirs.param_groups[0]["lr"]]
    for _ in range(total_steps - 1):
        theirs.step()
        our_schedule.step()
        their_schedule.step()
        rates.append(ours.lr)
        expected.append(theirs.param_groups[0]["lr"])
    assert_allclose(rates, expected, rtol=1e-9)


def test_training_side_by_side_stays_together():
    ours = nn.lenet(rng=np.random.default_rng(1))
    theirs = torch_lenet(ours)
    our_optimizer = optim.SGD(ours.parameters(), 0.05, momentum=0.9, nesterov=True)
    their_optimizer = torch.optim.SGD(theirs.parameters(), 0.05, momentum=0.9, nesterov=True)
    for step in range(5):
        x, targets = normal(8, 1, 28, 28, seed=step).astype(np.float32), np.arange(step, step + 8) % 10
        ours.zero_grad()
        ours.backward(F.cross_entropy_backward(1.0, ours(x), targets), need_grad_x=False)
        our_optimizer.step()
        their_optimizer.zero_grad()
        TF.cross_entropy(theirs(torch.tensor(x)), torch.tensor(targets)).backward()
        their_optimizer.step()
    for (name, parameter), expected in zip(ours.named_parameters(), theirs.parameters(), strict=True):
        assert_allclose(parameter.data, expected.detach().numpy(), rtol=0, atol=1e-4, err_msg=name)
