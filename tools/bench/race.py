"""The contestants against one another: separate processes, asked in turn, only one of them at work at a time."""

import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from statistics import median

from tqdm import tqdm

from tools.bench.cases import CONTESTANTS, shuffled
from tools.places import ROOT
from tools.processes import THREAD_VARIABLES

REST = 0.03  # seconds; threads of OpenBLAS and OpenMP spin that long for more work, in the way of the next contestant


def python(*arguments, **options):
    """Arguments for `subprocess`: this Python, with this project's packages, its output read as text."""
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    environment = os.environ | {"PYTHONPATH": path} | options.pop("env", {})
    return {"args": [sys.executable, *arguments], "stdout": subprocess.PIPE, "text": True, "env": environment} | options


class Worker:
    """A contestant's process, and the way to ask it."""

    def __init__(self, contestant, threads):
        self.contestant, self.threads = contestant, threads
        limits = dict.fromkeys(THREAD_VARIABLES, str(threads))
        command = python("-m", "tools.bench.worker", contestant, str(threads), env=limits, stdin=subprocess.PIPE)
        self.process = subprocess.Popen(**command)
        self.hello = json.loads(self._answer())

    def seconds(self, name):
        """Have the process time one case."""
        if self.threads > 1:
            time.sleep(REST)
        print(name, file=self.process.stdin, flush=True)
        return float(self._answer())

    def close(self):
        """End the process: it stops when nothing more can come."""
        self.process.stdin.close()
        self.process.wait()

    def _answer(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the worker of {self.contestant} ended early: see its message above")
        return line


def start(thread_counts):
    """(workers, versions, missing): a worker for each contestant and thread count, and packages that are not there."""
    workers, versions, missing = [], {}, set()
    for threads in thread_counts:
        for contestant in CONTESTANTS:
            worker = Worker(contestant, threads)
            if "missing" in worker.hello:
                missing.add(worker.hello["missing"])
                worker.close()
            else:
                versions |= worker.hello["versions"]
                workers.append(worker)
    return workers, versions, missing


def race(workers, cases, rounds):
    """Seconds of every round: {(case name, threads): {contestant: [seconds, ...]}}.

    A case's contestants follow one another within a round, so that a busy moment of the machine hits them alike; its
    rounds are spread over the whole run, so that no moment hits them all.
    """
    seconds = defaultdict(lambda: defaultdict(list))
    with tqdm(total=rounds * len(cases), unit=" cases", file=sys.stderr) as bar:
        for round_number in range(rounds):
            bar.set_description(f"round {round_number + 1} of {rounds}")
            for name in shuffled(list(cases), round_number):
                for worker in (w for w in workers if cases[name].runs_on(w.contestant)):
                    seconds[name, worker.threads][worker.contestant].append(worker.seconds(name))
                bar.update()
    return {key: dict(seconds[key]) for name in cases for key in seconds if key[0] == name}


def summary(name, threads, seconds):
    """One row of the results: medians, and the median over the rounds of another contestant's time by cnnlab's."""
    ours = seconds["cnnlab"]
    return {
        "case": name,
        "threads": threads,
        "median_seconds": {contestant: median(times) for contestant, times in seconds.items()},
        "ratio_to_cnnlab": {
            contestant: median(theirs / own for theirs, own in zip(times, ours, strict=True))
            for contestant, times in seconds.items()
            if contestant != "cnnlab"
        },
        "rounds": {contestant: [float(f"{t:.4g}") for t in times] for contestant, times in seconds.items()},
    }


def import_seconds(rounds):
    """Median seconds of a fresh Python that imports each of these, in turn, and that by the first one's."""
    statements = ("import numpy", "import cnnlab", "import cnnlab.functional, cnnlab.nn, cnnlab.optim")
    times = {statement: [] for statement in statements}
    for _ in range(rounds):
        for statement in statements:
            started = time.perf_counter()
            subprocess.run(**python("-c", statement), check=True)
            times[statement].append(time.perf_counter() - started)
    medians = {statement: median(values) for statement, values in times.items()}
    return {s: {"seconds": m, "ratio_to_numpy": m / medians["import numpy"]} for s, m in medians.items()}


def once(*arguments):
    """What `tools.bench.once` measures, in a fresh process."""
    return json.loads(subprocess.run(**python("-m", "tools.bench.once", *arguments), check=True).stdout)
