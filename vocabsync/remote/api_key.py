"""The API key: a type of its own that cannot be printed, and the checks before its first use."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, Final, NoReturn

from vocabsync.domain.errors import ConfigurationError
from vocabsync.remote.secret_forms import SecretForms

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_VARIABLE: Final = "DASHSCOPE_API_KEY"
FILE_VARIABLE: Final = "DASHSCOPE_API_KEY_FILE_PATH"
"""Names a file with the key; looked at for the default variable only, as the vendor's SDK does."""

_VARIABLE = re.compile(r"DASHSCOPE_API_KEY(?:_[A-Z0-9_]+)?")
_LONGEST: Final = 512
_LARGEST_FILE: Final = 4096
_CODING_PLAN: Final = "sk-sp-"


class ApiKey:
    """A key that passed the checks. It has no text form: what needs it asks for exactly one of the methods below."""

    __slots__ = ("__secret", "forms")

    def __init__(self, secret: str) -> None:
        """Keep a checked secret; see ``read_api_key`` for the checks."""
        self.__secret = secret
        self.forms = SecretForms(secret)

    def authorization(self) -> str:
        """Give the value of the one header that may carry it; for the transport only."""
        return f"Bearer {self.__secret}"

    def mask_command(self) -> str:
        """Give the workflow command that makes GitHub Actions hide the key; to be printed before anything else."""
        return f"::add-mask::{self.__secret.replace('%', '%25')}"

    def remove_from(self, text: str) -> str:
        """Give a text without the key in any form."""
        return self.forms.remove_from(text)

    def __repr__(self) -> str:
        """Never the key."""
        return "<ApiKey>"

    def __str__(self) -> NoReturn:
        """Refuse: a key that is put into a text is a mistake of ours."""
        raise TypeError("an API key has no text form")

    def __format__(self, format_spec: str) -> NoReturn:
        """Refuse as well."""
        raise TypeError("an API key has no text form")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Stay where it is."""
        raise TypeError("an API key is neither pickled nor copied")


def read_api_key(environ: Mapping[str, str], variable: str) -> ApiKey:
    """Read and check the key that a variable holds, or the file that ``DASHSCOPE_API_KEY_FILE_PATH`` names.

    Raises ConfigurationError, which never echoes what was found.
    """
    if _VARIABLE.fullmatch(variable) is None:
        raise ConfigurationError(
            "the name of the variable with the API key is not allowed",
            why=f"it must be {DEFAULT_VARIABLE}, or {DEFAULT_VARIABLE}_ and capitals, digits, underscores",
            next_step="correct api_key_env in vocabsync.yaml",
        )
    secret = environ.get(variable, "").strip()
    if secret:
        return ApiKey(_check(secret, variable))
    path = environ.get(FILE_VARIABLE, "").strip() if variable == DEFAULT_VARIABLE else ""
    if not path:
        raise ConfigurationError(
            f"there is no API key: {variable} is not set",
            next_step=f"export {variable}=…, or try without a key: vocabsync --env local plan",
        )
    return ApiKey(_check(_read_key_file(path), FILE_VARIABLE))


def peek_at_key_file(environ: Mapping[str, str]) -> str:
    """Give what stands in the file that ``DASHSCOPE_API_KEY_FILE_PATH`` names, fit for use or not; else nothing."""
    path = environ.get(FILE_VARIABLE, "").strip()
    try:
        return _read_key_file(path) if path else ""
    except ConfigurationError:
        return ""


def _check(secret: str, where: str) -> str:
    if complaint := _complaint_about(secret):
        raise ConfigurationError(
            f"the API key cannot be used: {complaint}",
            where=where,
            next_step="copy the key again from the Model Studio console, the key alone and nothing around it",
        )
    if secret.startswith(_CODING_PLAN):
        raise ConfigurationError(
            f"the API key is one of a coding plan ({_CODING_PLAN}…)",
            where=where,
            why="such keys are good for the coding plan's own models only, not for vocabularies",
            next_step="create a general key in the Model Studio console",
        )
    return secret


def _complaint_about(secret: str) -> str:
    if not secret:
        return "it is empty"
    if len(secret) > _LONGEST:
        return f"it is longer than {_LONGEST} characters"
    if any(character.isspace() for character in secret):
        return "it contains a blank or a line end"
    if not secret.isascii():
        return "it contains characters that are not ASCII"
    return "" if secret.isprintable() else "it contains control characters"


def _read_key_file(path: str) -> str:
    data = None
    try:
        # Not blocking, so that a pipe in the place of the file cannot hang us.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                data = os.read(descriptor, _LARGEST_FILE + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError):
        data = None
    if data is None or len(data) > _LARGEST_FILE:
        raise ConfigurationError(
            "the file with the API key cannot be read",
            where=FILE_VARIABLE,
            why=f"it must name a readable regular file of at most {_LARGEST_FILE} bytes",
            next_step=f"correct the path, or set {DEFAULT_VARIABLE}",
        )
    return data.decode("utf-8", errors="replace").strip()
