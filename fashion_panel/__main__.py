"""The command line: ``fashion COMMAND``, or ``python -m fashion_panel COMMAND``; `make` is its short form."""

import importlib
import sys
from collections.abc import Sequence

import click

from fashion_panel.sentence import Sentence

# a module is imported when its command is asked for: `fashion build` with nothing new ends within a second
COMMANDS = {
    "build": "fashion_panel.publishing.commands",
    "rollback": "fashion_panel.publishing.commands",
    "forget": "fashion_panel.publishing.forget",
    "demo": "fashion_panel.demo.commands",
    "report": "fashion_panel.report.commands",
    "account": "fashion_panel.account.commands",
    "metrics": "fashion_panel.docs.metrics",
    "docs": "fashion_panel.docs.pages",
    "cookbook": "fashion_panel.docs.cookbook",
    "export": "fashion_panel.publishing.export",
    "landed": "fashion_panel.engines.landed",
    "same-marts": "fashion_panel.engines.same_marts",
}


class Commands(click.Group):
    """Finds a command in its module, as the function of its name."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names in the order in which they are listed."""
        return list(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Return a command, or None if there is none of that name."""
        if name not in COMMANDS:
            return None
        command = getattr(importlib.import_module(COMMANDS[name]), name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def fashion() -> None:
    """Build and publish the warehouse of fashion trends, and read what it holds."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its status; every way it can end is a sentence."""
    try:
        return int(fashion.main(arguments, prog_name="fashion", standalone_mode=False) or 0)
    except Sentence as sentence:
        print(sentence, file=sys.stderr)
        return 1
    except click.ClickException as mistake:
        mistake.show()
        return mistake.exit_code
    except click.Abort:
        print("Interrupted.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
