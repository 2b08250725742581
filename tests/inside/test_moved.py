"""What a shift costs, against images that were moved in another way."""

import numpy as np
import pytest

from cnnlab import data, inside, nn, training


@pytest.fixture(scope="module")
def digits():
    x, y = data.load_mnist("test")
    return x[:100], y[:100]


def test_the_share_is_the_mean_of_the_four_directions(digits):
    model, (images, labels) = nn.lenet(pretrained=True), digits
    shares = inside.right_when_moved(model, digits, [0, 5])
    moved = [np.roll(np.pad(images, ((0, 0), (0, 0), (5, 5), (5, 5))), by, (2, 3)) for by in [(5, 0), (-5, 0), (0, 5)]]
    moved.append(np.roll(np.pad(images, ((0, 0), (0, 0), (5, 5), (5, 5))), (0, -5), (2, 3)))
    wanted = np.mean([(model(each[:, :, 5:33, 5:33]).argmax(1) == labels).mean() for each in moved])
    assert shares == pytest.approx([training.evaluate(model, images, labels).accuracy, wanted])


@pytest.mark.parametrize("pixels", [[-1], [0.5], ["two"]])
def test_pixels_are_whole_numbers(digits, pixels):
    with pytest.raises((ValueError, TypeError), match="pixels"):
        inside.right_when_moved(nn.lenet(pretrained=True), digits, pixels)
