"""The real provider of accounts, started once, and somebody's browser at it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

HERE = Path(__file__).parent
MISSING = "Node was not found, or npm ci has not run: make setup does both."


@pytest.fixture(scope="session")
def issuer() -> Iterator[str]:
    """The issuer of a running oidc-provider."""
    beside = Path(sys.executable).parent / "node"
    node = shutil.which("node") or (str(beside) if beside.exists() else None)
    if node is None or not (HERE.parents[2] / "node_modules" / "oidc-provider").exists():
        (pytest.fail if os.environ.get("REQUIRE_BROWSER") == "1" else pytest.skip)(MISSING)
    process = subprocess.Popen(
        [node, HERE / "identity_provider.mjs"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with process:
        yield json.loads(process.stdout.readline())["issuer"]
        process.stdin.close()
        process.wait(timeout=10)


@pytest.fixture
def at_provider():
    """``at_provider(address, "ada")``: sign in there as ada; what it sends back, by name."""
    with requests.Session() as browser:
        browser.trust_env = False

        def go(address: str, who: str) -> dict[str, str]:
            address += f"&login_hint={who}"
            while "/sign-in/with/" not in urlsplit(address).path:
                answer = browser.get(address, allow_redirects=False, timeout=10)
                assert answer.status_code in {302, 303}, answer.text[:2000]
                address = requests.compat.urljoin(address, answer.headers["Location"])
            return {name: each[0] for name, each in parse_qs(urlsplit(address).query).items()}

        yield go
