#!/usr/bin/env python3
"""Writes migrations.c: every dated .sql file, in order of name, in PostgreSQL's words and in SQLite's.

The schema is written once, for PostgreSQL. For SQLite, BIGINT becomes INTEGER, BYTEA becomes BLOB, and each table is STRICT.
A file NAME.sqlite.sql or NAME.postgres.sql holds what only one of them has (triggers, full text); it belongs to its own store alone.
"""
import pathlib
import re
import sys


def for_sqlite(sql: str) -> str:
    sql = re.sub(r"--[^\n]*", "", sql)
    sql = re.sub(r"\bBIGINT\b", "INTEGER", sql)
    sql = re.sub(r"\bBYTEA\b", "BLOB", sql)
    tables = re.compile(r"(CREATE TABLE\b(?:[^;'()]|'[^']*'|\((?:[^()']|'[^']*'|\((?:[^()']|'[^']*'|\((?:[^()']|'[^']*'|\([^()]*\))*\))*\))*\))*?)(\s*);", re.S)
    return tables.sub(r"\1 STRICT;", sql)


def literal(sql: str) -> str:
    lines = [line.rstrip() for line in sql.splitlines() if line.strip()]
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?") for line in lines)
    return "\n".join(f'    "{line}\\n"' for line in escaped) or '    ""'


def main(output: str, inputs: list[str]) -> None:
    files = sorted((pathlib.Path(p) for p in inputs), key=order)
    if faults := list(misnamed(files)):
        sys.exit("\n".join(faults))
    rows = []
    for path in files:
        sql, name = path.read_text(), path.name.removesuffix(".sql")
        sqlite = "" if name.endswith(".postgres") else sql if name.endswith(".sqlite") else for_sqlite(sql)
        postgres = "" if name.endswith(".sqlite") else sql
        rows.append(f'{{ "{name}",\n{literal(sqlite)},\n{literal(postgres)} }}')
    pathlib.Path(output).write_text(
        '#include "platform/db/store.h"\n\nconst Migration migrations[] = {\n' + ",\n".join(rows)
        + "\n};\nconst size_t migration_count = sizeof migrations / sizeof *migrations;\n")


# By date, then by room as the house is built, lowest first, so that foreign keys find their tables.
ROOMS = ["platform", "members", "themes", "money", "programme", "booking", "record"]


def order(path: pathlib.Path) -> tuple:
    date, room = path.name[:10], re.match(r"[a-z]+", path.name[11:]).group()
    return date, ROOMS.index(room) if room in ROOMS else len(ROOMS), path.name.removesuffix(".sql")   # a store's sibling comes after


# A store knows a migration by its name alone, so a name is there once; and one that names no room would come after all of its day's,
# before the tables that it speaks of or after those that speak of it. The first days' names are older than this rule.
NAMED_SINCE = "2026-11-29"


def misnamed(files: list[pathlib.Path]):
    for before, path in zip(files, files[1:]):
        if before.name == path.name:
            yield f"two migrations are named {path.name}: {before} and {path}"
    for path in files:
        if order(path)[1] == len(ROOMS) and path.name[:10] >= NAMED_SINCE:
            yield f"{path}: after the date comes the room, one of {', '.join(ROOMS)}, and what it is about: 2026-11-29-booking-NOUN.sql"


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
