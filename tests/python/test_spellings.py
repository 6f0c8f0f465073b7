"""Spellings of tools, looked up in their documentation: each is read as it is meant, or told.

Every spelling is a column of a file of its own, and the files are parts of two deliveries: what a mark of a number means is decided by
the column of all files, so that spellings which contradict each other are apart.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
from builds import TABLES, DbtWorker, rows
from deliveries import BUILD, sound_delivery, write
from naive_landing import COLUMNS, as_csv

AUTHORS, SEGMENTATIONS, POSTS, LABELS = TABLES
HALF_PAST = "2024-03-01 00:30:00"
MODELS = {AUTHORS: "authors", SEGMENTATIONS: "author_segmentations", POSTS: "post_images", LABELS: "image_labels"}
LANDED_AS = {
    "AUTHORID": "author_id",
    "NB_FOLLOWERS": "follower_count",
    "NB_FOLLOWS": "follow_count",
    "FASHION_INTEREST_SEGMENT": "is_fashion_forward",
    "GEO_ZONE": "geo_zone",
    "COMMENT_COUNT": "comment_count",
    "NB_LIKES": "like_count",
    "POST_PUBLICATION_DATE": "published_at::varchar",
    "POST_ID": "post_id",
    "IMAGE_ID": "image_id",
    "TYPE": "label_type",
    "POSITION_IN_IMAGE": "position_in_image",
    "LABEL_NAME": "label_name",
}


class Spelling(NamedTuple):
    """A column as a tool writes it.

    Attributes: table, column, cells, what they mean (a reason for a rejected record), where it is documented, and whether its marks are
    in a delivery of their own: beside decimal points, commas between thousands and exact exponents they would mean something else.
    """

    table: str
    column: str
    cells: list[str]
    meaning: list[Any]
    source: str
    is_apart: bool = False


def date(cell: str, meaning: str, source: str) -> Spelling:
    return Spelling(POSTS, "POST_PUBLICATION_DATE", [cell], [meaning], source)


SPELLINGS = {
    "pandas flags": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["True", "False"], [True, False], "pandas, DataFrame.to_csv"),
    "bit of SQL Server": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["1", "0"], [True, False], "SQL Server, bit"),
    "Excel in German": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["WAHR", "FALSCH"], [True, False], "Excel, TRUE function"),
    "flags as floats": Spelling(
        SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["1.0", "0.0", "nan"], [True, False, None], "pandas, missing data"
    ),
    "versions for flags": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["0.0.1"], [None], "a column of another meaning"),
    "R": Spelling(SEGMENTATIONS, "NB_FOLLOWERS", ["NA", "1e+05", "NaN", "Inf"], [None, 100_000, None, None], "R, write.table"),
    "missing Int64": Spelling(SEGMENTATIONS, "NB_FOLLOWERS", ["<NA>", "1204"], [None, 1204], "pandas, nullable integers"),
    "errors of Excel": Spelling(AUTHORS, "NB_FOLLOWS", ["#N/A", "#VALUE!", "7"], [None, None, 7], "Excel, NA function"),
    "integers as floats": Spelling(POSTS, "NB_LIKES", ["1204.0", "7.0", ""], [1204, 7, None], "pandas, missing data"),
    "Java": Spelling(POSTS, "NB_LIKES", ["1.2E7", "100.0"], [12_000_000, 100], "Java, Double.toString; Spark"),
    "short numbers": Spelling(AUTHORS, "NB_FOLLOWERS", ["12.4K", "1.2M", "7"], [None, None, 7], "Intl.NumberFormat, compact"),
    "blanks between thousands": Spelling(POSTS, "NB_LIKES", ["12 345", "12\u202f345", "7"], [None, None, 7], "CLDR, French"),
    "Swiss thousands": Spelling(POSTS, "COMMENT_COUNT", ["12'345", "7"], [None, 7], "CLDR, Swiss German"),
    "German thousands, few": Spelling(POSTS, "COMMENT_COUNT", ["52.729", "7"], [None, 7], "CLDR, German", is_apart=True),
    "decimal commas": Spelling(AUTHORS, "NB_FOLLOWERS", ["11995,57", "12,345"], [None, None], "CLDR, German", is_apart=True),
    "decimals beside": Spelling(AUTHORS, "NB_FOLLOWERS", ["52.729", "11995.57"], [52, 11995], "a float with three decimals"),
    "Indian groups": Spelling(POSTS, "NB_LIKES", ["1,00,000", "12,345"], [None, None], "CLDR, Hindi", is_apart=True),
    "hidden": Spelling(POSTS, "COMMENT_COUNT", ["-1", "3"], [None, 3], "scrapers of likes"),
    "Java ids": Spelling(AUTHORS, "AUTHORID", ["8.95209665083E11", "6.0E11"], [895209665083, 600000000000], "Java, Double.toString; Spark"),
    "ids of Excel": Spelling(AUTHORS, "AUTHORID", ["8.95E+11", "7"], ["author_id_not_exact", 7], "Excel, General format", is_apart=True),
    "ids of printf": Spelling(AUTHORS, "AUTHORID", ["8.95209e+11", "7"], ["author_id_not_exact", 7], "C, printf %g; awk", is_apart=True),
    "ids of Tableau": Spelling(POSTS, "IMAGE_ID", ["895,209,665,083"], [895209665083], "Tableau, default number format"),
    "unsigned hashes": Spelling(POSTS, "POST_ID", [str(2**63), str(2**63 - 1)], ["post_id_beyond_64_bits", 2**63 - 1], "xxHash, 64 bits"),
    "no id": Spelling(LABELS, "IMAGE_ID", ["NULL", "7"], ["image_id_missing", 7], "SQL Server Management Studio, results to file"),
    "padded position": Spelling(
        LABELS, "POSITION_IN_IMAGE", ["NULL            ", "   None", "[1, 2]  "], [None, None, "[1, 2]  "], "sqlcmd"
    ),
    "no position": Spelling(
        LABELS, "POSITION_IN_IMAGE", [r"\N", "None", "[1, 2]"], [None, None, "[1, 2]"], "Snowflake, NULL_IF; Python, str"
    ),
    "no position, in other capitals": Spelling(LABELS, "POSITION_IN_IMAGE", ["n/a", "None", "nAn"], ["n/a", None, "nAn"], "R, na.strings"),
    "zones in other capitals": Spelling(SEGMENTATIONS, "GEO_ZONE", [" none ", "na", "N/A"], ["none", "na", None], "Python, str; Namibia"),
    "label none": Spelling(LABELS, "LABEL_NAME", ["None", " nan ", r"\N"], ["None", "nan", "label_name_missing"], "Python, str"),
    "types as titles": Spelling(LABELS, "TYPE", [" Shoe", "Bag_Brand ", "texture"], ["shoe", "bag_brand", "texture"], "Python, str.title"),
    "zones": Spelling(SEGMENTATIONS, "GEO_ZONE", [" us ", "NA", "NULL"], ["us", "NA", None], "ISO 3166, Namibia"),
    "MySQL datetime(6)": date("2024-03-01 00:30:00.000000", HALF_PAST, "MySQL, fractional seconds"),
    "Postgres timestamptz": date("2024-03-01 01:30:00+01", HALF_PAST, "PostgreSQL, date/time output"),
    "BigQuery timestamp": date("2024-03-01 00:30:00.000000 UTC", HALF_PAST, "BigQuery, timestamp type"),
    "Snowflake timestamp_tz": date("2024-02-29 16:30:00.000 -0800", HALF_PAST, "Snowflake, TIMESTAMP_TZ_OUTPUT_FORMAT"),
    "Go": date("2024-03-01 00:30:00 +0000 UTC", HALF_PAST, "Go, Time.String"),
    "JavaScript": date("2024-03-01T00:30:00.000Z", HALF_PAST, "ECMAScript, toISOString"),
    "Python": date("2024-03-01T06:00:00+05:30", HALF_PAST, "Python, datetime.isoformat"),
    "Excel in Japan": date("2024/3/1 0:30", HALF_PAST, "Excel, system date format"),
    "HTTP": date("2024-03-01 00:30:00 GMT", HALF_PAST, "scrapers, GMT"),
    "milliseconds": date("1709253000000", HALF_PAST, "ECMAScript, Date.now"),
    "seconds as floats": date("1709253000.0", HALF_PAST, "Python, time.time"),
    "squashed": date("20240301003000000", "publication_date_not_a_date", "data.table, fwrite dateTimeAs"),
    "Twitter": date("Fri Mar 01 00:30:00 +0000 2024", "publication_date_not_a_date", "Twitter API v1.1"),
    "Excel in America": date("3/1/2024 0:30", "publication_date_ambiguous", "Excel, system date format"),
    "a zone by name": date("2024-03-01 00:30:00 PST", "publication_date_ambiguous", "Snowflake, TZD"),
    "no date": date("NaT", "publication_date_missing", "pandas, NaT"),
    "psql": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["t", "f", ""], [True, False, None], "PostgreSQL, boolean type"),
    "logical of R": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["TRUE", "FALSE", "NA"], [True, False, None], "R, write.table"),
    "Oracle": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["Y", "N"], [True, False], "Oracle, before its boolean type"),
    "Excel in French": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["VRAI", "FAUX"], [True, False], "Excel, fonction VRAI"),
    "Excel in Spanish": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["VERDADERO", "FALSO"], [True, False], "Excel, VERDADERO"),
    "YAML": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["Yes", "No", "on", "Off"], [True, False, True, False], "YAML 1.1, bool"),
    "flags in words": Spelling(
        SEGMENTATIONS,
        "FASHION_INTEREST_SEGMENT",
        ["Sí", "SI", "não", "Sim", "ja", "Nein", "nee", "ONWAAR"],
        [True, True, False, True, True, False, False, False],
        "CLDR, yes and no; Excel, TRUE function",
    ),
    "flags of Access": Spelling(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", ["-1", "0"], [None, False], "Access, Yes/No data type"),
    "errors of Sheets": Spelling(AUTHORS, "NB_FOLLOWS", ["#REF!", "#N/A", "7"], [None, None, 7], "Google Sheets, error types"),
    "undefined": Spelling(POSTS, "NB_LIKES", ["undefined", "NaN", "1e+21", "7"], [None, None, None, 7], "ECMAScript, Number::toString"),
    "missing of Julia": Spelling(POSTS, "NB_LIKES", ["missing", "7"], [None, 7], "Julia, missing"),
    "missing of SAS": Spelling(POSTS, "COMMENT_COUNT", [".", "7"], [None, 7], "SAS, missing values"),
    "missing of SPSS": Spelling(AUTHORS, "NB_FOLLOWERS", ["#NULL!", "7"], [None, 7], "SPSS, system-missing values"),
    "ids of JavaScript": Spelling(POSTS, "POST_ID", ["1e+21", "7"], ["post_id_not_exact", 7], "ECMAScript, Number::toString"),
    "zones of Hive": Spelling(SEGMENTATIONS, "GEO_ZONE", [r"\N", "fr"], [None, "fr"], "Hive, serialization.null.format"),
    "labels of many": Spelling(LABELS, "LABEL_NAME", ["NA", " red dress ", "<NA>"], ["NA", "red dress", "label_name_missing"], "R; pandas"),
    "SQL Server datetimeoffset": date("2024-03-01 01:30:00.0000000 +01:00", HALF_PAST, "SQL Server, datetimeoffset"),
    "pandas nanoseconds": date("2024-03-01 00:30:00.000000000", HALF_PAST, "pandas, Timestamp"),
    "Presto": date("2024-03-01 00:30:00.000 UTC", HALF_PAST, "Trino, timestamp with time zone"),
    "Spark": date("2024-03-01T00:30:00.000+0000", HALF_PAST, "Spark, timestampFormat"),
    "R at midnight": date("2024-03-01", "2024-03-01 00:00:00", "R, format.POSIXct"),
    "one digit for the hour": date("2024-03-01T0:30:00Z", HALF_PAST, "C, strftime %k; Excel h:mm"),
    "milliseconds as floats": date("1709253000000.0", HALF_PAST, "pandas, missing data"),
    "milliseconds of %e": date("1.709253e+12", "publication_date_not_a_date", "C, printf %e; R, write.csv: which, a cell can't tell"),
    "mail": date("Fri, 01 Mar 2024 00:30:00 +0000", "publication_date_not_a_date", "RFC 5322"),
    "serial number": date("45352.0208333333", "publication_date_not_a_date", "Excel, date systems"),
    "microseconds": date("1709253000000001", f"{HALF_PAST}.000001", "Parquet, TIMESTAMP_MICROS read as integers"),
    "nanoseconds": date("1709253000000001000", f"{HALF_PAST}.000001", "pandas, datetime64[ns] as int64"),
    "microseconds of JDBC": date("1709253000000000.0", HALF_PAST, "Debezium, MicroTimestamp, after pandas"),
    "nanoseconds of %g": date("1.70925e+18", "publication_date_not_a_date", "R, bit64 after as.numeric"),
    "Oracle timestamp": date("01-MAR-24 12.30.00.000000 AM", "publication_date_not_a_date", "Oracle, NLS_TIMESTAMP_FORMAT"),
    "Excel in Germany": date("01.03.2024 00:30", "publication_date_ambiguous", "Excel, system date format"),
}

# each kind in every column where it can stand
COUNTS = [
    (AUTHORS, "NB_FOLLOWERS"),
    (AUTHORS, "NB_FOLLOWS"),
    (SEGMENTATIONS, "NB_FOLLOWERS"),
    (POSTS, "COMMENT_COUNT"),
    (POSTS, "NB_LIKES"),
]
IDS = [
    (AUTHORS, "AUTHORID"),
    (SEGMENTATIONS, "AUTHORID"),
    (POSTS, "POST_ID"),
    (POSTS, "AUTHORID"),
    (POSTS, "IMAGE_ID"),
    (LABELS, "IMAGE_ID"),
]
NULL_WORDS = [r"\N", r"\\N", "NULL", "null", "NA", "N/A", "nan", "NaN", "None", "<NA>", "NaT", "#N/A", " null ", "NULL          ", ""]
KINDS_OF_COUNTS: dict[str, tuple[list[str], list[int | None]]] = {
    "unknown, negative and no number": ([*NULL_WORDS, "-1", "-1.5", "many", "12k", "1204"], [None] * (len(NULL_WORDS) + 4) + [1204]),
    "commas between thousands": (["1,204", "12,345,678", "7"], [1204, 12_345_678, 7]),
    "scientific": (["1e+05", "1.2E7", "6E+11", "1204.0"], [100_000, 12_000_000, 600_000_000_000, 1204]),
}
KINDS_APART = {
    "commas of two meanings": (["1,204", "12,5", "7"], [None, None, 7]),
    "commas beside more than 999": (["1,204", "1204"], [None, 1204]),
    "commas of a part beside others": (["13,000", "7"], [None, 7]),
    "points of two meanings": (["52.729", "7"], [None, 7]),
}
KINDS_OF_IDS: dict[str, str | int] = dict.fromkeys(NULL_WORDS, "missing") | {
    "7": 7,
    "123.0": 123,
    "1e+12": 10**12,
    "6e+11": 600_000_000_000,
    "8.95209665083e+11": 895_209_665_083,
    "895,209,665,083": 895_209_665_083,
    str(2**63 - 1): 2**63 - 1,
    str(2**63): "beyond_64_bits",
    "18446744073709551615": "beyond_64_bits",
    "9007199254740992.0": "not_exact",
    "52.000": "not_exact",
    "52.729": "not_an_integer",
    "1.5": "not_an_integer",
    "0x10": "not_an_integer",
    "x1": "not_an_integer",
}
# 6 digits of each, and no zero behind them
IDS_OF_G: dict[str, str | int] = {"8.95209e+11": "not_exact", "8.9521e+11": "not_exact", "123456": 123456, "1.23457e+17": "not_exact"}
SPELLINGS |= {
    f"{kind} in {column} of {table}": Spelling(table, column, cells, list(meaning), "interface", kind in KINDS_APART)
    for table, column in COUNTS
    for kind, (cells, meaning) in (KINDS_OF_COUNTS | KINDS_APART).items()
}
SPELLINGS |= {
    f"{kind} in {column} of {table}": Spelling(
        table, column, cells, meaning if column == "NB_FOLLOWERS" else [None, meaning[1]], "interface"
    )
    for table, column in COUNTS
    for kind, cells, meaning in [
        ("decimals", ["52.729", "13000.000"], [52, 13_000]),
        # by the other files of the column
        ("a point of a part beside decimals", ["52.729", "7"], [52, 7]),
    ]
}
SPELLINGS |= {
    f"{kind} in {column} of {table}": Spelling(
        table,
        column,
        list(cells),
        [f"{LANDED_AS[column]}_{said}" if isinstance(said, str) else said for said in cells.values()],
        "interface",
        kind == "ids of %g",
    )
    for table, column in IDS
    for kind, cells in {"ids": KINDS_OF_IDS, "ids of %g": IDS_OF_G}.items()
}


@pytest.fixture(scope="module")
def warehouses(dbt: DbtWorker, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Build two sound deliveries with a part for each spelling; other columns of a part hold what is right."""
    right = {
        "TYPE": "shoe",
        "LABEL_NAME": "boots",
        "POST_PUBLICATION_DATE": HALF_PAST,
        "GEO_ZONE": "us",
        "FASHION_INTEREST_SEGMENT": "true",
    }
    right |= {"BIO": "b", "POST_CAPTION": "c", "POSITION_IN_IMAGE": "p"}
    built = []
    for is_apart in (False, True):
        folder, files = tmp_path_factory.mktemp("spellings"), sound_delivery()
        for number, spelling in enumerate(SPELLINGS.values()):
            others = [right.get(column, str(900 + number % 90)) for column in COLUMNS[spelling.table]]
            place = COLUMNS[spelling.table].index(spelling.column)
            records = [(*others[:place], cell, *others[place + 1 :]) for cell in spelling.cells]
            if spelling.is_apart == is_apart:
                files[f"{spelling.table}_{number:03}.csv"] = as_csv(spelling.table, records)
        outcome = dbt.run(*BUILD, "--vars", "accept_losses: true", raw=write(files, folder / "raw"), folder=folder)
        assert outcome.status == 0, outcome.output
        (folder / "said.txt").write_text(outcome.output, encoding="utf-8")
        built.append(folder / "warehouse.duckdb")
    return built


@pytest.mark.parametrize("name", SPELLINGS)
def test_a_spelling_is_read_or_told(name: str, warehouses: list[Path]) -> None:
    spelling = SPELLINGS[name]
    query = f"""
        select coalesce(reject_reason, {LANDED_AS[spelling.column]}::varchar) from staging.landed_{MODELS[spelling.table]}
        inner join staging.raw_files using (file_number)
        where source_file = '{spelling.table}_{list(SPELLINGS).index(name):03}.csv'
        order by line_number
    """
    assert [value for (value,) in rows(warehouses[spelling.is_apart], query)] == [
        None if value is None else str(value).lower() if isinstance(value, bool) else str(value) for value in spelling.meaning
    ]


@pytest.mark.parametrize(("table", "column"), [*COUNTS, (SEGMENTATIONS, "FASHION_INTEREST_SEGMENT")])
def test_a_measure_that_cannot_be_read_is_told_and_a_word_for_no_value_is_not(table: str, column: str, warehouses: list[Path]) -> None:
    query = f"select source_file, raw_value from marts.cell_issues where column_name = '{column}' and reason not like 'differs%'"
    unread = [
        (f"{table}_{number:03}.csv", cell)
        for number, spelling in enumerate(SPELLINGS.values())
        if (spelling.table, spelling.column) == (table, column)
        for cell, meaning in zip(spelling.cells, spelling.meaning, strict=True)
        if meaning is None and cell.strip(" ") not in NULL_WORDS
    ]
    told = [row for warehouse in warehouses for row in rows(warehouse, f"{query} and source_table = '{table}'")]
    assert sorted(told) == sorted(unread)


def test_the_closing_lines_name_what_is_half_read_or_nearly_a_word_for_no_value(warehouses: list[Path]) -> None:
    def part(name: str) -> str:
        return f"{SPELLINGS[name].table}_{list(SPELLINGS).index(name):03}.csv"

    lines = [
        f"POST_PUBLICATION_DATE of {part('microseconds')}: dates are read as microseconds since 1970, as 1 of 1 are such numbers",
        f"POST_PUBLICATION_DATE of {part('nanoseconds')}: dates are read as nanoseconds since 1970, as 1 of 1 are such numbers",
        f"{part('flags of Access')} is half read: every cell that can be read says false, and 1 of 2 can not, e.g. '-1'",
        "POSITION_IN_IMAGE: 2 of its cells nearly a word for no value, e.g. 'n/a'",
        "GEO_ZONE: 1 of its cells nearly a word for no value, e.g. ' none '",
    ]
    said = warehouses[0].with_name("said.txt").read_text(encoding="utf-8")
    assert [line for line in lines if line not in said] == []
    assert said.count("is half read") == 1
