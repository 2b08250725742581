"""The training loop: batches shared out over a few workers, progress in sight, and a stop that loses nothing."""

import signal
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from tqdm.auto import tqdm

from cnnlab._arguments import as_generator, as_int
from cnnlab._browser import IN_BROWSER, breathe
from cnnlab.checkpoint import resume_run, save_run
from cnnlab.data import check_examples
from cnnlab.parallel import MICRO_BATCH, Workers, keep_freed_memory, one_blas_thread
from cnnlab.training.evaluation import evaluate
from cnnlab.training.run import History, Run

if IN_BROWSER:
    tqdm.monitor_interval = 0  # the monitor is a thread


def fit(
    model, optimizer, train, valid=None, *, epochs, batch_size=64, rng, schedule=None, callbacks=(), progress=True,
    augment=None, checkpoint=None, workers=None, micro_batch=MICRO_BATCH,
):  # fmt: skip
    """Train `model` to classify, with cross-entropy loss, and return the `History`.

    train, valid: (images, labels) pairs; `valid` is evaluated after every epoch. schedule: its `step` is called after
    every step. callbacks: called with the `Run` after every step; the `finish` of those that have one is called with it
    in the end, however that came. augment: a function (images, rng) -> images.
    checkpoint: a path; the run is saved there after every epoch and on a stop, and continues from there if the file
    exists. workers: how many share a batch, in parts of micro_batch images: threads, and where more than a second is
    left to do, processes. The parts and the order in which their gradients are added depend on batch_size and
    micro_batch alone: one seed gives the same weights with any number of workers.

    Interrupting (Stop in Jupyter, Ctrl-C) ends the training after the current step, with the weights and the history
    so far. Raises ValueError for unusable arguments, and when the loss stops being a number.
    """
    x, y = _checked_examples(train)
    epochs, batch_size = as_int("epochs", epochs, 1), as_int("batch_size", batch_size, 1)
    micro_batch = as_int("micro_batch", micro_batch, 1)
    if valid is not None:
        valid = _checked_examples(valid)
    seed = int(as_generator(rng).integers(2**62))
    run = Run(model, optimizer, schedule, History(), epochs, batch_size, micro_batch, len(x), seed)
    _check_optimizer(run)
    pool = Workers(model, workers, micro_batch)
    if checkpoint is not None and Path(checkpoint).exists():
        resume_run(checkpoint, run)
    keep_freed_memory()
    with one_blas_thread(), _stop_on_interrupt(run), pool:
        model.train()
        try:
            _train(run, pool, (x, y), valid, augment, callbacks, checkpoint, progress)
        finally:
            model.eval()
            for callback in callbacks:
                if hasattr(callback, "finish"):
                    callback.finish(run)
    return run.history


def _train(run, pool, train, valid, augment, callbacks, checkpoint, progress):
    first, began = run.step, time.perf_counter()
    started = began - (run.history.seconds or [0.0])[-1]
    with _Bar(run, progress) as bar:
        while run.step < run.total_steps and not run.stopped:
            _train_step(run, pool, *_batch(run, *train, augment))
            if run.epoch_ended:
                _end_epoch(run, valid, pool.count, time.perf_counter() - started)
                if checkpoint is not None:
                    save_run(checkpoint, run)
            bar.update()
            pool.expect((run.total_steps - run.step) * (time.perf_counter() - began) / (run.step - first))
            breathe()
            for callback in callbacks:
                callback(run)
    run.history.interrupted = run.step < run.total_steps
    if run.history.interrupted and checkpoint is not None:
        save_run(checkpoint, run)


# ----------------------------------------------------------------- one step


def _batch(run, x, y, augment):
    """The next batch. Order and noise depend only on the seed and the step: a resumed run meets the same ones."""
    epoch, position = divmod(run.step, run.steps_per_epoch)
    if position == 0 or run.order is None:
        run.order = np.random.default_rng([run.seed, epoch]).permutation(run.examples)
    chosen = run.order[position * run.batch_size : (position + 1) * run.batch_size]
    images = x[chosen]
    if augment is not None:
        images = augment(images, np.random.default_rng([run.seed, epoch, position]))
    return images, y[chosen]


def _train_step(run, pool, x, y):
    try:
        loss, correct = pool.gradients(x, y, [run.seed, run.step])
    except ValueError as error:
        if "diverged" not in str(error):
            raise
        raise ValueError(
            f"training diverged at step {run.step + 1}, with learning rate {run.optimizer.lr:g}: {error}; "
            f"use a smaller learning rate"
        ) from None
    history = run.history
    history.loss.append(loss)
    history.correct.append(correct)
    history.lr.append(run.optimizer.lr)
    run.optimizer.step()
    if run.schedule is not None:
        run.schedule.step()


def _end_epoch(run, valid, workers, seconds):
    history, steps = run.history, run.steps_per_epoch
    history.train_loss.append(float(np.mean(history.loss[-steps:])))
    history.train_accuracy.append(sum(history.correct[-steps:]) / run.examples)
    if valid is not None:
        result = evaluate(run.model, *valid, workers=workers)
        history.valid_loss.append(result.loss)
        history.valid_accuracy.append(result.accuracy)
    history.seconds.append(seconds)


# ------------------------------------------------------------------- machinery


def _checked_examples(examples):
    if not isinstance(examples, (tuple, list)) or len(examples) != 2:
        raise TypeError("examples must be a pair (images, labels)")
    x, y = examples
    check_examples(x, y)
    return x, y


def _check_optimizer(run):
    own = {id(parameter) for parameter in run.model.parameters()}
    strangers = sum(id(parameter) not in own for parameter in run.optimizer.params)
    if strangers:
        raise ValueError(
            f"{strangers} of the optimizer's {len(run.optimizer.params)} parameters are not the model's: make the "
            f"optimizer from model.parameters() of the model that you train"
        )


@contextmanager
def _stop_on_interrupt(run):
    """Make the first Ctrl-C a request to stop after the current step; a second one interrupts at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def request(*_):
        run.stop()
        signal.signal(signal.SIGINT, previous)

    previous = signal.signal(signal.SIGINT, request)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


class _Bar:
    """One progress bar for the whole run, which says the epoch, the recent loss and the validation accuracy."""

    def __init__(self, run, shown):
        self.run = run
        self.bar = tqdm(total=run.total_steps, initial=run.step, disable=not shown, unit=" steps")

    def update(self):
        run, history = self.run, self.run.history
        if run.step % 10 == 0 or run.epoch_ended:
            epoch, recent = -(-run.step // run.steps_per_epoch), np.mean(history.loss[-50:])
            accuracy = f", accuracy {history.valid_accuracy[-1]:.2%}" if history.valid_accuracy else ""
            self.bar.set_postfix_str(f"epoch {epoch} of {run.epochs}, loss {recent:.3f}{accuracy}", refresh=False)
        self.bar.update()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.bar.refresh()
        self.bar.close()
