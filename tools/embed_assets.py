#!/usr/bin/env python3
"""Makes the style sheet and the scripts, and puts all that the program serves from itself into one C file.

    embed_assets.py --find ASSETS              prints where the npm packages are; fails when they are not installed
    embed_assets.py ASSETS OUTPUT DEPFILE

Every asset gets a path that holds a hash of its bytes, so that browsers may keep it for ever; addresses of pictures in the style
sheet are rewritten to those paths. What shrinks is kept gzipped as well.
"""
import gzip
import hashlib
import pathlib
import re
import subprocess
import sys

TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}


def packages(assets):
    """The nearest node_modules that holds them, looked for upwards as Node itself does."""
    for folder in [assets, *assets.parents]:
        if (folder / "node_modules/sass/sass.js").exists() and (folder / "node_modules/govuk-frontend").exists():
            return folder
    sys.exit(1)


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True)
    if done.returncode:
        sys.exit(done.stderr.decode())
    return done.stdout


def style(assets, root):
    css = run("node", root / "node_modules/sass/sass.js", f"--load-path={root}", "--style=compressed", "--no-source-map", "--quiet-deps",
              assets / "styles/lyceum.scss").decode()
    # GOV.UK's crest is not ours to show; the class that would is never used.
    return re.sub(r'url\("?/static/images/govuk-crest\.svg"?\)', "none", css)


def script(assets, root, name):
    return run("node", root / "node_modules/esbuild/bin/esbuild", assets / "scripts" / name, "--bundle", "--format=esm" if name == "lyceum.js" else "--format=iife",
               "--minify", "--target=es2020", "--legal-comments=none", f"--alias:govuk-frontend={root}/node_modules/govuk-frontend/dist/govuk/all.mjs")


def hashed(name, content):
    stem, dot, kind = name.rpartition(".")
    return f"/static/{stem}.{hashlib.sha256(content).hexdigest()[:12]}{dot}{kind}"


def collect(assets):
    """Name, path and bytes of each asset."""
    root = packages(assets)
    found = {picture.name: picture.read_bytes() for picture in sorted((assets / "images").iterdir())}
    paths = {name: hashed(name, content) for name, content in found.items()}

    def picture_path(match):
        name = pathlib.PurePath(match[1]).name
        if name not in paths:
            sys.exit(f"the style sheet names {name}, which is not in assets/images")
        return f"url({paths[name]})"

    found["lyceum.css"] = re.sub(r'url\("?(/static/[^")]+)"?\)', picture_path, style(assets, root)).encode()
    found["enhanced.js"] = script(assets, root, "enhanced.js")
    found["lyceum.js"] = script(assets, root, "lyceum.js")
    found["register_worker.js"] = script(assets, root, "register_worker.js")
    return [(name, hashed(name, content), content) for name, content in sorted(found.items())]


def c_bytes(name, content):
    lines = [",".join(map(str, content[at:at + 40])) for at in range(0, len(content), 40)]
    return f"static const unsigned char {name}[] = {{\n" + ",\n".join(lines) + "\n};\n"


def write(assets, output):
    arrays, rows = [], []
    for i, (name, path, content) in enumerate(collect(assets)):
        small = gzip.compress(content, 9, mtime=0)
        arrays.append(c_bytes(f"plain_{i}", content))
        gzipped = "NULL, 0"
        if len(small) < len(content):
            arrays.append(c_bytes(f"gzipped_{i}", small))
            gzipped = f"gzipped_{i}, sizeof gzipped_{i}"
        etag = '\\"' + hashlib.sha256(content).hexdigest()[:16] + '\\"'
        rows.append(f'    {{ "{name}", "{path}", "{TYPES[pathlib.PurePath(name).suffix]}", "{etag}", plain_{i}, sizeof plain_{i}, {gzipped} }},\n')
    output.write_text('/* Made by tools/embed_assets.py from assets/. */\n#include "platform/html/asset.h"\n\n' + "\n".join(arrays)
                      + "\nconst Asset assets[] = {\n" + "".join(rows) + f"}};\nconst size_t assets_count = {len(rows)};\n")


def main():
    if sys.argv[1] == "--find":
        print(packages(pathlib.Path(sys.argv[2]).resolve()))
        return
    assets, output, depfile = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    write(assets, output)
    sources = [f for folder in ("styles", "scripts", "images") for f in sorted((assets / folder).iterdir())]
    depfile.write_text(f"{output}: " + " ".join(str(f).replace(" ", "\\ ") for f in [*sources, assets.parent / "package-lock.json"]) + "\n")


main()
