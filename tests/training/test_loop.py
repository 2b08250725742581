"""Training learns, sees every example in every epoch, and tells its callbacks and its reader how it goes."""

import contextlib
import signal
from dataclasses import asdict

import numpy as np
import pytest
from trainee import EPOCHS, STEPS, Boom, Trainee, boom, network

from cnnlab.optim import SGD
from cnnlab.training import evaluate, fit


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


def test_an_optimizer_of_some_of_the_layers_trains_only_these(train):
    model = network()
    before = model.state_dict()
    optimizer = SGD(model[5].parameters(), 0.1)
    fit(model, optimizer, train, epochs=1, rng=np.random.default_rng(0), progress=False)
    changed = {name for name, array in model.state_dict().items() if not np.array_equal(array, before[name])}
    assert changed == {"5.weight", "5.bias"}
