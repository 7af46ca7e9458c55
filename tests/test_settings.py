"""Settings from the environment."""

from __future__ import annotations

import pytest

from extract.errors import UsageError
from extract.settings import Settings, load_settings


def test_defaults() -> None:
    assert load_settings({}) == Settings()


def test_environment_sets_one() -> None:
    assert load_settings({"EXTRACT_MAX_PAGES": "10", "OTHER": "x"}) == Settings(max_pages=10)
    assert load_settings({"EXTRACT_MAX_READ_SECONDS": "0.5"}).max_read_seconds == 0.5


@pytest.mark.parametrize("value", ["ten", "", "-1", "0", "1.5"])
def test_wrong_values(value: str) -> None:
    with pytest.raises(UsageError, match="EXTRACT_MAX_PAGES") as caught:
        load_settings({"EXTRACT_MAX_PAGES": value})
    assert caught.value.remedy


@pytest.mark.parametrize("value", ["inf", "nan", "soon"])
def test_wrong_seconds(value: str) -> None:
    with pytest.raises(UsageError):
        load_settings({"EXTRACT_MAX_READ_SECONDS": value})
