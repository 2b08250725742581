"""Snapshots: which moments are kept, and that what is kept is what the network was."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab import data, nn, optim, training
from cnnlab import functional as F
from cnnlab.snapshots import MOST, Snapshots, moments


def digits(count=60):
    images, labels = data.load_mnist("test")
    return images[:count], labels[:count]


def network(seed=0):
    return nn.lenet(rng=np.random.default_rng(seed))


def colour_layer():
    return nn.Conv2d(3, 2, 3, rng=np.random.default_rng(0))


def trained(snapshots, model, *others, epochs=2, **options):
    optimizer = optim.SGD(model.parameters(), lr=0.05)
    rng = np.random.default_rng(0)
    callbacks = [snapshots, *others]
    return training.fit(
        model, optimizer, digits(), epochs=epochs, batch_size=4, rng=rng, callbacks=callbacks, progress=False, **options
    )


@given(total=st.integers(1, 200_000))
def test_moments_begin_before_training_end_with_it_and_are_few(total):
    steps = moments(total)
    assert steps[0] == 0
    assert steps[-1] == total
    assert len(steps) <= MOST
    assert np.diff(steps).min() > 0


@given(total=st.integers(1000, 200_000))
def test_a_long_run_is_seen_at_its_first_step_and_never_left_alone_for_long(total):
    steps = moments(total)
    assert steps[:4] == [0, 1, 2, 4]
    assert max(np.diff(steps)) <= total / 16 + 1


def test_it_keeps_the_network_before_training_and_at_every_moment():
    model, (images, labels) = network(), digits()
    before = model.state_dict()
    snapshots = Snapshots(model, images, labels, watch=[3, 5])
    trained(snapshots, model)
    assert snapshots.steps == moments(30)
    assert np.array_equal(snapshots[0].kernels, before["0.weight"][:, 0])
    assert np.array_equal(snapshots[-1].kernels, model[0].weight.data[:, 0])
    assert not np.array_equal(snapshots[0].kernels, snapshots[-1].kernels)


def test_a_snapshot_says_what_the_network_says():
    model, (images, labels) = network(), digits()
    snapshots = Snapshots(model, images, labels, watch=[3, 5])
    trained(snapshots, model)
    last, logits = snapshots[-1], model(images)
    assert last.accuracy == pytest.approx((logits.argmax(1) == labels).mean())
    assert last.loss == pytest.approx(F.cross_entropy(logits, labels), rel=1e-5)
    assert last.confusion.sum() == 60
    assert np.trace(last.confusion) == (logits.argmax(1) == labels).sum()
    assert np.allclose(last.probabilities, F.softmax(logits[[3, 5]]), atol=1e-6)
    assert last.maps.shape == (2, 8, 12, 12)
    assert np.allclose(last.maps, F.relu(F.max_pool2d(model[0](images[[3, 5]]), 2)), atol=1e-6)


def test_watching_does_not_change_the_training():
    watched, alone = network(), network()
    trained(Snapshots(watched, *digits()), watched)
    trained(lambda run: None, alone)
    for name, numbers in watched.state_dict().items():
        assert np.array_equal(numbers, alone.state_dict()[name])


def test_dropout_is_off_in_a_snapshot_and_on_again_in_training():
    rng = np.random.default_rng(0)
    layers = (
        nn.Conv2d(1, 2, 5, rng=rng),
        nn.Dropout(0.5, rng=rng),
        nn.ReLU(),
        nn.Flatten(),
        nn.Linear(1152, 10, rng=rng),
    )
    model, modes = nn.Sequential(*layers), []
    snapshots = Snapshots(model, *digits(), watch=[0])
    trained(snapshots, model, lambda run: modes.append(run.model.training), epochs=1)
    assert all(modes)
    assert np.allclose(snapshots[-1].maps, F.relu(model[0](digits()[0][:1])), atol=1e-6)


def test_a_run_that_is_stopped_keeps_its_last_step():
    model = network()
    snapshots = Snapshots(model, *digits())
    optimizer = optim.SGD(model.parameters(), lr=0.05)
    stop = [lambda run: run.stop() if run.step == 7 else None, snapshots]
    training.fit(model, optimizer, digits(), epochs=9, batch_size=4, rng=np.random.default_rng(0), callbacks=stop)
    assert snapshots.steps[-1] == 7


def test_by_default_it_watches_one_image_of_each_of_six_digits():
    snapshots = Snapshots(network(), *digits())
    assert digits()[1][snapshots.watch].tolist() == [0, 1, 2, 3, 4, 5]


def test_a_second_run_or_another_model_is_refused():
    model = network()
    snapshots = Snapshots(model, *digits())
    trained(snapshots, model)
    with pytest.raises(ValueError, match="a run of 30 steps"):
        trained(snapshots, model)
    with pytest.raises(ValueError, match="another model"):
        trained(Snapshots(network(1), *digits()), network(2))


@pytest.mark.parametrize(
    ("make", "error", "fragment"),
    [
        (lambda: Snapshots(nn.Flatten(), *digits()), TypeError, "Flatten"),
        (lambda: Snapshots(nn.Sequential(nn.Flatten()), *digits()), TypeError, "Conv2d"),
        (
            lambda: Snapshots(nn.Sequential(nn.Conv2d(3, 2, 3, rng=np.random.default_rng(0))), *digits()),
            ValueError,
            "3",
        ),
        (lambda: Snapshots(network()[:3], *digits()), ValueError, "ends there"),
        (lambda: Snapshots(network(), *digits(), watch=[]), ValueError, "watch"),
        (lambda: Snapshots(network(), *digits(), watch=[60]), ValueError, "59"),
        (lambda: Snapshots(network(), *digits(), watch=[1.5]), TypeError, "1.5"),
        (lambda: Snapshots(network(), digits()[0], digits()[1][:5]), ValueError, "(5,)"),
    ],
)
def test_what_cannot_be_watched_is_refused_in_words(make, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        make()
