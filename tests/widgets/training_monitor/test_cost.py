"""What TrainingMonitor costs: when it looks, what it counts, and the speed that it tells, by the clock of the tests."""

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from widgets.training_monitor.runs import images, network, train

from cnnlab import training
from cnnlab.widgets import TrainingMonitor
from cnnlab.widgets.training_monitor.budget import Budget


@pytest.fixture
def model():
    return network()


@pytest.fixture
def monitor(model):
    return TrainingMonitor(model, *images(6), every=0.05)


class Clock:
    """Seconds that pass only when a test says so."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def spend(budget, clock, seconds):
    with budget.spending():
        clock.now += seconds


def test_updates_come_every_so_many_seconds_while_they_are_cheap():
    clock = Clock()
    budget = Budget(0.5, 0.02, clock)
    assert budget.due()
    spend(budget, clock, 0.001)
    assert not budget.due()
    clock.now += 0.499
    assert not budget.due()
    clock.now += 0.002
    assert budget.due()


def test_costly_updates_are_put_off_but_one_slow_one_is_forgiven():
    clock = Clock()
    budget = Budget(0.5, 0.02, clock)
    spend(budget, clock, 1.0)  # the first warms up
    assert budget.next == clock.now + 0.5
    spend(budget, clock, 0.1)
    assert budget.next == pytest.approx(clock.now + 5)
    spend(budget, clock, 0.002)
    spend(budget, clock, 0.002)
    spend(budget, clock, 3.0)
    assert budget.next == clock.now + 0.5


@settings(max_examples=40, deadline=None)
@given(cost=st.floats(0.001, 2), every=st.floats(0.05, 5), share=st.floats(0.005, 0.5))
def test_steady_costs_stay_within_their_share(cost, every, share):
    clock = Clock()
    budget = Budget(every, share, clock)
    spend(budget, clock, cost)
    spend(budget, clock, cost)
    begun, spent = clock.now, 0
    for _ in range(20):
        clock.now = max(clock.now, budget.next)
        spend(budget, clock, cost)
        spent += cost
    assert spent / (clock.now - begun) <= share * 1.0001


def test_the_monitor_counts_its_own_cost_and_keeps_to_its_interval(model, monitor, monkeypatch):
    clock, seen = Clock(), []
    monitor.every = 2.5
    monitor._budget = Budget(2.5, 0.02, clock)
    show = monitor._show

    def slow_show(state):
        clock.now += 0.03
        seen.append(round(clock.now, 2))
        show(state)

    monkeypatch.setattr(monitor, "_show", slow_show)
    train(model, lambda run: setattr(clock, "now", clock.now + 1), monitor)
    assert np.diff(seen)[:-1].min() > 2.5
    assert len(seen) == 7  # steps 1, 4, 7, 10, 13, 16, and the end
    assert monitor.share == pytest.approx(7 * 0.03 / (17 + 7 * 0.03), abs=1e-3)
    clock.now += 1000
    assert monitor.share == pytest.approx(7 * 0.03 / (17 + 7 * 0.03), abs=1e-3)


def test_speed_and_time_left_are_those_of_this_fit(model, monitor):
    clock = Clock()
    monitor._run = training.Run(model, None, None, training.History(loss=[1] * 8, correct=[1] * 8), 3, 16, 64, 90, 0)
    monitor._first, monitor._budget = 2, Budget(0.5, 0.02, clock)
    assert monitor._speed(SimpleNamespace(**vars(monitor._run), step=2, steps_per_epoch=6, total_steps=18)) == {
        "rate": None, "left": None,
    }  # fmt: skip
    clock.now += 3
    images_so_far = 3 * 16 + 10 + 2 * 16  # steps 3 to 8; the sixth has what is left of 90
    assert monitor._speed(monitor._run) == {"rate": round(images_so_far / 3), "left": 5.0}
