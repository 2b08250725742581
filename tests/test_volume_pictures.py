"""The boxes of volumes: one slice for each channel, to scale, with their sizes in words."""

import matplotlib.pyplot as plt
import pytest
from matplotlib.patches import Polygon

from cnnlab import viz


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


def extents(ax):
    return [tuple(patch.get_xy().max(0) - patch.get_xy().min(0)) for patch in ax.patches if isinstance(patch, Polygon)]


def test_there_is_a_slice_for_each_channel_and_it_is_to_scale():
    ax = viz.show_volumes([(3, 5, 5), (10, 3, 4)], ["image", "maps"])
    assert [tuple(map(round, extent)) for extent in extents(ax)] == [(5, 5)] * 3 + [(4, 3)] * 10
    assert [text.get_text() for text in ax.texts] == ["image\n5 x 5 x 3", "maps\n3 x 4 x 10"]


def test_a_filter_goes_through_all_channels_and_makes_one_cell():
    plain = extents(viz.show_volumes([(3, 5, 5), (1, 3, 3)]))
    marked = extents(viz.show_volumes([(3, 5, 5), (1, 3, 3)], kernel=(3, 3)))
    assert [tuple(map(round, extent)) for extent in marked[len(plain) :]] == [(3, 3)] * 3 + [(1, 1)]


@pytest.mark.parametrize(
    ("volumes", "options"),
    [([], {}), ([(3, 5)], {}), ([(0, 5, 5)], {}), ([(3, 5, 5)], {"kernel": (3, 3)}),
     ([(3, 5, 5), (1, 1, 1)], {"kernel": (6, 3)})],
)  # fmt: skip
def test_what_is_no_volume_is_refused(volumes, options):
    with pytest.raises(ValueError, match=r"volumes must be|must fit"):
        viz.show_volumes(volumes, **options)
