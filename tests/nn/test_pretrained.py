"""The network that comes trained: what it reads."""

import numpy as np
import pytest

from cnnlab import data, nn, training
from tools.pretrained import coarse, drawn


@pytest.fixture(scope="module")
def net():
    return nn.lenet(pretrained=True)


def test_it_reads_mnists_test_digits_and_says_what_it_learned_from(net):
    accuracy = training.evaluate(net, *data.load_mnist("test")).accuracy
    assert accuracy >= 0.993
    assert "55,000 of MNIST's training digits" in net.trained_on
    assert f"reads {accuracy:.2%} of MNIST's 10,000 test digits" in net.trained_on


def test_it_reads_digits_of_eight_pixels_and_drawn_ones_from_neither_of_which_it_learned(net):
    images, labels = data.load_mnist("test", most=1000)
    assert training.evaluate(net, coarse(images), labels).accuracy > 0.96
    images, labels = drawn(500)
    assert training.evaluate(net, images, labels).accuracy > 0.96
    assert training.evaluate(net, coarse(images), labels).accuracy > 0.95


def test_each_call_gives_a_network_of_its_own(net):
    other = nn.lenet(pretrained=True)
    other[0].weight.data[:] = 0
    assert net[0].weight.data.any()
    assert not net[0].training


def test_without_weights_to_begin_with_one_error_says_what_to_give():
    with pytest.raises(TypeError, match="needs rng, which draws its first weights, or pretrained=True"):
        nn.lenet()
    assert not hasattr(nn.lenet(rng=np.random.default_rng(0)), "trained_on")
