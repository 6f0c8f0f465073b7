"""The report on panels that lack what it is made for: each is the demo with other marts, and every sentence is asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from report_facts import assert_true

NO_BAND = {
    "dim_authors": "select * replace (cast(null as bigint) as follower_count, 'unknown' as follower_band) from {}",
    "author_segments": """select * replace (
        cast(null as bigint) as follower_count, 'unknown' as follower_band, cast(null as double) as engagement_rate) from {}""",
    "segment_profiles": """select * replace (
            cast(null as double) as follower_median, cast(null as double) as follower_mean, cast(null as double) as engagement_rate_median,
            case when segmentation = 'follower_band' then 'unknown' else segment end as segment,
            case when segmentation = 'follower_band' then (select count(*) from w.marts.dim_authors) else author_count end as author_count,
            case when segmentation = 'follower_band' then 1.0 else author_share end as author_share)
        from {} where segmentation <> 'follower_band' or segment = 'mainstream'""",
    "segment_posting_hours": """select * replace (case when segmentation = 'follower_band' then 'unknown' else segment end as segment)
        from {} where segmentation <> 'follower_band' or segment = 'mainstream'""",
    "segment_label_lift": "select * from {} where segmentation <> 'follower_band'",
    "follower_band_edges": "select * from {} where false",
}
ONE_BAND = {
    "dim_authors": "select * from {} where follower_band = 'mainstream'",
    "author_segments": "select * from {} where follower_band = 'mainstream'",
    "segment_profiles": "select * from {} where segmentation <> 'follower_band' or segment = 'mainstream'",
    "segment_posting_hours": "select * from {} where segmentation <> 'follower_band' or segment = 'mainstream'",
    "segment_label_lift": "select * from {} where segmentation <> 'follower_band' or segment = 'mainstream'",
    "follower_band_edges": "select * from {} where false",
}


def renamed(cluster: str, state: str) -> dict[str, str]:
    """Return a panel in which every placed account has one cluster, or none and a state."""
    named = f"'{cluster}'" if cluster else "cast(null as varchar)"
    segment = cluster or state
    states = "(select segment from w.seeds.segment_states)"
    moved = f"case when segmentation = 'style_clusters' and segment not in {states} then '{segment}' else segment end as segment"
    return {
        "author_segments": f"""select * replace (
            case when style_state = 'assigned' then {named} end as style_cluster,
            case when style_state = 'assigned' then '{state}' else style_state end as style_state) from {{}}""",
        "author_segmentations": f"select * replace ({moved}) from {{}}",
        "segment_profiles": f"""select * replace ({moved})
            from {{}}
            where segmentation <> 'style_clusters' or segment in {states} or (
                segment = (select min(style_cluster) from w.marts.author_segments) and '{cluster}' <> '')""",
        "segment_label_lift": "select * from {} where segmentation <> 'style_clusters'",
        "segment_brand_affinity": "select * from {} where segmentation <> 'style_clusters'",
        "kmeans_model_selection": f"select * replace (k = 1 and '{cluster}' <> '' as is_chosen) from {{}}",
        "trend_momentum": "select * from {} where segmentation <> 'style_clusters'",
        "trend_weeks": "select * from {} where segmentation <> 'style_clusters'",
    }


def scored(**values: float | None) -> dict[str, str]:
    """Return a panel whose scorecard has other values: segmentation__metric."""
    cases = " ".join(
        f"when segmentation = '{segmentation}' and metric = '{metric}' then {'null' if value is None else value}"
        for name, value in values.items()
        for segmentation, metric in [name.split("__")]
    )
    return {"segmentation_scorecard": f"select * replace (cast(case {cases} else value end as double) as value) from {{}}"}


NOBODY_PICKED = {"dim_authors": "select * replace (cast(null as boolean) as is_fashion_forward) from {}"}
NOTHING_POSTED = {
    "dim_authors": "select * replace (0 as post_count, 0 as image_count, 0 as item_count, cast(null as timestamp) as last_post_at) from {}",
    "author_segments": """select * replace (0 as post_count, 0 as image_count, 0 as item_count, cast(null as double) as engagement_rate)
        from {}""",
    "fct_posts": "select * from {} where false",
    "segment_posting_hours": "select * replace (0 as post_count, cast(null as double) as share) from {}",
    "author_category_scores": "select * from {} where false",
    "segment_label_lift": "select * from {} where false",
    "trends": "select * from {} where false",
    "trend_momentum": "select * from {} where false",
    "trend_weeks": "select * from {} where false",
    **renamed("", "insufficient_data"),
}
OLDER_MODEL = {
    "panel_versions": """select * from {} union all by name
        select * replace (0 as version_number, false as is_this_delivery) from {}""",
}
LEADING = {
    "trend_lead_lag": """select * from {} union all by name
        select 'leather_pants' as trend_id, 4 as horizon, 'panel' as source, 0.001 as p_value, 0.01 as q_value, 3.0 as lead_weeks""",
}
WEEK_BEFORE = """select * from {} union all by name select * replace (
    0 as version_number, false as is_this_delivery, version_date - 7 as version_date, newest_post_at - interval 7 days as newest_post_at)
    from {}"""
DATES = "version_date - 7 as from_date, version_date as to_date from w.marts.panel_versions"
SECOND_DELIVERY = {
    "panel_versions": WEEK_BEFORE,
    "segment_transitions": f"""select 'follower_band' as segmentation, 'not_in_panel' as segment_from, 'mainstream' as segment_to,
        'entered' as movement, 5 as author_count, {DATES}
        union all select 'follower_band', 'mainstream', 'not_in_panel', 'left', 1, {DATES}""",
    "segment_retention": f"""
        select 'follower_band' as segmentation, 'mainstream' as segment, 10 as author_count_from, 14 as author_count_to,
        5 as entered_count, 1 as left_count, 0 as moved_in_count, 0 as moved_out_count, {DATES}""",
    "segment_movers": f"""select author_id, 'style_clusters' as segmentation, 'luxury' as former_segment, 'everyday' as segment,
        'luxury' as category, 0.3 as former_share, 0.1 as share, 0.9 as former_confidence, 0.6 as confidence,
        'new_posts' as reason, versions.*
        from (select author_id from w.marts.dim_authors order by author_id limit 2) cross join (select {DATES}) as versions""",
    "delivery_changes": f"""select 'engagement_rate_median' as measure, 'follower_band' as segmentation, 'mainstream' as segment,
        0.01 as former_value, 0.02 as value, {DATES}""",
}
QUIET_DELIVERY = {"panel_versions": WEEK_BEFORE}
NOT_RECORDED = {"panel_versions": "select * replace (false as is_this_delivery) from {}"}
ONE_MOVES = {
    "trend_momentum": """select * from {} where direction is not null and segmentation in ('follower_band', 'style_clusters')
        qualify row_number() over (partition by segmentation order by trend_id, segment) = 1""",
}
PANELS: Mapping[str, tuple[Mapping[str, str], tuple[str, ...]]] = {
    "the demo": ({}, ("Yes, for what people wear", "For style, no")),
    "nobody's followers": (NO_BAND, ("the hours are those of accounts without a band", "no two bands")),
    "one band": (ONE_BAND, ("no two bands",)),
    "one cluster": (renamed("everyday", "assigned"), ("It can't be told: there is one style cluster only", "One cluster was kept")),
    "no cluster": (renamed("", "insufficient_data"), ("there are no style clusters in this warehouse", "No model was fitted")),
    "nobody picked": (NOBODY_PICKED, ("Nobody is hand-picked",)),
    "nothing posted": (NOTHING_POSTED, ("No post was delivered", "No item is shown by anybody")),
    "clusters that know nothing": (
        scored(style_clusters__held_out_skill=0.01, style_clusters__held_out_skill_se=0.005),
        ("Not provably", "can't be told from nothing (skill 0.01, standard error 0.01)"),
    ),
    "clusters that know a little": (
        scored(style_clusters__held_out_skill=0.011, style_clusters__held_out_skill_se=0.005, follower_band__held_out_skill=-0.1),
        ("Yes, for what people wear", "clearly more than the style clusters"),
    ),
    "bands that know much": (
        scored(follower_band__held_out_skill=0.4, follower_band__held_out_share_of_ceiling=0.8),
        ("In good part: the bands know 80 %",),
    ),
    "nothing measured": (
        scored(**{f"{name}__held_out_skill": None for name in ("style_clusters", "follower_band")}),
        ("It can't be told: too few accounts show a label in both halves",),
    ),
    "a model of an earlier delivery": (OLDER_MODEL, ("Fitted on an earlier delivery, it still fits",)),
    "somebody ahead": (LEADING, ("ask for the date of each pick",)),
    "a second delivery": (
        SECOND_DELIVERY,
        (
            "5 accounts came and 1 left.",
            "Mainstream: 5 came, 1 left.",
            "Median engagement of the mainstream accounts went from 1.0 % to 2.0 %.",
            "2 accounts have another style cluster than in the former delivery.",
            "The commonest way: luxury to everyday, 2 accounts.",
            "luxury everyday luxury 30 % 10 % 0.90 0.60 new posts",
        ),
    ),
    "a delivery that changes nothing": (QUIET_DELIVERY, ("Nobody came and nobody left.", "Nobody has another style cluster")),
    "a delivery without a place in the history": (NOT_RECORDED, ("so nothing can be compared",)),
    "one series": (ONE_MOVES, ("of 1 series with enough",)),
}


@contextmanager
def altered(warehouse: Path, changes: Mapping[str, str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse in which some marts are other ones, without a copy of it: views in memory."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"attach '{warehouse}' as w (read_only)")
        query = "select table_schema, table_name from information_schema.tables where table_catalog = 'w'"
        for schema, name in connection.execute(f"{query} and table_schema in ('marts', 'seeds')").fetchall():
            original = f"w.{schema}.{name}"
            change = changes.get(name, "select * from {}") if schema == "marts" else "select * from {}"
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"create view {schema}.{name} as {change.replace('{}', original)}")
        yield connection


@pytest.mark.parametrize("panel", PANELS)
def test_every_sentence_is_true_on_any_panel(panel: str, demo_warehouse: Path) -> None:
    changes, expected = PANELS[panel]
    with altered(demo_warehouse, changes) as connection:
        text = assert_true(connection)
    assert [sentence for sentence in expected if sentence not in text] == []
