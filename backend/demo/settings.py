"""Settings of the demo."""

import msgspec


class DemoSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_DEMO_*."""

    evidence: bool = True
    """Whether loading the demo also sends in what its leads have photographed up to now."""
