"""The Bug Zoo: specimens that look alike, faults that the gradient check finds, and the accuracy they reach."""

import copy

import numpy as np
import pytest

from cnnlab import bug_zoo, data, optim, training

each_specimen = pytest.mark.parametrize("name", bug_zoo.SPECIMENS)
HEALTHY = [name for name in bug_zoo.SPECIMENS if bug_zoo.reveal(name) == "healthy"]
# Where each fault shows: the index of the layer, and which of its gradients are wrong.
PLACES = {
    "healthy": (None, set()),
    "everybody": (1, {"input"}),
    "last position": (3, {"weight"}),
    "transposed": (8, {"input"}),
    "not turned": (3, {"input"}),
    "stride 1": (3, {"weight", "input"}),
    "no bias": (0, {"bias"}),
    "open gate": (4, {"input"}),
}
# Percent right after 3 epochs of 3,000 images: measured over four seeds, with room on both sides.
ACCURACY = {
    "healthy": (87, 95),
    "everybody": (85, 95),
    "last position": (74, 93),
    "transposed": (70, 90),
    "not turned": (85, 95),
    "stride 1": (78, 93),
    "no bias": (83, 95),
    "open gate": (85, 95),
}


def noise(seed=0, count=2):
    return np.random.default_rng(seed).random((count, 1, 28, 28), dtype=np.float32)


def made(name, seed=0):
    return bug_zoo.specimen(name, rng=np.random.default_rng(seed))


# ------------------------------------------------------------------------------------------------------ the specimens


def test_there_are_at_least_six_faults_and_one_healthy_specimen():
    faults = [bug_zoo.reveal(name) for name in bug_zoo.SPECIMENS]
    assert len(set(faults)) == len(faults) >= 7
    assert len(HEALTHY) == 1
    assert set(faults) < set(bug_zoo.FAULTS), "some answers are decoys"


@each_specimen
def test_a_specimen_looks_and_computes_like_the_healthy_one(name):
    model, healthy = made(name), made(HEALTHY[0])
    assert repr(model) == repr(healthy)
    assert [str(type(layer)) for layer in model] == [str(type(layer)) for layer in healthy]
    assert np.array_equal(model(noise()), healthy(noise()))


@pytest.mark.parametrize("name", ["Z", "a", 1, None])
def test_an_unknown_specimen_is_refused_in_words(name):
    for function in (lambda: made(name), lambda: bug_zoo.reveal(name)):
        with pytest.raises(ValueError, match="A, B, C"):
            function()


@each_specimen
def test_a_copy_of_a_specimen_has_the_same_fault(name):
    model = made(name)
    twin = copy.deepcopy(model)
    for one in (model, twin):
        one.zero_grad()
        one.backward(np.ones_like(one(noise())))
    for own, copied in zip(model.parameters(), twin.parameters(), strict=True):
        assert np.array_equal(own.grad, copied.grad)


@each_specimen
def test_gradients_accumulate_in_every_specimen(name):
    model = made(name)
    model.backward(np.ones_like(model(noise())))
    once = [parameter.grad.copy() for parameter in model.parameters()]
    model.backward(np.ones_like(model(noise())))
    for parameter, grad in zip(model.parameters(), once, strict=True):
        assert np.allclose(parameter.grad, 2 * grad, atol=1e-6)


# ------------------------------------------------------------------------------------------------- the gradient check


@each_specimen
@pytest.mark.parametrize("seed", [0, 1])
def test_a_fault_fails_the_gradient_check_by_orders_of_magnitude(name, seed):
    result = training.gradcheck(made(name, seed), noise(seed), rng=np.random.default_rng(seed), most=20)
    if name in HEALTHY:
        assert result.ok
        assert result.worst < 1e-6
    else:
        assert not result
        assert result.worst > 0.5
        right = [error for error in result.errors.values() if error < 0.05]
        assert right, "the layers after the fault are right"
        assert max(right) < 1e-6


@each_specimen
def test_layer_by_layer_the_check_says_where_the_fault_is(name):
    model, found = made(name), {}
    for place, (layer, x) in enumerate(zip(model, [noise(), *model.activations(noise())], strict=False)):
        errors = training.gradcheck(layer, x, rng=np.random.default_rng(1), most=40).errors
        if wrong := {array for array, error in errors.items() if error > 0.05}:
            found[place] = wrong
    place, arrays = PLACES[bug_zoo.reveal(name)]
    assert found == ({} if place is None else {place: arrays})


@pytest.mark.parametrize("name", bug_zoo.SPECIMENS)
def test_the_picture_of_each_array_that_differs_shows_a_difference(name):
    model = made(name)
    for place, x in enumerate([noise(), *model.activations(noise())][:-1]):
        found = training.gradcheck(model[place], x, rng=np.random.default_rng(0), most=None)
        for array, error in found.errors.items():
            backward, nudged = found.grids(array)
            assert np.allclose(backward, nudged, atol=1e-5) == (error < 0.01)


# ----------------------------------------------------------------------------------------------- it trains all the same


@each_specimen
def test_a_specimen_trains_to_the_accuracy_that_was_measured(name):
    x, y = data.load_mnist("train")
    rng = np.random.default_rng(0)
    model = bug_zoo.specimen(name, rng=rng)
    optimizer = optim.Adam(model.parameters(), lr=0.004)
    training.fit(model, optimizer, (x[:3000], y[:3000]), epochs=3, rng=rng, progress=False)
    low, high = ACCURACY[bug_zoo.reveal(name)]
    assert low <= 100 * training.evaluate(model, *data.load_mnist("test")).accuracy <= high
