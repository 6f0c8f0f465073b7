"""Kill 20 whole builds at random moments, where `make test` kills builds of what touches raw data: tests/python/test_crashes.py.

usage: python -m benchmarks.crashes [KILLS]
"""

import sys

from benchmarks.damage import run

TEST = "test_crashes.py::test_builds_killed_at_random_moments_leave_a_whole_version_and_the_next_succeeds[many]"

if __name__ == "__main__":
    kills = sys.argv[1] if len(sys.argv) > 1 else "20"
    print(f"Killing {kills} whole builds at random moments ...", flush=True)
    sys.exit(run(TEST, CRASH_KILLS=kills, CRASH_WHOLE_BUILDS="1"))
