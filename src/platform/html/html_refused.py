#!/usr/bin/env python3
"""What html() refuses before the program exists: each of these mistakes must not compile, and the right call beside them must.

    html_refused.py SOURCE COMPILER...
"""
import subprocess
import sys

WRONG = {
    "a text that is no literal": "html(out, name);",
    "a literal built from a variable": 'html(out, "<p>" name);',
    "a number for a text": 'html(out, "<td>%s</td>", 7);',
    "a text for a number": 'html(out, "<td>%d</td>", name);',
    "a value too few": 'html(out, "<td>%s</td>");',
    "a value too many": 'html(out, "<td></td>", name);',
    "the way round the macro": "static HtmlSite site; html_write(out, &site, name);",
    "a value that is written as it is": "html_raw(out, name);",
}
RIGHT = 'html(out, "<td>%s</td>", name);'


def compiles(source, compiler, statement):
    program = f'#include "platform/html/html.h"\nvoid try_it(Out *out, const char *name);\nvoid try_it(Out *out, const char *name) {{ {statement} }}\n'
    flags = ["-std=c17", "-Wall", "-Wextra", "-Wformat=2", "-Werror", "-D_GNU_SOURCE", f"-I{source}/src", "-fsyntax-only", "-x", "c", "-"]
    return subprocess.run([*compiler, *flags], input=program.encode(), capture_output=True).returncode == 0


def main(source, compiler):
    failures = [f"compiles, and must not: {what}" for what, statement in WRONG.items() if compiles(source, compiler, statement)]
    if not compiles(source, compiler, RIGHT):
        failures.append(f"does not compile, and must: {RIGHT}")
    print("\n".join(failures) or f"{len(WRONG)} mistakes refused")
    sys.exit(bool(failures))


main(sys.argv[1], sys.argv[2:])
