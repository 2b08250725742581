"""Occlusion against loops, what a shift does to a convolution, and layers whose numbers are lost."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab import data, nn
from cnnlab import functional as F
from cnnlab.inside import occlusion_map, put_back, put_back_each, with_new_numbers, without_each, without_filter


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


def test_one_layer_gets_new_numbers_and_the_others_keep_theirs():
    model = network()
    twin = with_new_numbers(model, 0, rng=np.random.default_rng(5))
    before, after = model.state_dict(), twin.state_dict()
    assert {name for name in before if not np.array_equal(before[name], after[name])} == {"0.weight", "0.bias"}
    assert np.abs(after["0.weight"]).max() <= 1 / 3  # nine numbers in: as a layer begins
    assert model.state_dict()["0.weight"].tolist() == network().state_dict()["0.weight"].tolist()
    with pytest.raises(ValueError, match="no numbers that could be drawn"):
        with_new_numbers(model, 1, rng=np.random.default_rng(5))
    with pytest.raises(IndexError):
        with_new_numbers(model, 9, rng=np.random.default_rng(5))


def test_each_layer_that_learns_is_spoiled_in_turn():
    model, rng = network(), np.random.default_rng(2)
    x, y = rng.random((300, 1, 8, 8), np.float32), rng.integers(0, 3, 300)
    found = without_each(model, x, y, rng=np.random.default_rng(7))
    assert list(found) == ["layer 0: Conv2d(1, 2, 3)", "layer 3: Linear(72, 3)"]
    again = np.random.default_rng(7)
    for place, shares in zip((0, 3), found.values(), strict=True):
        twins = [with_new_numbers(model, place, rng=again) for _ in shares]
        assert shares == [(twin(x).argmax(1) == y).mean() for twin in twins]
    with pytest.raises(ValueError, match="one label"):
        without_each(model, x, y[1:], rng=rng)


# ------------------------------------------------------------------------------------- layers put back, filters off


def test_a_layer_that_is_put_back_has_its_old_numbers_and_the_others_keep_theirs():
    start, model = network(seed=0), network(seed=1)
    twin = put_back(model, start, 3).state_dict()
    for name, numbers in model.state_dict().items():
        assert np.array_equal(twin[name], start.state_dict()[name] if name[0] == "3" else numbers)
    assert np.array_equal(model.state_dict()["3.weight"], network(seed=1).state_dict()["3.weight"])
    with pytest.raises(ValueError, match="layer 1"):
        put_back(model, start, 1)
    with pytest.raises(ValueError, match="layer 3"):
        put_back(model, network(side=9), 3)
    with pytest.raises(IndexError):
        put_back(model, start, 9)


def test_each_layer_is_put_back_in_each_pair():
    pairs, rng = [(network(seed=0), network(seed=1)), (network(seed=2), network(seed=3))], np.random.default_rng(2)
    x, y = rng.random((300, 1, 8, 8), np.float32), rng.integers(0, 3, 300)
    found = put_back_each(pairs, x, y)
    assert list(found) == ["layer 0: Conv2d(1, 2, 3)", "layer 3: Linear(72, 3)"]
    for place, shares in zip((0, 3), found.values(), strict=True):
        assert shares == [(put_back(model, start, place)(x).argmax(1) == y).mean() for start, model in pairs]
    with pytest.raises(ValueError, match="at least one pair"):
        put_back_each([], x, y)


def test_a_filter_that_is_switched_off_makes_nothing_but_zeros():
    model, x = network(), np.random.default_rng(0).random((2, 1, 8, 8), np.float32)
    before, maps = model[0](x), without_filter(model, 0, 1)[0](x)
    assert np.array_equal(maps[:, 0], before[:, 0])
    assert not maps[:, 1].any()
    assert np.array_equal(model[0](x), before)
    with pytest.raises(IndexError, match="0 to 1, got 2"):
        without_filter(model, 0, 2)
    with pytest.raises(ValueError, match="no filters"):
        without_filter(model, 1, 0)
