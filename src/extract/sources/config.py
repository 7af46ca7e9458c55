"""sources.yaml: where briefs come from and how servers are treated; docs/sources.md explains each key."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag, ValidationError
from pydantic.networks import IPvAnyNetwork

from extract.sources.addresses import read_url
from extract.sources.errors import RefusedError, SourcesError

DEFAULT_FILE = "sources.yaml"
_KEYS = ("folder", "urls", "feed", "page")
_MOST_SHOWN = 5


def _check_url(text: str) -> str:
    try:
        return read_url(text)
    except RefusedError as error:
        raise ValueError(f"{error.message}. {error.remedy}") from error


def _check_pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"no regular expression: {error}") from error
    return text


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Url = Annotated[str, AfterValidator(_check_url)]
Pattern = Annotated[str, Field(min_length=1), AfterValidator(_check_pattern)]
Texts = Annotated[list[Annotated[str, Field(min_length=1)]], BeforeValidator(_as_list), Field(min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=False)


class Rules(_Part):
    """How servers are asked. Times are seconds, sizes bytes."""

    # Who asks, for the server's log: an address with a person or a page behind it.
    contact: Annotated[str, Field(pattern=r"^[\x20-\x27\x2a-\x7e]*$", max_length=200)] = ""
    # Between two requests to one host; a robots.txt may ask for more.
    delay: Annotated[float, Field(ge=0, le=3600)] = 2.0
    # Without a byte from the server.
    timeout: Annotated[float, Field(gt=0, le=600)] = 20.0
    # For one request from the first byte to the last; 128 MiB in this time is 6 Mbit/s.
    deadline: Annotated[float, Field(gt=0, le=86_400)] = 180.0
    # None: EXTRACT_MAX_FILE_BYTES.
    max_bytes: Annotated[int, Field(gt=0)] | None = None
    max_redirects: Annotated[int, Field(ge=0, le=20)] = 5
    # In one run; the pauses between them begin with `backoff` and double.
    attempts: Annotated[int, Field(ge=1, le=10)] = 3
    backoff: Annotated[float, Field(ge=0, le=600)] = 1.0
    # A server that wants to be left alone for longer is asked in a later run.
    max_wait: Annotated[float, Field(ge=0, le=3600)] = 60.0
    # An answer holds so long before the server is asked whether it still does.
    recheck: Annotated[float, Field(ge=0)] = 0.0
    # A file is read when nobody has written to it for so long.
    settle: Annotated[float, Field(ge=0, le=3600)] = 5.0
    robots: bool = True
    # Networks that may be asked although they are not public.
    allow_addresses: tuple[IPvAnyNetwork, ...] = ()


class _Entry(_Part):
    name: Annotated[str, Field(min_length=1, max_length=100)]


class FolderEntry(_Entry):
    """Files in a folder and below it."""

    folder: Annotated[str, Field(min_length=1)]
    glob: Texts | None = None


class UrlsEntry(_Entry):
    """Addresses that are listed one by one."""

    urls: Annotated[list[Url], Field(min_length=1)]


class FeedEntry(_Entry):
    """An RSS or Atom feed."""

    feed: Url
    match: Pattern | None = None
    limit: Annotated[int, Field(ge=1, le=10_000)] = 200


class PageEntry(_Entry):
    """A page with links to briefs."""

    page: Url
    match: Pattern
    text: Pattern | None = None
    limit: Annotated[int, Field(ge=1, le=10_000)] = 200


def _find_kind(value: object) -> str | None:
    if isinstance(value, Mapping):
        kinds = [key for key in _KEYS if key in value]
        return kinds[0] if len(kinds) == 1 else None
    return next((key for key in _KEYS if hasattr(value, key)), None)


Entry = Annotated[
    Annotated[FolderEntry, Tag("folder")]
    | Annotated[UrlsEntry, Tag("urls")]
    | Annotated[FeedEntry, Tag("feed")]
    | Annotated[PageEntry, Tag("page")],
    Discriminator(
        _find_kind,
        custom_error_type="kind",
        custom_error_message="exactly one of folder, urls, feed and page says what kind of source it is",
    ),
]


class Sources(_Part):
    """The whole file. `base` is the folder that relative paths in it are relative to: its own."""

    sources: Annotated[list[Entry], Field(min_length=1)]
    fetch: Rules = Rules()
    downloads: Annotated[str, Field(min_length=1)] = "outputs/downloads"
    version: Literal[1] = 1
    base: Path = Field(default=Path(), exclude=True)

    def find_path(self, written: str) -> Path:
        """Return a path as it is meant: ~ is the home folder, what is relative is so to the file."""
        return self.base / Path(written).expanduser()


def load_sources(path: Path) -> Sources:
    """Read sources.yaml; raises SourcesError that names file, entry, field and what to do, for all that is wrong in it."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        remedy = "Copy sources.example.yaml to sources.yaml and edit it."
        raise SourcesError(f"{path}: cannot be read: {error.strerror}", remedy=remedy) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        said = " ".join(str(error).split())
        raise SourcesError(f"{path}: no YAML in UTF-8: {said}", remedy="Mend the place that is named.") from error
    if not isinstance(data, dict):
        raise SourcesError(
            f"{path}: no mapping", remedy="It begins with sources: and a list; see sources.example.yaml."
        )
    if "base" in data:
        raise SourcesError(f"{path}: base: unknown key", remedy="Remove it, or correct its name.")
    try:
        sources = Sources.model_validate({**data, "base": path.resolve().parent})
    except ValidationError as error:
        raise _explain(path, data, error.errors()) from error
    names = [entry.name for entry in sources.sources]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise SourcesError(f"{path}: two sources are named {twice[0]!r}", remedy="Give each source a name of its own.")
    return sources


def _explain(path: Path, data: Mapping[str, Any], errors: Sequence[Any]) -> SourcesError:
    lines = [f"{_find_place(data, e['loc'])}: {_find_reason(e)}" for e in errors]
    more = f"; and {len(lines) - _MOST_SHOWN} more" if len(lines) > _MOST_SHOWN else ""
    return SourcesError(f"{path}: {'; '.join(lines[:_MOST_SHOWN])}{more}", remedy=_find_remedy(errors[0]))


def _find_place(data: Mapping[str, Any], location: Sequence[str | int]) -> str:
    """Return where an error is, as a person counts: ("sources", 1, "feed", "limit") → entry 2 (news), limit."""
    if location[:1] != ("sources",) or len(location) < 2:
        return ".".join(str(part) for part in location)
    number = int(location[1])
    entry = data["sources"][number]
    name = f" ({entry['name']})" if isinstance(entry, dict) and isinstance(entry.get("name"), str) else ""
    # The third part is the kind of source, not a key that anybody wrote.
    keys = [str(part + 1) if isinstance(part, int) else part for part in location[3:]]
    return ", ".join([f"entry {number + 1}{name}", *([" ".join(keys)] if keys else [])])


def _find_reason(error: Mapping[str, Any]) -> str:
    reason = {"extra_forbidden": "unknown key", "missing": "missing"}.get(error["type"])
    return reason or str(error["msg"]).removeprefix("Value error, ")


def _find_remedy(error: Mapping[str, Any]) -> str:
    remedies = {
        "extra_forbidden": "Remove it, or correct its name; docs/sources.md lists all keys.",
        "missing": "Add it; docs/sources.md says what it means.",
        "kind": "Keep one of the four keys in the entry.",
    }
    return remedies.get(error["type"], "Correct it; docs/sources.md says what it means.")
