"""The patches that excite a filter most, against a look at every place."""

import numpy as np
import pytest

from cnnlab import inside, nn


def by_loops(images, kernel, count):
    """For each image its best window; of these the `count` best, as (answer, window), the largest first."""
    size, found = len(kernel), []
    for image in images[:, 0]:
        windows = [
            image[row : row + size, column : column + size]
            for row in range(image.shape[0] - size + 1)
            for column in range(image.shape[1] - size + 1)
        ]
        found.append(max(windows, key=lambda window: (window * kernel).sum()))
    return sorted(found, key=lambda window: -(window * kernel).sum())[:count]


def test_they_are_the_best_windows_of_different_images():
    rng = np.random.default_rng(0)
    images, layer = rng.random((30, 1, 9, 8), np.float32), nn.Conv2d(1, 3, 4, rng=rng)
    found = inside.strongest_patches(nn.Sequential(layer), 0, images, count=6)
    assert found.shape == (3, 6, 1, 4, 4)
    for filter in range(3):
        assert np.array_equal(found[filter, :, 0], by_loops(images, layer.weight.data[filter, 0], 6))


def test_deep_in_a_network_a_patch_is_all_that_the_unit_sees():
    rng = np.random.default_rng(1)
    images, model = rng.random((20, 1, 28, 28), np.float32), nn.lenet(rng=rng)
    found = inside.strongest_patches(model, 3, images, count=2)
    answers = model[:4](images).max((2, 3))
    assert np.allclose(model[:4](found[5])[:, 5, 0, 0], np.sort(answers[:, 5])[::-1][:2], atol=1e-5)


def test_beyond_the_edge_there_is_nothing():
    layer = nn.Conv2d(1, 1, 3, padding=1, rng=np.random.default_rng(0))
    layer.weight.data[...], layer.bias.data[...] = [[0, 0, 0], [0, 1, 0], [0, 0, 0]], 0
    image = np.zeros((1, 1, 4, 4), np.float32)
    image[0, 0, 0, 3] = 1
    assert inside.strongest_patches(nn.Sequential(layer), 0, image, 1)[0, 0, 0].tolist() == [
        [0, 0, 0],
        [0, 1, 0],
        [0, 0, 0],
    ]


def test_what_has_no_patches_is_refused():
    model, images = nn.lenet(rng=np.random.default_rng(0)), np.zeros((3, 1, 28, 28), np.float32)
    with pytest.raises(ValueError, match=r"5 patches .* got 3"):
        inside.strongest_patches(model, 0, images)
    with pytest.raises(ValueError, match="no maps"):
        inside.strongest_patches(model, 7, images, 1)
    with pytest.raises(IndexError):
        inside.strongest_patches(model, 99, images, 1)
    with pytest.raises(ValueError, match="images"):
        inside.strongest_patches(model, 0, images[0])
