"""A computation as a graph: where its numbers stand, what is written beside them, and what is refused."""

import pytest
from viz.pictures import overlaps, texts

from cnnlab import viz

VALUES = {"a": 2, "b": -1, "c": 1.5, "loss": 4}
EDGES = [("a", "c", 3), ("b", "c", 5), ("c", "loss", 2)]


def test_each_number_has_its_box_and_each_edge_its_factor():
    ax = viz.show_graph(VALUES, EDGES)
    assert texts(ax) == ["x 3", "x 5", "x 2", "a\n2", "b\n-1", "c\n1.5", "loss\n4"]
    assert len(ax.patches) == len(EDGES)
    assert overlaps(ax) == []


def test_what_is_made_of_others_stands_to_the_right_of_them():
    ax = viz.show_graph(VALUES, EDGES)
    across = {text.get_text().split("\n")[0]: text.get_position()[0] for text in ax.texts}
    assert across["a"] == across["b"] < across["c"] < across["loss"]


def test_what_comes_back_is_written_where_it_is_known():
    ax = viz.show_graph(VALUES, EDGES, {"a": 6, "loss": 1}, title="Back")
    assert [text for text in texts(ax) if "back" in text] == ["back: 6", "back: 1"]
    assert ax.get_title(loc="left") == "Back"
    assert overlaps(ax) == []


@pytest.mark.parametrize(
    ("values", "edges", "said"),
    [({}, [], "there"), (VALUES, [("a", "z", 1)], "'z'"), ({"a": 1, "b": 1}, [("a", "b", 1), ("b", "a", 1)], "circle")],
)
def test_what_is_no_graph_is_refused(values, edges, said):
    with pytest.raises(ValueError, match=said):
        viz.show_graph(values, edges)
