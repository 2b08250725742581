"""What the slides of a notebook hold, and what the command says where a notebook does not run."""

import os
import re
import signal
import subprocess
import sys
import time

import pytest
from short_lesson import CELLS, write

pytest.importorskip("latex2mathml", reason="the extra `slides` is not installed")

from tools import live
from tools.places import ROOT
from tools.slides import __main__ as command
from tools.slides import deck


def test_the_page_holds_no_address_to_fetch_from(short):
    text = short.read_text(encoding="utf-8")
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*', text) == ['href="04_stride.slides.html']
    assert not re.search(r"@import|url\((?!data:)", text[: text.index("</style>")])


def test_skipped_cells_and_bars_stay_behind_and_boxes_become_what_they_can(short):
    text = short.read_text(encoding="utf-8")
    assert "never shown" not in text
    assert "█" not in text
    assert "IntSlider(value=5)" in text
    assert text.count('class="widget"') == 2


def test_the_notebook_stays_as_it_is(tmp_path):
    path = write(tmp_path / "own.ipynb", CELLS[:2])
    before = path.read_bytes()
    deck.build(path, tmp_path / "slides")
    assert path.read_bytes() == before
    assert [file.name for file in (tmp_path / "slides").iterdir()] == ["own.slides.html"]


def test_a_cell_that_fails_leaves_the_earlier_slides(tmp_path):
    page = tmp_path / "slides" / "own.slides.html"
    page.parent.mkdir()
    page.write_text("earlier", encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"raise ValueError.*\n\nValueError: not today"):
        deck.build(write(tmp_path / "own.ipynb", [("slide", "raise ValueError('not today')")]), page.parent)
    assert [file.read_text(encoding="utf-8") for file in page.parent.iterdir()] == ["earlier"]


def test_a_stop_while_the_page_is_written_leaves_the_earlier_slides(tmp_path, monkeypatch):
    def stop(*arguments):
        raise KeyboardInterrupt

    page = tmp_path / "own.slides.html"
    page.write_text("earlier", encoding="utf-8")
    monkeypatch.setattr(os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        deck.build(write(tmp_path / "own.ipynb", CELLS[:1]), tmp_path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["own.ipynb", "own.slides.html"]
    assert page.read_text(encoding="utf-8") == "earlier"


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_ctrl_c_ends_the_command_in_words(tmp_path):
    ready = tmp_path / "ready"
    path = write(tmp_path / "long.ipynb", [("slide", f"import time; open({str(ready)!r}, 'w'); time.sleep(60)")])
    line = [sys.executable, "-m", "tools.slides", path]
    with subprocess.Popen(line, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        while not ready.exists() and process.poll() is None:
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        said = process.communicate(timeout=30)[1]
    assert re.search("stopped; what was finished is in slides/|Kernel died", said)
    assert "deck.py" not in said  # no traceback of ours; the kernel may log one of its own
    assert process.returncode == 1
    assert not list((ROOT / "slides").glob("*long*"))


def test_the_command_says_which_notebook_does_not_run(tmp_path):
    write(tmp_path / "fails.ipynb", [("slide", "raise ValueError('not today')")])
    with pytest.raises(SystemExit, match=r"no slides of fails\.ipynb, because it does not run"):
        command.main([tmp_path / "fails.ipynb"])


@pytest.mark.parametrize("names", [["missing.ipynb"], ["03", "17"], ["3", "--path", "ninety"]], ids=str)
def test_a_wrong_name_is_one_sentence(names, capsys):
    with pytest.raises(SystemExit) as end:
        command.main(names)
    assert end.value.code == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert re.match("no slides: there is no lesson '(missing.ipynb|17)'|a path names its lessons itself", said.err)


def test_the_help_names_the_flags(capsys):
    with pytest.raises(SystemExit) as end:
        command.main(["--help"])
    assert end.value.code == 0
    assert "--path NAME" in capsys.readouterr().out


def test_what_the_teacher_has_answered_is_not_in_the_slides():
    state = {"_esm": "", "answers": {"0": 1}, "step": 2, "layout": "IPY_MODEL_1"}
    assert live.own_traits(state) == {"answers": {}, "step": 2, "has_python": False}
    assert live.own_traits({"answers": [1], "first": {"0": 1}}) == {"answers": [1], "first": {}, "has_python": False}


def test_nothing_of_sphinx_is_loaded():
    assert "sphinx" not in sys.modules
