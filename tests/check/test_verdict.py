"""The verdict in a terminal and on a page: the message, then the failed case in numbers or as a picture."""

import subprocess
import sys

import pytest
from learner import convolve, slide

from cnnlab import check


def test_only_a_failure_has_a_picture():
    flipped = check.conv2d(lambda image, kernel: convolve(image, kernel[::-1, ::-1]))
    assert flipped._repr_png_().startswith(b"\x89PNG")
    assert '<img alt="image' in flipped._repr_html_()
    assert "<img" not in check.conv2d(convolve)._repr_html_()
    assert check.conv2d(convolve)._repr_png_() is None


ONE_AXIS = {
    "a flipped kernel": (check.conv1d, lambda x, k, s: slide(x, k[::-1], s)),
    "an order not used": (check.shuffle_all, lambda images, order: images),
    "an order that is changed": (check.shuffle_all, lambda images, order: order.fill(0)),
    "a signal that is changed": (check.conv1d, lambda x, k, s: x.fill(0)),
}


@pytest.mark.parametrize(("checker", "fn"), ONE_AXIS.values(), ids=ONE_AXIS)
def test_arrays_of_one_axis_are_shown_as_one_row(checker, fn):
    result = checker(fn)
    assert result.ok is False
    assert len(repr(result).splitlines()) > 3
    assert result._repr_png_().startswith(b"\x89PNG")


def test_a_number_too_large_for_an_array_of_int_is_drawn():
    assert check.dense_params(lambda n_in, n_out, bias=True: 10**30)._repr_png_().startswith(b"\x89PNG")


def test_matplotlib_is_loaded_when_a_picture_is_asked_for():
    code = """
import sys
from cnnlab import check
result = check.conv2d(lambda image, kernel: image)
assert "matplotlib" not in sys.modules
result._repr_html_()
assert "matplotlib" in sys.modules
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
