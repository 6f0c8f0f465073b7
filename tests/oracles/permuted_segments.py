"""False alarms of the label lifts of a built warehouse.

The models of models/intermediate/evaluation run as they are on its segments, permuted within deciles of volume: all of their
p values are false alarms.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from tests.oracles.models_in_duckdb import build, load_seeds

INPUTS = ["int_segment_authors", "int_segments", "int_author_items", "int_author_labels"]
MODELS = ["int_segment_assignments", "int_label_comparisons", "int_label_rate_ratios"]
SHARES = """
    select
        coalesce(segmentation, 'all') as segmentation, count(*) as tests, avg(case when p_value < .05 then 1.0 else 0 end) as below_05,
        avg(case when p_value < .001 then 1.0 else 0 end) as below_001
    from int_label_rate_ratios where permutation_number > 0 and p_value is not null
    group by rollup (segmentation) order by grouping(segmentation), segmentation
"""


def false_alarms(warehouse: Path, permutations: int) -> pd.DataFrame:
    """Return segmentation (``all`` for the pooled tests), tests, and the shares of p values below .05 and .001."""
    with duckdb.connect() as connection:
        connection.execute("set memory_limit = '2GB'; set perfect_ht_threshold = 18")
        connection.execute(f"attach '{warehouse}' as built (read_only)")
        for name in INPUTS:
            connection.execute(f"create view {name} as from built.intermediate.{name}")
        load_seeds(connection, permutation_count=permutations)
        build(connection, MODELS)
        return connection.execute(SHARES).df().set_index("segmentation")
