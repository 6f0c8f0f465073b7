"""Who joins, leaves or posts more moves no trend, and a rise that some accounts show is found: the short form of benchmarks/momentum.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.oracles.moving_panels import CLAIMS, MovingPanel, new_claims


@pytest.fixture(scope="module")
def panel(demo_warehouse: Path) -> MovingPanel:
    """Return the counts of the demo."""
    return MovingPanel(demo_warehouse)


@pytest.fixture(scope="module")
def shuffled(demo_warehouse: Path) -> MovingPanel:
    """Return the counts of the demo with the weeks of each account shuffled, the trends of the whole panel alone."""
    panel = MovingPanel(demo_warehouse)
    panel.shuffle(seed=0)
    panel.narrow()
    return panel


def test_who_joins_who_leaves_and_who_posts_more_moves_at_most_a_hundredth_of_the_series(panel: MovingPanel) -> None:
    before = panel.called()
    assert before["direction"].isin(CLAIMS).sum() >= 20
    for change in (lambda: panel.recruit(weeks=10, seed=1), lambda: panel.leave(weeks=10), lambda: panel.post_more(weeks=10, seed=1)):
        change()
        found = panel.called()
        assert len(found) >= 1500
        assert new_claims(found, before).mean() <= 0.01


def test_recruits_move_the_shares_of_all_accounts(panel: MovingPanel) -> None:
    """Else the test above would show nothing."""
    panel.recruit(weeks=8, seed=1)
    panel.called()
    moved = panel.connection.sql("select avg((greatest(ratio, 1 / ratio) > 1.3)::int) from trend_momentum where segmentation = 'panel'")
    assert moved.fetchone()[0] > 0.1


def test_shuffled_weeks_rise_and_fall_nowhere_and_no_pair_is_mined_for_moving(shuffled: MovingPanel) -> None:
    shuffled.use("from start_{name}")
    assert shuffled.called()["direction"].isin(CLAIMS).sum() == 0
    assert shuffled.connection.sql("select count(*) from int_trends where mined_because = 'moving'").fetchone() == (0,)


def test_a_rise_to_three_times_as_much_is_found(shuffled: MovingPanel) -> None:
    found = shuffled.risen(3, seed=0, parts=[0, 5])
    assert len(found) >= 12
    assert (found["direction"] == "rising").mean() >= 0.9


def test_a_rise_that_came_a_year_before_too_is_the_season(shuffled: MovingPanel) -> None:
    found = shuffled.risen(3, seed=0, last_year=True, parts=[0, 5])
    assert (found["direction"] == "as_last_year").mean() >= 0.8
    assert (found["direction"] == "rising").sum() <= 1
