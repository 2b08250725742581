"""The gradient check finds what is derived by hand, asks as much as it is told, and leaves the model as it was."""

import numpy as np
import pytest

from cnnlab import bug_zoo, nn, training

IMAGES = np.random.default_rng(0).random((2, 1, 28, 28), dtype=np.float32)


def made(name):
    return bug_zoo.specimen(name, rng=np.random.default_rng(0))


def test_the_check_of_a_right_layer_finds_what_is_derived_by_hand():
    rng = np.random.default_rng(0)
    layer, x = nn.Linear(3, 2, rng=rng), rng.normal(size=(4, 3))
    result = training.gradcheck(layer, x, rng=rng, most=None)
    assert result.nudged["weight"] == pytest.approx(result.backward["weight"], abs=1e-7)
    assert set(result.errors) == {"weight", "bias", "input"}
    assert not np.isnan(result.nudged["input"]).any()


def test_the_check_nudges_as_many_numbers_as_it_is_told():
    rng = np.random.default_rng(0)
    result = training.gradcheck(nn.Linear(30, 20, rng=rng), rng.normal(size=(2, 30)), rng=rng, most=7)
    assert {name: int((~np.isnan(grid)).sum()) for name, grid in result.nudged.items()} == dict.fromkeys(
        ("weight", "bias", "input"), 7
    )


def test_the_check_leaves_the_model_as_it_was():
    model, x = made("A"), IMAGES.copy()
    before, mode = model.state_dict(), model.training
    training.gradcheck(model, x, rng=np.random.default_rng(0), most=2)
    assert model.training == mode
    assert all(parameter.grad is None for parameter in model.parameters())
    assert all(np.array_equal(before[name], now) for name, now in model.state_dict().items())
    assert np.array_equal(x, IMAGES)


def test_dropout_is_off_during_the_check():
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Linear(4, 3, rng=rng), nn.Dropout(0.5, rng=rng))
    assert training.gradcheck(model, rng.normal(size=(2, 4)), rng=rng)


def test_the_check_reads_as_a_table():
    result = training.gradcheck(made("G"), IMAGES, rng=np.random.default_rng(0), most=5)
    assert "0.bias" in repr(result)
    assert "DIFFERS" in repr(result)
    assert "below 1e-6" in result._repr_html_()


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"x": [[1.0]]}, TypeError),
        ({"x": np.ones((1, 3), int)}, TypeError),
        ({"rng": 0}, TypeError),
        ({"step": 0}, ValueError),
        ({"most": 0}, ValueError),
    ],
)
def test_unusable_arguments_of_the_check_are_refused(options, error):
    rng = np.random.default_rng(0)
    with pytest.raises(error):
        training.gradcheck(nn.Linear(3, 2, rng=rng), **{"x": np.ones((1, 3)), "rng": rng, **options})


def test_the_check_hands_out_grids_for_the_picture():
    result = training.gradcheck(made("D")[3], made("D")[:3](IMAGES), rng=np.random.default_rng(0), most=None)
    backward, nudged = result.grids("weight", 9)
    assert np.array_equal(backward, result.backward["weight"][1, 1])
    assert np.array_equal(nudged, result.nudged["weight"][1, 1])
    assert result.grids("bias")[0].shape == (1, 16)
    wrong = np.square(result.backward["input"] - result.nudged["input"]).sum((2, 3))
    worst = np.unravel_index(wrong.argmax(), wrong.shape)
    assert np.array_equal(result.grids("input")[0], result.backward["input"][worst])
    with pytest.raises(ValueError, match="weight, bias"):
        result.grids("0.weight")


def test_each_layer_is_checked_alone_so_that_only_the_one_with_the_fault_differs():
    model = made("D")
    before = model.state_dict()
    found = training.gradcheck_each(model, IMAGES[:1], rng=np.random.default_rng(0))
    wrong = [(place, name) for place in range(len(found)) for name, e in found[place].errors.items() if e > 1e-5]
    assert wrong == [(3, "input")]
    assert not found
    assert not np.isnan(found[3].nudged["input"]).any(), "every number is nudged"
    assert "1 of 21 gradients differs" in repr(found)
    assert "Conv2d(8, 16, 4, stride=2)" in found._repr_html_()
    assert all(np.array_equal(before[name], now) for name, now in model.state_dict().items())


def test_where_every_layer_is_right_the_table_says_so():
    rng = np.random.default_rng(0)
    found = training.gradcheck_each(
        nn.Sequential(nn.Linear(4, 3, rng=rng), nn.ReLU()), rng.normal(size=(2, 4)), rng=rng
    )
    assert found
    assert "all 4 gradients agree" in repr(found)
