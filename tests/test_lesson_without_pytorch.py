"""Lesson 15 where PyTorch is not installed: every cell runs, says what it lacks, and prints the rest as committed."""

import os

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
        expected = [f"{pytorch.HOW}\n"] if cell.source.startswith(GUARD) else texts(before)
        assert texts(cell) == expected, cell.source


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
