"""`python -m tools.hub.measure [--lesson 03] [--students 2]`: what a student costs, in memory and in processor time.

A hub is started, and students who each run a lesson, cell by cell. Memory is the proportional set size (PSS), in which
what several processes share counts once, and beside it the most that they have had at any time (VmHWM). Both are from
/proc, so this needs Linux.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

import psutil

from cnnlab.lessons import source
from tools.hub.install import install
from tools.hub.running import processes, running_hub
from tools.hub.student import Student

MB = 1e6
parser = argparse.ArgumentParser(prog="python -m tools.hub.measure")
parser.add_argument("--lesson", default="03", help="the lesson that each runs (03)")
parser.add_argument("--students", type=int, default=2, help="how many there are (2)")


def cost(running):
    """(MB now, MB at most, seconds of the processor) of these processes together."""
    now = sum(process.memory_full_info().pss for process in running) / MB
    seconds = sum(process.cpu_times().user + process.cpu_times().system for process in running)
    return now, sum(most(process) for process in running) / MB, seconds


def most(process):
    """The most memory that a process has had, in bytes."""
    lines = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def cells(lesson):
    """The sources of a lesson's code cells."""
    [path] = source().glob(f"{lesson}*.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def report(what, running, since):
    """Print what these processes cost now."""
    now, at_most, seconds = cost(running)
    clock = time.monotonic() - since
    print(f"{what:<32}{now:7.0f} MB {at_most:7.0f} MB {seconds:9.1f} s {clock:7.1f} s", flush=True)


def main(arguments):
    """Print a line for the hub, and three for each student; returns 0."""
    asked = parser.parse_args(arguments)
    install()
    with tempfile.TemporaryDirectory() as parent, running_hub(folder := Path(parent) / "class") as address:
        of_all = processes(folder)
        print(f"{'':<32}{'PSS':>10}{'at most':>11}{'processor':>12}{'clock':>10}")
        report("the hub and its proxy", of_all, time.monotonic())
        for number in range(1, asked.students + 1):
            student = Student(address, f"student{number}")
            began = time.monotonic()
            student.sign_in()
            student.start()
            report(f"{student.name}: JupyterLab", processes(folder, student.name), began)
            kernel, began = student.kernel(), time.monotonic()
            student.run(kernel, "pass")
            report(f"{student.name}: and a kernel", processes(folder, student.name), began)
            began = time.monotonic()
            student.run(kernel, *cells(asked.lesson))
            report(f"{student.name}: and lesson {asked.lesson} was run", processes(folder, student.name), began)
        report("the hub and its proxy", [process for process in of_all if process.is_running()], time.monotonic())
        all_together = cost(processes(folder))[0]
        print(f"{'all together':<32}{all_together:7.0f} MB, of {psutil.virtual_memory().total / MB:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
