"""What a shift costs, and trainings that differ in their recipe and their seed alone."""

import numpy as np
import pytest

from cnnlab import data, inside, nn, training, trials


@pytest.fixture(scope="module")
def digits():
    (x, y), (test_x, test_y) = data.load_mnist("train"), data.load_mnist("test")
    return (x[:300], y[:300]), (test_x[:100], test_y[:100])


def dense(rng):
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 10, rng=rng))


def test_the_share_is_the_mean_of_the_four_directions(digits):
    model, (images, labels) = nn.lenet(pretrained=True), digits[1]
    shares = inside.right_when_moved(model, digits[1], [0, 5])
    moved = [np.roll(np.pad(images, ((0, 0), (0, 0), (5, 5), (5, 5))), by, (2, 3)) for by in [(5, 0), (-5, 0), (0, 5)]]
    moved.append(np.roll(np.pad(images, ((0, 0), (0, 0), (5, 5), (5, 5))), (0, -5), (2, 3)))
    wanted = np.mean([(model(each[:, :, 5:33, 5:33]).argmax(1) == labels).mean() for each in moved])
    assert shares == pytest.approx([training.evaluate(model, images, labels).accuracy, wanted])


@pytest.mark.parametrize("pixels", [[-1], [0.5], ["two"]])
def test_pixels_are_whole_numbers(digits, pixels):
    with pytest.raises((ValueError, TypeError), match="pixels"):
        inside.right_when_moved(nn.lenet(pretrained=True), digits[1], pixels)


def test_each_recipe_is_trained_from_each_seed_and_the_same_seed_begins_alike(digits):
    seen = []

    def look(images, rng):
        seen.append(len(images))
        return images

    recipes = {"plain": (dense, None), "looked at": (dense, look)}
    found = trials.train_from_seeds(recipes, digits[0], seeds=2, epochs=1, progress=False)
    assert {name: len(models) for name, models in found.items()} == {"plain": 2, "looked at": 2}
    assert sum(seen) == 2 * 300
    (first, second), (same, _) = found.values()
    assert np.array_equal(first[1].weight.data, same[1].weight.data)
    assert not np.array_equal(first[1].weight.data, second[1].weight.data)


def test_there_must_be_a_seed(digits):
    with pytest.raises(ValueError, match="seeds"):
        trials.train_from_seeds({"plain": (dense, None)}, digits[0], seeds=0)
