"""Living processes: their gradients are those of the whole batch, step after step, and an error ends the wait."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from cnnlab import nn, parallel


def rng():
    return np.random.default_rng(0)


def network():
    return nn.Sequential(nn.Conv2d(1, 2, 3, rng=rng()), nn.ReLU(), nn.Flatten(), nn.Linear(32, 10, rng=rng()))


X, Y = rng().random((20, 1, 6, 6), dtype=np.float32), np.arange(20) % 10


def assert_equal(got, expected):
    assert got.keys() == expected.keys()
    for name, gradient in expected.items():
        assert_allclose(got[name], gradient, rtol=0, atol=1e-5 * np.abs(gradient).max(), err_msg=name)


def test_the_shares_of_two_parts_make_the_gradients_of_the_whole():
    model = network()
    whole = parallel.gradients(model, X, Y)
    parts = [parallel.gradients(model, X[p], Y[p], share) for p, share in ((slice(15), 0.75), (slice(15, 20), 0.25))]
    assert_equal({name: parts[0][name] + parts[1][name] for name in whole}, whole)


def test_processes_live_and_follow_the_weights():
    model = network()
    with parallel.Processes(model, X, Y, count=2) as both:
        for batch in (np.arange(20), np.array([3, 1, 4]), np.array([7])):  # the last is a part for one alone
            assert_equal(both.gradients(batch), parallel.gradients(model, X[batch], Y[batch]))
            for parameter in model.parameters():
                parameter.data -= parameter.grad
        race = parallel.race(both, [1, 8], rng=rng(), repeats=1)
        assert both.started > 0
    assert {name: len(times) for name, times in race.items()} == {"alone": 2, "together": 2}
    assert min(race["alone"] + race["together"]) > 0
    assert not any(process.is_alive() for process in both.processes)


def test_an_error_in_a_process_is_told():
    with parallel.Processes(network(), X, Y, count=1) as one, pytest.raises(RuntimeError, match="has ended"):
        one.gradients(np.array([99]))


def test_in_a_browser_there_are_no_processes(monkeypatch, capsys):
    assert parallel.can_start()
    monkeypatch.setattr("cnnlab.parallel.living.IN_BROWSER", True)
    assert not parallel.can_start()
    assert "in a browser" in capsys.readouterr().out
