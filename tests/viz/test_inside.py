"""What is inside a network, drawn: occlusion, snapshots of a training, and what a shift costs."""

import numpy as np
import pytest

from cnnlab import data, nn, optim, training, viz
from cnnlab.snapshots import Snapshots


def test_an_occlusion_is_drawn_beside_its_image_on_a_scale_symmetric_about_zero():
    image, falls = np.eye(6), np.linspace(-0.1, 0.3, 36).reshape(6, 6)
    axes = viz.show_occlusion(image, falls)
    norm = axes[1].images[0].norm
    assert (norm.vmin, norm.vmax) == (pytest.approx(-0.3), pytest.approx(0.3))
    assert axes[1].get_title(loc="left") == "The probability falls by up to 0.30"
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
    assert ax.get_title(loc="left") == "Best when moved by 4 pixels: two"
    alone = viz.plot_shifts([0, 4], {"plain": [0.9, 0.4]})
    assert alone.get_title(loc="left") == "plain: from 90% to 40% when moved by 4 pixels"
    with pytest.raises(ValueError, match="'plain' needs 3"):
        viz.plot_shifts([0, 1, 4], {"plain": [0.9]})


def test_several_seeds_are_a_line_each_and_a_thick_one_for_their_mean():
    ax = viz.plot_shifts([0, 4], {"plain": [[0.9, 0.4], [0.8, 0.2]], "one": [0.7, 0.6]})
    assert [line.get_ydata().round(6).tolist() for line in ax.lines] == [
        [0.85, 0.3],
        [0.9, 0.4],
        [0.8, 0.2],
        [0.7, 0.6],
    ]
    assert ax.lines[0].get_linewidth() > ax.lines[1].get_linewidth()
    assert sorted(text.get_text().strip() for text in ax.texts) == ["one: 60%", "plain: 30%"]
    with pytest.raises(ValueError, match="'plain' needs 3"):
        viz.plot_shifts([0, 1, 4], {"plain": [[0.9, 0.4], [0.8, 0.2]]})
