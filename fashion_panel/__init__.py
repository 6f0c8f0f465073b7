"""Python around dbt: landing, publishing, demo data, the report, pages to read, other engines; the command line is ``fashion``."""
