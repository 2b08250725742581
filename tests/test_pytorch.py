"""cnnlab.pytorch: networks carried over to PyTorch, and one batch's gradients from several processes."""

import re

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnlab import functional as F
from cnnlab import nn, pytorch

torch = pytest.importorskip("torch")


def rng():
    return np.random.default_rng(0)


def batch(count, *shape):
    return rng().standard_normal((count, *shape)).astype(np.float32), np.arange(count) % 10


def gradients(model, x, y):
    """Those of the mean loss, by cnnlab's own backward functions."""
    model.zero_grad()
    model.backward(F.cross_entropy_backward(1.0, model(x), y))
    return {name: parameter.grad for name, parameter in model.named_parameters()}


def assert_equal_gradients(got, expected):
    assert got.keys() == expected.keys()
    for name, gradient in expected.items():
        assert_allclose(got[name], gradient, rtol=0, atol=1e-5 * np.abs(gradient).max(), err_msg=name)


NETWORKS = {
    "lenet": (lambda: nn.lenet(rng=rng()), (1, 28, 28)),
    "settings": (
        lambda: nn.Sequential(
            nn.Conv2d(3, 4, (3, 2), stride=(2, 1), padding=(1, 0), dilation=2, bias=False, rng=rng()),
            *(nn.AvgPool2d(3, 1, padding=1, count_include_pad=False), nn.MaxPool2d(2, 1, padding=1), nn.ReLU()),
            *(nn.MaxPool2d(2, 1, dilation=(1, 2)), nn.AvgPool2d(2, ceil_mode=True)),
            *(nn.Flatten(), nn.Dropout(0.5, rng=rng()), nn.Linear(4 * 3 * 4, 10, bias=False, rng=rng())),
        ),
        (3, 12, 10),
    ),
    "signal": (
        lambda: nn.Sequential(
            nn.Conv1d(2, 3, 5, padding="same", rng=rng()), nn.Flatten(), nn.Linear(24, 10, rng=rng())
        ),
        (2, 8),
    ),
}  # fmt: skip


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("make", "shape"), NETWORKS.values(), ids=NETWORKS)
def test_a_network_carried_over_gives_the_same_logits(make, shape, dtype):
    ours = make().eval()
    for parameter in ours.parameters():
        parameter.data = parameter.data.astype(dtype)
    x = batch(5, *shape)[0].astype(dtype)
    theirs = pytorch.to_torch(ours).eval()
    assert_allclose(theirs(torch.tensor(x)).detach().numpy(), ours(x), rtol=0, atol=1e-5)
    assert {tensor.dtype for tensor in theirs.parameters()} == {torch.tensor(x).dtype}


def test_the_weights_are_copies():
    ours = nn.lenet(rng=rng())
    theirs = pytorch.to_torch(ours)
    ours[0].weight.data[:] = 0
    assert theirs[0].weight.abs().max() > 0


def test_what_pytorch_has_not_is_refused_in_words():
    class Own(nn.Module):
        pass

    with pytest.raises(TypeError, match=re.escape("Own() has no layer of the same name")):
        pytorch.to_torch(nn.Sequential(Own()))
    with pytest.raises(ValueError, match="pad both sides alike"):
        pytorch.to_torch(nn.Sequential(nn.Conv2d(1, 1, 2, padding=((0, 1), (0, 1)), rng=rng())))


def test_what_was_recorded_is_the_layers_in_backward_order():
    ours = nn.lenet(rng=rng())
    x, y = batch(4, 1, 28, 28)
    names = pytorch.recorded(
        torch.nn.functional.cross_entropy(pytorch.to_torch(ours)(torch.tensor(x)), torch.tensor(y))
    )
    kinds = {"Conv2d": "Convolution", "MaxPool2d": "MaxPool2D", "ReLU": "Relu", "Flatten": "", "Linear": "Addmm"}
    layers = [kinds[type(layer).__name__] for layer in ours[::-1]]
    assert len(names) == len(layers) + 2
    assert all(layer in name for layer, name in zip(layers, names[2:], strict=True))


@pytest.mark.parametrize("counts", [(8, 8), (13, 3)], ids=str)
def test_two_processes_hold_the_gradients_of_the_whole_batch(counts):
    ours = nn.lenet(rng=rng())
    x, y = batch(16, 1, 28, 28)
    first, second = pytorch.in_processes(ours, x, y, counts)
    assert_equal_gradients(first, gradients(ours, x, y))
    assert all(np.array_equal(first[name], second[name]) for name in first)


def test_an_error_in_a_process_comes_back_and_ends_the_others():
    x, y = batch(4, 1, 9, 9)  # too small for lenet, in both processes
    with pytest.raises(RuntimeError, match=r"[Kk]ernel size|mat1|shape|size"):
        pytorch.in_processes(nn.lenet(rng=rng()), x, y, (2, 2))


@pytest.mark.parametrize("counts", [(), (4, 0), (1, 2), (5, -1)], ids=str)
def test_counts_that_do_not_fit_the_batch_are_refused(counts):
    with pytest.raises(ValueError, match="4 together"):
        pytorch.in_processes(nn.lenet(rng=rng()), *batch(4, 1, 28, 28), counts)


def test_gradients_are_apart_by_rounding_alone():
    apart = pytorch.gradients_apart(nn.lenet(rng=rng()), *batch(4, 1, 28, 28))
    assert list(apart) == list(nn.lenet(rng=rng()).state_dict())
    assert 0 < max(apart.values()) < 1e-5


def test_stored_figures_come_back_as_they_were_written(tmp_path):
    (tmp_path / "figures.json").write_text('{"small": [6.0, 10.0]}', encoding="utf-8")
    assert pytorch.stored(tmp_path / "figures.json") == {"small": [6.0, 10.0]}
