"""The exercises on a network within a budget and on ten maps of 4 x 4: what passes, and what all else is told."""

import pytest

from cnnlab import check, nn


def small(*layers):
    return lambda rng: nn.Sequential(*(layer if isinstance(layer, nn.Module) else layer(rng) for layer in layers))


def conv(i, o, k, **options):
    return lambda rng: nn.Conv2d(i, o, k, **options, rng=rng)


def dense(i, o):
    return lambda rng: nn.Linear(i, o, rng=rng)


GOOD = small(
    conv(1, 4, 5), nn.MaxPool2d(2), nn.ReLU(), conv(4, 8, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(), dense(128, 10)
)
NETWORKS = {
    "too large": (small(conv(1, 8, 5), nn.Flatten(), dense(4608, 10)), "46,298 parameters, more than 5,000"),
    "no convolution": (small(nn.MaxPool2d(1), nn.Flatten(), dense(784, 5), dense(5, 10)), "no convolution"),
    "pooling alone": (small(nn.MaxPool2d(14), nn.Flatten(), dense(4, 10)), "no convolution"),
    "a network": (nn.Sequential(nn.Flatten()), "given what it builds, not a function"),
    "sees little": (small(conv(1, 4, 5), nn.MaxPool2d(4), nn.Flatten(), dense(144, 10)), "sees 8 x 8 pixels"),
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


def test_a_small_network_passes_and_a_stub_is_not_attempted():
    result = check.small_network(GOOD)
    assert result.ok is True, result.message
    assert result.message.startswith("2,202 parameters of at most 5,000; the last window sees 16 x 16")

    def stub(rng):
        raise NotImplementedError

    assert check.small_network(stub).ok is None


MAPS = {
    "the article's": (conv(3, 10, 3), "10 maps of 3 x 3, not of 4 x 4", "M1"),
    "same": (conv(3, 10, 3, padding="same"), "10 maps of 5 x 5, not of 4 x 4", "M1"),
    "one filter": (conv(3, 1, 2), "1 map of 4 x 4, not ten", "M3"),
    "a filter for each channel": (conv(3, 3, 2), "3 maps of 4 x 4, not ten", "M3"),
    "exchanged": (conv(10, 3, 2), "Its filters are 10 deep, and the image has 3 channels", "M3"),
    "too large": (conv(3, 10, 7), "cannot pass", None),
    "a network": (small(conv(3, 10, 2)), "returned a Sequential: return a nn.Conv2d", None),
    "a layer": (nn.ReLU(), "given what it builds, not a function", None),
    "no layer": (lambda rng: 3, "return a nn.Conv2d", None),
    "raises": (lambda rng: nn.Conv2d(3, 10, rng=rng), "kernel_size", None),
}


@pytest.mark.parametrize(("fn", "fragment", "tag"), MAPS.values(), ids=MAPS)
def test_other_maps_are_told_why(fn, fragment, tag):
    result = check.ten_maps(fn)
    assert result.ok is False
    assert fragment in result.message
    assert result.misconception == tag


@pytest.mark.parametrize(
    ("fn", "params"),
    [
        (conv(3, 10, 2), 130),
        (conv(3, 10, 2, bias=False), 120),
        (conv(3, 10, 4, padding=1), 490),
        (conv(3, 10, 3, padding=((1, 0), (0, 1))), 280),
    ],
)
def test_ten_maps_of_the_right_size_pass(fn, params):
    result = check.ten_maps(fn)
    assert result.ok is True, result.message
    assert result.message == f"5 x 5 x 3 becomes 10 maps of 4 x 4. It has {params} parameters."


def test_ten_maps_not_written_are_not_attempted():
    def stub(rng):
        raise NotImplementedError

    assert check.ten_maps(stub).ok is None
