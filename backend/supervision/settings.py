"""Times and limits of supervision."""

import msgspec


class SupervisionSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_SUPERVISION_*. Half-days are minutes of the day in the deployment's zone, half-open."""

    am_opens: int = 6 * 60
    am_closes: int = 13 * 60
    pm_opens: int = 13 * 60
    pm_closes: int = 22 * 60
    late_window_h: int = 72
    default_radius_m: int = 200
    longest_project_days: int = 92
    login_tries: int = 5
    login_pause_min: int = 15
