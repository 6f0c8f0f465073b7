"""Python models on dbt-spark's session: they run in the driver, on the session that the SQL models use.

dbt-spark knows how to send Python models to Databricks only. dbt imports every module named ``dbt_*`` that it finds when it
starts; ``make spark-install`` puts this folder on the path of .venv-spark. Two properties of dbt-spark's adapter are replaced:
its version is locked, and ``make spark-test`` runs every Python model.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from dbt.adapters.base import PythonJobHelper
from dbt.adapters.spark.impl import SparkAdapter
from pyspark.sql import SparkSession

SUBMISSION_METHOD = "session"
# the rows of a pandas frame pass through Python on the workers, which must be the driver's version: not whatever python3 is
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)


class SessionPythonJobHelper(PythonJobHelper):
    """Runs the code that dbt compiled of a Python model; dbt makes one for each model."""

    def __init__(self, parsed_model: dict[str, Any], credentials: Any) -> None:
        self.name = parsed_model["alias"]

    def submit(self, compiled_code: str) -> None:
        """Run the code, which writes the model's table itself."""
        session = SparkSession.getActiveSession() or SparkSession.builder.getOrCreate()
        code = compile(compiled_code, f"<dbt python model {self.name}>", "exec")
        exec(code, {"__name__": f"dbt_python_model_{self.name}", "spark": session})  # noqa: S102


FORMER_HELPERS = SparkAdapter.python_submission_helpers.fget
SparkAdapter.python_submission_helpers = property(lambda self: FORMER_HELPERS(self) | {SUBMISSION_METHOD: SessionPythonJobHelper})
SparkAdapter.default_python_submission_method = property(lambda self: SUBMISSION_METHOD)
