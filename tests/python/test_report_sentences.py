"""What the report says: how a sentence is made of a query, and each claim on both sides of each edge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from fashion_panel.report import claims, data, page, sentences, words
from fashion_panel.report.figures import CHARTS

Rows = list[dict[str, Any]]
Told = Callable[..., str]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (None, "not known"),
        (0.0, "0 %"),
        (1e-9, "under 0.001 %"),
        (0.00123, "0.12 %"),
        (0.002, "0.20 %"),
        (0.00994, "0.99 %"),
        (0.00995, "1.0 %"),
        (0.0994, "9.9 %"),
        (0.0995, "10 %"),
        (0.994, "99 %"),
        (0.9945, "99.5 %"),
        (0.99949, "99.9 %"),
        (0.9996, "over 99.9 %"),
        (1.0, "100 %"),
        (-0.0421, "\N{MINUS SIGN}4.2 %"),
    ],
)
def test_a_share_reads_as_all_or_nothing_only_when_it_is(part: float | None, text: str) -> None:
    assert words.share(part) == text


def test_counts_and_their_verbs_agree() -> None:
    assert [words.does(number, "account", "lies", "lie") for number in (0, 1, 2)] == ["no account lies", "1 account lies", "2 accounts lie"]
    assert words.does(2, "series", "rises", "rise", "series") == "2 series rise"
    assert [words.listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [words.times(ratio) for ratio in (None, 1.04, 9.94, 9.95)] == ["not known", "1.0 times", "9.9 times", "10 times"]
    assert [words.probability(p) for p in (0.0009, 0.001, 0.0099, 0.01)] == ["p under 0.001", "p 0.001", "p 0.010", "p 0.01"]
    assert words.number(-0.042) == "\N{MINUS SIGN}0.04"


def test_trends_are_named_in_plain_words() -> None:
    assert (
        words.trend_name("shoes__pumpsmoccassins__noheel", {"pumpsmoccassins": "loafers", "noheel": "no heel"})
        == "shoes: loafers + no heel"
    )
    assert words.trend_name("leather_coat", {}) == "leather coat"


# ---------------------------------------------------------------- sentences and their queries


def claims_of(text: str, tmp_path: Path) -> list[claims.Claim]:
    path = tmp_path / "place.sql"
    path.write_text(text, encoding="utf-8")
    return list(claims.read(path))


def said_by(text: str, tmp_path: Path) -> list[str]:
    with duckdb.connect() as connection:
        return [told["says"] for claim in claims_of(text, tmp_path) for told in claims.said(connection, claim)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("select 1 as n;\n", "a query has no sentence: select 1 as n;"),
        ("-- says: A.\n", "the last sentence has no query"),
        ("-- says: A.\nselect 1 as n\n", "the last sentence has no query that ends with a semicolon"),
        ("-- says: A.\nselect 1 as n\n-- says: B.\nselect 1 as n;\n", "a sentence stands inside a query"),
    ],
)
def test_no_sentence_can_be_written_without_its_query(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=message):
        claims_of(text, tmp_path)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("-- What it is about.\n\n-- says: {n:count|account} and\n--   {s:share}.\nselect 1 as n, 0.5 as s;\n", ["1 account and 50 %."]),
        ("-- says: It is so.\nselect 1 as n where false;\n", []),
        ("-- says: {n:count}.\nselect null as n;\n", []),
        ("-- says: Is {n}.\nselect n from range(2) as numbers (n);\n", ["Is 0.", "Is 1."]),
        ("-- says: In [{n:count} of {m}].\nselect n, 3 as m from range(2) as numbers (n);\n", ["In 0 of 3 and 1 of 3."]),
        ("-- says: [{n:count}].\nselect 1 as n where false;\n", []),
        ("-- says: {a:against|b|share|more|alike|less}.\n"
         "select 0.5 as a, 0.501 as b union all select 0.5, 0.4 union all select 0.5, 0.6;\n",
         ["Alike.", "More.", "Less."]),
        ("-- says: {a:named} {b:number|1} {c:times} {d:probability} {e:does|row|is|are}.\n"
         "select 'a_b' as a, 0.25 as b, 3 as c, 0.2 as d, 2 as e;\n", ["A b 0.2 3.0 times p 0.20 2 rows are."]),
    ],
)  # fmt: skip
def test_a_sentence_is_said_for_each_row_of_its_query_and_not_without_its_number(text: str, sentences: list[str], tmp_path: Path) -> None:
    assert said_by(text, tmp_path) == sentences


def test_a_number_has_a_way_to_be_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="No way to write a number is called roughly"):
        said_by("-- says: {n:roughly}.\nselect 1 as n;\n", tmp_path)


def test_every_chart_has_its_claims_and_every_claim_its_place() -> None:
    places = {claim.place for claim in claims.catalogue()}
    asked = {place for _, *places_of, _ in sentences.QUESTIONS for place in places_of}
    of_page = {"monday_size"} | {place for _, said in (*page.MONDAY, *page.PANEL) for place in said}
    assert places == {chart.name for chart in CHARTS} | asked | of_page | {
        "advice",
        "definitions",
        "card_lifts",
        "leads",
        "picked_lookalikes",
    }


# ---------------------------------------------------------------- each claim at its edges


@pytest.fixture(scope="module")
def asked(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection that has the tables of the report."""
    with duckdb.connect(str(demo_warehouse), read_only=True, config={"threads": 1}) as connection:
        data.ask(connection)
        yield connection


@pytest.fixture
def told(asked: duckdb.DuckDBPyConnection) -> Iterator[Told]:
    """Return what is said at a place when tables of the report hold given rows, and nothing else."""

    def tell(place: str, **tables: Rows) -> str:
        for name, rows in tables.items():
            asked.execute(f"create or replace temp table {name} as select * from {name} where false")
            for row in rows:
                columns = ", ".join(row)
                asked.execute(f"insert into {name} ({columns}) values ({', '.join('?' * len(row))})", list(row.values()))
        found = [line for claim in claims.catalogue() if claim.place == place for line in claims.said(asked, claim)]
        return " ".join(f"{line['title'] or ''} {line['verdict'] or ''} {line['number'] or ''} {line['says'] or ''}" for line in found)

    asked.execute("begin")
    yield tell
    asked.execute("rollback")


def panel(**values: Any) -> Rows:
    return [{"author_count": 100, "unknown_follower_author_count": 0, "post_count": 1, "item_count": 1} | values]


def groups(clusters: int = 2, bands: int = 2) -> Rows:
    return [{"cluster_count": clusters, "band_count": bands, "placed_count": 100, "first_cluster": "all_sorts"}]


def segment(name: str, **values: Any) -> dict[str, Any]:
    return {"segmentation": "follower_band", "segment": name, "state": "assigned", "segment_rank": 1, "author_count": 30} | values


@pytest.mark.parametrize(("mean", "count", "is_told"), [(125, 30, True), (124, 30, False), (125, 29, False)])
def test_a_mean_far_above_the_median_misleads(mean: int, count: int, is_told: bool, told: Told) -> None:
    rows = [segment("small", follower_mean=mean, follower_median=100, author_count=count)]
    assert ("the mean is 1.2 times the median" in told("followers_by_band", segments=rows, panel=panel())) == is_told


@pytest.mark.parametrize(
    ("rates", "count", "words"),
    [
        ((0.05, 0.045, 0.04), 30, "It falls from band to band, and is 1.2 times as high in a as in c"),
        ((0.04, 0.045, 0.05), 30, "It rises from band to band, and is 1.2 times as high in c as in a"),
        ((0.04, 0.05, 0.045), 30, "It does not move in one direction from band to band"),
        ((0.05, 0.045, 0.0401), 30, None),
        ((0.05, 0.045, 0.04), 29, None),
        ((0.05,), 30, None),
    ],
)
def test_engagement_moves_as_the_numbers_do(rates: tuple[float, ...], count: int, words: str | None, told: Told) -> None:
    named = list(zip("abc", rates, strict=False))
    boxes = [{"measure": "engagement_rate", "band": name, "segment": "all", "p50": rate, "author_count": count} for name, rate in named]
    bands = [segment(name, segment_rank=rank) for rank, (name, _) in enumerate(named)]
    text = told("engagement_by_band", segments=bands, account_boxes=boxes, panel=panel())
    assert words in text if words else "from band to band" not in text


@pytest.mark.parametrize(
    ("p", "words"),
    [(None, "too few with an engagement rate"), (0.0499, "differs across it (1.0 % below, 2.0 %"), (0.05, "no difference in")],
)
def test_an_edge_separates_when_the_test_says_so(p: float | None, words: str, told: Told) -> None:
    sides = [("at or below", 0.01), ("above", 0.02)]
    rows = [{"edge_followers": 12000, "side": side, "author_count": 9, "p50": rate, "p_value": p} for side, rate in sides]
    assert "At 12,000 followers 18 accounts lie within 10 % of the edge" in (text := told("band_edges", band_edges=rows))
    assert words in text


@pytest.mark.parametrize(
    ("share", "count", "band", "is_told"),
    [
        (0.125, 30, "edgy", True),
        (0.124, 30, "edgy", False),
        (0.08, 30, "edgy", True),
        (0.125, 29, "edgy", False),
        (0.125, 30, "unknown", False),
    ],
)
def test_a_band_weighs_more_than_its_accounts_when_the_gap_is_worth_telling(
    share: float, count: int, band: str, is_told: bool, told: Told
) -> None:
    pairs = [("mainstream", 0.9, 270, 1 - share), (band, 0.1, count, share)]
    rows = [
        {"measure": measure, "band": name, "band_count": many, "share": accounts if measure == "accounts" else items}
        for name, accounts, many, items in pairs
        for measure in ("accounts", "items shown")
    ]
    text = told("panel_balance", panel_balance=rows, panel=panel())
    assert text.strip().startswith("Mainstream makes up 90 % of the accounts")
    assert ("yet" in text) == is_told


@pytest.mark.parametrize(
    ("band", "posts", "words"),
    [
        (0, 100, "The busiest hour (UTC) is 9 h in small (100 posts)."),
        (0, 99, "No band has 100 posts"),
        (None, 100, "the hours are those of accounts without a band"),
    ],
)
def test_hours_need_posts_of_a_band(band: int | None, posts: int, words: str, told: Told) -> None:
    hours = [{"band": "small", "hour": hour, "share": share, "post_count": posts / 2} for hour, share in ((9, 0.6), (8, 0.4))]
    rows = [hour | {"band_post_count": posts, "min_followers": band} for hour in hours]
    assert words in (text := told("posting_hours", posting_hours=rows, panel=panel(post_count=posts)))
    assert "No post" not in text


@pytest.mark.parametrize(
    ("z", "count", "clusters", "words"),
    [
        (-3.0, 30, 2, "The clearest difference: bags is 10 % of small (30 placed accounts) and 20 % of the other bands."),
        (2.99, 30, 2, "No band has clearly more or less of a style than the others (2 bands with 30"),
        (3.0, 29, 2, ""),
        (3.0, 30, 1, "There is one style cluster only, all sorts"),
        (3.0, 30, 0, "No account is placed in a style cluster"),
    ],
)
def test_a_band_has_a_style_when_the_difference_is_clear(z: float, count: int, clusters: int, words: str, told: Told) -> None:
    cells = [
        {"segment": "bags", "band": band, "share": 0.1, "other_share": 0.2, "band_count": count, "z": z} for band in ("small", "large")
    ]
    text = told("style_by_band", style_by_band=cells[: 1 if z < 0 else 2], clusters=groups(clusters), panel=panel())
    assert words in text if words else not text


def test_a_lift_of_ever_shown_holds_per_item_or_not(told: Told) -> None:
    verdicts = ["more per item", "less per item", "no clear difference", "no clear difference"]
    rows = [{"band": "small", "label_name": str(n), "naive_lift": 1.1, "verdict": verdict} for n, verdict in enumerate(verdicts)]
    text = told("naive_lifts", naive_lifts=rows, clusters=groups(), panel=panel())
    assert (
        "Small accounts “ever show” 4 fashion labels at least 1.10 times as often as the panel. Per item, 1 label is shown more often"
        in text
    )
    assert "1 label is shown less often, and for 2 labels no clear difference is found" in text
    text = told("naive_lifts", naive_lifts=[row | {"naive_lift": 1.09} for row in rows], clusters=groups(), panel=panel())
    assert text.strip() == "No band “ever shows” a fashion label at least 1.10 times as often as the panel."
    assert "no two bands" in told("naive_lifts", naive_lifts=rows, clusters=groups(bands=1), panel=panel())


WITH_ACCOUNTS = (
    "AUC of 0.90 (0.88 to 0.92; 0.5 is chance). Among accounts of one size it is 0.87, by the numbers of the account alone 0.53."
)


@pytest.mark.parametrize(
    ("values", "picked_count", "words"),
    [
        ({"auc": 0.9, "auc_low": 0.88, "auc_high": 0.92, "within_auc": 0.87, "account_within_auc": 0.53}, 361, WITH_ACCOUNTS),
        ({"are_too_few": True}, 49, "it takes 50 that post"),
        ({"are_too_few": True}, 0, "No account is marked as hand-picked"),
    ],
)
def test_who_else_belongs_to_the_picked_is_told_with_its_interval_or_not_at_all(
    values: dict[str, Any], picked_count: int, words: str, told: Told
) -> None:
    picked = panel(fashion_forward_author_count=picked_count)
    scores = [{"min_listed": 50} | values]
    said = told("picked_styles", panel=picked, panel_balance=[], picked_styles=[], clusters=[], fashion_scores=scores)
    assert words in " ".join(said.split())
    assert ("it takes 50" in said) == (picked_count == 49)


def skills(**values: tuple[float | None, float]) -> Rows:
    return [
        {"segmentation": name, "held_out_skill": skill, "held_out_skill_se": se, "held_out_share_of_ceiling": 0.5, "coverage_assigned": 0.8}
        | {"held_out_skill_low": None if skill is None else skill - 2 * se}
        for name, (skill, se) in values.items()
    ]


@pytest.mark.parametrize(
    ("clusters", "bands", "published", "verdict", "words"),
    [
        ((0.4, 0.02), (0.0, 0.02), (0.3, 0.02), "Yes, for what people wear", "clearly less than the style clusters"),
        ((0.4, 0.02), (0.0, 0.02), (0.36, 0.02), "Yes, for what people wear", "which can't be told from the style clusters"),
        ((0.4, 0.02), (0.0, 0.02), (0.5, 0.02), "Yes, for what people wear", "clearly more than the style clusters"),
        ((0.4, 0.02), (0.35, 0.02), (0.0, 0.02), "Not provably", "The follower bands explain 35 %"),
        ((0.04, 0.02), (-0.5, 0.01), (0.0, 0.02), "Not provably", "can't be told from nothing (skill 0.04"),
        ((None, 0.02), (None, 0.02), (None, 0.02), "It can't be told: too few accounts show a label", "Held-out skill can't be measured"),
    ],
)
def test_a_claim_about_held_out_skill_takes_two_standard_errors(
    clusters: Any, bands: Any, published: Any, verdict: str, words: str, told: Told
) -> None:
    tables = {"scorecard": skills(style_clusters=clusters, follower_band=bands, published_clusters=published), "clusters": groups()}
    assert verdict in told("are_the_new_better", **tables)
    assert words in told("held_out", **tables, panel=panel())
    for few in (0, 1):
        alone = tables | {"clusters": groups(few)}
        assert "It can't be told" in told("are_the_new_better", **alone)
        assert "style clusters, placed" not in told("held_out", **alone, panel=panel())


@pytest.mark.parametrize(
    ("skill", "part", "bands", "verdict"),
    [
        (0.04, 0.9, 2, "For style, no"),
        (0.05, 0.49, 2, "For style, in small part: they explain 5.0 %"),
        (0.05, 0.5, 2, "In good part: the bands know 50 %"),
        (0.05, 0.5, 1, "It can't be told: there are no two bands"),
        (None, None, 2, "It can't be told: too few accounts"),
    ],
)
def test_the_bands_are_as_good_as_what_they_know(skill: float | None, part: float | None, bands: int, verdict: str, told: Told) -> None:
    rows = [row | {"held_out_share_of_ceiling": part} for row in skills(follower_band=(skill, 0.02))]
    text = told("is_it_good", scorecard=rows, clusters=groups(bands=bands), panel_balance=[], panel=panel())
    assert text.strip().startswith(verdict)


@pytest.mark.parametrize(
    ("ari", "clusters", "words"),
    [
        (0.0999, 2, "they divide the accounts differently"),
        (0.1, 2, "they overlap in part"),
        (0.5, 2, "they are nearly the same division"),
        (-0.1, 1, "With fewer than two style clusters"),
    ],
)
def test_agreement_is_read_by_its_size_and_takes_two_clusters(ari: float, clusters: int, words: str, told: Told) -> None:
    pair = {"segmentation_a": "follower_band", "segmentation_b": "style_clusters", "ari": ari}
    text = told("agreement", agreement=[pair], clusters=groups(clusters), scorecard=[], panel=panel())
    assert words in text
    assert ("agree at" in text) == (clusters > 1)


@pytest.mark.parametrize(
    ("rising", "falling", "tested", "words"),
    [
        (1, 0, 1, "In the bands 1 series rises and no series falls beyond the season, of 1 series with enough accounts"),
        (0, 2, 9, "In the bands no series rises and 2 series fall beyond the season, of 9 series"),
        (0, 0, 0, "In the bands no trend is shown by enough accounts in the last 8 weeks"),
    ],
)
def test_trends_move_or_do_not(rising: int, falling: int, tested: int, words: str, told: Told) -> None:
    row = {"segmentation": "follower_band", "trend_count": 5, "rising_count": rising, "falling_count": falling, "tested_count": tested}
    assert words in told("trend_by_band", trend_counts=[row])
    assert "1 series moves as in" in told("trend_by_band", trend_counts=[row | {"as_last_year_count": 1}])
    assert "2 series move and may be the season" in told("trend_by_band", trend_counts=[row | {"season_unknown_count": 2}])
    assert "No trend is followed" in told("trend_by_band", trend_counts=[row | {"trend_count": 0, "tested_count": 0}])


@pytest.mark.parametrize(
    ("values", "title", "text"),
    [
        ({"images_a_week_median": 10 / 52}, "Refresh segments every 52 weeks", "shows 0.19 images a week, so 52 weeks bring 10 new ones"),
        ({"images_a_week_median": 10.0}, "Refresh segments every 1 week", "so 1 week brings 10"),
        ({"images_a_week_median": 10 / 52.1}, "Collect more posts", "need more than 52 weeks"),
        ({"near_edge_count": 1}, "Read followers afresh", "1 account lies within 10 % of a band edge"),
        ({"near_edge_count": 0}, None, "band edge"),
        ({"largest_psi": 0.2, "drifted_count": 0}, "Keep the style model", "the largest drift is 0.20, the limit 0.25"),
        ({"largest_psi": 0.3, "drifted_count": 1}, "Retrain the style model", "1 distribution has drifted by more than 0.25"),
        ({"largest_psi": None, "drifted_count": None}, None, "style model"),
        ({"hand_check_segment_count": 1, "hand_check_count": 50}, None, "by eye"),
        ({"hand_check_segment_count": 2, "hand_check_count": 50}, "Validate by eye", "Draw 50 accounts at random over 2 clusters"),
        ({"unknown_follower_count": 1}, "Get the missing follower counts", "1 account (1.0 %) has no follower count"),
        ({"few_images_count": 2, "silent_count": 1}, "Ask for a minimum activity", "2 accounts (2.0 %) show fewer than 10 images"),
    ],
)
def test_advice_follows_its_number_and_is_silent_without_one(values: dict[str, Any], title: str | None, text: str, told: Told) -> None:
    facts = {"author_count": 100, "least_images": 10, "least_items": 20, "edge_window": 0.1, "drift_max_psi": 0.25} | values
    said = told("advice", advice=[facts], ledger=[], panel=panel())
    assert (title in said and text in said) if title else text not in said


def test_every_row_is_accounted_for(told: Told) -> None:
    def said(raw: int, staged: int, duplicate: int, rejected: int) -> str:
        row = {"source_file": "f", "raw_rows": raw, "staged_rows": staged, "duplicate_rows": duplicate, "rejected_rows": rejected}
        return told("ledger", ledger=[row]).strip()

    assert said(0, 0, 0, 0) == "1 file was read, without any row."
    assert said(2000, 2000, 0, 0) == "Every delivered row (2,000) is used."
    assert said(2000, 1998, 1, 1) == "Of 2,000 delivered rows 99.9 % are used, 1 row is a duplicate and 1 row is rejected."


def test_the_commonest_reason_is_named_over_all_tables(told: Told) -> None:
    rows = [
        {"outcome": "row rejected", "reason": "no_key", "how_many": 2},
        {"outcome": "row rejected", "reason": "no_key", "how_many": 2},
        {"outcome": "row rejected", "reason": "no_date", "how_many": 3},
        {"outcome": "cell repaired", "reason": "LIKES: text", "how_many": 1},
    ]
    assert "“no key” (4 of 7 rows)." in (text := told("reasons", rejections=rows))
    assert "1 cell was unreadable" in text
    assert " ".join(told("reasons", rejections=[]).split()) == "No row was rejected. No cell was unreadable."


def test_a_cluster_is_defined_by_what_it_shows_more_as_it_is_named(told: Told) -> None:
    def said(ratio: float, panel_share: float, clusters: int = 2) -> str:
        row = {"segmentation": "style_clusters", "segment": "bags", "category": "bags", "ratio": ratio}
        rows = [row | {"lower_value": ratio * panel_share, "upper_value": panel_share}]
        facts = [{"name_min_lift": 1.25, "name_min_excess": 0.05}]
        bags = [segment("bags", segmentation="style_clusters")]
        return told("definitions", definitions=rows, segments=bags, advice=facts, clusters=groups(clusters)).strip()

    assert said(1.25, 0.04) == "Shows more bags (5.0 % of an account's items, 1.2 times the mean account)."
    assert said(1.24, 0.05) == "No category is far above the mean account."
    assert said(1.25, 0.039) == "No category is far above the mean account."
    assert said(9.0, 0.04, clusters=1) == "Every account that is placed: one cluster was kept."


def margin(margin: str, category: str, raw: float, attainable: float, reason: str | None = None, categories: int = 2) -> dict[str, Any]:
    """Return a row of the query margins."""
    return {
        "margin": margin, "category": category, "author_count": 100, "raw_share": raw, "attainable_share": attainable,
        "kish_author_count": 80.0, "reason": reason, "category_count": categories,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (
            [margin("all", "all", 1, 1, categories=0)],
            "No margins of a population are given (seed margin_targets), so every account weighs 1.",
        ),
        (
            [margin("all", "all", 1, 1), margin("geo_zone", "us", 0.5, 0.505), margin("geo_zone", "gb", 0.9, 0.1, "no_target")],
            "100 accounts tell as much as 80 of equal weight. Us (geo zone) is 50 % of the panel and should be 50 %: weighted it is. "
            "Weights repair what the margins know: accounts that are here because of their taste stay too many.",
        ),
        (
            [margin("all", "all", 1, 1), margin("geo_zone", "us", 0.5, 0.5049)],
            "100 accounts tell as much as 80 of equal weight. "
            "Weights repair what the margins know: accounts that are here because of their taste stay too many.",
        ),
        (
            [margin("all", "all", 1, 1, "contradicted") | {"kish_author_count": None}, margin("geo_zone", "us", 0.5, 0.9, "contradicted")],
            "The margins of the seed margin_targets contradict each other: no weights meet them all, so there are none.",
        ),
    ],
)
def test_the_weights_are_told_with_what_they_cost_and_cannot_repair(told: Told, rows: Rows, text: str) -> None:
    assert " ".join(told("panel_weights", margins=rows).split()) == text


def test_unusual_accounts_stand_beside_what_chance_would_flag(told: Told) -> None:
    text = told("panel_unusual", unusual_counts=[{"checked_count": 2000, "unusual_count": 1}])
    assert text.strip().startswith(
        "1 of 2,000 accounts with 10 posts or more has numbers that are unusual for the size; by chance about 5 would."
    )
    none = told("panel_unusual", unusual_counts=[{"checked_count": 0, "unusual_count": 0}])
    assert none.strip() == "No account has enough posts and known followers to be checked for unusual numbers."


def test_whom_to_recruit_names_the_largest_gain_and_where_nobody_is(told: Told) -> None:
    cell = {"follower_band": "edgy", "style_cluster": "luxury", "author_count": 3, "gap": 2.0, "kish_gain": 1.25}
    empty = cell | {"style_cluster": "clothing", "author_count": 0, "kish_gain": None}
    assert " ".join(told("panel_recruiting", recruits=[cell, empty]).split()) == (
        "Most is gained by accounts that are edgy and luxury: the panel has 3, and one more is worth 1.2 of equal weight. "
        "Nobody is edgy and clothing."
    )
    assert told("panel_recruiting", recruits=[]).strip() == "Nobody is placed in a style cluster, so nothing says whom the panel lacks."


def alike(segmentation: str, name: str, count: int, share: float, by_chance: float | None) -> dict[str, Any]:
    counts = {"segmentation": segmentation, "segment": name, "author_count": count, "lookalike_count": 10 * count}
    return counts | {"share": share, "chance_share": by_chance}


in_cluster, in_band = partial(alike, "style_clusters"), partial(alike, "follower_band")


@pytest.mark.parametrize(
    ("lookalikes", "text"),
    [
        (
            [
                *[in_cluster("bags", 20, 0.9, 0.6), in_cluster("shoes", 10, 0.6, 0.3)],
                *[in_band("edgy", 20, 0.6, 0.55), in_band("trendy", 10, 0.3, 0.55)],
            ],
            "Of the look-alikes of an account 80 % are in its style cluster, where chance would give 50 %. "
            "The follower band of an account holds 50 % of its look-alikes; chance would give 55 %.",
        ),
        (
            [
                *[in_cluster("bags", 19, 0.9, 0.6), in_cluster("shoes", 10, 0.6, 0.3)],
                *[in_band("edgy", 19, 0.5, 0.5), in_band("trendy", 10, 0.5, 0.5)],
            ],
            "",
        ),
        ([in_cluster("bags", 30, 1.0, 1.0), in_band("edgy", 30, 1.0, 1.0)], ""),
        (
            [in_cluster("bags", 30, 1.0, 1.0), in_band("edgy", 20, 0.6, 0.6), in_band("trendy", 10, 0.3, 0.3)],
            "The follower band of an account holds 50 % of its look-alikes; chance would give 50 %.",
        ),
        ([], "No account of a style cluster has look-alikes: too few show enough to be compared."),
    ],
)
def test_look_alikes_stand_beside_chance_when_there_are_enough(lookalikes: Rows, text: str, told: Told) -> None:
    assert " ".join(told("lookalikes", lookalikes=lookalikes, panel=panel()).split()) == text


def test_who_looks_like_the_picked_takes_two_of_them(told: Told) -> None:
    rows = [{"author_id": 10 + rank, "picked_count": picked, "candidate_rank": rank} for rank, picked in enumerate((3, 2, 2, 2), 1)]
    assert "hand-picked accounts: 11 (of 3), 12 (of 2) and 13 (of 2)." in told("picked_lookalikes", picked_lookalikes=rows)
    assert told("picked_lookalikes", picked_lookalikes=[rows[0] | {"picked_count": 1}]) == ""
