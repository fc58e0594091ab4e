#!/usr/bin/env python3
"""Writes content.c: every file of content/ under its path there, for content() of platform/base/content.h."""
import pathlib
import sys


def literal(text: str) -> str:
    escaped = (line.replace("\\", "\\\\").replace('"', '\\"').replace("?", "\\?") for line in text.splitlines())
    return "\n".join(f'    "{line}\\n"' for line in escaped) or '    ""'


def main(output: str, folder: str, inputs: list[str]) -> None:
    rows = []
    for name in sorted(inputs):
        path = pathlib.Path(name).resolve()
        rows.append(f'{{ "{path.relative_to(pathlib.Path(folder).resolve()).as_posix()}",\n{literal(path.read_text(encoding="utf-8"))} }}')
    pathlib.Path(output).write_text(
        '#include "platform/base/content.h"\n\nconst Content contents[] = {\n' + ",\n".join(rows)
        + "\n};\nconst size_t contents_count = sizeof contents / sizeof *contents;\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
