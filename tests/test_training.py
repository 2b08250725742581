"""Training learns, repeats itself bit for bit, stops and resumes without loss, and refuses what makes no sense."""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
import threading
import zipfile
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from cnnlab import nn
from cnnlab.checkpoint import load, save
from cnnlab.data import load_mnist, random_shift
from cnnlab.optim import SGD, Adam, OneCycle
from cnnlab.training import evaluate, fit
from tools.places import ROOT

EPOCHS, STEPS = 4, 10  # 600 images in batches of 64: nine whole ones, and one of 24


def small_mnist():
    """The first 600 training images, and the next 300 for validation."""
    x, y = load_mnist("train")
    return (x[:600].copy(), y[:600]), (x[600:900].copy(), y[600:900])


@pytest.fixture(scope="module")
def data():
    return small_mnist()


@pytest.fixture(scope="module")
def train(data):
    return data[0]


@pytest.fixture(scope="module")
def valid(data):
    return data[1]


def network(maps=4, seed=0):
    rng = np.random.default_rng(seed)
    return nn.Sequential(
        nn.Conv2d(1, maps, 5, stride=2, rng=rng), nn.MaxPool2d(2), nn.ReLU(),
        nn.Flatten(), nn.Dropout(0.2, rng=rng), nn.Linear(maps * 36, 10, rng=rng),
    )  # fmt: skip


class Trainee:
    """A model, its optimizer and its schedule, all fresh and always the same."""

    def __init__(self, maps=4, optimizer="SGD", total_steps=EPOCHS * STEPS):
        self.model = network(maps)
        params = self.model.parameters()
        self.optimizer = SGD(params, 0.05, momentum=0.9) if optimizer == "SGD" else Adam(params, 0.01)
        self.schedule = OneCycle(self.optimizer, total_steps, peak=0.05)

    def fit(self, train, valid=None, *, seed=1, epochs=EPOCHS, **settings):
        settings = {"micro_batch": 16, "augment": shift, "progress": False, "schedule": self.schedule} | settings
        rng = np.random.default_rng(seed)
        self.history = fit(self.model, self.optimizer, train, valid, epochs=epochs, rng=rng, **settings)
        return self

    def state(self):
        """Every number that a training changes, bit for bit."""
        owners = self.model, self.optimizer, self.schedule
        return [{name: np.asarray(array).tobytes() for name, array in owner.state_dict().items()} for owner in owners]

    def record(self):
        """The history without the times."""
        return {name: values for name, values in asdict(self.history).items() if name != "seconds"}


def shift(images, rng):
    return random_shift(images, rng=rng)


@pytest.fixture(scope="module")
def uninterrupted(train, valid):
    return Trainee().fit(train, valid)


def child(call, *arguments):
    """A new process that calls a function of this file."""
    folders = [str(ROOT), str(Path(__file__).parent)]
    code = f"import sys; sys.path[:0] = {folders!r}; import test_training; test_training.{call}(*sys.argv[1:])"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


# -------------------------------------------------------------------------------------------------------- it learns


def test_training_lowers_the_loss_and_beats_chance_on_new_images(uninterrupted, valid):
    history = uninterrupted.history
    assert history.train_loss[-1] < 0.6 * history.train_loss[0]
    assert history.valid_accuracy[-1] > 0.5
    assert evaluate(uninterrupted.model, *valid).accuracy == history.valid_accuracy[-1]


def test_the_history_is_complete_and_agrees_with_itself(uninterrupted, train, valid):
    history = uninterrupted.history
    assert {name: len(values) for name, values in asdict(history).items() if name != "interrupted"} == {
        **dict.fromkeys(["loss", "correct", "lr"], EPOCHS * STEPS),
        **dict.fromkeys(["train_loss", "train_accuracy", "valid_loss", "valid_accuracy", "seconds"], EPOCHS),
    }
    assert history.train_loss == pytest.approx(np.reshape(history.loss, (EPOCHS, STEPS)).mean(1))
    assert history.train_accuracy == pytest.approx(np.reshape(history.correct, (EPOCHS, STEPS)).sum(1) / len(train[0]))
    assert np.all(np.diff([0, *history.seconds]) > 0)
    assert history.interrupted is False
    assert repr(history) == (
        f"History: 40 steps, 4 epochs, training accuracy {history.train_accuracy[-1]:.2%}, "
        f"validation accuracy {history.valid_accuracy[-1]:.2%}"
    )


def test_without_validation_there_is_none_in_the_history(train):
    history = Trainee().fit(train, epochs=1).history
    assert history.valid_loss == history.valid_accuracy == []
    assert "validation" not in repr(history)


def test_the_schedule_sets_the_rate_of_every_step(uninterrupted):
    fresh = Trainee().schedule
    assert uninterrupted.history.lr == [fresh.lr_at(step) for step in range(EPOCHS * STEPS)]
    assert uninterrupted.schedule.steps == EPOCHS * STEPS


def test_without_a_schedule_the_rate_stays(train):
    trainee = Trainee()
    trainee.optimizer.lr = 0.02
    assert set(trainee.fit(train, epochs=1, schedule=None).history.lr) == {0.02}


def test_the_whole_training_set_is_seen_in_every_epoch(train):
    seen = []

    def remember(images, rng):
        seen.append(images.copy())
        return images

    Trainee().fit(train, epochs=2, augment=remember)
    assert [len(images) for images in seen] == [*[64] * 9, 24] * 2
    first, second = (np.concatenate(seen[epoch * STEPS : (epoch + 1) * STEPS]) for epoch in (0, 1))
    wanted = sorted(image.tobytes() for image in train[0])
    assert sorted(image.tobytes() for image in first) == sorted(image.tobytes() for image in second) == wanted
    assert not np.array_equal(first, second)  # in another order


def test_the_noise_of_augmentation_is_new_in_every_step_of_every_epoch(train):
    drawn = []
    Trainee().fit(train, epochs=3, augment=lambda images, rng: drawn.append(rng.random()) or images)
    assert len(set(drawn)) == 3 * STEPS


@pytest.mark.parametrize("batch_size", [600, 599, 1000])
def test_a_last_batch_of_any_size_and_a_batch_larger_than_the_data_work(train, batch_size):
    history = Trainee().fit(train, epochs=2, batch_size=batch_size).history
    assert len(history.loss) == 2 * -(-600 // batch_size)
    assert np.isfinite(history.loss).all()


# ------------------------------------------------------------------------------------------------- it repeats itself


@pytest.mark.parametrize("workers", [1, 2, 3, None])
def test_one_seed_gives_the_same_bits_with_any_number_of_workers(uninterrupted, train, valid, workers):
    again = Trainee().fit(train, valid, workers=workers)
    assert again.state() == uninterrupted.state()
    assert again.record() == uninterrupted.record()


def test_another_seed_gives_other_weights(uninterrupted, train):
    assert Trainee().fit(train, seed=2).state() != uninterrupted.state()


def test_validation_and_progress_change_no_weight(uninterrupted, train):
    assert Trainee().fit(train, progress=True).state() == uninterrupted.state()


def test_the_data_is_left_as_it_was(train, valid):
    before = [array.copy() for array in (*train, *valid)]
    Trainee().fit(train, valid, epochs=1)
    assert all(np.array_equal(*pair) for pair in zip(before, (*train, *valid), strict=True))


@pytest.mark.parametrize("micro_batch", [1, 7, 16, 64])
def test_the_gradients_of_the_parts_add_up_to_those_of_the_batch(train, micro_batch):
    """One step of size 1 moves the weights by minus the gradient, here that of one forward and backward pass."""
    images, labels = train[0][:50].astype(np.float64), train[1][:50]

    def exact():
        model = nn.Sequential(*(layer for layer in network() if not isinstance(layer, nn.Dropout)))
        for parameter in model.parameters():
            parameter.data = parameter.data.astype(np.float64)
        return model

    model, reference = exact(), exact()
    fit(
        model, SGD(model.parameters(), lr=1), (images, labels), epochs=1, batch_size=50,
        rng=np.random.default_rng(0), progress=False, workers=2, micro_batch=micro_batch,
    )  # fmt: skip
    logits = reference(images)
    probabilities = np.exp(logits - logits.max(1, keepdims=True))
    probabilities /= probabilities.sum(1, keepdims=True)
    reference.backward((probabilities - np.eye(10)[labels]) / 50)
    for moved, still in zip(model.parameters(), reference.parameters(), strict=True):
        assert np.abs(still.grad).max() > 1e-4
        assert np.allclose(moved.data, still.data - still.grad, rtol=1e-9, atol=1e-12)
        assert np.allclose(moved.grad, still.grad, rtol=1e-9, atol=1e-12)


# --------------------------------------------------------------------------------------------------------- callbacks


def test_callbacks_see_the_run_after_every_step(train, valid):
    seen, trainee = [], Trainee()

    def watch(run):
        assert (run.model, run.optimizer, run.schedule) == (trainee.model, trainee.optimizer, trainee.schedule)
        assert (run.total_steps, run.steps_per_epoch, run.examples, run.batch_size) == (20, 10, 600, 64)
        assert len(run.history.train_loss) == len(run.history.valid_loss) == run.step // STEPS
        assert len(run.history.loss) == run.step
        seen.append((run.step, run.epoch_ended))

    trainee.fit(train, valid, epochs=2, callbacks=[watch])
    assert seen == [(step, step in (10, 20)) for step in range(1, 21)]


@pytest.mark.parametrize("last", [1, 10, 13])
def test_stop_ends_the_training_after_that_step(train, valid, last):
    history = Trainee().fit(train, valid, callbacks=[lambda run: run.step == last and run.stop()]).history
    assert (len(history.loss), len(history.train_loss), len(history.valid_loss)) == (last, last // 10, last // 10)
    assert history.interrupted is True
    assert repr(history).endswith(", interrupted")


def test_stop_in_the_last_step_is_no_interruption(train):
    assert not Trainee().fit(train, epochs=1, callbacks=[lambda run: run.step == 10 and run.stop()]).history.interrupted


@pytest.mark.parametrize("end", ["done", "stop", "boom"])
def test_a_callback_is_told_the_end_however_it_came(train, end):
    class Callback:
        told = ()

        def __call__(self, run):
            if run.step == 5 and end == "boom":
                raise ZeroDivisionError
            if run.step == 5 and end == "stop":
                run.stop()

        def finish(self, run):
            self.told += ((run.step, run.stopped),)

    callback = Callback()
    with pytest.raises(ZeroDivisionError) if end == "boom" else contextlib.nullcontext():
        Trainee().fit(train, epochs=1, callbacks=[callback])
    assert callback.told == ((10 if end == "done" else 5, end == "stop"),)


def test_a_callback_may_put_new_numbers_in_place_of_a_parameters_own(train):
    """`parameter.data = ...` and `parameter.data[...] = ...` must mean the same to the steps that follow."""

    def halve_in_place(run):
        for parameter in run.model.parameters():
            parameter.data[...] = parameter.data * 0.5

    def halve(run):
        for parameter in run.model.parameters():
            parameter.data = parameter.data * 0.5

    one, other = (Trainee().fit(train, epochs=1, callbacks=[callback]) for callback in (halve_in_place, halve))
    assert one.state() == other.state()


class Boom(Exception):
    pass


def boom(*_):
    raise Boom


@pytest.mark.parametrize("where", ["callbacks", "augment"])
def test_an_error_of_the_callers_own_code_arrives_as_it_is_and_leaves_everything_restored(train, where):
    trainee, handler = Trainee(), signal.getsignal(signal.SIGINT)
    trainee.model.train()
    with pytest.raises(Boom):
        trainee.fit(train, **{where: [boom] if where == "callbacks" else boom})
    assert not any(module.training for module in trainee.model.modules())
    assert signal.getsignal(signal.SIGINT) is handler
    assert trainee.fit(train, epochs=1).history.interrupted is False


def test_the_model_is_in_evaluation_mode_afterwards_and_in_training_mode_meanwhile(train, valid):
    modes, trainee = [], Trainee()
    trainee.fit(train, valid, epochs=1, callbacks=[lambda run: modes.append(run.model[4].training)])
    assert modes == [True] * STEPS
    assert not any(module.training for module in trainee.model.modules())
    assert np.array_equal(trainee.model(train[0][:9]), trainee.model(train[0][:9]))


# ------------------------------------------------------------------------------------------ threads, signals, output


def test_the_signal_handler_is_restored(train):
    previous = signal.signal(signal.SIGINT, boom)
    try:
        during = []
        Trainee().fit(train, epochs=1, callbacks=[lambda run: during.append(signal.getsignal(signal.SIGINT))])
        assert signal.getsignal(signal.SIGINT) is boom
        assert boom not in during
    finally:
        signal.signal(signal.SIGINT, previous)


def test_training_works_outside_the_main_thread_and_gives_the_same(uninterrupted, train, valid):
    trainee = Trainee()
    thread = threading.Thread(target=trainee.fit, args=(train, valid))
    thread.start()
    thread.join()
    assert trainee.state() == uninterrupted.state()


def blas_threads():
    return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]


@pytest.mark.skipif(not blas_threads(), reason="threadpoolctl knows no BLAS here")
def test_blas_has_one_thread_meanwhile_and_its_own_number_afterwards(train, valid):
    during, trainee = [], Trainee()
    with threadpool_limits(2, user_api="blas"):
        before = blas_threads()
        trainee.fit(train, valid, epochs=1, callbacks=[lambda _: during.append(blas_threads())])
        assert blas_threads() == before
        with pytest.raises(Boom):
            trainee.fit(train, epochs=1, callbacks=[boom])
        assert blas_threads() == before
        evaluate(trainee.model, *valid)
        assert blas_threads() == before
    assert {n for counts in during for n in counts} == {1}


def test_no_thread_is_left_behind(train, valid):
    before = threading.active_count()
    Trainee().fit(train, valid, epochs=1, workers=2)
    assert threading.active_count() == before


def test_the_progress_bar_says_epoch_loss_and_accuracy_on_stderr(train, valid, capfd):
    history = Trainee().fit(train, valid, epochs=2, progress=True).history
    out, err = capfd.readouterr()
    assert out == ""
    assert "20/20" in err
    for part in ("epoch 2 of 2", f"loss {np.mean(history.loss):.3f}", f"accuracy {history.valid_accuracy[-1]:.2%}"):
        assert part in err


def test_without_progress_nothing_is_printed(train, valid, capfd):
    Trainee().fit(train, valid, epochs=1, progress=False)
    assert capfd.readouterr() == ("", "")


def child_interrupted():
    """In a child process: train for very long, and say what is left after an interruption."""
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
    with child("child_interrupted") as process:
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


# ------------------------------------------------------------------------------------------------------ interruption


@pytest.fixture
def path(tmp_path):
    return tmp_path / "run.npz"


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
    with child("child_killed", path) as process:
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


def npy(array):
    stream = io.BytesIO()
    np.save(stream, array)
    return stream.getvalue()


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


# -------------------------------------------------------------------------------------------------- what is refused


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


X, Y = np.random.default_rng(0).random((20, 1, 28, 28), dtype=np.float32), np.arange(20) % 10
HOLE = np.where(np.arange(20)[:, None, None, None] == 7, np.nan, X).astype(np.float32)


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


def test_an_optimizer_of_some_of_the_layers_trains_only_these(train):
    model = network()
    before = model.state_dict()
    optimizer = SGD(model[5].parameters(), 0.1)
    fit(model, optimizer, train, epochs=1, rng=np.random.default_rng(0), progress=False)
    changed = {name for name, array in model.state_dict().items() if not np.array_equal(array, before[name])}
    assert changed == {"5.weight", "5.bias"}


# ---------------------------------------------------------------------------------------------------------- evaluate


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
