from __future__ import annotations

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


def test_help_says_how_to_open_it_to_others() -> None:
    assert "--trusted-proxy" in CliRunner().invoke(app, ["review", "--help"]).output
