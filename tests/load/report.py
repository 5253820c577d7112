"""reports/bench.json: the last figures of every benchmark, each with the commit it measured."""

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "reports" / "bench.json"


def keep(name: str, figures: dict[str, Any]) -> Path:
    """These figures stand under this name; the answer is the file."""
    REPORT.parent.mkdir(exist_ok=True)
    known = json.loads(REPORT.read_text()) if REPORT.exists() else {}
    said = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    known[name] = {"commit": said.stdout.strip() or "unknown", "at": datetime.now(UTC).isoformat(), **figures}
    REPORT.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
    return REPORT
