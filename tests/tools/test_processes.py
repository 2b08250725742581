"""Commands that are started: their words and their exit codes."""

import sys

import pytest

from tools.processes import run, run_quietly

SPEAK = "import sys; print('größer'); print('oh', file=sys.stderr); sys.exit({code})"


def test_a_command_gives_its_exit_code():
    assert run(sys.executable, "-c", "raise SystemExit(3)") == 3


def test_a_quiet_command_that_ends_well_says_nothing(capfd):
    run_quietly(sys.executable, "-c", SPEAK.format(code=0))
    assert capfd.readouterr() == ("", "")


def test_a_quiet_command_that_fails_says_all_that_it_said_and_ends_with_its_code(capfd):
    with pytest.raises(SystemExit) as ended:
        run_quietly(sys.executable, "-X", "utf8", "-c", SPEAK.format(code=4))
    assert ended.value.code == 4
    assert sorted(capfd.readouterr().err.split()) == ["größer", "oh"]
