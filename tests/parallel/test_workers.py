"""Workers: processes take over from threads, with the same bits, and nothing is left of them, however the end came."""

import math
import os
import signal
import sys
import time
import types
from contextlib import contextmanager
from multiprocessing.shared_memory import SharedMemory

import numpy as np
import pytest
from trainee import HOLE, Trainee, X, Y, child, network

from cnnlab import nn, parallel
from cnnlab.parallel import machine
from cnnlab.parallel.team import Team
from cnnlab.training import fit

SIZE = 5  # the 20 examples are four parts
LONG = 1e9  # seconds of work that seem to be left


def wait_for(what, seconds=60):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


@contextmanager
def at_work(model, count=3, x=X, y=Y):
    """Workers whose processes have taken over."""
    with parallel.Workers(model, count, SIZE) as own:
        own.expect(LONG)
        own.gradients(x, y, [0, 0])
        wait_for(lambda: own.team is None or own.team.ready or own.team.refused)
        own.gradients(x, y, [0, 1])
        yield own


def by_one(model, x, y, seed):
    """The loss, the right answers, and the gradients that one worker alone finds."""
    with parallel.Workers(model, 1, SIZE) as alone:
        return found(alone, x, y, seed)


def found(own, x, y, seed):
    sums = own.gradients(x, y, seed)
    return *sums, [parameter.grad.tobytes() for parameter in own.model.parameters()]


def gone(pid):
    """Whether a process has ended, or only waits to be counted."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.parametrize("count", [2, 3, 9])
def test_processes_find_the_same_bits_as_one_worker(count):
    model = network()
    with at_work(model, count) as own:
        assert own.trusted
        assert len(own.team.members) == min(count, 4) - 1
        for step, size in enumerate((20, 20, 13, 3)):
            x, y = X[:size], Y[:size]
            assert found(own, x, y, [7, step]) == by_one(model, x, y, [7, step])
            for parameter in model.parameters():
                parameter.data -= parameter.grad
        assert own.trusted


def test_they_follow_an_array_that_was_put_in_a_parameters_place():
    model = network()
    with at_work(model) as own:
        first = model.parameters()[0]
        first.data = first.data * 2
        assert found(own, X, Y, [0, 2]) == by_one(model, X, Y, [0, 2])
        assert own.trusted
        first.data = first.data.astype(np.float64)
        with pytest.raises(TypeError, match="must share one dtype"):
            own.gradients(X, Y, [0, 3])


@pytest.mark.parametrize(("x", "y"), [(np.tile(X, (2, 1, 1, 1)), np.tile(Y, 2)), (X[:, :, :27], Y), (X, Y % 3)])
def test_a_batch_of_another_size_is_computed_too(x, y):
    model = nn.Sequential(nn.Conv2d(1, 2, 5, stride=2, rng=np.random.default_rng(0)), nn.MaxPool2d(8), nn.Flatten())
    with at_work(model, x=X, y=Y % 2) as own:
        assert found(own, x, y % 2, [0, 2]) == by_one(model, x, y % 2, [0, 2])


def test_a_process_that_is_killed_leaves_its_work_to_threads():
    model = network()
    with at_work(model) as own:
        os.kill(own.team.members[0].pid, signal.SIGTERM)
        own.team.members[0].wait()
        assert found(own, X, Y, [0, 2]) == by_one(model, X, Y, [0, 2])
        assert own.team is None
        assert found(own, X, Y, [0, 3]) == by_one(model, X, Y, [0, 3])


def test_an_error_is_the_same_as_alone():
    model = network()
    with pytest.raises(ValueError, match="logits hold NaN") as alone:
        by_one(model, HOLE, Y, [0, 2])
    with at_work(model) as own, pytest.raises(ValueError, match="logits hold NaN") as together:
        own.gradients(HOLE, Y, [0, 2])
    assert str(together.value) == str(alone.value)


class Chatty(nn.ReLU):
    """A layer that prints, as a curious learner's might."""

    def forward(self, x):
        print("I am at work")
        return super().forward(x)


class Elsewhere(nn.ReLU):
    """A layer that computes something else in another process, as if its file had been edited meanwhile."""

    def forward(self, x):
        return super().forward(x) * (1 if at_home() else 2)


class Trains(nn.ReLU):
    """A layer that computes something else where more processes may be started."""

    def forward(self, x):
        return super().forward(x) * (1 if at_home() or math.isinf(machine.PAYS) else 2)


def at_home():
    return os.getpid() == int(os.environ["HOME_OF_ELSEWHERE"])


def with_layer(layer):
    return nn.Sequential(network()[0], layer, *network()[1:])


def test_what_a_layer_prints_disturbs_nothing(capfd):
    model = with_layer(Chatty())
    with at_work(model) as own:
        assert found(own, X, Y, [0, 2]) == by_one(model, X, Y, [0, 2])
        assert own.trusted
    assert capfd.readouterr().out.count("I am at work") > 0


def test_processes_that_find_other_numbers_are_not_trusted(monkeypatch):
    monkeypatch.setenv("HOME_OF_ELSEWHERE", str(os.getpid()))
    model = with_layer(Elsewhere())
    with at_work(model) as own:
        assert not own.trusted
        assert own.team is None
        assert found(own, X, Y, [0, 2]) == by_one(model, X, Y, [0, 2])


def test_a_process_of_a_team_starts_no_team(monkeypatch):
    monkeypatch.setenv("HOME_OF_ELSEWHERE", str(os.getpid()))
    with at_work(with_layer(Trains())) as own:
        assert own.trusted


def test_a_class_of_a_notebook_is_trained_by_threads(monkeypatch):
    class Own(nn.ReLU):
        pass

    notebook = types.ModuleType("a_notebook")
    notebook.Own, Own.__module__, Own.__qualname__ = Own, "a_notebook", "Own"
    monkeypatch.setitem(sys.modules, "a_notebook", notebook)
    model = with_layer(Own())
    with at_work(model) as own:
        assert own.team is None
        assert not own.trusted
        assert found(own, X, Y, [0, 2]) == by_one(model, X, Y, [0, 2])


def test_a_model_that_no_pickle_can_hold_is_trained_by_threads():
    model = network()
    model[0].note = lambda: None
    with at_work(model) as own:
        assert own.team is None
        assert found(own, X, Y, [0, 2]) == by_one(model, X, Y, [0, 2])


def test_a_system_that_allows_no_more_processes_leaves_it_to_threads(monkeypatch):
    def refuse(*_, **__):
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr("subprocess.Popen", refuse)
    model = network()
    with at_work(model) as own:
        assert own.team is None
        assert found(own, X, Y, [0, 2]) == by_one(model, X, Y, [0, 2])


@pytest.mark.parametrize(("count", "size", "left"), [(1, SIZE, LONG), (3, 20, LONG), (3, SIZE, 0.1)])
def test_where_they_do_not_pay_no_process_is_started(count, size, left):
    with parallel.Workers(network(), count, size) as own:
        own.expect(left)
        own.gradients(X, Y, [0, 0])
        assert own.team is None


def test_at_the_end_the_processes_and_the_memory_are_gone():
    with at_work(network()) as own:
        pids, name = [member.pid for member in own.team.members], own.team.memory.block.name
        with pytest.raises(FileNotFoundError):  # its name is gone as soon as all have attached
            SharedMemory(name)
    assert len(pids) == 2
    assert all(map(gone, pids))


def test_processes_that_have_not_begun_are_ended_too():
    with parallel.Workers(network(), 3, SIZE) as own:
        own.expect(LONG)
        own.gradients(X, Y, [0, 0])
        pids, name = [member.pid for member in own.team.members], own.team.memory.block.name
    assert len(pids) == 2
    assert all(map(gone, pids))
    with pytest.raises(FileNotFoundError):
        SharedMemory(name)


# ------------------------------------------------------------------------------------------------------- with fit


def taking_over(monkeypatch):
    """Have `fit` start processes at once. Returns the teams, and a callback that waits until they are at work."""
    teams, whole = [], Team.__init__

    def note(self, *arguments):
        whole(self, *arguments)
        teams.append(self)

    monkeypatch.setattr(Team, "__init__", note)
    monkeypatch.setattr(machine, "PAYS", 0)
    return teams, lambda run: run.step == 2 and wait_for(lambda: teams[0].ready)


@pytest.mark.parametrize("optimizer", ["SGD", "Adam"])
def test_a_training_gives_the_same_bits_with_processes(monkeypatch, optimizer):
    teams, wait = taking_over(monkeypatch)
    settings = {"batch_size": 10, "micro_batch": SIZE, "epochs": 6}
    one = Trainee(optimizer=optimizer).fit((X, Y), (X, Y), workers=1, **settings)
    assert not teams
    two = Trainee(optimizer=optimizer).fit((X, Y), (X, Y), workers=2, callbacks=[wait], **settings)
    assert teams[0].at_work
    assert two.state() == one.state()
    assert two.record() == one.record()


def test_the_arrays_of_the_model_stay_where_they_were(monkeypatch):
    _, wait = taking_over(monkeypatch)
    trainee = Trainee()
    before = [parameter.data for parameter in trainee.model.parameters()]
    trainee.fit((X, Y), batch_size=10, micro_batch=SIZE, epochs=3, workers=2, callbacks=[wait])
    assert all(parameter.data is data for parameter, data in zip(trainee.model.parameters(), before, strict=True))


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize("how", ["kill", "interrupt"])
def test_nothing_is_left_of_a_training_that_ends_from_outside(how):
    process = child(__file__, "train_for_long")
    try:
        name, *pids = process.stdout.readline().split()
        assert len(pids) == 1
        assert not gone(pids[0])
        process.send_signal(signal.SIGKILL if how == "kill" else signal.SIGINT)
        out, err = process.communicate(timeout=60)
        wait_for(lambda: all(map(gone, pids)), seconds=20)
        with pytest.raises(FileNotFoundError):
            SharedMemory(name)
        assert ("stopped early" in out) == (how == "interrupt")
        assert err == ""
    finally:
        process.kill()


def train_for_long():
    """In a process of its own: a training of hours, which says who is at work in it."""
    with pytest.MonkeyPatch.context() as patch:
        teams, wait = taking_over(patch)

        def tell(run):
            wait(run)
            if run.step == 4:
                print(teams[0].memory.block.name, *(member.pid for member in teams[0].members), flush=True)

        trainee = Trainee()
        history = fit(
            trainee.model, trainee.optimizer, (X, Y), epochs=10**6, batch_size=10, rng=np.random.default_rng(0),
            micro_batch=SIZE, workers=2, progress=False, callbacks=[tell],
        )  # fmt: skip
    print("stopped early" if history.interrupted else "came to its end", flush=True)
