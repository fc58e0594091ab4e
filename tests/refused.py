#!/usr/bin/env python3
"""What must not compile: a banned function, and a route without its permission. The right call beside them must.

    refused.py SOURCE COMPILER...
"""
import subprocess
import sys

CALLS = {
    "strcpy": "strcpy(to, from)", "strcat": "strcat(to, from)", "sprintf": 'sprintf(to, "%d", 1)', "vsprintf": "vsprintf(to, from, args)", "gets": "gets(to)",
    "strtok": "strtok(to, from)", "strncpy": "strncpy(to, from, 1)", "strncat": "strncat(to, from, 1)", "scanf": 'scanf("%d", &n)', "sscanf": 'sscanf(from, "%d", &n)',
    "fscanf": 'fscanf(stdin, "%d", &n)', "atoi": "n = atoi(from)", "atol": "n = (int)atol(from)", "atof": "n = (int)atof(from)",
    "strtol": "n = (int)strtol(from, NULL, 10)", "strtoul": "n = (int)strtoul(from, NULL, 10)", "strtod": "n = (int)strtod(from, NULL)",
    "alloca": "to = alloca(10)", "a variable array": "char own[n]; own[0] = 0", "system": "n = system(from)", "popen": 'popen(from, "r")', "tmpnam": "tmpnam(to)",
    "mktemp": "mktemp(to)", "localtime": "localtime(&when)", "gmtime": "gmtime(&when)", "ctime": "ctime(&when)", "rand": "n = rand()", "random": "n = (int)random()",
    "setjmp": "jmp_buf back; n = setjmp(back)", "a format that is no literal": "printf(from)",
}
FUNCTION = "void try_it(char *to, const char *from, int n, time_t when, va_list args);\nvoid try_it(char *to, const char *from, int n, time_t when, va_list args) {{ {}; }}\n"
ROW = "static Error *show(Ctx *cx, const Request *rq, Response *rs) {{ return OK; }}\nROUTES(a_room, {});\n"
ROWS = {"a page without its permission": 'GET("/a", show)', "a form without its permission": 'FORM("/a", show, NULL, NULL)', "an act without its permission": 'POST("/a", NULL, NULL)'}


def compiles(source, compiler, includes, program):
    flags = ["-std=c17", "-Wall", "-Wextra", "-Wformat=2", "-Wvla", "-Wno-unused", "-Wno-unused-parameter", "-Wno-uninitialized", "-Wno-unknown-warning-option", "-Wno-maybe-uninitialized", "-Werror", "-D_GNU_SOURCE",
             f"-I{source}/src", "-include", f"{source}/src/platform/base/banned.h", "-fsyntax-only", "-x", "c", "-"]
    text = "".join(f"#include {name}\n" for name in includes) + program
    return subprocess.run([*compiler, *flags], input=text.encode(), capture_output=True).returncode == 0


def main(source, compiler):
    plain, http = ["<stdarg.h>", "<stdio.h>"], ['"platform/http/http.h"']
    failures = [f"compiles, and must not: {name}" for name, call in CALLS.items() if compiles(source, compiler, plain, FUNCTION.format(call))]
    failures += [f"compiles, and must not: {name}" for name, row in ROWS.items() if compiles(source, compiler, http, ROW.format(row))]
    right = [compiles(source, compiler, plain, FUNCTION.format('snprintf(to, 10, "%s %d", from, n)')), compiles(source, compiler, http, ROW.format('GET("/a", PUBLIC, show)'))]
    if not all(right):
        failures.append("what is right does not compile")
    print("\n".join(failures) or f"{len(CALLS) + len(ROWS)} mistakes refused")
    sys.exit(bool(failures))


main(sys.argv[1], sys.argv[2:])
