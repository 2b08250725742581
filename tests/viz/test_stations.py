"""What a network makes of one image, station by station."""

import numpy as np
import pytest
from viz.pictures import overlaps

from cnnlab import functional as F
from cnnlab import nn, viz

IMAGE = np.random.default_rng(1).random((28, 28)).astype(np.float32)


def shown(ax):
    return np.ma.filled(ax.images[0].get_array(), np.nan)


def test_every_layer_is_named_and_what_leaves_it_is_drawn():
    model = nn.lenet(rng=np.random.default_rng(0))
    axes = viz.show_stations(model, IMAGE, "A heading")
    titles = [ax.get_title(loc="left").split("\n") for ax in axes]
    assert [" ".join(title[:-1]) for title in titles] == [
        *("pixels", "Conv2d", "MaxPool2d ReLU", "Conv2d", "MaxPool2d ReLU Flatten", "Linear ReLU", "Linear")
    ]
    answer = int(model(IMAGE[None, None])[0].argmax())
    assert titles[-1][-1] == f"10 numbers: {'an' if answer == 8 else 'a'} {answer}"
    made = model.activations(IMAGE[None, None])
    for ax, place in zip(axes[1:-1], (0, 2, 3, 5, 8), strict=True):
        drawn = shown(ax)
        assert np.sort(drawn[~np.isnan(drawn)]) == pytest.approx(np.sort(made[place].ravel()))
    assert np.array_equal(shown(axes[1])[:24, :24], made[0][0, 0])
    assert [bar.get_width() for bar in axes[-1].patches] == pytest.approx(F.softmax(made[-1])[0].tolist())
    assert overlaps(axes) == []


@pytest.mark.parametrize(
    ("model", "image", "said"),
    [(nn.lenet(pretrained=True)[:3], IMAGE, "must end in a list"),
     (nn.lenet(pretrained=True), IMAGE[0], "image must be")],
)  # fmt: skip
def test_what_is_no_way_of_an_image_is_refused(model, image, said):
    with pytest.raises(ValueError, match=said):
        viz.show_stations(model, image)
