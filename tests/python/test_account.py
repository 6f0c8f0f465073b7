"""One account on a page: every id has one, none shows free text, and what can't be shown is said."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from builds import ROOT, rows

from fashion_panel.__main__ import main
from fashion_panel.account.page import BLOCKS, ORDER, TABLE, number_of, read, text
from fashion_panel.sentence import Sentence

CORE = ("dim_authors", "author_segments", "author_category_scores", "fct_posts")


def test_every_account_has_a_page_without_free_text(hand_counted: Path) -> None:
    ids = [row[0] for row in rows(hand_counted, "select author_id from marts.dim_authors order by 1")]
    pages = {author_id: text(author_id, read(hand_counted, author_id)) for author_id in ids}
    assert len(pages) == 12
    assert [author_id for author_id, page in pages.items() if "secret" in page.lower() or "None" in page or "{" in page] == []
    assert [author_id for author_id, page in pages.items() if "Who it is" not in page or "Nearness to fashion" not in page] == []


def test_a_page_says_what_was_counted_by_hand(hand_counted: Path) -> None:
    page = text(1, read(hand_counted, 1))
    assert page.startswith("Account 1\n\nWho it is\n  12,000 followers (mainstream band)")
    assert "10 images and 20 items on them" in page
    assert "Hand-picked as fashion-forward." in page
    assert "How near it is to the hand-picked list is not told: too few accounts are on it." in page


def test_what_is_unknown_is_missing_and_never_a_number(hand_counted: Path) -> None:
    page = text(11, read(hand_counted, 11))
    assert "Its follower count is not known" in page
    assert "Whether it is hand-picked is not said." in page
    without_posts = text(10, read(hand_counted, 10))
    assert "No post of it was delivered." in without_posts
    assert "No content score: it shows no items." in without_posts


def test_the_page_of_an_account_without_a_warehouse_of_all_parts_names_what_is_not_built(hand_counted: Path, tmp_path: Path) -> None:
    small = tmp_path / "core.duckdb"
    with duckdb.connect(str(small)) as connection:
        connection.execute(f"attach '{hand_counted}' as whole (read_only); create schema marts; create schema seeds")
        tables = [*(("marts", name) for name in CORE), *(("seeds", name) for name in ("thresholds", "label_display_names"))]
        for schema, name in tables:
            connection.execute(f"create table {schema}.{name} as from whole.{schema}.{name}")
    said = {block.heading: block.sentences for block in read(small, 1)}
    assert said["Accounts that look alike"] == ["Not built: author_lookalikes."]
    assert said["Nearness to fashion"] == ["Not built: author_fashion_scores."]
    assert "12,000 followers" in said["Who it is"][0]


@pytest.mark.parametrize("written", ["", "abc", "1.5", "1e3", "1_000", "0x10", "\uff11", str(2**63), "5 or 1=1"])
def test_what_is_no_number_of_an_account_is_told(written: str) -> None:
    with pytest.raises(Sentence, match="give a whole one"):
        number_of(written)


def test_the_command_prints_the_page_and_tells_who_is_not_there(hand_counted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(hand_counted)]
    assert main(["account", *where, "2"]) == 0
    assert capsys.readouterr().out == text(2, read(hand_counted, 2)) + "\n"
    assert main(["account", *where, "--", "-5"]) == 1
    assert capsys.readouterr().err == f"-5 is not among the 12 accounts of {hand_counted}.\n"
    assert main(["account", *where, "no number"]) == 1
    assert "make account ID=123" in capsys.readouterr().err


def test_without_a_warehouse_the_command_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "--warehouse", str(tmp_path / "none.duckdb"), "1"]) == 1
    assert "run make build first" in capsys.readouterr().err
    duckdb.connect(str(tmp_path / "empty.duckdb")).close()
    assert main(["account", "--warehouse", str(tmp_path / "empty.duckdb"), "1"]) == 1
    assert "lacks what the page reads" in capsys.readouterr().err


def test_every_block_has_its_place_and_the_exposure_names_what_they_read() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in BLOCKS.glob("*.sql")}
    assert files.keys() == set(ORDER)
    exposures = (ROOT / "models" / "exposures.yml").read_text(encoding="utf-8")
    (of_the_page,) = re.findall(r"- name: account_page\n(.*?)    owner:", exposures, re.DOTALL)
    read_here = {table for block in files.values() for _, table in TABLE.findall(block)} | {"label_display_names"}
    assert set(re.findall(r"ref\('(\w+)'\)", of_the_page)) == read_here
    assert not [name for name, block in files.items() if re.search(r"\b(staging|raw_record|cell_issues|post_caption|bio)\b", block)]
