"""How the pictures of a lesson get their words, for slides and site."""

import nbformat
import pytest

pytest.importorskip("nbclient", reason="the extra `slides` is not installed")

from short_lesson import write

from tools.live import describe_pictures, run


def picture(text):
    return nbformat.v4.new_output("display_data", {"image/png": "", "text/plain": text})


def alts(*cells):
    notebook = nbformat.v4.new_notebook(cells=list(cells))
    describe_pictures(notebook)
    return [output.metadata["alt"] for cell in notebook.cells for output in cell.get("outputs", [])]


def test_a_picture_has_the_words_with_which_it_was_drawn_and_else_its_heading():
    prose = nbformat.v4.new_markdown_cell("## Drag the digit\n\nIt moves.")
    cell = nbformat.v4.new_code_cell("axes = f(x)", outputs=[picture("A swap."), picture("<Figure size 1x1>")])
    assert alts(cell) == ["A swap.", 'A picture in "this lesson"']
    assert alts(prose, cell) == ["A swap.", 'A picture in "Drag the digit"']
    assert alts(prose, nbformat.v4.new_code_cell("", outputs=[picture("")])) == ['A picture in "Drag the digit"']


def test_a_run_writes_what_the_figure_says_of_itself_and_leaves_no_name_behind(tmp_path):
    draw = "import matplotlib.pyplot as plt\nax = plt.figure().subplots(); ax.set_title('One bend')"
    path = write(
        tmp_path / "one.ipynb", [("-", draw), ("-", "print(sorted({'describe', 'as_text'} & set(globals())))")]
    )
    drawn, printed = run(path).cells
    assert drawn.outputs[-1].data["text/plain"] == "One bend."
    assert printed.outputs[0].text == "[]\n"


def test_what_is_printed_little_by_little_is_one_text(tmp_path):
    slow = "print('a', flush=True)\nimport time\ntime.sleep(0.4)\nprint('b', flush=True)"
    [cell] = run(write(tmp_path / "slow.ipynb", [("-", slow)])).cells
    assert [output.text for output in cell.outputs] == ["a\nb\n"]


def test_a_run_may_end_with_a_cell(tmp_path):
    path = write(tmp_path / "two.ipynb", [("-", "print(1)"), ("-", "raise ValueError('not needed')")])
    first = nbformat.read(path, as_version=4).cells[0].id
    assert [cell.id for cell in run(path, last=first).cells] == [first]
