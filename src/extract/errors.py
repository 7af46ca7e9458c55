"""One tree of exceptions: what went wrong, what to do about it, and the exit code of the command line."""

from __future__ import annotations


class ExtractError(Exception):
    """Something that ends the work on one input.

    `message` names the input and what is wrong with it, `remedy` says what to do, `code` is a stable
    machine-readable name, `exit_code` is what the command line returns when nothing else failed worse.
    """

    code = "failed"
    exit_code = 1
    remedy = ""

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if remedy is not None:
            self.remedy = remedy


class UsageError(ExtractError):
    """The call itself is wrong; nothing was read."""

    code = "usage"
    exit_code = 2


class NotFoundError(ExtractError):
    """No such file or folder."""

    code = "not_found"
    remedy = "Check the path."


class UnsupportedError(ExtractError):
    """Neither PDF nor text nor HTML."""

    code = "unsupported"
    remedy = "Give a PDF, a text file (.txt, .md) or a saved web page (.html)."


class EmptyInputError(ExtractError):
    """The file holds no characters at all."""

    code = "empty"
    remedy = "Check that the file was saved completely."


class EncryptedError(ExtractError):
    """The PDF needs a password, or the one given is wrong."""

    code = "encrypted"
    remedy = "Give the password with --password."


class NoTextLayerError(ExtractError):
    """The PDF has pages but no characters: it is a scan or pure graphics."""

    code = "no_text_layer"
    remedy = "Add a text layer first, for example: ocrmypdf -l jpn+eng IN.pdf OUT.pdf"


class DamagedError(ExtractError):
    """The PDF cannot be parsed."""

    code = "damaged"
    remedy = "Open the file in a PDF viewer and save it anew, for example: qpdf IN.pdf OUT.pdf"


class UndecodableError(ExtractError):
    """The file is not text in any encoding that is recognised."""

    code = "undecodable"
    remedy = "Save the file as UTF-8."


class LimitError(ExtractError):
    """A limit on size or time was passed."""

    code = "limit"
    remedy = "Split the file, or raise the limit named in the message."
