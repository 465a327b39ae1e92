"""What Temporal, MinIO, digests and checkpoints cost: a chain on the local stack against its steps in a plain loop.

Both do the same chain from nothing and must end with the same models, in a process that is new each round and has done a
short chain of other labels before, as a worker has that is up for days. The chain's time is that between the start and the
end that Temporal tells; the loop's that of its steps.
"""

import argparse
import datetime
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import race

CHAIN = """dataset: {{path: {data}/pathmnist-1000/pathmnist-train-first1000.npz, name: pathmnist-1000}}
split: {{validation: 0.1, test: 0.3, seed: 1234}}
labels: {{perClass: 6, seed: {labels}}}
network: {{name: resnet18, width: 16, stem: auto}}
chain: {{iterations: 3}}
"""
SHORT = """teacher: {steps: 20}
pretrain: {steps: 20}
finetune: {steps: 20}
"""


def free_ports(count):
    taken = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    return [str(server.getsockname()[1]) for server in taken]


class Stack:
    """A local stack of its own, and commands that use it."""

    def __init__(self, work):
        temporal, page, minio = free_ports(3)
        removed = ("TEMPORAL_ADDRESS", "TEMPORAL_NAMESPACE", "AWS_ENDPOINT_URL_S3", "AWS_ACCESS_KEY_ID",
                   "AWS_SECRET_ACCESS_KEY")
        self.environment = {name: value for name, value in os.environ.items() if name not in removed} | {
            "XDG_STATE_HOME": str(work / "state"), "XDG_CACHE_HOME": str(work / "cache"),
            "TEMPORAL_CLI": installed("temporal"), "MINIO_BIN": installed("minio"),
            "HISTOCHAIN_TEMPORAL_PORT": temporal, "HISTOCHAIN_UI_PORT": page, "HISTOCHAIN_MINIO_PORT": minio}
        self.address = f"127.0.0.1:{temporal}"

    def run(self, *command):
        done = subprocess.run(command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if done.returncode != 0:
            sys.exit(f"{command} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def temporal(self, *command):
        return self.run(
            self.environment["TEMPORAL_CLI"], *command, "--address", self.address, "--output", "json")


def installed(tool):
    return subprocess.run(
        [race.HOME / "deploy" / "local" / "install", tool], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def moment(text):
    return datetime.datetime.fromisoformat(text)


def chain(stack, histochain, files):
    """Runs chains on a worker of their own. Returns the seconds of the last one, and its models."""
    worker = subprocess.Popen([histochain, "worker"], env=stack.environment, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True)
    log = []
    try:
        for line in worker.stderr:
            log.append(line)
            if "The worker is ready" in line:
                break
        else:
            sys.exit(f"the worker ended: {''.join(log)[-2000:]}")
        # What it says from now on must be read, or it waits for a reader.
        drain = subprocess.Popen(["cat"], stdin=worker.stderr, stdout=subprocess.DEVNULL)
        for name, file in files.items():
            stack.run(histochain, "start", "-f", str(file), "--id", name)
            stack.temporal("workflow", "result", "-w", name)
    finally:
        worker.send_signal(signal.SIGTERM)
        worker.wait()
    drain.wait()
    told = json.loads(stack.temporal("workflow", "describe", "-w", name))["workflowExecutionInfo"]
    stages = json.loads(stack.run(histochain, "status", name, "--output", "json"))["stages"]
    return ((moment(told["closeTime"]) - moment(told["startTime"])).total_seconds(),
            [stage["modelSha256"] for stage in stages])


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=3)
    rounds = arguments.parse_args().rounds
    data = os.environ.get("HISTOCHAIN_TEST_DATA", str(race.HOME.parent / "shared" / "data"))
    histochain, java = str(race.HOME / "histochain"), str(race.HOME / "bench" / "java")
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        short, whole = work / "short.yaml", work / "whole.yaml"
        short.write_text(CHAIN.format(data=data, labels=2) + SHORT)
        whole.write_text(CHAIN.format(data=data, labels=1))
        stack = Stack(work)
        stack.run(histochain, "up")
        try:
            for turn in range(1, rounds + 1):
                stack.environment["HISTOCHAIN_STORE"] = f"s3://histochain/round-{turn}"
                files = {f"short-{turn}": short, f"round-{turn}": whole}
                seconds, models = chain(stack, histochain, files)
                loop = json.loads(stack.run(java, "orchestration.PlainLoop", *files).splitlines()[-1])
                if loop["models"] != models:
                    sys.exit(f"the loop has other models than the chain: {loop['models']}, {models}")
                print(f"round {turn}: chain {seconds:.1f} s, loop {loop['seconds']:.1f} s", file=sys.stderr)
                ratios.append(seconds / loop["seconds"])
        finally:
            stack.run(histochain, "down")
    race.report("orchestration", [{
        "case": "pathmnist-1000, ResNet-18 of width 16, three iterations", "mode": "tuned", "peer": "plain loop",
        "ratio": round(statistics.median(ratios), 3), "min": round(min(ratios), 3), "max": round(max(ratios), 3)}])


if __name__ == "__main__":
    main()
