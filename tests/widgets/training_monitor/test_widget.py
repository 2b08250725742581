"""TrainingMonitor: its numbers, how it stops a run, and what it refuses."""

import json
import re
import threading
from base64 import b64decode

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from widgets.training_monitor.runs import images, network, train

from cnnlab import functional as F
from cnnlab import nn, training
from cnnlab.widgets import TrainingMonitor
from cnnlab.widgets.training_monitor import numbers


@pytest.fixture
def model():
    return network()


@pytest.fixture
def monitor(model):
    return TrainingMonitor(model, *images(6), every=0.05)


def unpack(text, dtype, shape):
    return np.frombuffer(b64decode(text), dtype).reshape(shape)


# ----------------------------------------------------------------------------------------------------- what it shows


def test_before_training_it_shows_the_network_as_it_is(model, monitor):
    x, y = images(6)
    shares = F.softmax(model.eval()(x))
    assert monitor.progress["state"] == "waiting"
    assert [said["answer"] for said in monitor.answers] == shares.argmax(1).tolist()
    assert np.allclose([said["confidence"] for said in monitor.answers], shares.max(1), atol=1e-4)
    assert monitor.digits["labels"] == y.tolist()
    assert np.abs(unpack(monitor.digits["pixels"], np.uint8, monitor.digits["shape"]) / 255 - x[:, 0]).max() < 1 / 255
    assert repr(monitor).endswith("show it, then train with fit(..., callbacks=[monitor])")


def test_after_training_it_shows_the_trained_network_and_the_whole_history(model, monitor):
    history = train(model, monitor, valid=images(20, seed=3))
    x, y = images(6)
    assert monitor.progress["state"] == "finished"
    assert (monitor.progress["step"], monitor.progress["total"]) == (18, 18)
    assert [said["answer"] for said in monitor.answers] == model(x).argmax(1).tolist()
    assert monitor.curve["steps"] == list(range(1, 19))
    assert np.allclose(monitor.curve["loss"], history.loss, atol=1e-4)
    assert np.allclose(monitor.curve["mean"], [np.mean(history.loss[: k + 1]) for k in range(18)], atol=1e-4)
    assert monitor.epochs["steps"] == [6, 12, 18]
    assert np.allclose(monitor.epochs["train"], history.train_accuracy, atol=1e-4)
    assert np.allclose(monitor.epochs["valid"], history.valid_accuracy, atol=1e-4)
    assert monitor.curve["accuracy"][-1] == round(sum(history.correct) / (3 * 90), 4)
    right = sum(model(x).argmax(1) == y)
    assert repr(monitor) == f"TrainingMonitor: finished, step 18 of 18, {right} of 6 watched digits right"


def test_kernels_are_hundredths_of_the_largest_weight(model, monitor):
    train(model, monitor)
    weight, kernels = model[0].weight.data[:, 0], monitor.kernels
    assert (kernels["kind"], kernels["total"], kernels["shape"]) == ("kernel", 3, [3, 3, 3])
    assert kernels["limit"] == pytest.approx(np.abs(weight).max())
    shown = unpack(kernels["values"], np.int8, kernels["shape"]) / 100 * kernels["limit"]
    assert np.abs(shown - weight).max() <= 0.0051 * kernels["limit"]


def test_of_many_kernels_the_first_sixteen_are_shown():
    layer = nn.Conv2d(1, 24, 3, rng=np.random.default_rng(0))
    kernels = numbers.first_layer(nn.Sequential(layer), (8, 8))
    assert (kernels["total"], kernels["shape"]) == (24, [16, 3, 3])


def test_of_a_dense_layer_the_weights_of_ten_units_are_shown_as_images():
    rng = np.random.default_rng(0)
    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 12, rng=rng), nn.ReLU(), nn.Linear(12, 10, rng=rng))
    kernels = numbers.first_layer(model, (28, 28))
    assert (kernels["kind"], kernels["total"], kernels["shape"]) == ("unit", 12, [10, 28, 28])
    weight = model[1].weight.data[:10].reshape(10, 28, 28)
    shown = unpack(kernels["values"], np.int8, (10, 28, 28)) / 100 * kernels["limit"]
    assert np.abs(shown - weight).max() <= 0.0051 * kernels["limit"]


def test_a_network_without_pictures_in_its_first_layer_has_none():
    assert numbers.first_layer(nn.Sequential(nn.Flatten()), (8, 8)) == {}
    assert numbers.first_layer(nn.Sequential(nn.Linear(5, 4, rng=np.random.default_rng(0))), (8, 8)) == {}


def test_weights_that_are_no_numbers_are_still_shown_as_json(model, monitor):
    model[0].weight.data[0] = np.nan
    assert numbers.first_layer(model, (8, 8))["limit"] > 0
    assert numbers.answers(model, images(2)[0]) == [None, None]
    model[0].weight.data[:] = 0
    assert numbers.first_layer(model, (8, 8))["limit"] == 0


@settings(max_examples=60, deadline=None)
@given(epochs=st.integers(1, 9), examples=st.integers(1, 200), batch=st.integers(1, 40), data=st.data())
def test_curves_are_thinned_means_of_the_last_fifty_steps(epochs, examples, batch, data):
    per_epoch = -(-examples // batch)
    step = data.draw(st.integers(1, epochs * per_epoch))
    sizes = ([batch] * (per_epoch - 1) + [examples - batch * (per_epoch - 1)]) * epochs
    rng = np.random.default_rng(step)
    loss, correct = rng.random(step).tolist(), [int(rng.integers(0, n + 1)) for n in sizes[:step]]
    history = training.History(loss=loss, correct=correct)
    run = training.Run(None, None, None, history, epochs, batch, 64, examples, 0)
    curve = numbers.curves(run)
    assert len(curve["steps"]) <= 300
    assert curve["steps"][-1] == step
    assert len(set(np.diff(curve["steps"]))) <= 1
    for k, at in enumerate(curve["steps"]):
        recent = slice(max(0, at - 50), at)
        assert curve["loss"][k] == pytest.approx(loss[at - 1], abs=1e-4)
        assert curve["mean"][k] == pytest.approx(np.mean(loss[recent]), abs=1e-4)
        assert curve["accuracy"][k] == pytest.approx(sum(correct[recent]) / sum(sizes[recent]), abs=1e-4)


def test_training_is_not_changed_by_being_watched(model, monitor):
    other = network()
    assert train(model, monitor).loss == train(other).loss
    for mine, others in zip(model.parameters(), other.parameters(), strict=True):
        assert np.array_equal(mine.data, others.data)


def test_it_is_small():
    model = nn.Sequential(nn.Flatten(), nn.Linear(1024, 10, rng=np.random.default_rng(0)))
    x, y = np.random.default_rng(0).random((16, 1, 32, 32), dtype=np.float32), np.zeros(16, int)
    monitor = TrainingMonitor(model, x, y)
    assert len(json.dumps(monitor.state())) < 100_000


# ----------------------------------------------------------------------------------------------------------- stopping


def test_a_message_from_another_thread_stops_the_run_and_is_answered(model, monitor):
    sent = []
    monitor.send = sent.append

    def press(run):
        if run.step == 7:
            message = {"stop": monitor.progress["run"]}
            thread = threading.Thread(target=monitor._hear, args=(monitor, message, None))
            thread.start()
            thread.join()

    history = train(model, press, monitor)
    assert history.interrupted
    assert len(history.loss) == 7
    assert monitor.progress["state"] == "stopped"
    assert sent == [{"heard": 1}]
    assert training.evaluate(model, *images(8)).logits.shape == (8, 4)
    assert len(train(model, monitor).loss) == 18  # the next run is not stopped


@pytest.mark.parametrize("message", [{"stop": 0}, {"stop": None}, {"run": 1}, "stop", 3])
def test_messages_of_another_run_and_other_messages_stop_nothing(model, monitor, message):
    assert not train(model, lambda run: monitor._hear(monitor, message, None), monitor).interrupted


def test_without_a_training_stop_does_nothing(model, monitor):
    monitor.stop()
    assert not train(model, monitor).interrupted
    monitor._hear(monitor, {"stop": 1}, None)
    assert not train(model, monitor).interrupted


def test_stop_works_from_another_callback_after_it(model, monitor):
    history = train(model, monitor, lambda run: run.step == 4 and run.stop())
    assert len(history.loss) == 4
    assert (monitor.progress["state"], monitor.progress["step"]) == ("stopped", 4)


def test_a_training_that_fails_is_shown_as_ended_early(model, monitor):
    def boom(run):
        if run.step == 3:
            raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        train(model, monitor, boom)
    assert (monitor.progress["state"], monitor.progress["step"]) == ("failed", 3)
    model[0].weight.data[:] = np.nan
    with pytest.raises(ValueError, match="diverged at step 1"):
        train(model, monitor)
    assert (monitor.progress["state"], monitor.progress["step"]) == ("failed", 0)
    assert monitor.curve["steps"] == []


def test_a_second_training_starts_a_new_picture(model, monitor):
    train(model, monitor)
    seen = []
    train(model, monitor, lambda run: run.step == 1 and seen.append(dict(monitor.progress)), epochs=1)
    assert (seen[0]["run"], seen[0]["state"], seen[0]["step"]) == (2, "running", 1)
    assert (monitor.progress["total"], len(monitor.curve["steps"])) == (6, 6)


# -------------------------------------------------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("x", "y", "error", "fragment"),
    [
        ([[1.0]], np.zeros(1, int), TypeError, "NumPy arrays, got list"),
        (np.zeros((2, 1, 8, 8), np.float32), np.zeros(3, int), ValueError, "x has shape (2, 1, 8, 8), y (3,)"),
        (np.zeros((0, 1, 8, 8), np.float32), np.zeros(0, int), ValueError, "there are no examples"),
        (np.zeros((17, 1, 8, 8), np.float32), np.zeros(17, int), ValueError, "at most 16 images, got 17"),
        (np.zeros((2, 3, 8, 8), np.float32), np.zeros(2, int), ValueError, "1 channel, got 3"),
        (np.zeros((2, 1, 40, 40), np.float32), np.zeros(2, int), ValueError, "at most 1024 pixels, got 1600"),
        (np.zeros((2, 64), np.float32), np.zeros(2, int), ValueError, "4 axes"),
        (np.zeros((2, 1, 8, 8), np.uint8), np.zeros(2, int), TypeError, "floating-point numbers, got uint8"),
        (np.zeros((2, 1, 8, 8), np.float32), np.zeros(2), TypeError, "got float64 of shape (2,)"),
        (np.full((2, 1, 8, 8), np.nan, np.float32), np.zeros(2, int), ValueError, "example 0 has NaN"),
    ],
)
def test_images_that_cannot_be_watched_are_refused_in_words(model, x, y, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        TrainingMonitor(model, x, y)


def test_models_and_intervals_that_do_not_fit_are_refused_in_words(model):
    with pytest.raises(TypeError, match=r"must be a cnnlab.nn module, got 'lenet'"):
        TrainingMonitor("lenet", *images(2))
    with pytest.raises(ValueError, match=r"one row of scores for each image, got shape \(2, 3, 6, 6\)"):
        TrainingMonitor(model[:2], *images(2))
    with pytest.raises(ValueError, match=r"every must be a finite number at least 0\.05, got 0"):
        TrainingMonitor(model, *images(2), every=0)
    monitor = TrainingMonitor(model, *images(2))
    with pytest.raises(TypeError, match="every must be a number, got '1'"):
        monitor.every = "1"
    assert monitor.every == 0.5
