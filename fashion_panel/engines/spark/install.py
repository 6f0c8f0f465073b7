"""Finish .venv-spark: Spark finds Iceberg, and dbt and the Python models find this project. Run by ``make spark-install``."""

import sysconfig
from pathlib import Path

import pyspark
import snowpark_connect_deps_iceberg as iceberg

JAR = "iceberg-spark-runtime-3.5_2.12-1.10.2.jar"
HERE = Path(__file__).resolve().parent

jar = Path(pyspark.__path__[0]) / "jars" / JAR
jar.unlink(missing_ok=True)
jar.symlink_to(iceberg.get_jar_path(JAR))
paths = Path(sysconfig.get_paths()["purelib"]) / "fashion_panel.pth"
paths.write_text(f"{HERE.parents[2]}\n{HERE}\n", encoding="utf-8")
