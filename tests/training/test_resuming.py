"""A run that was stopped, interrupted or killed goes on as if nothing had been, and from its own file only."""

import json
import os
import signal
import sys
import threading
import zipfile

import numpy as np
import pytest
from saved_models import npy
from trainee import EPOCHS, STEPS, Trainee, boom, child, small_mnist

from cnnlab.checkpoint import load, save
from cnnlab.training import evaluate


def test_the_signal_handler_is_restored(train):
    previous = signal.signal(signal.SIGINT, boom)
    try:
        during = []
        Trainee().fit(train, epochs=1, callbacks=[lambda run: during.append(signal.getsignal(signal.SIGINT))])
        assert signal.getsignal(signal.SIGINT) is boom
        assert boom not in during
    finally:
        signal.signal(signal.SIGINT, previous)


def child_interrupted():
    """In a child process: train for very long, and say what is left after an interruption."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started this may have it ignored
    train, valid = small_mnist()
    trainee = Trainee()
    trainee.optimizer.lr = 0.02
    callbacks = [lambda run: run.step == 50 and print("training", flush=True)]
    trainee.fit(train, epochs=10**5, schedule=None, callbacks=callbacks)
    handler = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    accuracy = evaluate(trainee.model, *valid).accuracy
    print(json.dumps([len(trainee.history.loss), trainee.history.interrupted, handler, accuracy]))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console only")
def test_an_interrupt_ends_the_training_cleanly_with_history_and_usable_weights():
    with child(__file__, "child_interrupted") as process:
        assert process.stdout.readline().strip() == "training"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert err == ""
    steps, interrupted, handler_restored, accuracy = json.loads(out)
    assert 50 <= steps < 10**6
    assert interrupted
    assert handler_restored
    assert accuracy > 0.5


def test_two_epochs_and_two_more_are_four(uninterrupted, train, valid, path):
    first = Trainee().fit(train, valid, epochs=2, checkpoint=path)
    second = Trainee().fit(train, valid, seed=99, checkpoint=path)  # the seed is that of the run, not of the resumption
    assert first.state() != uninterrupted.state()
    assert second.state() == uninterrupted.state()
    assert second.record() == uninterrupted.record()
    assert len(second.history.seconds) == EPOCHS
    assert np.all(np.diff(second.history.seconds) > 0)


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
@pytest.mark.parametrize("stops", [[1], [13], [10, 20], [3, 4, 29, 39]])
def test_a_run_stopped_anywhere_and_resumed_ends_with_the_same_bits(train, valid, path, stops, optimizer):
    whole = Trainee(optimizer=optimizer).fit(train, valid)
    for last in stops:
        part = Trainee(optimizer=optimizer)
        part.fit(train, valid, checkpoint=path, callbacks=[lambda run, last=last: run.step == last and run.stop()])
        assert (len(part.history.loss), part.history.interrupted) == (last, True)
    rest = Trainee(optimizer=optimizer).fit(train, valid, checkpoint=path, workers=2)
    assert rest.state() == whole.state()
    assert rest.record() == whole.record()
    assert os.listdir(path.parent) == [path.name]


def child_killed(path):
    """In a child process: train until step 25, then wait to be killed."""

    def wait(run):
        if run.step == 25:
            print("step 25", flush=True)
            threading.Event().wait()

    Trainee().fit(*small_mnist(), checkpoint=path, callbacks=[wait])


def test_a_killed_process_loses_no_more_than_its_epoch(uninterrupted, train, valid, path):
    with child(__file__, "child_killed", path) as process:
        assert process.stdout.readline().strip() == "step 25"
        process.kill()
    assert process.returncode != 0
    first_steps = []
    rest = Trainee().fit(train, valid, checkpoint=path, callbacks=[lambda run: first_steps.append(run.step)])
    assert first_steps[0] == 21
    assert rest.state() == uninterrupted.state()
    assert rest.record() == uninterrupted.record()


def test_a_finished_run_is_loaded_and_not_trained_on(uninterrupted, train, valid, path):
    Trainee().fit(train, valid, checkpoint=path)
    before = path.read_bytes()
    again = Trainee().fit(train, valid, checkpoint=path, callbacks=[boom])
    assert again.state() == uninterrupted.state()
    assert again.record() == uninterrupted.record()
    assert path.read_bytes() == before


def test_a_run_without_schedule_or_validation_resumes_too(train, path):
    whole = Trainee().fit(train, epochs=2, schedule=None)
    Trainee().fit(train, epochs=1, schedule=None, checkpoint=path)
    assert Trainee().fit(train, epochs=2, schedule=None, checkpoint=str(path)).state() == whole.state()


def test_whole_numbers_of_numpy_are_whole_numbers_for_a_checkpoint_too(train, path):
    settings = {"epochs": np.int64(1), "batch_size": np.int64(64), "micro_batch": np.int32(16)}
    assert Trainee().fit(train, **settings, checkpoint=path).state() == Trainee().fit(train, epochs=1).state()


@pytest.mark.parametrize(
    ("trainee", "settings", "values"),
    [
        ({}, {"batch_size": 32}, ["batch_size", "64", "32"]),
        ({}, {"examples": 500}, ["examples", "600", "500"]),
        ({"optimizer": "Adam"}, {}, ["optimizer", "SGD", "Adam"]),
        ({"maps": 3}, {}, ["0.weight", "(4, 1, 5, 5)", "(3, 1, 5, 5)"]),
        ({"total_steps": 60}, {}, ["schedule", "40", "60"]),
        ({}, {"schedule": None}, ["schedule"]),
    ],
)
def test_the_checkpoint_of_another_run_is_refused_naming_both_values_and_nothing_changes(
    train, path, trainee, settings, values
):
    Trainee().fit(train, epochs=1, checkpoint=path)
    other, saved = Trainee(**trainee), path.read_bytes()
    before = other.state()
    examples = settings.pop("examples", 600)
    with pytest.raises(ValueError, match=r"\S") as caught:
        other.fit((train[0][:examples], train[1][:examples]), checkpoint=path, callbacks=[boom], **settings)
    assert [value for value in values if value not in str(caught.value)] == []
    assert other.state() == before
    assert path.read_bytes() == saved


def test_a_model_is_no_checkpoint_and_a_checkpoint_no_model(train, path):
    trainee = Trainee()
    save(path, trainee.model)
    before = trainee.state()
    with pytest.raises(ValueError, match="holds a model, not a training run"):
        trainee.fit(train, checkpoint=path)
    path.unlink()
    Trainee().fit(train, epochs=1, checkpoint=path)
    with pytest.raises(ValueError, match="holds a training run, not a model"):
        load(path, trainee.model)
    assert trainee.state() == before


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("about.json", lambda content: content.replace(b'"seed": ', b'"seed": -')),
        ("about.json", lambda content: content.replace(b'"seed": ', b'"seed": 1.5, "was": ')),
        ("model.0.weight.npy", lambda _: npy(np.zeros((4, 1, 5, 5), np.int64))),
        ("history.correct.npy", lambda _: npy(np.full(STEPS, np.nan))),
        ("history.correct.npy", lambda _: npy(np.zeros(STEPS - 1))),
        ("history.train_loss.npy", lambda _: npy(np.zeros(STEPS))),
        ("optimizer.steps.npy", lambda _: npy(np.nan)),
        ("optimizer.lr.npy", lambda _: npy(np.nan)),
        ("schedule.steps.npy", lambda _: npy(np.nan)),
    ],
)
def test_a_checkpoint_that_contradicts_itself_is_refused_as_a_whole(train, path, name, change):
    Trainee().fit(train, epochs=1, checkpoint=path)
    with zipfile.ZipFile(path) as archive:
        members = {member: archive.read(member) for member in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in members.items():
            archive.writestr(member, change(content) if member == name else content)
    trainee = Trainee()
    before = trainee.state()
    with pytest.raises(ValueError, match=r"\S"):
        trainee.fit(train, checkpoint=path, callbacks=[boom])
    assert trainee.state() == before
