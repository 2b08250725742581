"""Whole nets and drawings, computed by the page as Python computes them."""

import numpy as np

from cnnlab import nn
from cnnlab.data import center_digit
from cnnlab.drawings import draw_strokes
from cnnlab.widgets.tracing import Tracing, pack

NETS = [
    lambda rng: nn.lenet(rng=rng),
    lambda rng: nn.Sequential(
        nn.Conv2d(1, 3, (3, 2), stride=(2, 1), padding=1, rng=rng), nn.ReLU(), nn.AvgPool2d(3, 2, padding=1),
        nn.Conv2d(3, 4, 3, padding="same", dilation=2, rng=rng), nn.MaxPool2d(2, padding=1), nn.Flatten(),
        nn.Linear(4 * 4 * 8, 5, rng=rng),
    ),
    lambda rng: nn.Sequential(nn.Flatten(), nn.Linear(784, 12, rng=rng), nn.ReLU(), nn.Linear(12, 3, rng=rng)),
]  # fmt: skip


def test_every_number_of_a_net(in_node, rounds):
    for number, rng in enumerate(rounds[:40]):
        model = NETS[number % len(NETS)](rng)
        tracing = Tracing(model, (1, 28, 28))
        image = rng.random((28, 28)).astype(np.float32) * (rng.random((28, 28)) < 0.3)
        off = [[1, 0]] if tracing.filters(1) and number % 2 else []
        said = in_node.ask(
            "network", layers=tracing.layers, weights=pack([tracing.weights]), image=image.ravel(), off=off
        )
        for got, expected in zip(said, tracing.numbers(image, off), strict=True):
            assert np.allclose(got, expected.ravel(), rtol=0, atol=1e-5)


def drawing(rng):
    """Strokes of a hand that wanders, or jumps; some are single points, some at the edges."""
    reach = rng.choice([0.1, 0.4, 1.0])
    starts = rng.random((rng.integers(1, 4), 1, 2))
    strokes = [start + rng.normal(size=(rng.integers(1, 15), 2)).cumsum(0) * reach / 4 for start in starts]
    return [stroke.clip(0, 1).round(4).tolist() for stroke in strokes]


def test_a_drawing_is_framed_alike(in_node, rounds):
    for rng in rounds:
        strokes, width = drawing(rng), float(rng.choice([0.015, 0.03, 0.06, 0.12]))
        canvas = draw_strokes(strokes, width=width)
        assert np.allclose(in_node.ask("strokes", strokes=strokes, width=width), canvas.ravel(), rtol=0, atol=1e-4)
        said = in_node.ask("framed", canvas=canvas.ravel(), columns=canvas.shape[1])
        assert np.allclose(said, center_digit(canvas).ravel(), rtol=0, atol=1e-4)


def test_canvases_of_any_size_and_colour(in_node, rounds):
    for rng in rounds:
        rows, columns = (int(n) for n in rng.integers(2, 90, 2))
        canvas = np.zeros((rows, columns))
        top, left = int(rng.integers(rows)), int(rng.integers(columns))
        height, width = int(rng.integers(1, rows - top + 1)), int(rng.integers(1, columns - left + 1))
        canvas[top : top + height, left : left + width] = rng.random((height, width))
        canvas = 255 - 200 * canvas if rng.random() < 0.5 else canvas
        said = in_node.ask("framed", canvas=canvas.ravel(), columns=columns)
        try:
            expected = center_digit(canvas)
        except ValueError:
            assert said is None
            continue
        assert np.allclose(said, expected.ravel(), rtol=0, atol=1e-4), (canvas.shape, top, left, height, width)
