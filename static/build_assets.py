"""Build static/build from static/source and the pinned npm packages: named by content, listed."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "static" / "source"
BUILD = ROOT / "static" / "build"
SASS = ROOT / "node_modules" / "sass" / "sass.js"
GOVUK_SCRIPT = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "govuk-frontend.min.js"
DIGEST_LENGTH = 12


def main() -> None:
    names: dict[str, str] = {}
    BUILD.mkdir(parents=True, exist_ok=True)
    names["app.css"] = put("app.css", style())
    names["govuk-frontend.js"] = put("govuk-frontend.js", govuk_script())
    names["init.js"] = put("init.js", init_script(names["govuk-frontend.js"]))
    names["session.js"] = put("session.js", (SOURCE / "session.js").read_text())
    names["icon.svg"] = put("icon.svg", (SOURCE / "icon.svg").read_text())
    sweep(kept=set(names.values()))
    (BUILD / "manifest.json").write_text(json.dumps(names, indent=1, sort_keys=True))
    print(f"Built {len(names)} files into {BUILD.relative_to(ROOT)}.")


def style() -> str:
    """The style sheet. A warning of the compiler stops the build, so that none is ever ignored."""
    node = shutil.which("node")
    if node is None:
        sys.exit("Node was not found. Run make setup, which installs it where it is missing.")
    compiled = subprocess.run(
        [node, SASS, "--load-path=.", "--style=compressed", "--no-source-map", SOURCE / "app.scss"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    if compiled.returncode or compiled.stderr:
        sys.exit(f"The style sheet does not compile cleanly:\n{compiled.stderr}")
    return compiled.stdout


def govuk_script() -> str:
    return GOVUK_SCRIPT.read_text().partition("//# sourceMappingURL")[0]


def init_script(govuk_name: str) -> str:
    """Our script imports GOV.UK's by the name that its content gives it."""
    return (SOURCE / "init.js").read_text().replace("./govuk-frontend.js", f"./{govuk_name}")


def put(name: str, content: str) -> str:
    digest = hashlib.sha256(content.encode()).hexdigest()[:DIGEST_LENGTH]
    stem, _, suffix = name.rpartition(".")
    built = f"{stem}-{digest}.{suffix}"
    (BUILD / built).write_text(content)
    return built


def sweep(*, kept: set[str]) -> None:
    """Leave nothing of an earlier build behind."""
    for path in BUILD.iterdir():
        if path.is_file() and path.name not in kept and path.suffix != ".stamp":
            path.unlink()


if __name__ == "__main__":
    main()
