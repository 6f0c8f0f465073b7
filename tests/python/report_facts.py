"""What the sentences of the report claim, asked of the warehouse in other words than those of the report."""

from __future__ import annotations

import re
from html import unescape

import duckdb

from fashion_panel.report import claims, data, page

CLUSTERS = "(select count(distinct style_cluster) from marts.author_segments)"
BANDS = "(select count(distinct follower_band) from marts.author_segments where follower_band <> 'unknown')"
AUTHORS = "(select count(*) from marts.dim_authors)"
PICKED = "(select count(*) from marts.dim_authors where is_fashion_forward)"


def score(segmentation: str, metric: str) -> str:
    """Return the SQL of a measure of the scorecard."""
    return f"(select value from marts.segmentation_scorecard where segmentation = '{segmentation}' and metric = 'held_out_{metric}')"


NEW, OLD = (f"({score(name, 'skill')} > 2 * {score(name, 'skill_se')})" for name in ("style_clusters", "follower_band"))
GAIN = (
    f"({score('style_clusters', 'skill')} - {score('follower_band', 'skill')}"
    f" > 2 * sqrt({score('style_clusters', 'skill_se')} ^ 2 + {score('follower_band', 'skill_se')} ^ 2))"
)

LEAD = f"{PICKED} > 0 and exists (select 1 from marts.trend_lead_lag where lead_weeks > 0 and source = 'panel')"
CLEAR_BRANDS = """from marts.segment_brand_affinity where segmentation = 'style_clusters' and rate_ratio > 1.25 and ci_low > 1
    and q_value < 0.05 and segment not in (select segment from seeds.segment_states)"""
CEILING = score("style_clusters", "share_of_ceiling")

# what the page says (a pattern), and exactly when: it must be said where that is true, and must not where it isn't
EXACTLY_WHEN = {
    r"No post was delivered": "(select count(*) from marts.fct_posts) = 0",
    r"The delivery holds no account, so there is nothing to show": f"{AUTHORS} = 0",
    r"No account has a known follower count": f"{AUTHORS} > 0 and (select count(follower_count) from marts.dim_authors) = 0",
    r"no known follower count and (is|are) in no band": "(select count(*) from marts.dim_authors where follower_count is null) > 0",
    r"No account is placed in a style cluster": f"{AUTHORS} > 0 and {CLUSTERS} = 0",
    r"There is one style cluster only": f"{CLUSTERS} = 1",
    r"There are no two bands to compare": f"{AUTHORS} > 0 and {BANDS} < 2",
    r"It can't be told: there are no two bands with accounts": f"{BANDS} < 2",
    r"No account is marked as hand-picked": f"{AUTHORS} > 0 and {PICKED} = 0",
    r"(is|are) hand-picked as fashion-forward": f"{PICKED} > 0",
    r"name them with an AUC of": "exists (select 1 from marts.fashion_score_models)",
    r"From so few nothing can be learned": f"""{PICKED} > 0
        and exists (select 1 from marts.author_fashion_scores where reason = 'too_few_listed')""",
    r"hand-picked accounts are ahead of the others in \d": LEAD,
    r"If they were picked because they were early": LEAD,
    r"Yes, for what people wear": f"{CLUSTERS} > 1 and {BANDS} > 1 and {NEW} and {GAIN}",
    r"For style, no": f"{BANDS} > 1 and not {OLD}",
    r"a band knows nothing of them": f"{CLUSTERS} > 1 and {BANDS} > 1 and {NEW} and not {OLD}",
    r"of what can be known is known by the style clusters": f"{CLUSTERS} > 1 and {NEW} and {CEILING} is not null",
    r"No item is shown by anybody": f"{AUTHORS} > 0 and (select sum(item_count) from marts.dim_authors) = 0",
    r"No row was rejected": "(select count(*) from marts.rejected_rows) = 0",
    r"No cell was unreadable": "(select count(*) from marts.cell_issues) = 0",
    r"Every delivered row": "(select sum(raw_rows) = sum(staged_rows) and sum(raw_rows) > 0 from marts.raw_row_ledger)",
    r"Validate by eye": f"{CLUSTERS} > 1",
    r"Read followers afresh before using bands": "(select coalesce(sum(author_count), 0) from marts.follower_band_edges) > 0",
    r"style model": """(select count(*) from marts.panel_versions as newest inner join marts.panel_versions as older
        on newest.model_version = older.model_version and newest.is_this_delivery and older.version_number < newest.version_number) > 0""",
    r"It is the first that is recorded": """(select count(*) from marts.panel_versions) = 1
        and exists (select 1 from marts.panel_versions where is_this_delivery)""",
    r"This delivery is not in the history": "not exists (select 1 from marts.panel_versions where is_this_delivery)",
    r"accounts? (has|have) another style cluster than": "exists (select 1 from marts.segment_movers where segmentation = 'style_clusters')",
    r"Nobody has another style cluster": """(select count(*) from marts.panel_versions) > 1
        and not exists (select 1 from marts.segment_movers where segmentation = 'style_clusters')""",
    r"The clusters were retrained between": """exists (
        select 1 from marts.segment_movers where reason = 'new_model' and segmentation = 'style_clusters')""",
    r"No label and no brand of the panel clearly": """not exists (
        select 1 from marts.label_momentum where segmentation = 'panel' and direction in ('rising', 'falling'))""",
    r"No account shows trends earlier than chance": "not exists (select 1 from marts.author_earliness where is_early)",
    r"No trend is followed": "(select count(*) from marts.trends) = 0",
    r"of an account .{1,20} are in its style cluster": f"{CLUSTERS} > 1",
    r"No account of a style cluster has look-alikes": f"""{AUTHORS} > 0 and not exists (select 1 from marts.author_lookalikes
        inner join marts.author_segments using (author_id) where style_cluster is not null)""",
    r"a look-alike of several hand-picked accounts": """exists (select 1 from marts.author_lookalikes inner join marts.dim_authors as picked
        using (author_id) inner join marts.dim_authors as own on own.author_id = lookalike_id
        where picked.is_fashion_forward and own.is_fashion_forward is not true group by lookalike_id having count(*) > 1)""",
    r"a cluster clearly shows a brand more": f"exists (select 1 {CLEAR_BRANDS})",
    r"No brand is clearly shown more": f"{AUTHORS} > 0 and not exists (select 1 {CLEAR_BRANDS})",
}
# said of nobody, or true by construction
NEVER = (
    r"\bNone\b",
    r"\bnan\b",
    r"\binf\b",
    r"not known",
    r"told? .{0,40} apart",
    r"fitted on",
    r"better separated",
    r"\b1 accounts",
    r"\b1 series (rise|fall)\b",
)


def said_on(html: str) -> str:
    """Return what a reader of the page reads, without scripts and markup."""
    markup = re.sub(r"<(script|style).*?</\1>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def assert_true(connection: duckdb.DuckDBPyConnection) -> str:
    """Write the report of a warehouse, ask the warehouse whether what it says is true, and return what it says."""
    tables = data.ask(connection)
    text = said_on(page.render(tables))
    for pattern, when in EXACTLY_WHEN.items():
        (is_true,) = connection.execute(f"select {when}").fetchone() or (None,)
        assert bool(re.search(pattern, text)) == bool(is_true), (pattern, is_true)
    assert [pattern for pattern in NEVER if re.search(pattern, text)] == []
    # each query again: it bears what the page says at its place, and nothing else is said there
    for claim in claims.catalogue():
        for told in claims.said(connection, claim):
            if claim.place != "definitions" and claim.place != "card_lifts":
                assert all(told[part] is None or " ".join(told[part].split()) in text for part in claims.PARTS), told
    for question in ("is_it_good", "what_does_it_hide", "are_the_new_better"):
        assert len([row for row in tables["claims"] if row["place"] == question and row["verdict"]]) == 1, question
    return text
