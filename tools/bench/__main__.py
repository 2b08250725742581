"""`python dev.py bench`: run everything, print the tables, write results.json beside this file."""

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

from tools.bench import report
from tools.bench.cases import all_cases, epoch_cases
from tools.bench.race import import_seconds, once, race, start, summary

RESULTS = Path(__file__).with_name("results.json")
SHORT_TRAININGS = ("lenet, 1 epoch, batch 64", "lenet, 4 epochs, batch 128")
LONG_TRAININGS = ("net 16/32/128, 8 epochs, batch 64, shifts",)


def options():
    parser = argparse.ArgumentParser(prog="python dev.py bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="3 rounds and no training: about a minute")
    parser.add_argument("--long", action="store_true", help="also the full training of about a minute")
    parser.add_argument("--rounds", type=int, help="how often each contestant is asked (default 11)")
    parser.add_argument("--only", default="", metavar="TEXT", help="only cases with TEXT in their name")
    parser.add_argument("--cores", action="store_true", help="only whole epochs by `fit`, at 1, 2, 4 and 8 cores")
    parser.add_argument("--widgets", action="store_true", help="only how fast the widgets are, in Chromium")
    parser.add_argument("--site", action="store_true", help="only how soon the site's pages answer, in Chromium")
    chosen = parser.parse_args()
    chosen.rounds = chosen.rounds or (3 if chosen.quick or chosen.cores else 11)
    return chosen


def cores():
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def cpu_model():
    """The processor's name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def about(chosen, versions, missing):
    """When, where, of what, and which packages were not there."""
    from cnnlab import __version__

    when = datetime.now(UTC).isoformat(timespec="seconds")
    versions = {"python": platform.python_version(), "cnnlab": __version__, **versions}
    machine = {"cpu": cpu_model(), "cores": cores()}
    return {**vars(chosen), "when": when, **machine, "versions": versions, "missing": sorted(missing)}


def run_race(chosen, cases, counts):
    """(about, rows) of those cases that were chosen, with these numbers of threads, as far as the machine has cores."""
    cases = {name: case for name, case in cases.items() if chosen.only in name}
    workers, versions, missing = start([threads for threads in counts if threads <= cores()])
    try:
        seconds = race(workers, cases, chosen.rounds)
    finally:
        for worker in workers:
            worker.close()
    return about(chosen, versions, missing), [summary(*key, times) for key, times in seconds.items()]


def run_trainings(chosen):
    """The trainings by name, each in its own process."""
    names = () if chosen.quick else SHORT_TRAININGS
    names += LONG_TRAININGS if chosen.long else ()
    results = {}
    for name in names:
        print(f"training: {name} ...", file=sys.stderr)
        results[name] = once("training", name)
    return results


def main():
    chosen = options()
    if chosen.widgets:
        from tools.bench import widgets  # here, because it needs Playwright

        return widgets.main()
    if chosen.site:
        from tools.bench import pages  # likewise

        return pages.main()
    if chosen.cores:
        facts, rows = run_race(chosen, epoch_cases(), (1, 2, 4, 8))
        memory = {name: once("epochs", name) for name in epoch_cases() if chosen.only in name}
        return report.show_cores({**facts, "cases": rows, "memory": memory})
    facts, rows = run_race(chosen, all_cases(), (1, 2))
    results = {**facts, "cases": rows, "trainings": run_trainings(chosen), "memory_of_one_conv2d": once("memory")}
    print("imports ...", file=sys.stderr)
    results["imports"] = import_seconds(rounds=3 if chosen.quick else 11)
    report.show(results)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(f"\nwritten: {RESULTS.name}, beside the benchmarks")


if __name__ == "__main__":
    main()
