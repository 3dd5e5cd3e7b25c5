"""Errors for people who write data, articles and commands; a visitor's are codes, not these."""


class SupportError(Exception):
    """Bad input that a person can mend, told in four parts.

    `where` is a file, a line or a key path; `found` is the offending value as it was read;
    `allowed` says what would have been right; `action` says what to do about it.
    """

    def __init__(self, where: str, found: object, allowed: str, action: str) -> None:
        self.where = where
        self.found = found
        self.allowed = allowed
        self.action = action
        super().__init__(f"{where}: expected {allowed}, got {found!r}. {action}")


class DataError(SupportError):
    """A data file, an article or an index that does not say what it must."""


class UsageError(SupportError):
    """A command or a call with arguments it cannot take."""
