"""An evaluation is what its definition says, and leaves the model as it was."""

import numpy as np
import pytest
from trainee import HOLE, X, Y, network

from cnnlab import nn
from cnnlab.training import evaluate


def test_an_evaluation_is_what_its_definition_says(uninterrupted, train):
    x, y = train
    model = uninterrupted.model
    found = evaluate(model, x, y)
    logits = model(x).astype(np.float64)
    assert (found.logits.shape, found.logits.dtype) == ((600, 10), np.float32)
    assert np.allclose(found.logits, logits, atol=1e-5)
    losses = [
        np.log(np.exp(row - row.max()).sum()) + row.max() - row[label] for row, label in zip(logits, y, strict=True)
    ]
    confusion = np.zeros((10, 10), int)
    for row, label in zip(logits, y, strict=True):
        confusion[label, row.argmax()] += 1
    assert found.loss == pytest.approx(np.mean(losses), rel=1e-5)
    assert np.array_equal(found.confusion, confusion)
    assert found.confusion.sum(1).tolist() == np.bincount(y).tolist()
    assert found.accuracy == np.trace(confusion) / 600
    assert repr(found) == f"Evaluation: 600 examples, loss {found.loss:.4f}, accuracy {found.accuracy:.2%}"
    assert type(found.loss) is type(found.accuracy) is float


def test_the_number_of_workers_changes_no_bit(uninterrupted, train):
    one, two, usual = (evaluate(uninterrupted.model, *train, workers=workers) for workers in (1, 2, None))
    assert one.logits.tobytes() == two.logits.tobytes() == usual.logits.tobytes()


@pytest.mark.parametrize("count", [1, 255, 256, 257])
def test_any_number_of_examples_is_evaluated_in_order(uninterrupted, train, count):
    logits = evaluate(uninterrupted.model, train[0][:count], train[1][:count]).logits
    assert np.allclose(logits, uninterrupted.model(train[0][:count]), atol=1e-5)


@pytest.mark.parametrize("mode", [True, False])
def test_dropout_is_off_and_the_mode_is_left_as_it_was(train, mode):
    model = network().train(mode)
    logits = evaluate(model, *train).logits
    assert {module.training for module in model.modules()} == {mode}
    assert np.allclose(logits, model.eval()(train[0]), atol=1e-5)


def test_the_mode_of_each_layer_is_left_as_it_was(train):
    model = network().train()
    model[4].eval()  # dropout off, in a model that is being trained
    evaluate(model, *train)
    assert [layer.training for layer in model] == [True, True, True, True, False, True]


def test_the_mode_is_left_as_it_was_after_an_error_too(train):
    model = network().train()
    with pytest.raises(ValueError, match="targets must lie in"):
        evaluate(model, train[0], train[1] + 10)
    with pytest.raises(ValueError, match="4 axes"):
        evaluate(model, train[0][:, 0], train[1])
    assert model.training


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.int32, np.uint64])
def test_labels_of_any_whole_type_give_the_same_confusion(dtype):
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Linear(3, 40, rng=rng))
    x, y = rng.random((200, 3), dtype=np.float32), rng.integers(0, 40, 200)
    found = evaluate(model, x, y.astype(dtype))
    assert np.array_equal(found.confusion, evaluate(model, x, y).confusion)
    assert found.confusion.sum(1).tolist() == np.bincount(y, minlength=40).tolist()


@pytest.mark.parametrize(
    ("x", "y", "error", "message"),
    [
        (X, Y[:5], ValueError, "one label"),
        (X[:0], Y[:0], ValueError, "no examples"),
        (X.tolist(), Y, TypeError, "NumPy arrays"),
        (HOLE, Y, ValueError, "example 7"),
        (X, Y + 5, ValueError, "targets must lie in 0"),
        (X, Y * 1.0, TypeError, "whole numbers"),
    ],
)
def test_bad_examples_are_refused(x, y, error, message):
    with pytest.raises(error, match=message):
        evaluate(network(), x, y)
