"""Other engines than DuckDB: what Python models and comparisons need of Spark and Snowflake."""
