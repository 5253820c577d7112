"""`make faults` runs the whole size and `make test` a tenth: what is asked for reaches the fault suite."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(("asked", "runs"), [("1", "faults: 1 of the full size"), ("", "faults: 0.1 of the full size")])
def test_the_size_that_is_asked_for_is_run(asked: str, runs: str) -> None:
    argv = [sys.executable, "-m", "pytest", "-o", "addopts=", "--collect-only", "tests/faults/test_killed.py"]
    environment = {**os.environ, "ONWARD_FAULTS": asked, "ONWARD_TEST_NAME": "size"}
    done = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert runs in done.stdout, done.stdout + done.stderr
