"""Setting up what the project runs on: the virtual environment, Node, npm packages, the PWA's build."""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from lib.say import give_up, note, step
from lib.stamps import ROOT, digest_of, is_fresh, write_stamp

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MINIMUM = (22, 19)
PYTHON_MINIMUM = (3, 11)
PWA_SOURCES = (ROOT / "pwa", ROOT / "service-worker", ROOT / "package-lock.json", ROOT / "package.json")


def environment() -> dict[str, str]:
    """The environment for everything the scripts start: the virtual environment's programs first."""
    return os.environ | {"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ['PATH']}", "VIRTUAL_ENV": str(VENV)}


def run(*command: str | Path, remedy: str, cwd: Path = ROOT) -> None:
    """Run a command, showing its output; a failure ends the script with a remedy."""
    words = [str(word) for word in command]
    if subprocess.run(words, cwd=cwd, env=environment(), check=False).returncode:
        give_up(f"failed: {' '.join(words)}", remedy)


def ensure_python(lock: str) -> None:
    """A virtual environment with exactly what a lock file names."""
    if sys.version_info < PYTHON_MINIMUM:
        give_up(f"Python {sys.version.split()[0]} is too old", "install Python 3.11 or newer and run this again")
    stamp, digest = VENV / f".{lock}.stamp", digest_of([ROOT / lock])
    if PYTHON.exists() and is_fresh(stamp, digest):
        return
    with step(f"Python packages ({lock})"):
        if not PYTHON.exists():
            _make_venv()
        run(
            PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
            "-r", ROOT / lock,
            remedy="check that the package index can be reached (pip's settings), then run this again",
        )  # fmt: skip
        write_stamp(stamp, digest)


def _make_venv() -> None:
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, OSError) as error:
        give_up(f"no virtual environment could be made: {error}", "on Debian and Ubuntu: apt-get install python3-venv")


def ensure_node() -> None:
    """Node 22.19 or newer: the system's, else the one packaged for Python."""
    if _node_version() >= NODE_MINIMUM:
        return
    ensure_python("requirements-node.lock")
    if _node_version() < NODE_MINIMUM:
        give_up("no usable Node", "install Node 22.19 or newer and run this again")


def _node_version() -> tuple[int, ...]:
    node = shutil.which("node", path=environment()["PATH"])
    if node is None:
        return (0,)
    said = subprocess.run([node, "--version"], capture_output=True, text=True, env=environment(), check=False).stdout
    numbers = said.strip().lstrip("v").split(".")[:2]
    return tuple(int(number) for number in numbers) if all(n.isdigit() for n in numbers) else (0,)


def ensure_npm_packages() -> None:
    """node_modules exactly as the lock says."""
    stamp, digest = ROOT / "node_modules" / ".halfday.stamp", digest_of([ROOT / "package-lock.json"])
    if is_fresh(stamp, digest):
        return
    ensure_node()
    with step("npm packages"):
        run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error",
            remedy="check that the npm registry can be reached, then run this again")  # fmt: skip
        write_stamp(stamp, digest)


def ensure_pwa() -> None:
    """The PWA, built and precompressed."""
    stamp, digest = ROOT / "pwa" / "dist" / ".stamp", digest_of(PWA_SOURCES)
    if is_fresh(stamp, digest):
        return
    ensure_npm_packages()
    ensure_node()
    with step("building the app"):
        run("npm", "run", "--silent", "build", remedy="the messages above name the file; mend it and run this again")
        run(PYTHON, "-m", "servestatic.compress", "--quiet", ROOT / "pwa" / "dist",
            remedy="delete pwa/dist and run this again")  # fmt: skip
        write_stamp(stamp, digest)
    note("built")
