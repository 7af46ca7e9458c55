from __future__ import annotations

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli import app


def test_a_server_that_anybody_could_use_does_not_start() -> None:
    done = CliRunner().invoke(app, ["review", "--host", "0.0.0.0"])
    assert done.exit_code == 2
    assert "--token" in done.output


def test_an_address_that_is_not_ours_is_told() -> None:
    done = CliRunner().invoke(app, ["review", "--host", "192.0.2.1", "--token", "0123456789abcdef"])
    assert done.exit_code == 2
    assert "cannot listen on 192.0.2.1" in done.output


def test_a_port_in_use_is_told_and_the_call_was_not_wrong() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = CliRunner().invoke(app, ["review", "--port", str(port)])
    assert done.exit_code == 1
    assert f"cannot listen on 127.0.0.1 port {port}" in done.output


@pytest.mark.parametrize("database", ["", "typo/records.db"])
def test_no_store_is_made_for_review(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EXTRACT_DATABASE_URL", raising=False)
    done = CliRunner().invoke(app, ["review", "--port", "0", *(["--database", f"sqlite:///{database}"] if database else [])])
    assert (done.exit_code, list(tmp_path.iterdir())) == (1, [])
    assert "extract store FILE" in done.output


def test_help_says_how_to_open_it_to_others() -> None:
    assert "--trusted-proxy" in CliRunner().invoke(app, ["review", "--help"]).output
