"""Makes what the benchmarks need, and runs them: ``python3 benchmarks/environment.py [options]``.

Python 3.11 or newer is enough to call it. A virtual environment (``.env``) and, where npm is there,
``node_modules`` are made beside it, once, and again when their lists change.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ENV = HERE / ".env"
NODE_MODULES = HERE / "node_modules"


def fresh(stamp: Path, *lists: Path) -> bool:
    return stamp.is_file() and stamp.read_text() == of(*lists)


def of(*lists: Path) -> str:
    return hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()


def python_environment() -> Path:
    lists = HERE / "requirements.txt", ROOT / "pyproject.toml"
    python, stamp = ENV / "bin" / "python", ENV / ".of"
    if not fresh(stamp, *lists):
        print(f"Installing into {ENV} …", file=sys.stderr)
        venv.create(ENV, clear=True, with_pip=True)
        pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", lists[0], "--editable", ROOT], check=True)
        stamp.write_text(of(*lists))
    return python


def node_environment() -> None:
    """Without npm the benchmarks say that a peer is missing, and go on."""
    npm, packages, stamp = shutil.which("npm"), HERE / "package.json", NODE_MODULES / ".of"
    if not npm or fresh(stamp, packages):
        return
    print(f"Installing into {NODE_MODULES} …", file=sys.stderr)
    shutil.rmtree(NODE_MODULES, ignore_errors=True)
    quiet = ["--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run([npm, "install", *quiet], cwd=HERE, stdout=sys.stderr)
    if done.returncode:
        print("npm failed: Digital Bazaar is not measured.", file=sys.stderr)
        shutil.rmtree(NODE_MODULES, ignore_errors=True)
    else:
        stamp.write_text(of(packages))


if __name__ == "__main__":
    python = python_environment()
    node_environment()
    os.execv(python, [str(python), str(HERE / "run.py"), *sys.argv[1:]])
