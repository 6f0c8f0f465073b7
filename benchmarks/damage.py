"""Damage 5,000 deliveries at random and land them: tests/python/test_random_damage.py, at the length that `make test` has no time for.

usage: python -m benchmarks.damage [DELIVERIES]
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def run(test: str, **settings: str) -> int:
    """Run tests with settings of its own in the environment, and return its exit status."""
    command = [sys.executable, "-m", "pytest", "-q", f"tests/python/{test}"]
    return subprocess.run(command, cwd=ROOT, env=os.environ | settings, check=False).returncode


if __name__ == "__main__":
    deliveries = sys.argv[1] if len(sys.argv) > 1 else "5000"
    print(f"Damaging {deliveries} deliveries at random ...", flush=True)
    sys.exit(run("test_random_damage.py", DAMAGE_RUNS=deliveries))
