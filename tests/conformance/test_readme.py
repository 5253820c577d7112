"""The README's plan of the house equals the house."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
TREE = README.split("```\nbackend/\n", 1)[1].split("\n```", 1)[0]


def test_every_room_stands_in_the_plan_and_none_is_made_up() -> None:
    shown = {line.split("/")[0].strip() for line in TREE.splitlines() if line.startswith("  ") and "/ " in line}
    there = {p.name for p in (ROOT / "backend").iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert shown == there


def test_every_setting_is_told() -> None:
    import re

    used = set(re.findall(r"ONWARD_[A-Z_]+[A-Z]", (ROOT / "backend" / "shared" / "config.py").read_text()))
    assert used - {"ONWARD_DEMO", "ONWARD_DEBUG", "ONWARD_DEMO_PUSH", "ONWARD_STATE", "ONWARD_CLAIM"} <= set(
        re.findall(r"ONWARD_[A-Z_]+", README)
    )


def test_every_path_it_names_is_there() -> None:
    import re

    for path in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / path).exists(), path
