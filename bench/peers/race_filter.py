"""bench/run filter: a chain's filter step, its index and digests included, against query engines on the same Parquet files."""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet

import race

FILTERS = (("0.8", "1"), ("0.1", "2"))
PEERS = ("duckdb", "polars")


def selection(file, schema=None):
    table = pyarrow.parquet.read_table(file)
    return (table if schema is None else table.cast(schema)).sort_by("patch_id")


def check(work):
    """All must have selected the same rows, in whatever order."""
    ours = selection(work / "ours.parquet")
    for peer in PEERS:
        if not selection(work / f"{peer}.parquet", ours.schema).equals(ours):
            sys.exit(f"{peer} has selected other rows than ours")
    print(f"all selected the same {ours.num_rows} rows", file=sys.stderr)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--rows", type=int, default=10_000_000)
    chosen = arguments.parse_args()
    java, peer = str(race.HOME / "bench" / "java"), str(Path(__file__).with_name("filter_tables.py"))
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        subprocess.run([java, "filter.MadeScores", name, str(chosen.rows)], check=True, stdout=sys.stderr)
        for k, p in FILTERS:
            ratios.append(race.alternate(
                f"{chosen.rows} rows, 9 classes, k {k}, p {p}",
                race.Contestant("ours", [java, "filter.FilterRate", name, k, p, str(work / "ours.parquet")]),
                [race.Contestant(engine, [sys.executable, peer, engine, name, k, p, str(work / f"{engine}.parquet")])
                 for engine in PEERS],
                chosen.rounds,
            ))
            check(work)
    race.report("filter", ratios)


if __name__ == "__main__":
    main()
