"""bench/run scaling: pseudo-labelling by two worker processes of one thread each, against one, on a local stack.

A chain of two iterations labels its pool twice; the second time counts, when the workers are warm. Its time is that from
the start to the end of the labelling workflow that Temporal tells, the index of the tables included.
"""

import argparse
import contextlib
import json
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import race
import race_orchestration
from race_import import colorectal, write

COPIES = 20
CHAIN = """dataset: race
split: {{validation: 0.05, test: 0.05}}
network: {{name: resnet18, width: 16, stem: small}}
chain: {{iterations: 2}}
filter: {{k: 20}}
teacher: {{steps: 5}}
pretrain: {{steps: 5}}
finetune: {{steps: 5}}
threads: 1
seed: {seed}
"""


@contextlib.contextmanager
def workers(stack, histochain, count, work):
    logs = [open(work / f"worker-{number}.log", "w") for number in range(count)]
    running = [subprocess.Popen([histochain, "worker"], env=stack.environment, stdout=log, stderr=log) for log in logs]
    try:
        yield
    finally:
        for worker in running:
            worker.send_signal(signal.SIGTERM)
        for worker, log in zip(running, logs):
            worker.wait()
            log.close()


def labelled(stack, histochain, file, name):
    """Returns images per second of a chain's second labelling of its pool."""
    stack.run(histochain, "start", "-f", str(file), "--id", name)
    stack.temporal("workflow", "result", "-w", name)
    pool = json.loads(stack.run(histochain, "status", name, "--output", "json"))["unlabelled"]
    labelling = json.loads(
        stack.temporal("workflow", "describe", "-w", f"{name}/iteration-2/labels-0"))["workflowExecutionInfo"]
    start, end = (race_orchestration.moment(labelling[time]) for time in ("startTime", "closeTime"))
    return pool / (end - start).total_seconds()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=3)
    rounds = arguments.parse_args().rounds
    histochain = str(race.HOME / "histochain")
    rates = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        write(work / "patches", colorectal(), COPIES, "png")
        stack = race_orchestration.Stack(work)
        stack.run(histochain, "up")
        try:
            stack.run(histochain, "dataset", "import", "race", str(work / "patches"))
            for turn in range(1, rounds + 1):
                for count in rates:
                    file = work / "chain.yaml"
                    file.write_text(CHAIN.format(seed=10 * turn + count))
                    with workers(stack, histochain, count, work):
                        rates[count].append(labelled(stack, histochain, file, f"round-{turn}-{count}"))
                    print(f"round {turn}, {count} of one thread: {rates[count][-1]:.0f} images/s", file=sys.stderr)
        finally:
            stack.run(histochain, "down")
    named = {"two workers": rates[2], "one worker": rates[1]}
    race.report("scaling", [race.ratio("ResNet-18, width 16, 28 px", "tuned", "two workers", named)])


if __name__ == "__main__":
    main()
