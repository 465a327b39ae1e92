"""Runs commands in turn, several rounds, and compares their rates; standard library only."""

import dataclasses
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import typing
from pathlib import Path

HOME = Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Run:
    seconds: float
    mebibytes: float  # peak of the largest process


class Contestant(typing.NamedTuple):
    name: str
    command: list
    environment: dict = {}
    optional: bool = False  # left out where it fails, and said so


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
    return {
        **ratio(case, "shipped", "ours", {name: [1 / run.seconds for run in done] for name, done in runs.items()}),
        "seconds": {name: round(statistics.median(run.seconds for run in done), 2) for name, done in runs.items()},
        "peakMiB": {name: round(max(run.mebibytes for run in done)) for name, done in runs.items()},
    }


def alternate(case, ours, peers, rounds, mode="tuned"):
    """Returns the ratio of rates, ours / best peer, of one case whose contestants time themselves.

    ours and each of peers are contestants. Every round starts each of them once, in turn; it warms up, measures, and ends
    with a line {"rate": ..., "peakMiB": ...}, as `tell` and org.histochain.bench.Rate print it; ours may add shares of its time.
    """
    contestants = [ours, *peers]
    lines = {contestant.name: [] for contestant in contestants}
    for turn in range(1, rounds + 1):
        for contestant in [one for one in contestants if one.name in lines]:
            line = told(contestant)
            if line is None:
                del lines[contestant.name]
                continue
            print(f"{case}, round {turn}, {contestant.name}: {line['rate']:.1f}/s, {line['peakMiB']} MiB", file=sys.stderr)
            lines[contestant.name].append(line)
    rates = {name: [line["rate"] for line in done] for name, done in lines.items()}
    return {
        **ratio(case, mode, ours.name, rates),
        "leftOut": [one.name for one in contestants if one.name not in lines],
        "rates": {name: round(statistics.median(done), 1) for name, done in rates.items()},
        "peakMiB": {name: max(line["peakMiB"] for line in done) for name, done in lines.items()},
        "shares": {part: round(statistics.median(line["shares"][part] for line in lines[ours.name]), 4)
                   for part in lines[ours.name][0]["shares"]},
    }


def told(contestant):
    """Runs a contestant and returns its last line; a failure ends the race, or gives None if it is optional."""
    done = subprocess.run(
        contestant.command, env={**os.environ, **contestant.environment}, stdout=subprocess.PIPE, text=True,
        stderr=subprocess.PIPE if contestant.optional else None,
    )
    if done.returncode != 0 and contestant.optional:
        errors = [line for line in done.stderr.splitlines() if "rror:" in line]
        print(f"{contestant.name} is left out, it failed: {''.join(errors[-1:])}", file=sys.stderr)
        return None
    if done.returncode != 0:
        sys.exit(f"{contestant.name}: {contestant.command} ended with {done.returncode}")
    return json.loads(done.stdout.splitlines()[-1])


def output(command):
    """Returns the last line that a command prints, if any; a failure ends the race."""
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}")
    return "".join(done.stdout.splitlines()[-1:])


def tell(rate):
    """Prints the line of a contestant written in Python; its memory is that of it and the largest process it waited for."""
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"rate": rate, "peakMiB": round(peak / 1024)}))


def ratio(case, mode, ours, rates):
    """Returns the ratio to the fastest peer, round by round, of rates by contestant."""
    best = max((name for name in rates if name != ours), key=lambda name: statistics.median(rates[name]))
    ratios = [own / peer for own, peer in zip(rates[ours], rates[best])]
    return {
        "case": case,
        "mode": mode,
        "peer": best,
        "ratio": round(statistics.median(ratios), 3),
        "min": round(min(ratios), 3),
        "max": round(max(ratios), 3),
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
