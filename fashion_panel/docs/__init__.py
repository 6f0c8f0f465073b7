"""Pages to read: docs with lineage, the cookbook, answers of the metrics."""
