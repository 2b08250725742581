"""ArchitectureBuilder: what a learner does to a stack of layers, and what they are told."""

import json
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from cnnlab import nn
from cnnlab.widgets import ArchitectureBuilder


def test_it_starts_with_lenet():
    builder = ArchitectureBuilder()
    assert builder.plan["totals"] == {"params": 20522, "macs": 337024, "memory": 35368}
    assert repr(builder.build(rng=np.random.default_rng(0))) == repr(nn.lenet(rng=np.random.default_rng(0)))
    assert repr(builder) == "ArchitectureBuilder(1 map of 28 x 28 in, 10 layers: 20,522 parameters, 10 numbers out)"
    names = {}
    exec(builder.code, names)
    assert len(names["model"]) == 10


def test_a_change_of_layers_is_planned_anew():
    builder = ArchitectureBuilder("all dense")
    builder.layers = [*builder.layers[:1], {"kind": "Linear", "out_features": 10}]
    assert builder.plan["totals"]["params"] == 7850
    builder.input_shape = [3, 28, 28]
    assert builder.plan["totals"]["params"] == 23530
    builder.layers = builder.layers[1:]
    assert "put Flatten before it" in builder.plan["problem"]
    with pytest.raises(ValueError, match="no network yet"):
        builder.build(rng=np.random.default_rng(0))
    assert "put Flatten before it" in repr(builder)


def test_no_layers_are_a_network_of_nothing():
    builder = ArchitectureBuilder(layers=[])
    assert builder.plan["totals"]["params"] == 0
    assert len(builder.build(rng=np.random.default_rng(0))) == 0
    assert "0 layers" in repr(builder)


VALUES = st.one_of(
    st.none(), st.integers(-5, 2000), st.text(max_size=3), st.lists(st.integers(-1, 600), max_size=4),
    st.lists(st.fixed_dictionaries({"kind": st.sampled_from(["Conv2d", "Linear", "Flatten", "x"])},
             optional={"kernel_size": st.one_of(st.integers(-1, 40), st.none(), st.text(max_size=1))}), max_size=4),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["input_shape", "layers", "selected"]), VALUES)
def test_no_setting_raises_and_what_is_wrong_is_a_sentence(name, value):
    builder = ArchitectureBuilder("the article's")
    before = builder.plan
    try:
        setattr(builder, name, value)
    except TraitError:
        return
    json.dumps(builder.state())
    if builder.message:
        assert builder.message.endswith(".")
        assert builder.plan == before


@pytest.mark.parametrize(
    ("options", "error", "fragment"),
    [
        ({"preset": "VGG"}, ValueError, "'LeNet', 'all dense', \"the article's\", got 'VGG'"),
        ({"layers": [{"kind": "GELU"}]}, ValueError, "GELU"),
        ({"input_shape": (28, 28)}, ValueError, "(28, 28)"),
        ({"input_shape": (1, 2.5, 28)}, TypeError, "2.5"),
    ],
)
def test_what_it_cannot_start_with_is_refused_in_words(options, error, fragment):
    with pytest.raises(error, match=re.escape(fragment)):
        ArchitectureBuilder(**options)


def test_it_is_small():
    largest = ArchitectureBuilder(layers=[{"kind": "ReLU"}] * 20)
    assert len(json.dumps(largest.state())) < 300_000
