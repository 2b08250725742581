"""The checker `small_network`: a network within a budget passes, and all else is told why not."""

import pytest

from cnnlab import check, nn


def small(*layers):
    return lambda rng: nn.Sequential(*(layer if isinstance(layer, nn.Module) else layer(rng) for layer in layers))


def conv(i, o, k, **options):
    return lambda rng: nn.Conv2d(i, o, k, **options, rng=rng)


def dense(i, o):
    return lambda rng: nn.Linear(i, o, rng=rng)


class Faulty(nn.ReLU):
    def output_shape(self, input_shape):
        raise ZeroDivisionError


GOOD = small(
    conv(1, 4, 5), nn.MaxPool2d(2), nn.ReLU(), conv(4, 8, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(), dense(128, 10)
)
NETWORKS = {
    "too large": (small(conv(1, 8, 5), nn.Flatten(), dense(4608, 10)), "46,298 parameters, more than 5,000"),
    "no convolution": (small(nn.MaxPool2d(1), nn.Flatten(), dense(784, 5), dense(5, 10)), "no convolution"),
    "pooling alone": (small(nn.MaxPool2d(14), nn.Flatten(), dense(4, 10)), "no convolution"),
    "a network": (nn.Sequential(nn.Flatten()), "given what it builds, not a function"),
    "sees little": (small(conv(1, 4, 5), nn.MaxPool2d(4), nn.Flatten(), dense(144, 10)), "sees 8 x 8 pixels"),
    "sees one pixel of nine": (small(conv(1, 1, 1, stride=3), nn.Flatten(), dense(100, 10)), "sees 1 x 1 pixels"),
    "a layer of one's own": (small(conv(1, 1, 1), Faulty()), "Looking at what small_network(rng) has built ends with"),
    "sees one pixel": (small(conv(1, 1, 1, stride=2), nn.Flatten(), dense(196, 10)), "sees 1 x 1 pixels"),
    "ends elsewhere": (small(conv(1, 4, 5), nn.Flatten(), dense(2304, 2)), "ends in shape (2,)"),
    "does not fit": (small(conv(1, 4, 5), nn.Flatten(), dense(100, 10)), "layer 2 (Linear(100, 10)) cannot follow"),
    "another width": (small(conv(1, 4, 5), nn.Flatten(), dense(100, 10)), "give it 2304 inputs"),
    "colour": (small(conv(3, 4, 5)), "layer 0 (Conv2d(3, 4, 5)) cannot follow"),
    "a list": (lambda rng: [nn.ReLU()], "returned a list"),
    "no function": (3, "not a function"),
    "raises": (lambda rng: 1 / 0, "ZeroDivisionError"),
    "too few arguments": (lambda: 1, "TypeError"),
    "wrong layer": (lambda rng: nn.Sequential(nn.Conv2d(1, 0, 3, rng=rng)), "out_channels must be at least 1"),
}


@pytest.mark.parametrize(("fn", "fragment"), NETWORKS.values(), ids=NETWORKS)
def test_a_network_off_the_budget_is_told_why(fn, fragment):
    result = check.small_network(fn)
    assert result.ok is False
    assert fragment in result.message


def test_a_small_network_passes():
    result = check.small_network(GOOD)
    assert result.ok is True, result.message
    assert result.message.startswith("2,202 parameters of at most 5,000; the last window sees 16 x 16")
