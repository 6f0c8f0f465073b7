"""Run dbt commands one after the other in this process, so that the project is parsed once: a line of JSON in, a line of JSON out.

In: {"arguments": [...], "environment": {...}}. Out: {"status": the exit status that `dbt` would have, "output": all it printed}.
The file of the warehouse has the same name in all of them, since dbt writes the name of the database into what it parsed.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner, dbtRunnerResult


def status_of(result: dbtRunnerResult) -> int:
    """Return the status with which the command would have ended."""
    if result.exception is not None:
        return 2
    return 0 if result.success else 1


def main() -> None:
    """Answer until nobody asks any more."""
    questions, answers = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    manifest = None
    for question in questions:
        request = json.loads(question)
        own = dict(os.environ)
        os.environ.update(request["environment"])
        with tempfile.TemporaryFile() as printed:
            for descriptor in (1, 2):
                os.dup2(printed.fileno(), descriptor)
            if manifest is None:
                manifest = dbtRunner().invoke(["parse", "--quiet"]).result
            status = status_of(dbtRunner(manifest=manifest).invoke(request["arguments"]))
            DuckDBConnectionManager.close_all_connections()  # lest the file stay locked
            sys.stdout.flush()
            sys.stderr.flush()
            printed.seek(0)
            output = printed.read().decode(errors="replace")
        os.environ.clear()
        os.environ.update(own)
        print(json.dumps({"status": status, "output": output}), file=answers, flush=True)


if __name__ == "__main__":
    main()
