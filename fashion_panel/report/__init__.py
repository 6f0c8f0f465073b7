"""The report: queries choose, sentences say, charts draw."""
