"""What one request from the page carries: the responses and the visitor's circumstances."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Self

from wizard.errors import UsageError
from wizard.flow import Responses

MAX_OFFSET_MINUTES = 14 * 60
MOST_OFFSET_CHANGES = 4
MOMENT = "an ISO 8601 moment"


@dataclass(frozen=True, slots=True)
class Visit:
    """The state of one visitor's page; nothing of it is kept between requests.

    `now` is aware, in the visitor's own offset, `offset_changes` the moments at which the
    visitor's clock will be put forward or back, each with the offset from then on; `seed` is
    fresh random bits from the browser; `site` is the address of the site's root, ending in a slash.
    """

    step: str
    responses: Responses
    now: datetime
    seed: int
    site: str
    offset_changes: tuple[tuple[datetime, timezone], ...] = ()

    @classmethod
    def from_json(cls, request: Mapping[str, object]) -> Self:
        """The visit that a decoded request describes; `UsageError` where a part is unusable."""
        return cls(
            step=str(request.get("step", "")),
            responses=Responses.from_json(request.get("responses")),
            now=_now(request),
            seed=_whole(request, "seed"),
            site=_site(request),
            offset_changes=tuple(_offset_changes(request)),
        )

    def local(self, moment: datetime) -> datetime:
        """The moment by the visitor's own clock, whatever it will have been put to by then."""
        offsets = [offset for change, offset in self.offset_changes if change <= moment]
        return moment.astimezone(offsets[-1] if offsets else self.now.tzinfo)


def _now(request: Mapping[str, object]) -> datetime:
    try:
        return _moment(request, "now").astimezone(_offset(request, "utc_offset"))
    except OverflowError:  # the offset can carry the year out of what there is
        raise _unusable("now", request.get("now"), MOMENT) from None


def _offset_changes(request: Mapping[str, object]) -> Iterator[tuple[datetime, timezone]]:
    changes = request.get("offset_changes", ())
    if not isinstance(changes, list | tuple) or len(changes) > MOST_OFFSET_CHANGES:
        raise _unusable("offset_changes", changes, f"at most {MOST_OFFSET_CHANGES} changes")
    for change in changes:
        if not isinstance(change, Mapping):
            raise _unusable("offset_changes", changes, "objects with `at` and `utc_offset`")
        yield _moment(change, "at"), _offset(change, "utc_offset")


def _offset(request: Mapping[str, object], key: str) -> timezone:
    minutes = _whole(request, key)
    if abs(minutes) > MAX_OFFSET_MINUTES:
        raise _unusable(key, minutes, "minutes between -840 and 840")
    return timezone(timedelta(minutes=minutes))


def _moment(request: Mapping[str, object], key: str) -> datetime:
    try:
        moment = datetime.fromisoformat(str(request.get(key)))
    except ValueError:
        raise _unusable(key, request.get(key), MOMENT) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _whole(request: Mapping[str, object], key: str) -> int:
    value = request.get(key, 0)
    if not isinstance(value, int) or isinstance(value, bool):
        raise _unusable(key, value, "a whole number")
    return value


def _site(request: Mapping[str, object]) -> str:
    address = str(request.get("site", ""))
    if not address.startswith(("https://", "http://", "file://")) or not address.endswith("/"):
        raise _unusable("site", address, "the address of the site's root, ending in a slash")
    return address


def _unusable(key: str, found: object, allowed: str) -> UsageError:
    return UsageError(f"request.{key}", found, allowed, "Reload the page.")
