"""A tiny network with all its numbers, drawn."""

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from viz.pictures import texts

from cnnlab import tiny, viz
from cnnlab.viz.drawing import number

SETTINGS = {"inputs": [2, 3], "hidden": [[2, -1], [-1, 0.5]], "output": [[1, -2], [-1, 1]], "target": 0}
BIASED = SETTINGS | {"hidden_bias": [0.25, -3], "output_bias": [0.5, 7]}


def gradients(ax):
    return sorted(text.get_text() for text in ax.texts if to_rgba(text.get_color()) == to_rgba(viz.LIGHT["gradient"]))


@pytest.mark.parametrize("settings", [SETTINGS, BIASED], ids=["plain", "biased"])
def test_every_number_and_every_gradient_is_written_once(settings):
    walk, ax = tiny.Network(**settings).walk(), viz.show_tiny_network(**settings)
    back = [walk[name] for name in walk if name.startswith("grad_") and walk[name] is not None]
    assert gradients(ax) == sorted(number(value) for grads in back for value in np.ravel(grads))
    forward = np.concatenate([walk[name] for name in ("sums", "relu", "scores", "exps", "probabilities")])
    for value in [*forward, walk["loss"], *settings["inputs"], *np.ravel(settings["hidden"])]:
        assert number(value) in texts(ax)
    share = number(walk["probabilities"][0])
    assert ax.get_title(loc="left") == f"The loss is -log({share}) = {number(walk['loss'])}: class 0 is right"
    assert texts(ax).count("shut") == 1
    assert ("bias 0.25" in texts(ax)) == (settings is BIASED)


def test_forward_alone_has_no_gradients():
    ax = viz.show_tiny_network(**BIASED, gradients=False)
    assert gradients(ax) == []
    assert "right class" in texts(ax)


def test_it_is_drawn_where_it_is_told_to():
    axes = viz.show_images([np.eye(2)], ["place"])
    assert viz.show_tiny_network([1, 2, 3], np.eye(3), np.eye(3), target=2, ax=axes[0]) is axes[0]


@pytest.mark.parametrize("size", [1e100, -1e100])
def test_numbers_of_any_size_are_drawn(size):
    ax = viz.show_tiny_network([size, 1], [[size, 1]], [[size], [-size]], target=1)
    assert not [text for text in texts(ax) if "nan" in text or "∞" in text]


def test_bad_input_is_one_clear_error():
    with pytest.raises(ValueError, match="inputs must have 2 to 3 inputs"):
        viz.show_tiny_network([1], [[1]], [[1], [2]], target=0)
