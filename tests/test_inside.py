"""Occlusion against loops, the pictures of what is inside, and what a shift does to a convolution."""

import matplotlib as mpl

mpl.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab import data, nn, optim, training, viz
from cnnlab import functional as F
from cnnlab.inside import occlusion_map
from cnnlab.snapshots import Snapshots


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


def network(side=8, seed=0):
    rng = np.random.default_rng(seed)
    return nn.Sequential(
        nn.Conv2d(1, 2, 3, rng=rng), nn.ReLU(), nn.Flatten(), nn.Linear(2 * (side - 2) ** 2, 3, rng=rng)
    )


def by_loops(model, image, label, size, stride, fill):
    """Every square in turn, its fall added to each pixel that it covers."""
    rows, columns = image.shape
    before = F.softmax(model(image[None, None]))[0, label]
    falls = [[[] for _ in range(columns)] for _ in range(rows)]
    for top in range(1 - size, rows, stride):
        for left in range(1 - size, columns, stride):
            covered, inside = image.copy(), []
            for row in range(max(0, top), min(rows, top + size)):
                for column in range(max(0, left), min(columns, left + size)):
                    covered[row, column] = fill
                    inside.append((row, column))
            fall = before - F.softmax(model(covered[None, None]))[0, label]
            for row, column in inside:
                falls[row][column].append(fall)
    return np.array([[np.mean(cell) for cell in row] for row in falls])


@settings(max_examples=25, deadline=None)
@given(
    size=st.integers(1, 9), stride=st.integers(1, 9), label=st.integers(0, 2), fill=st.sampled_from([0.0, 0.5, -1.0])
)
def test_an_occlusion_map_is_what_loops_find(size, stride, label, fill):
    image = np.random.default_rng(1).random((8, 8), np.float32)
    stride = min(stride, size)
    found = occlusion_map(network(), image, label, size, stride, fill)
    assert np.allclose(found, by_loops(network(), image, label, size, stride, fill), atol=1e-5)


def test_covering_paper_with_paper_changes_nothing():
    image = np.zeros((1, 8, 8), np.float32)
    image[0, :2, :2] = 1
    falls = occlusion_map(network(), image, size=2)
    assert np.abs(falls[3:]).max() < 1e-6
    assert np.abs(falls[:3]).max() > 1e-3


def test_the_label_is_by_default_what_the_network_answers_and_nothing_is_changed():
    model, image = network(), np.random.default_rng(0).random((1, 8, 8), np.float32)
    before, answer = image.copy(), int(model(image[None]).argmax())
    assert np.array_equal(occlusion_map(model, image), occlusion_map(model, image, answer))
    assert np.array_equal(image, before)
    assert model.training


@pytest.mark.parametrize(
    ("options", "error", "fragment"),
    [
        ({"size": 0}, ValueError, "size"),
        ({"size": 2, "stride": 3}, ValueError, "stride 3"),
        ({"label": 3}, ValueError, "got 3"),
        ({"label": 1.0}, TypeError, "label"),
        ({"fill": float("nan")}, ValueError, "fill"),
        ({"image": np.zeros((2, 1, 8, 8), np.float32)}, ValueError, "image"),
        ({"image": np.zeros((8, 8), int)}, TypeError, "image"),
    ],
)
def test_what_cannot_be_covered_is_refused_in_words(options, error, fragment):
    with pytest.raises(error, match=fragment):
        occlusion_map(network(), **{"image": np.zeros((8, 8), np.float32), **options})


# ------------------------------------------------------------------------------------------------------------ shifts


def test_a_convolution_of_a_shifted_image_is_the_shifted_map():
    images = data.load_mnist("test")[0][:20].astype(np.float64)
    weight = np.random.default_rng(0).standard_normal((3, 1, 5, 5))
    maps = F.conv2d(images, weight)
    for down, right in [(1, 0), (0, 2), (-4, 3), (4, 4)]:
        moved = F.conv2d(data.shift(images, down, right), weight)
        inside = (slice(None), slice(None), slice(4, -4), slice(4, -4))
        assert np.allclose(moved[inside], data.shift(maps, down, right)[inside], atol=1e-12)


def test_after_pooling_by_two_it_holds_for_even_shifts_and_not_for_odd_ones():
    images = data.load_mnist("test")[0][:20]
    pooled = F.max_pool2d(images, 2)
    assert np.array_equal(F.max_pool2d(data.shift(images, 0, 2), 2)[..., 3:-3], data.shift(pooled, 0, 1)[..., 3:-3])
    odd = F.max_pool2d(data.shift(images, 0, 1), 2)
    assert not any(np.array_equal(odd, data.shift(pooled, 0, by)) for by in (0, 1))


# ---------------------------------------------------------------------------------------------------------- pictures


def test_an_occlusion_is_drawn_beside_its_image_on_a_scale_symmetric_about_zero():
    image, falls = np.eye(6), np.linspace(-0.1, 0.3, 36).reshape(6, 6)
    axes = viz.show_occlusion(image, falls)
    norm = axes[1].images[0].norm
    assert (norm.vmin, norm.vmax) == (pytest.approx(-0.3), pytest.approx(0.3))
    assert axes[1].get_title(loc="left") == "It costs up to 0.30 on average"
    with pytest.raises(ValueError, match=r"\(6, 6\) and \(5, 6\)"):
        viz.show_occlusion(image, falls[1:])


def test_an_empty_image_without_a_fall_can_be_drawn():
    viz.show_occlusion(np.zeros((1, 6, 6)), np.zeros((6, 6)))[0].figure.canvas.draw()


def test_snapshots_are_drawn_with_kernels_above_their_maps():
    images, labels = (part[:20] for part in data.load_mnist("test"))
    model = nn.lenet(rng=np.random.default_rng(0))
    snapshots = Snapshots(model, images, labels, watch=[0])
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    rng = np.random.default_rng(0)
    training.fit(model, optimizer, (images, labels), epochs=1, batch_size=4, rng=rng, callbacks=[snapshots])
    axes = viz.show_snapshots(snapshots)
    assert axes.shape == (8, 8)
    assert axes[-2, 0].get_ylabel() == f"step 5\n{snapshots[-1].accuracy:.0%} right"
    assert np.array_equal(axes[-1, 3].images[0].get_array(), snapshots[-1].maps[0, 3])
    with pytest.raises(IndexError):
        viz.show_snapshots(snapshots, moments=[99])


def test_lines_of_accuracy_carry_their_names_without_overlap():
    ax = viz.plot_shifts([0, 1, 4], {"plain": [0.9, 0.8, 0.4], "one": [0.9, 0.9, 0.86], "two": [0.9, 0.9, 0.87]})
    assert sorted(text.get_text().strip() for text in ax.texts) == ["one: 86%", "plain: 40%", "two: 87%"]
    heights = sorted(text.xy[1] for text in ax.texts)
    assert min(np.diff(heights)) >= 0.0899
    assert ax.get_title(loc="left") == "Moved by 4 pixels, two holds best"
    alone = viz.plot_shifts([0, 4], {"plain": [0.9, 0.4]})
    assert alone.get_title(loc="left") == "plain: from 90% to 40% when moved by 4 pixels"
    with pytest.raises(ValueError, match="'plain' needs 3"):
        viz.plot_shifts([0, 1, 4], {"plain": [0.9]})
