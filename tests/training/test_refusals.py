"""Training refuses what makes no sense before it changes a weight, and says when it diverges."""

import numpy as np
import pytest
from trainee import HOLE, Trainee, X, Y, network

from cnnlab.optim import SGD
from cnnlab.training import fit


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # NumPy's own, of overflow
def test_divergence_is_one_value_error_that_names_the_learning_rate(train, workers):
    trainee = Trainee()
    trainee.optimizer.lr = 1e30
    with pytest.raises(ValueError, match=r"diverged at step \d+, with learning rate 1e\+30.*smaller") as caught:
        trainee.fit(train, schedule=None, workers=workers)
    assert caught.value.__suppress_context__
    assert not trainee.model.training


def test_divergence_prints_no_warning_beside_its_error(train):
    trainee = Trainee()
    trainee.optimizer.lr = 1e30
    with pytest.raises(ValueError, match="diverged"):
        trainee.fit(train, schedule=None)


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"epochs": 0}, ValueError, "epochs must be at least 1, got 0"),
        ({"epochs": 1.5}, TypeError, "epochs must be a whole number"),
        ({"batch_size": 0}, ValueError, "batch_size must be at least 1"),
        ({"batch_size": 2.5}, TypeError, "batch_size must be a whole number"),
        ({"batch_size": True}, TypeError, "batch_size must be a whole number"),
        ({"micro_batch": 0}, ValueError, "micro_batch must be at least 1"),
        ({"micro_batch": "16"}, TypeError, "micro_batch must be a whole number"),
        ({"workers": 0}, ValueError, "workers must be at least 1"),
        ({"workers": 1.0}, TypeError, "workers must be a whole number"),
        ({"rng": 0}, TypeError, "rng must be a NumPy Generator"),
        ({"train": X}, TypeError, "pair"),
        ({"train": (X, Y, Y)}, TypeError, "pair"),
        ({"train": None}, TypeError, "pair"),
        ({"train": (X.tolist(), Y)}, TypeError, "NumPy arrays, got list"),
        ({"train": (X, Y.tolist())}, TypeError, "NumPy arrays"),
        ({"train": (X, Y[:19])}, ValueError, r"\(20, 1, 28, 28\).*\(19,\)"),
        ({"train": (X[:0], Y[:0])}, ValueError, "no examples"),
        ({"train": (HOLE, Y)}, ValueError, "example 7"),
        ({"train": (X, Y + 1)}, ValueError, r"0 \.\.\. 9, got 1 \.\.\. 10"),
        ({"train": (X, Y - 1)}, ValueError, r"got -1"),
        ({"train": (X, Y.astype(float))}, TypeError, "whole numbers"),
        ({"train": (X, Y[:, None])}, ValueError, "target"),
        ({"train": ((X * 255).astype(np.uint8), Y)}, TypeError, "uint8"),
        ({"train": (X.astype(np.float64), Y)}, TypeError, "float64"),
        ({"train": (X[:, 0], Y)}, ValueError, r"4 axes.*\(20, 28, 28\)"),
        ({"train": (X[:, :, :20], Y)}, ValueError, "features"),
        ({"valid": X}, TypeError, "pair"),
        ({"valid": (HOLE, Y)}, ValueError, "example 7"),
        ({"valid": (X, Y[:3])}, ValueError, r"\(3,\)"),
        ({"optimizer": SGD(network(seed=5).parameters(), 0.1)}, ValueError, "4 of the optimizer's 4 parameters"),
    ],
)
def test_bad_arguments_are_one_error_and_no_weight_changes(settings, error, message, capfd):
    model = network()
    usual = {
        "optimizer": SGD(model.parameters(), 0.1), "train": (X, Y), "epochs": 1,
        "rng": np.random.default_rng(0), "progress": False,
    }  # fmt: skip
    before = {name: array.tobytes() for name, array in model.state_dict().items()}
    with pytest.raises(error, match=message):
        fit(model, **usual | settings)
    assert {name: array.tobytes() for name, array in model.state_dict().items()} == before
    assert capfd.readouterr() == ("", "")


def test_a_bad_argument_is_found_before_a_checkpoint_is_loaded(train, path):
    Trainee().fit(train, epochs=1, checkpoint=path)
    trainee = Trainee()
    before = trainee.state()
    with pytest.raises(ValueError, match="workers must be at least 1"):
        trainee.fit(train, checkpoint=path, workers=0)
    assert trainee.state() == before
