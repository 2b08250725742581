"""Whole epochs in the benchmarks: both libraries run them, and the table says what was measured."""

import pytest

from tools.bench import cnnlab_side, report, worker
from tools.bench.cases import EPOCHS, epoch_cases
from tools.bench.race import summary

CASE = "lenet, batch 64, epoch"


@pytest.fixture
def stopwatch(request, monkeypatch):
    """A contestant that has only 256 digits to train with."""
    if request.param != "cnnlab":
        pytest.importorskip("torch")
    own = worker.Stopwatch(request.param, 1)
    monkeypatch.setattr(own.side, "EPOCH_DIGITS", 256)
    return own


@pytest.mark.parametrize("stopwatch", ["cnnlab", "torch", "torch channels_last"], indirect=True)
@pytest.mark.parametrize("name", epoch_cases())
def test_each_contestant_runs_each_epoch(stopwatch, name):
    assert 0 < stopwatch.seconds(name) < 60


def test_an_epoch_of_cnnlab_is_one_of_fit(monkeypatch):
    runs, whole = [], cnnlab_side.fit

    def counted(*arguments, **settings):
        runs.append(whole(*arguments, **settings))
        return runs[-1]

    monkeypatch.setattr(cnnlab_side, "fit", counted)
    monkeypatch.setattr(cnnlab_side, "EPOCH_DIGITS", 256)
    cnnlab_side.build(epoch_cases()[CASE], 2)()
    (history,) = runs
    assert (len(history.loss), len(history.train_loss)) == (EPOCHS * 256 // 64, EPOCHS)


def test_the_table_of_cores_says_what_was_measured(capsys):
    seconds = {"cnnlab": [1.0, 1.25, 1.0], "torch": [2.0, 2.0, 2.0], "torch channels_last": [0.5, 0.5, 0.5]}
    report.show_cores({
        "when": "today", "cpu": "a processor", "cores": 2, "versions": {}, "rounds": 3, "missing": [],
        "cases": [summary(CASE, cores, seconds) for cores in (1, 2)],
        "memory": {CASE: {"own_mb": None, "together_mb": None}},
    })  # fmt: skip
    printed = capsys.readouterr().out
    assert printed.count("\ncores: ") == 2
    (line, other) = (line for line in printed.splitlines() if "2.00" in line)
    assert line == other
    assert line.split()[-5:] == ["1000.000", "2000.000", "500.000", "2.00", "0.50"]
