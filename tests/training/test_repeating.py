"""Training repeats itself bit for bit, with any number of threads, and leaves the machine as it was."""

import threading

import numpy as np
import pytest
from threadpoolctl import threadpool_info, threadpool_limits
from tqdm import TMonitor
from trainee import Boom, Trainee, boom, network

from cnnlab import nn
from cnnlab.optim import SGD
from cnnlab.training import evaluate, fit


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
    before = {*threading.enumerate()}
    Trainee().fit(train, valid, epochs=1, workers=2)
    left = {*threading.enumerate()} - before
    assert [thread for thread in left if not isinstance(thread, TMonitor)] == []  # the first bar's watch stays for all
