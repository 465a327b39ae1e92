"""Runs commands in turn, several rounds, and compares their rates; standard library only."""

import dataclasses
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Run:
    seconds: float
    mebibytes: float  # peak of the largest process


def timed(command, environment):
    """Runs a command from its start to its end; a failure ends the race."""
    started = time.monotonic()
    process = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command} ended with {process.returncode}: {errors.decode()[-2000:]}")
    return Run(seconds, usage.ru_maxrss / 1024)


def compare(case, ours, peers, rounds, before_each):
    """Returns the ratio of rates, ours / best peer, of one case.

    ours and each of peers (name -> ...) are pairs of a command and its environment; before_each is called before every
    run, to remove what the run before left behind. The first round warms the page cache and is not counted.
    """
    contestants = {"ours": ours, **peers}
    runs = {name: [] for name in contestants}
    for turn in range(rounds + 1):
        for name, (command, environment) in contestants.items():
            before_each()
            run = timed(command, environment)
            print(f"{case}, round {turn}, {name}: {run.seconds:.2f} s, {run.mebibytes:.0f} MiB", file=sys.stderr)
            if turn > 0:
                runs[name].append(run)
    medians = {name: statistics.median(run.seconds for run in done) for name, done in runs.items()}
    best = min(peers, key=medians.get)
    ratios = [peer.seconds / own.seconds for own, peer in zip(runs["ours"], runs[best])]
    return {
        "case": case,
        "mode": "shipped",
        "peer": best,
        "ratio": round(statistics.median(ratios), 3),
        "min": round(min(ratios), 3),
        "max": round(max(ratios), 3),
        "seconds": {name: round(median, 2) for name, median in medians.items()},
        "peakMiB": {name: round(max(run.mebibytes for run in done)) for name, done in runs.items()},
    }


def commit():
    """Returns the commit of the code that runs, with +changes where the tree differs from it."""
    return subprocess.run(
        ["git", "describe", "--always", "--abbrev=40", "--dirty=+changes"],
        cwd=HOME, check=True, capture_output=True, text=True,
    ).stdout.strip()


def report(name, ratios):
    """Prints the closing JSON line."""
    print(json.dumps({"name": name, "ratios": ratios, "cores": len(os.sched_getaffinity(0)), "commit": commit()}))
