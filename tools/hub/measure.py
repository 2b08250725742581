"""`python -m tools.hub.measure [--lesson 03] [--students 2]`: what a student costs, in memory and in processor time.

A hub is started, and students who each run a lesson, cell by cell. Memory is the proportional set size (PSS) from
/proc/PID/smaps_rollup: what several processes share counts once. So this needs Linux.
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
    """(PSS in MB, RSS in MB, seconds of the processor) of these processes together."""
    memory = [process.memory_full_info() for process in running]
    seconds = sum(process.cpu_times().user + process.cpu_times().system for process in running)
    return sum(one.pss for one in memory) / MB, sum(one.rss for one in memory) / MB, seconds


def cells(lesson):
    """The sources of a lesson's code cells."""
    [path] = source().glob(f"{lesson}*.ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


def report(what, running, since):
    """Print what these processes cost now."""
    pss, rss, seconds = cost(running)
    print(
        f"{what:<44}{pss:7.0f} MB PSS {rss:7.0f} MB RSS {seconds:7.1f} s {time.monotonic() - since:7.1f} s", flush=True
    )


def main(arguments):
    """Print a line for the hub, and three for each student; returns 0."""
    asked = parser.parse_args(arguments)
    install()
    with tempfile.TemporaryDirectory() as parent, running_hub(folder := Path(parent) / "class") as address:
        of_all = processes(folder)
        print(f"{'':<44}{'memory':>30}{'processor':>12}{'clock':>8}")
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
        print(f"{'all together':<44}{all_together:7.0f} MB PSS, of {psutil.virtual_memory().total / MB:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
