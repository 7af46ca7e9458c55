"""The folder of downloads: whole or not at all, and nothing else in it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from extract.errors import DamagedError, NotFoundError
from extract.files import WriteError
from extract.sources.archive import Archive

DATA = b"%PDF-1.7"
SHA256 = hashlib.sha256(DATA).hexdigest()


def test_put_and_read(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "a" / "b")
    assert not archive.holds(SHA256)
    assert archive.put(DATA) == archive.put(DATA) == SHA256
    assert archive.holds(SHA256)
    assert archive.read(SHA256) == DATA
    assert [p.name for p in (tmp_path / "a" / "b").rglob("*") if p.is_file()] == [SHA256]


@pytest.mark.parametrize("name", ["..", "../../etc/passwd", SHA256.upper(), SHA256 + "0", SHA256[:-1] + "/"])
def test_no_name_leads_out(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError):
        Archive(tmp_path).path(name)
    assert not Archive(tmp_path).holds("")


def test_damage_is_noticed_and_mended(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put(DATA)
    archive.path(SHA256).write_bytes(DATA[:4])
    with pytest.raises(DamagedError):
        archive.read(SHA256)
    archive.put(DATA)
    assert archive.read(SHA256) == DATA
    archive.path(SHA256).unlink()
    with pytest.raises(NotFoundError):
        archive.read(SHA256)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(WriteError, match="No space left"):
        Archive(tmp_path).put(DATA)
    assert not Archive(tmp_path).holds(SHA256)
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == []


def test_what_is_written_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file before it gets its name, the folder after."""
    synced: list[bool] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append(Archive(tmp_path).holds(SHA256))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    Archive(tmp_path).put(DATA)
    assert synced == [False, True]
