"""The board's server: two paths for this machine, and nothing else for anybody."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from tools.board.__main__ import main
from tools.board.server import board_server
from tools.places import ROOT


@pytest.fixture
def served(tmp_path):
    """A board of one student, as (port, the student's file)."""
    path = tmp_path / "ada" / "cnnlab_answers.json"
    path.parent.mkdir()
    path.write_text('{"00": {"0": [1]}}', encoding="utf-8")
    with board_server(tmp_path, 0, every=1) as running:
        threading.Thread(target=running.serve_forever, args=(0.05,), daemon=True).start()
        yield running.server_port, path
        running.shutdown()


def ask(port, path="/", method="GET", **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    for name, value in {"Host": f"127.0.0.1:{port}", **headers}.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.headers, text


def test_the_page_may_ask_its_own_server_alone(served):
    status, headers, text = ask(served[0])
    assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in text
    assert "connect-src 'self'" in text
    assert "http" not in text.replace("http-equiv", "").replace("http://www.w3.org/2000/svg", "")
    assert "ada" not in text.replace("padding", "")


def test_the_state_is_never_kept_and_has_no_name(served):
    status, headers, text = ask(served[0], "/state.json")
    assert (status, headers["Cache-Control"], headers["X-Content-Type-Options"]) == (200, "no-store", "nosniff")
    assert json.loads(text)["students"] == 1
    assert "ada" not in text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{}", "127.0.0.1", "", "127.0.0.1:{}.evil.example"])
def test_a_page_of_elsewhere_that_names_itself_after_this_machine_gets_nothing(served, host):
    assert ask(served[0], "/state.json", Host=host.format(served[0]))[0] == 403
    assert ask(served[0], "/state.json", Host=f"localhost:{served[0]}")[0] == 200


@pytest.mark.parametrize("path", ["/ada/", "/ada/cnnlab_answers.json", "/../dev.py", "/state.json/", "/%2e%2e/"])
def test_there_is_nothing_else(served, path):
    assert ask(served[0], path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_it_only_gives(served, method):
    assert ask(served[0], method=method)[0] == 501


def test_a_folder_out_of_reach_is_said_and_does_not_end_it(served):
    port, path = served
    home = path.parents[1]
    away = home.with_name("away")
    home.rename(away)
    assert ask(port, "/state.json")[0] == 503
    away.rename(home)
    assert ask(port, "/state.json")[0] == 200


def test_many_pages_make_it_look_once(served):
    port, path = served
    before = ask(port, "/state.json")[2]
    path.write_text("{}", encoding="utf-8")
    assert ask(port, "/state.json")[2] == before


def test_what_cannot_be_done_is_one_sentence(served, tmp_path, capsys):
    for flags, said in (
        (["nowhere"], "nowhere is no folder"),
        ([str(tmp_path), "--port", str(served[0])], "choose another with --port"),
        ([str(tmp_path), "--port", "99999"], "choose another with --port"),
    ):
        assert main(flags) == 2
        out, error = capsys.readouterr()
        assert (out, len(error.splitlines())) == ("", 1)
        assert said in error


@pytest.mark.parametrize("every", ["0", "nan", "soon"])
def test_an_interval_that_is_none_is_refused(tmp_path, capsys, every):
    with pytest.raises(SystemExit):
        main([str(tmp_path), "--every", every])
    assert "--every" in capsys.readouterr().err


def heeding():
    """A job in the background of a script ignores Ctrl-C, and so would all that it starts; a terminal's does not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C as Unix has it")
def test_ctrl_c_ends_it_with_one_sentence(tmp_path):
    command = [sys.executable, "-m", "tools.board", str(tmp_path), "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    pipes |= {"encoding": "utf-8", "cwd": ROOT, "preexec_fn": heeding}
    with subprocess.Popen(command, **pipes) as process:
        assert "http://127.0.0.1:" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=20)
    assert (process.returncode, out, error) == (0, "\nThe board is closed; nothing was written.\n", "")
