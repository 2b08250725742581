"""Short trainings: their limit and their curve."""

from itertools import pairwise

import numpy as np
import pytest

from cnnlab import data, nn, plans, training, trials
from cnnlab.widgets import PermutationGoggles


@pytest.fixture(scope="module")
def digits():
    (x, y), (test_x, test_y) = data.load_mnist("train"), data.load_mnist("test")
    return (x[:600], y[:600]), (test_x[:200], test_y[:200])


def dense(rng):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10, rng=rng))


def test_a_trial_is_a_training_with_a_look_at_it_a_dozen_times(digits):
    model, seen = dense(np.random.default_rng(0)), []
    curve = trials.trial(
        "mine", model, *digits, rng=np.random.default_rng(1), report=lambda c: seen.append(len(c.points))
    )
    assert (curve.name, curve.params) == ("mine", 7850)
    assert seen == list(range(1, len(curve.points) + 1))
    images, shares = zip(*curve.points, strict=True)
    assert images[0] == 0
    assert images[-1] == 2 * 600
    assert list(images) == sorted(set(images))
    assert 8 <= len(images) <= 13
    assert shares[-1] == training.evaluate(model, *digits[1]).accuracy > 0.7
    again = trials.trial("mine", dense(np.random.default_rng(0)), *digits, rng=np.random.default_rng(1))
    assert again == curve


def test_a_trial_that_is_stopped_ends_soon_and_keeps_its_curve(digits):
    calls = []
    curve = trials.trial(
        "mine", dense(np.random.default_rng(0)), *digits, rng=np.random.default_rng(1),
        stopped=lambda: calls.append(1) or len(calls) == 3,
    )  # fmt: skip
    assert len(calls) == 3
    assert 1 <= len(curve.points) <= 4


def test_the_answers_that_lesson_07_gives_about_its_trials_hold():
    """On its 5,000 digits: all dense, kernels of 3 x 3, and nothing but sums, against LeNet."""
    (x, y), (test_x, test_y) = data.load_mnist("train"), data.load_mnist("test")
    few = (x[:5000], y[:5000]), (test_x[:1000], test_y[:1000])
    shape, lenet = plans.PRESETS["LeNet"]
    smaller = [layer | {"kernel_size": 3} if layer["kind"] == "Conv2d" else layer for layer in lenet]
    sums = [layer | {"kind": layer["kind"].replace("Max", "Avg")} for layer in lenet if layer["kind"] != "ReLU"]

    def right(layers):
        model = plans.Plan(shape, layers).build(rng=np.random.default_rng(0))
        return trials.trial("", model, *few, rng=np.random.default_rng(0)).points[-1][1]

    best = right(lenet)
    assert best > right(plans.PRESETS["all dense"][1]) + 0.01
    assert best > right(smaller) + 0.005
    assert best > right(sums) + 0.03


def stack(*units):
    rng = np.random.default_rng(0)
    return [nn.Flatten(), *(nn.Linear(n, m, rng=rng) for n, m in pairwise(units))]


def convolutions(*sizes):
    rng = np.random.default_rng(0)
    return [*(nn.Conv2d(n, m, size, rng=rng) for n, m, size in sizes), nn.Flatten()]


@pytest.mark.parametrize(
    ("layers", "fragment"),
    [
        (stack(784, 600, 10), ""),
        (stack(784, 700, 10), "Too large to train here: 556,510 parameters"),
        (stack(784, 9), "must end in 10 numbers; this network ends in (9,)"),
        (stack(784, 10)[1:], "Images of 1 x 28 x 28 cannot pass"),
        (convolutions((1, 32, 9), (32, 10, 20)), ""),
        (convolutions((1, 128, 9), (128, 10, 20)), "Too large to train here: 522,506 parameters and 4,659,200"),
        ([nn.MaxPool2d(28), nn.Flatten()], "must end in 10 numbers"),
        (convolutions((3, 10, 28)), "read 3 maps, and an image here has 1"),
    ],
)
def test_what_cannot_be_tried_says_why(digits, layers, fragment):
    reason = trials.obstacle(nn.Sequential(*layers), digits[0])
    assert fragment in reason if fragment else reason == ""


def test_each_network_is_trained_in_the_same_way_from_its_beginning():
    images, labels = (part[:200] for part in data.load_mnist("test"))
    makers = {"one": small, "the same": small, "wider": lambda rng: small(rng, 12)}
    found = trials.train_each(makers, (images, labels), (images, labels), epochs=3, progress=False)
    assert list(found) == list(makers)
    one, same, wider = found.values()
    assert np.array_equal(one.model[1].weight.data, same.model[1].weight.data)
    assert one.result.accuracy == same.result.accuracy == training.evaluate(one.model, images, labels).accuracy
    assert wider.model[1].weight.data.shape == (12, 784)
    assert one.result.accuracy > 0.3


def small(rng, units=8):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, units, rng=rng), nn.ReLU(), nn.Linear(units, 10, rng=rng))


def test_behind_goggles_each_network_learns_in_each_condition_and_the_goggles_get_its_answers():
    images, labels = (part[:600] for part in data.load_mnist("test"))
    goggles = PermutationGoggles(images[:4], labels[:4], rng=np.random.default_rng(0))
    examples = images, labels
    results = trials.behind_goggles(
        {"one": small, "other": small}, examples, examples, goggles, rng=np.random.default_rng(1)
    )
    assert {name: list(found) for name, found in results.items()} == {
        name: ["straight", "one shuffle", "new shuffle each"] for name in ("one", "other")
    }
    one = {condition: result.accuracy for condition, result in results["one"].items()}
    assert min(one["straight"], one["one shuffle"]) > one["new shuffle each"] + 0.2
    for condition, result in results["one"].items():
        verdict = goggles.verdicts["one"][condition]
        assert verdict["accuracy"] == round(result.accuracy, 4)
        if condition != "new shuffle each":
            assert verdict["digits"] == result.logits[:4].argmax(1).tolist()


def test_each_remedy_against_overfitting_is_judged_by_other_digits_for_each_seed(digits):
    (x, y), others = digits
    still, calls = (x[:100], y[:100]), []

    def unchanged(images, rng):
        calls.append(len(images))
        return images

    found = trials.against_overfitting(
        dense, still, (x[:300], y[:300]), (x[300:], y[300:]), others, augment=unchanged, epochs=9, seeds=2,
        progress=False,
    )  # fmt: skip
    assert list(found) == ["100 digits", "the same, stopped early", "the same, moved", "300 digits"]
    assert all(len(runs) == 2 and len(runs[0].logits) == 200 for runs in found.values())
    few, early, moved, _ = ([run.loss for run in runs] for runs in found.values())
    assert few == moved  # for nothing was changed
    assert sum(calls) == 2 * 9 * 100
    assert few[0] != few[1]
    assert early[0] <= few[0] + 0.1


def test_each_start_is_kept_beside_what_became_of_it(digits):
    pairs = trials.from_starts(dense, digits[0], [3, 5], epochs=1, progress=False)
    for seed, (start, model) in zip([3, 5], pairs, strict=True):
        assert np.array_equal(start[1].weight.data, dense(np.random.default_rng(seed))[1].weight.data)
        assert training.evaluate(model, *digits[1]).accuracy > training.evaluate(start, *digits[1]).accuracy + 0.3


def with_two_kernels(rng):
    layers = nn.Conv2d(1, 2, 3, rng=rng), nn.MaxPool2d(6), nn.ReLU(), nn.Flatten(), nn.Linear(32, 10, rng=rng)
    return nn.Sequential(*layers)


def test_behind_frozen_kernels_the_others_learn(digits):
    kernels = np.array([np.eye(3), 3 * np.eye(3)[::-1]])
    (model,) = trials.behind_kernels(with_two_kernels, digits[0], kernels, seeds=[1], epochs=20, progress=False)
    unit = np.eye(3) / np.sqrt(3)
    assert np.allclose(model[0].weight.data[:, 0], [unit, unit[::-1]])
    assert not model[0].bias.data.any()
    assert training.evaluate(model, *digits[1]).accuracy > 0.4
    first, second = trials.behind_kernels(with_two_kernels, digits[0], seeds=[1, 2], epochs=1, progress=False)
    assert np.array_equal(first[0].weight.data, with_two_kernels(np.random.default_rng(1))[0].weight.data)
    assert not np.array_equal(first[0].weight.data, second[0].weight.data)


@pytest.mark.parametrize(("kernels", "fragment"), [(np.ones((3, 3, 3)), "got"), (np.zeros((2, 3, 3)), "kernel 0")])
def test_kernels_that_cannot_stand_there_are_refused(digits, kernels, fragment):
    with pytest.raises(ValueError, match=fragment):
        trials.behind_kernels(with_two_kernels, digits[0], kernels, seeds=[1], progress=False)


def test_each_recipe_is_trained_from_each_seed_and_the_same_seed_begins_alike(digits):
    seen = []

    def look(images, rng):
        seen.append(len(images))
        return images

    recipes = {"plain": (dense, None), "looked at": (dense, look)}
    found = trials.train_from_seeds(recipes, digits[0], seeds=2, epochs=1, progress=False)
    assert {name: len(models) for name, models in found.items()} == {"plain": 2, "looked at": 2}
    assert sum(seen) == 2 * 600
    (first, second), (same, _) = found.values()
    assert np.array_equal(first[1].weight.data, same[1].weight.data)
    assert not np.array_equal(first[1].weight.data, second[1].weight.data)


def test_there_must_be_a_seed(digits):
    with pytest.raises(ValueError, match="seeds"):
        trials.train_from_seeds({"plain": (dense, None)}, digits[0], seeds=0)
