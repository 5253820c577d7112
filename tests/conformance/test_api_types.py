"""The phone's API types are made from the backend as it is: neither file may lag behind."""

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT, council

PWA = ROOT / "pwa"


def test_the_description_is_the_backends(tmp_path: Path) -> None:
    fresh = tmp_path / "openapi.json"
    environ = {**council(DATABASE_URL=""), "ONWARD_DEMO": "1", "ONWARD_STATE": str(tmp_path), "PATH": "/usr/bin:/bin"}
    subprocess.run(
        [sys.executable, "-m", "backend", "openapi", str(fresh)], cwd=ROOT, env=environ, check=True, timeout=60
    )
    assert fresh.read_text() == (PWA / "openapi.json").read_text(), "run `make types`"


def test_the_types_are_made_from_the_description(tmp_path: Path) -> None:
    fresh = tmp_path / "api-types.ts"
    program = PWA / "types" / "node_modules" / "openapi-typescript" / "bin" / "cli.js"
    subprocess.run(
        [str(shutil.which("node")), str(program), str(PWA / "openapi.json"), "--output", str(fresh)],
        cwd=PWA / "types", check=True, timeout=60, capture_output=True,
    )  # fmt: skip
    assert fresh.read_text() == (PWA / "src" / "shared" / "api-types.ts").read_text(), "run `make types`"
