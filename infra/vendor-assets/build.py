#!/usr/bin/env python3
"""Fetches the front-end packages, compiles the style sheet and writes platform/motcua/web/static/vendor.

Run by hand when a version below changes (needs Node ≥ 20 and npm; the server needs neither):

    python3 infra/vendor-assets/build.py
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENDOR = HERE.parents[1] / "platform" / "motcua" / "web" / "static" / "vendor"

# govuk-frontend-jinja 4.1.0 draws the markup of govuk-frontend 6.3.0: the two move together.
PACKAGES = {
    "govuk-frontend": ("6.3.0", "MIT"),
    "htmx.org": ("4.0.1", "0BSD"),
    "@fontsource/be-vietnam-pro": ("5.3.0", "OFL-1.1"),
}
SASS = "1.108.2"
WEIGHTS = (400, 600, 700)
SUBSETS = ("vietnamese", "latin-ext", "latin")


def run(*command: str, cwd: Path) -> None:
    subprocess.run(command, cwd=cwd, check=True)  # noqa: S603


def styles(work: Path) -> str:
    shutil.copy(HERE / "motcua-govuk.scss", work)
    run(
        "npx",
        "sass",
        "--load-path=node_modules",
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        "motcua-govuk.scss",
        "govuk.css",
        cwd=work,
    )
    css = (work / "govuk.css").read_text(encoding="utf-8")
    if re.search("GDS Transport|crown|crest", css):
        sys.exit("the style sheet still names an asset that is licensed to gov.uk only")
    return css


def font_face(package: Path, version: str) -> tuple[str, dict[str, Path]]:
    """The @font-face rules of the chosen weights, woff2 only, and the files they name."""
    rules, files = [], {}
    for weight in WEIGHTS:
        css = (package / f"{weight}.css").read_text(encoding="utf-8")
        for subset in SUBSETS:
            source = package / "files" / f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
            match = re.search(rf"be-vietnam-pro-{subset}-{weight}-normal \*/.*?unicode-range: ([^;]+);", css, re.S)
            if match is None:
                sys.exit(f"no unicode-range for {subset} {weight}")
            name = f"be-vietnam-pro-{version}-{subset}-{weight}.woff2"
            files[name] = source
            rules.append(
                "@font-face{font-family:'Be Vietnam Pro';font-style:normal;font-display:swap;"
                f"font-weight:{weight};src:url({name}) format('woff2');unicode-range:{match[1]}}}"
            )
    return "\n".join(rules) + "\n", files


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "package.json").write_text('{"private": true}', encoding="utf-8")
        pinned = [f"{name}@{version}" for name, (version, _) in PACKAGES.items()]
        run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *pinned, f"sass@{SASS}", cwd=work)
        lock = json.loads((work / "package-lock.json").read_text(encoding="utf-8"))["packages"]
        modules = work / "node_modules"
        shutil.rmtree(VENDOR, ignore_errors=True)
        VENDOR.mkdir(parents=True)
        made: list[tuple[str, str, bytes]] = []

        govuk, htmx, font = (PACKAGES[name][0] for name in PACKAGES)
        made.append((f"govuk-frontend-{govuk}.css", "govuk-frontend", styles(work).encode()))
        dist = modules / "htmx.org" / "dist"
        for source, target in ((dist / "htmx.min.js", "htmx"), (dist / "ext" / "hx-csp.min.js", "hx-csp")):
            script = re.sub(rb"\n?//# sourceMappingURL=.*\s*$", b"\n", source.read_bytes())
            made.append((f"{target}-{htmx}.js", "htmx.org", script))
        rules, files = font_face(modules / "@fontsource" / "be-vietnam-pro", font)
        made.append((f"be-vietnam-pro-{font}.css", "@fontsource/be-vietnam-pro", rules.encode()))
        for name, source in files.items():
            made.append((name, "@fontsource/be-vietnam-pro", source.read_bytes()))
        licences = [
            (f"govuk-frontend-{govuk}.LICENSE", "govuk-frontend", "govuk-frontend/LICENSE*"),
            (f"htmx-{htmx}.LICENSE", "htmx.org", "htmx.org/LICENSE*"),
            (f"be-vietnam-pro-{font}.LICENSE", "@fontsource/be-vietnam-pro", "@fontsource/be-vietnam-pro/LICENSE*"),
        ]
        for name, package, pattern in licences:
            found = sorted(modules.glob(pattern))
            if found:
                made.append((name, package, found[0].read_bytes()))

        lines = ["# Written by infra/vendor-assets/build.py; a test recomputes every checksum.\n"]
        for name, package, content in made:
            (VENDOR / name).write_bytes(content)
            version, licence = PACKAGES[package]
            integrity = lock[f"node_modules/{package}"]["integrity"]
            origin = f"https://registry.npmjs.org/{package}/-/{package.rpartition('/')[2]}-{version}.tgz"
            lines.append(
                f'\n[[file]]\nname = "{name}"\npackage = "{package}"\nversion = "{version}"\n'
                f'origin = "{origin}"\nintegrity = "{integrity}"\nlicence = "{licence}"\n'
                f'sha256 = "{hashlib.sha256(content).hexdigest()}"\n'
            )
        (VENDOR / "SOURCES.toml").write_text("".join(lines), encoding="utf-8")
        print(f"{len(made)} files in {VENDOR}")


if __name__ == "__main__":
    main()
