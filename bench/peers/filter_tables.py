"""The filter's peers: the top-K/P filter over score tables as query engines do it, with two threads.

usage: filter_tables.py duckdb|polars FOLDER K P OUT    FOLDER: filled by org.histochain.bench.filter.MadeScores

Of each class the most confident share K of its candidates is kept, ties by patch id; a patch is a candidate of its P most
probable classes, ties by their order. Both engines find the last candidate that each class keeps, then write the rows that
are not behind it, uncompressed as ours are.
"""

import decimal
import json
import math
import os
import sys
import time
from pathlib import Path

import race

os.environ["POLARS_MAX_THREADS"] = "2"
import duckdb
import polars

RUNS = 2


def with_duckdb(files, k, p, out):
    connection = duckdb.connect()
    connection.execute("SET threads = 2; SET preserve_insertion_order = false")
    source = f"read_parquet({files})"
    columns = [column[0] for column in connection.execute(f"SELECT * FROM {source} LIMIT 0").description[1:]]

    def candidate(own):
        better = [
            f"({columns[other]} {'>=' if other < own else '>'} {columns[own]})" for other in range(len(columns)) if other != own]
        if p == 1:
            return f"NOT ({' OR '.join(better)})"
        return f"{' + '.join(f'{one}::UTINYINT' for one in better)} < {p}"

    candidates = " UNION ALL ".join(
        f"SELECT {own} AS class, {column} AS p, patch_id FROM {source} WHERE {candidate(own)}"
        for own, column in enumerate(columns))
    last = connection.execute(f"""
        SELECT class, p, patch_id
        FROM (SELECT *, row_number() OVER (PARTITION BY class ORDER BY p DESC, patch_id) AS place,
                     count(*) OVER (PARTITION BY class) AS candidates
              FROM ({candidates}))
        WHERE place = ceil({k} * candidates)""").fetchall()
    kept = " OR ".join(
        f"({candidate(own)} AND ({columns[own]} > {least!r}::FLOAT"
        f" OR {columns[own]} = {least!r}::FLOAT AND patch_id <= '{patch}'))"
        for own, least, patch in last)
    connection.execute(
        f"COPY (SELECT * FROM {source} WHERE {kept}) TO '{out}' (FORMAT parquet, COMPRESSION uncompressed)")


def with_polars(files, k, p, out):
    rows = polars.scan_parquet(files)
    columns = rows.collect_schema().names()[1:]

    def candidate(own):
        mine = polars.col(columns[own])
        better = [
            polars.col(columns[other]) >= mine if other < own else polars.col(columns[other]) > mine
            for other in range(len(columns)) if other != own]
        if p == 1:
            return ~polars.any_horizontal(better)
        return polars.sum_horizontal([one.cast(polars.UInt8) for one in better]) < p

    ranked = rows.select(
        polars.col(column).filter(candidate(own)).sort(descending=True).implode() for own, column in enumerate(columns)
    ).collect(engine="streaming")
    kept = []
    for own, column in enumerate(columns):
        values = ranked[column].explode()
        keep = math.ceil(k * len(values))
        least = polars.lit(values[keep - 1], dtype=polars.Float32)
        ties = keep - (values > values[keep - 1]).sum()
        chosen = polars.col(column) >= least
        if ties < (values == values[keep - 1]).sum():
            tied = rows.filter(candidate(own) & (polars.col(column) == least)).select("patch_id").collect()
            chosen = (polars.col(column) > least) | (
                (polars.col(column) == least) & (polars.col("patch_id") <= tied["patch_id"].sort()[ties - 1]))
        kept.append(candidate(own) & chosen)
    rows.filter(polars.any_horizontal(kept)).sink_parquet(out, compression="uncompressed")


def main():
    engine = {"duckdb": with_duckdb, "polars": with_polars}[sys.argv[1]]
    folder, k, p, out = Path(sys.argv[2]), decimal.Decimal(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    tables = json.loads((folder / "tables.json").read_text())
    digests = [table["table"]["sha256"] for table in tables]
    files = [str(folder / "store" / "objects" / "sha256" / digest[:2] / digest[2:]) for digest in digests]
    engine(files, k, p, out)
    begun = time.monotonic()
    for _ in range(RUNS):
        engine(files, k, p, out)
    race.tell(RUNS * sum(table["rows"] for table in tables) / (time.monotonic() - begun))


if __name__ == "__main__":
    main()
