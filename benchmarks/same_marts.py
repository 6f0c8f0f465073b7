"""Compare the marts of two warehouses row by row: ``python -m benchmarks.same_marts FORMER NOW``, for a change that should change nothing.

Both ways, ``except all``, doubles to the last bit; of a mart with other columns the common ones.
"""

from __future__ import annotations

import sys

import duckdb

COLUMNS = """
    select table_name, list(column_name order by column_index) from duckdb_columns()
    where database_name = '{}' and schema_name = 'marts' group by table_name
"""
DIFFERING = "select count(*) from (select {columns} from {one}.marts.{mart} except all select {columns} from {other}.marts.{mart})"


def main(former: str, now: str) -> None:
    """Print the marts that differ, and how many are the same."""
    with duckdb.connect() as con:
        con.execute(f"attach '{former}' as former (read_only); attach '{now}' as now (read_only)")
        columns = {side: dict(con.execute(COLUMNS.format(side)).fetchall()) for side in ("former", "now")}
        same = 0
        for mart in sorted(columns["former"].keys() | columns["now"].keys()):
            former_columns, now_columns = (columns[side].get(mart, []) for side in ("former", "now"))
            common = [f'"{name}"' for name in former_columns if name in now_columns]
            if not common:
                print(f"{mart}: only one of them has it")
                continue
            ways = (("former", "now"), ("now", "former"))
            counts = [
                con.execute(DIFFERING.format(columns=", ".join(common), one=one, other=other, mart=mart)).fetchall()[0][0]
                for one, other in ways
            ]
            same += counts == [0, 0]
            if counts != [0, 0] or former_columns != now_columns:
                others = sorted(set(former_columns) ^ set(now_columns))
                print(f"{mart}: {counts[0]} and {counts[1]} rows differ{', only one has ' + ', '.join(others) if others else ''}")
        print(f"{same} of {len(columns['now'])} marts are the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
