#!/usr/bin/env python3
"""Migrations that must not be built in: two of one name, and one that names no room. Those beside them must.

    schema_refused.py EMBED_SCHEMA
"""
import pathlib
import subprocess
import sys
import tempfile

CASES = [
    ("a date, a room and a noun", ["a/2026-11-29-booking-approval.sql", "b/2026-11-29-programme-rule.sql"], ""),
    ("what each store has of its own beside what both have", ["a/2026-11-29-booking-x.sql", "a/2026-11-29-booking-x.sqlite.sql", "a/2026-11-29-booking-x.postgres.sql"], ""),
    ("a name older than the rule", ["a/2026-11-28-registration-asked.sql"], ""),
    ("two of one name", ["a/2026-11-29-booking-rule.sql", "b/2026-11-29-booking-rule.sql"], "two migrations are named 2026-11-29-booking-rule.sql"),
    ("no room in the name", ["a/2026-11-29-approval.sql"], "after the date comes the room"),
]


def said_of(embed: str, names: list[str]) -> str:
    with tempfile.TemporaryDirectory() as folder:
        paths = [pathlib.Path(folder, name) for name in names]
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            path.write_text("CREATE TABLE t (id BIGINT);\n")
        return subprocess.run([sys.executable, embed, f"{folder}/out.c", *map(str, paths)], capture_output=True, text=True).stderr


def main(embed: str) -> None:
    faults = []
    for what, names, expected in CASES:
        said = said_of(embed, names)
        if expected not in said or bool(said) != bool(expected):
            faults.append(f"{what}: {said!r}")
    print("\n".join(faults) or f"{len(CASES)} lists of migrations judged")
    sys.exit(bool(faults))


main(sys.argv[1])
