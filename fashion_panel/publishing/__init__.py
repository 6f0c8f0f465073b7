"""Publication: a new version of the warehouse is built apart from the published one, and swapped in as a whole."""
