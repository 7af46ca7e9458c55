"""What must hold of the code as a whole, beyond what ruff, mypy and import-linter say."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "extract").rglob("*.py"))
LONGEST_FUNCTION, LONGEST_FILE = 50, 400


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add((node.module or "").split(".")[0])
    return found


def test_there_is_something_to_check() -> None:
    assert len(SOURCES) > 20


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_files_and_functions_are_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    assert [f"{name}: {length} lines" for name, length in functions(path) if length > LONGEST_FUNCTION] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_every_file_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_nobody_imports_prefect_and_only_the_report_pandas() -> None:
    users = {path.name: imported(path) & {"prefect", "pandas"} for path in SOURCES}
    assert {name: sorted(used) for name, used in users.items() if used} == {"report.py": ["pandas"]}


def test_extraction_does_without_prefect_and_pandas() -> None:
    code = "import sys, extract.pipeline, extract.export; print([m for m in ('prefect', 'pandas') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_nothing_depends_on_one_machine() -> None:
    """No registry's host and no path outside the repository stands in what is shipped or in what builds it."""
    parts = (("py", "pi.org"), ("pythonhosted", ".org"), ("/work", "/"), ("../", "shared"), ("/opt/", "pypi"))
    banned = ["".join(part) for part in parts]
    names = ["Makefile", "constraints.txt", "pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", ".ci/run"]
    files = [ROOT / name for name in names] + SOURCES + sorted((ROOT / "src" / "extract").rglob("*.yaml"))
    files += [*sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "bench").glob("*.py"))]
    found = [(str(f.relative_to(ROOT)), b) for f in files for b in banned if b in f.read_text(encoding="utf-8")]
    assert found == []
