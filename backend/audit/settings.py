"""How long the audit keeps what events say about people, and who is sent the heads of its chain."""

from typing import Annotated

import msgspec


class AuditSettings(msgspec.Struct, frozen=True):
    """Read from HALFDAY_AUDIT_*."""

    value_days: Annotated[int, msgspec.Meta(ge=0)] = 1_825
    """How long before and after of changes stay readable; the events stay for ever. 0: for ever."""
    heads_to: str = ""
    """E-mail addresses, separated by commas, that are sent the newest head once a day. Empty: nobody."""
