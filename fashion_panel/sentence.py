"""What goes wrong, as a sentence for people."""


class Sentence(Exception):
    """Says what went wrong and what to do; the command line prints it and ends with status 1."""
