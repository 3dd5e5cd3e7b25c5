"""What one request from the page carries: the responses and the visitor's circumstances."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Self

from wizard.errors import UsageError
from wizard.flow import Responses

MAX_OFFSET_MINUTES = 14 * 60


@dataclass(frozen=True, slots=True)
class Visit:
    """The state of one visitor's page; nothing of it is kept between requests.

    `now` is aware, in the visitor's own offset; `seed` is fresh random bits from the browser;
    `site` is the address of the site's root, ending in a slash.
    """

    step: str
    responses: Responses
    now: datetime
    seed: int
    site: str

    @classmethod
    def from_json(cls, request: Mapping[str, object]) -> Self:
        """The visit that a decoded request describes; `UsageError` where a part is unusable."""
        return cls(
            step=str(request.get("step", "")),
            responses=Responses.from_json(request.get("responses")),
            now=_now(request),
            seed=_whole(request, "seed"),
            site=_site(request),
        )


def _now(request: Mapping[str, object]) -> datetime:
    minutes = _whole(request, "utc_offset")
    if abs(minutes) > MAX_OFFSET_MINUTES:
        raise _unusable("utc_offset", minutes, "minutes between -840 and 840")
    try:
        moment = datetime.fromisoformat(str(request.get("now")))
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        return moment.astimezone(timezone(timedelta(minutes=minutes)))
    except (ValueError, OverflowError):  # the offset can carry the year out of what there is
        raise _unusable("now", request.get("now"), "an ISO 8601 moment") from None


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
