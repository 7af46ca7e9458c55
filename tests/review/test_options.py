from __future__ import annotations

import pytest

from extract.errors import UsageError
from extract.review.options import Options, check_options, clean_name, is_loopback, is_served_host

GOOD = "0123456789abcdef"


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(host="::1"),
        Options(host="localhost"),
        Options(host="127.0.0.9"),
        Options(host="0.0.0.0", token=GOOD),
        Options(host="10.0.0.7", user_header="X-User", trusted_proxies=("10.0.0.5", "fd00::5")),
    ],
)
def test_safe_options_are_taken(options: Options) -> None:
    assert check_options(options) is options


@pytest.mark.parametrize(
    "options",
    [
        Options(host="0.0.0.0"),
        Options(host="::"),
        Options(host=""),
        Options(host="10.0.0.7"),
        Options(host="review.example", user="山田"),
        Options(token="short"),
        Options(user_header="X-User"),
        Options(trusted_proxies=("10.0.0.5",)),
        Options(user_header="X-User", trusted_proxies=("proxy.example",)),
        Options(user="a\nb"),
    ],
)
def test_a_server_that_anybody_could_use_does_not_start(options: Options) -> None:
    with pytest.raises(UsageError) as caught:
        check_options(options)
    assert caught.value.remedy


@pytest.mark.parametrize(("host", "local"), [("127.0.0.1", True), ("::1", True), ("[::1]", True), ("0.0.0.0", False), ("", False), ("localhost.example", False)])
def test_what_is_this_machine_alone(host: str, local: bool) -> None:
    assert is_loopback(host) is local


@pytest.mark.parametrize(("name", "clean"), [(" 山田 花子 ", "山田 花子"), ("O'Brien", "O'Brien"), ("が", "が")])
def test_names(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_a_host_header_with_a_port_or_brackets_is_read() -> None:
    served = Options(host="::", token=GOOD)
    assert is_served_host("[fd00::7]:8765", served)
    assert not is_served_host("[fd00::7]:8765", Options())
    assert not is_served_host("example.org:8765", served)
