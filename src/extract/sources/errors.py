"""What can be wrong with sources.yaml, with a source and with a download."""

from __future__ import annotations

from extract.errors import ExtractError, UsageError


class SourcesError(UsageError):
    """sources.yaml cannot be read or says something that cannot be."""

    code = "sources"


class FetchError(ExtractError):
    """A download did not end in a document.

    `transient` says that asking again soon may help, `counts` that it was a failure of the address itself; `wait` is how many
    seconds the server asked to be left alone; `status` is the HTTP status, None where there was no answer.
    """

    code = "fetch"
    transient = False
    counts = True
    wait = 0.0
    status: int | None = None

    def __init__(self, message: str, *, remedy: str | None = None, status: int | None = None) -> None:
        super().__init__(message, remedy=remedy)
        self.status = status


class RefusedError(FetchError):
    """The address must not be asked: not http(s), with credentials in it, or in a private network."""

    code = "refused"
    remedy = (
        "Use a public http(s) address; networks of your own can be allowed with fetch.allow_addresses in sources.yaml."
    )


class RobotsError(FetchError):
    """The site's robots.txt forbids the address, or could not be read."""

    code = "robots"
    remedy = "Ask the site's owner; with permission in hand set fetch.robots to false in sources.yaml."


class RedirectError(FetchError):
    """Redirected too often, in a circle, without an address or from https to http."""

    code = "redirect"
    remedy = "Open the address in a browser and put the one it ends at into sources.yaml."


class StatusError(FetchError):
    """The server answered with an error."""

    code = "http_status"
    remedy = "Open the address in a browser; where the document has gone, remove it from sources.yaml."

    def __init__(self, message: str, *, status: int, transient: bool, wait: float = 0.0) -> None:
        remedy = "Nothing to do: it is asked again in the next run." if transient else None
        super().__init__(message, remedy=remedy, status=status)
        self.transient = transient
        self.wait = wait


class TransferError(FetchError):
    """No connection, no answer in time, or an answer that broke off."""

    code = "transfer"
    transient = True
    remedy = "Check the network; the address is asked again in the next run."


class HostDownError(FetchError):
    """The host failed so often in this run that it is left alone for a while."""

    code = "host_down"
    counts = False
    remedy = TransferError.remedy


class TooLargeError(FetchError):
    """More bytes than a document may have, also after unpacking."""

    code = "too_large"
    remedy = "Raise fetch.max_bytes in sources.yaml if the document is really that large."


class ContentError(FetchError):
    """The bytes are none of what was asked for."""

    code = "content"
    remedy = "Open the address in a browser: it must lead to the document itself (PDF, web page or text)."


class SettlingError(FetchError):
    """The file is still being written."""

    code = "settling"
    counts = False
    remedy = "Nothing to do: it is read in the next run."
