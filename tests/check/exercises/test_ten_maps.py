"""The checker `ten_maps`: a layer that makes ten maps of 4 x 4 passes, and all else is told why not."""

import pytest

from cnnlab import check, nn


def conv(i, o, k, **options):
    return lambda rng: nn.Conv2d(i, o, k, **options, rng=rng)


MAPS = {
    "the article's": (conv(3, 10, 3), "10 maps of 3 x 3, not of 4 x 4", "M1"),
    "same": (conv(3, 10, 3, padding="same"), "10 maps of 5 x 5, not of 4 x 4", "M1"),
    "one filter": (conv(3, 1, 2), "1 map of 4 x 4, not ten", "M3"),
    "a filter for each channel": (conv(3, 3, 2), "3 maps of 4 x 4, not ten", "M3"),
    "exchanged": (conv(10, 3, 2), "Its filters are 10 deep, and the image has 3 channels", "M3"),
    "too large": (conv(3, 10, 7), "cannot pass", None),
    "a network": (
        lambda rng: nn.Sequential(nn.Conv2d(3, 10, 2, rng=rng)),
        "returned a Sequential: return a nn.Conv2d",
        None,
    ),
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
