"""The command `fashion account`: what the published warehouse says of one account."""

from pathlib import Path

import click
import duckdb

from fashion_panel.account import page
from fashion_panel.sentence import Sentence
from fashion_panel.warehouse import chosen


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("author_id")
@click.option("--warehouse", type=click.Path(path_type=Path), help="Another warehouse than WAREHOUSE_PATH or the published one.")
def account(author_id: str, warehouse: Path | None) -> None:
    """Write what the warehouse says of account AUTHOR_ID, and what it does not know."""
    number = page.number_of(author_id)
    warehouse = chosen(warehouse)
    try:
        found = page.read(warehouse, number)
    except duckdb.IOException as error:
        raise Sentence(f"{warehouse} can't be opened: {str(error).splitlines()[0]}") from error
    except duckdb.CatalogException as error:
        raise Sentence(f"{warehouse} lacks what the page reads; run make build first. ({str(error).splitlines()[0]})") from error
    click.echo(page.text(number, found))
