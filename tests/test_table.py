"""Tables line up in a terminal, and are safe in a page."""

import numpy as np
import pytest

from cnnlab import nn
from cnnlab._table import Table
from cnnlab.arithmetic import summary


def rng():
    return np.random.default_rng(0)


def assert_aligned(table):
    title, *lines = repr(table).split("\n")
    assert title == table.title
    assert len({len(line) for line in lines}) == 1, repr(table)
    assert len(lines) == 2 + len(table.rows) + (2 if table.footer else 0)


@pytest.mark.parametrize("model", [nn.lenet(rng=rng()), nn.Sequential(nn.lenet(rng=rng())[:6])], ids=["flat", "nested"])
def test_summary_prints_one_aligned_line_for_each_layer(model):
    assert_aligned(summary(model, (1, 28, 28)))


@pytest.mark.parametrize("footer", [None, ["total", 1_234_567, ""]], ids=["open", "footed"])
def test_table_aligns_text_left_and_numbers_right_with_thousands(footer):
    table = Table("Sizes", ["layer", "n", "share"], [["a", 5, 0.5], ["longer name", 12_345, "half"]], footer)
    assert_aligned(table)
    lines = repr(table).split("\n")
    assert lines[3].startswith("a ")
    assert lines[4].split() == ["longer", "name", "12,345", "half"]
    digits = {line.index(number) + len(number) for line, number in zip(lines[3:5], ["5", "12,345"], strict=True)}
    assert len(digits) == 1


def test_table_escapes_html_everywhere():
    evil = "<script>&"
    html = Table(evil, [evil, evil], [[evil, evil]], [evil, evil])._repr_html_()
    assert "<script>" not in html
    assert html.count("&lt;script&gt;&amp;") == 7


def test_table_shows_every_cell_in_html():
    html = summary(nn.lenet(rng=rng()), (1, 28, 28))._repr_html_()
    assert html.count("<tr") == 12
    assert "<td>20,522</td>" in html
