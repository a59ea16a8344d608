"""Times and limits of supervision."""

from typing import Annotated

import msgspec

Days = Annotated[int, msgspec.Meta(ge=0)]
"""0 stands for ever."""


class SupervisionSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_SUPERVISION_*. Half-days are minutes of the day in the deployment's zone, half-open."""

    am_opens: int = 6 * 60
    am_closes: int = 13 * 60
    pm_opens: int = 13 * 60
    pm_closes: int = 22 * 60
    late_window_h: int = 72
    default_radius_m: int = 200
    longest_project_days: int = 92
    hand_in_mb: int = 1_000
    """The largest rescue zip: about a thousand photos."""
    geocoder: str = ""
    """Who finds venues by their address: baidu (needs its key) or nominatim (needs an own server's address)."""
    geocoder_key: str = ""
    login_tries: int = 5
    login_pause_min: int = 15
    photo_days: Days = 0
    """How long photos stay after they arrived. They are evidence."""
    signature_days: Days = 0
    document_days: Days = 0
    """How long notices and schedules stay once their project is over."""
    draft_days: Days = 730
    """How long a project that was never filed stays after its last change."""
