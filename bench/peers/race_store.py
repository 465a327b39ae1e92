"""bench/run store: a blob to MinIO and back, our SHA-256 included, against the plain MinIO client.

The ratio that counts is that to the client alone; beside it stands that to the client with a SHA-256 of each blob besides.
"""

import argparse
import random
import tempfile
from pathlib import Path

import race
import race_orchestration

BLOB = 256 << 20
PART = 1 << 20  # no int of Python's holds the bits of the whole
PEERS = {"plain": "MinIO client", "digested": "MinIO client and SHA-256"}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    rounds = arguments.parse_args().rounds
    java = str(race.HOME / "bench" / "java")
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        (work / "downloads").mkdir()
        blob = work / "blob"
        drawn = random.Random(1)
        blob.write_bytes(b"".join(drawn.randbytes(PART) for _ in range(BLOB // PART)))
        stack = race_orchestration.Stack(work)
        stack.run(str(race.HOME / "histochain"), "up")
        environment = stack.environment | {"HISTOCHAIN_STORE": "s3://histochain/race"}
        try:
            for direction in ("upload", "download"):

                def contestant(name, kind):
                    command = [java, "store.StoreRate", kind, direction, str(blob), str(work / "downloads")]
                    return race.Contestant(name, command, environment)

                for kind, peer in PEERS.items():
                    ratios.append(race.alternate(
                        f"{direction} of 256 MiB", contestant("ours", "ours"), [contestant(peer, kind)], rounds))
        finally:
            stack.run(str(race.HOME / "histochain"), "down")
    race.report("store", ratios)


if __name__ == "__main__":
    main()
