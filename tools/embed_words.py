#!/usr/bin/env python3
"""Writes common_passwords.c from a text file of words: in order, each once, lower case."""
import pathlib
import sys

words = sorted(set(pathlib.Path(sys.argv[2]).read_text().lower().split()))
rows = ",\n".join(f'    "{word}"' for word in words)
pathlib.Path(sys.argv[1]).write_text(
    '#include "platform/security/common_passwords.h"\n\n'
    f"const char *const common_passwords[] = {{\n{rows}\n}};\n"
    "const size_t common_password_count = sizeof common_passwords / sizeof *common_passwords;\n")
