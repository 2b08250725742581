"""Lesson 15 where PyTorch is not installed: every cell runs, says what it lacks, and shows stored figures."""

import os
import re

import nbformat
from nbclient import NotebookClient

from cnnlab import pytorch
from tools.places import NOTEBOOKS

LESSON = NOTEBOOKS / "15_to_pytorch_and_beyond.ipynb"
GUARD = "if pytorch.ready():\n"


def texts(cell):
    """What a cell prints, as one text though it may come in parts, and then what else it puts out."""
    printed = "".join(output.text for output in cell.outputs if output.output_type == "stream")
    return [printed, *(output.data.get("text/plain") for output in cell.outputs if output.output_type != "stream")]


def test_the_lesson_runs_without_pytorch_and_says_how_to_get_it(tmp_path, monkeypatch):
    (tmp_path / "torch.py").write_text("raise ImportError('hidden, as if it were not installed')", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), str(LESSON.parents[1])]))
    committed = nbformat.read(LESSON, as_version=4)
    run = nbformat.read(LESSON, as_version=4)
    NotebookClient(run, timeout=120, resources={"metadata": {"path": str(LESSON.parent)}}).execute()
    cells = [pair for pair in zip(run.cells, committed.cells, strict=True) if pair[0].cell_type == "code"]
    assert sum(cell.source.startswith(GUARD) for cell, _ in cells) > 5
    for cell, before in cells:
        if cell.source.startswith(GUARD):
            assert texts(cell) == [f"{pytorch.HOW}\n"], cell.source
        elif "nbval-ignore-output" in cell.metadata.get("tags", []):  # shows stored figures, or those of this machine
            assert [bool(text) for text in texts(cell)] == [bool(text) for text in texts(before)], cell.source
        else:
            assert texts(cell) == texts(before), cell.source


def test_every_figure_that_needs_pytorch_is_stored_and_shown_without_it():
    cells = [cell.source for cell in nbformat.read(LESSON, as_version=4).cells if cell.cell_type == "code"]
    made = {name for source in cells for name in re.findall(r'figures\["(\w+)"\](?:, \S+)* =', source)}
    guarded = "".join(source for source in cells if source.startswith(GUARD))
    shown = "".join(source for source in cells if not source.startswith(GUARD)).replace("'", '"')
    stored = pytorch.stored(LESSON.with_name("with_pytorch.json"))
    assert len(made) > 10
    assert made <= set(stored)
    assert {name for name in made if f'figures["{name}"]' in guarded and f'figures["{name}"]' not in shown} == set()


def test_what_needs_pytorch_is_guarded_and_its_output_not_compared():
    for cell in nbformat.read(LESSON, as_version=4).cells:
        if cell.cell_type == "code" and "pytorch.ready()" in cell.source:
            assert cell.source.startswith(GUARD)
            assert all(line.startswith((" ", "\n")) or not line for line in cell.source.splitlines()[1:])
            assert "nbval-ignore-output" in cell.metadata.tags


def test_ready_says_how_to_get_pytorch_where_it_is_absent(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(__import__("sys").modules, "torch", None)
    assert pytorch.ready() is False
    assert "pip install torch" in capsys.readouterr().out
