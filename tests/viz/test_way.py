"""The whole way of a digit, drawn."""

import numpy as np
import pytest

from cnnlab import viz
from cnnlab.viz.way import FAINT, PARTS

DIGIT, SCORES = np.eye(28), np.array([0.1, 0.0, 0.7, 0.2])


def written(axes):
    page = axes[0].figure.axes[0]
    return {text.get_text(): text.get_alpha() for text in page.texts}


def test_what_is_between_is_one_closed_box_until_somebody_says_what_it_is():
    axes = viz.show_way(DIGIT, SCORES)
    assert list(written(axes)) == ["?"]
    assert [ax.get_title() for ax in axes] == ["784 pixels", "the largest is 2"]
    assert [bar.get_width() for bar in axes[1].patches] == SCORES.tolist()


@pytest.mark.parametrize("lit", ["pixels", "dense", ["convolution", "scores"], PARTS, []])
def test_only_what_the_page_is_about_is_not_faint(lit):
    axes = viz.show_way(DIGIT[None], SCORES, lit)
    lit = [lit] if isinstance(lit, str) else lit
    assert {name for name, alpha in written(axes).items() if alpha == 1} == set(lit) & set(PARTS[1:-1])
    assert set(written(axes)) == set(PARTS[1:-1])
    assert axes[0].images[0].get_alpha() == (1 if "pixels" in lit else FAINT)
    assert {bar.get_alpha() for bar in axes[1].patches} == {1 if "scores" in lit else FAINT}


@pytest.mark.parametrize(
    ("image", "scores", "lit", "message"),
    [
        (np.zeros((2, 5, 5)), SCORES, None, r"got shapes \(2, 5, 5\) and \(4,\)"),
        (DIGIT, SCORES[None], None, r"got shapes \(28, 28\) and \(1, 4\)"),
        (DIGIT, [], None, r"\(0,\)"),
        (DIGIT, SCORES, "relu", "lit must be among pixels, convolution, pooling, dense, scores, got 'relu'"),
        (DIGIT, SCORES, ["dense", 3], "got 3"),
    ],
)
def test_bad_input_is_one_clear_error(image, scores, lit, message):
    with pytest.raises(ValueError, match=message):
        viz.show_way(image, scores, lit)
