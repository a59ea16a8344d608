"""Shapes of log-in on the wire."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec

from backend.identity.captcha import Purpose
from backend.kernel.wire import Input, Output

NoticeVersion = Annotated[str, msgspec.Meta(min_length=1, max_length=20)]
"""Which words of a notice a person was shown."""


class CaptchaAsked(Input):
    """Asks for a captcha."""

    purpose: Purpose


class CaptchaShown(Output):
    """A picture to read, answered once before `expires_at`."""

    id: UUID
    image: str
    expires_at: int


class PersonShown(Output):
    """A person as shown to themselves."""

    id: UUID
    name: str


class RoleShown(Output):
    """A role and where it is held."""

    role: str
    organisation_id: UUID | None
    organisation_name: str | None


class Me(Output):
    """Who is logged in; `csrf` goes into the header of unsafe requests."""

    person: PersonShown
    kind: Literal["supervisor", "full", "system"]
    roles: list[RoleShown]
    csrf: str
    demo: bool
    zone: str
    server_at: int


class ServerKey(Output):
    """A public key of this deployment and when it signed."""

    kid: str
    purpose: str
    public_key: str
    fingerprint: str
    valid_from: int = msgspec.field(name="from")
    valid_until: int | None = msgspec.field(name="until")


class DeviceOffered(Input):
    """A phone's public key with the proof that the phone holds its private half."""

    public_key: str
    time_token: str
    proof: str
    label: str = ""


class DeviceShown(Output):
    """The registered key and its certificate."""

    key_id: str
    certificate: str
    keys: list[ServerKey]


class DeviceRow(Output):
    """A person's phone. `label`: system and browser, as the phone told them; `last_used_at`: when something that it
    signed last arrived, None if nothing has; `revoked_at`: since when its key signs nothing that counts by itself."""

    key_id: str
    label: str
    registered_at: int
    last_used_at: int | None
    revoked_at: int | None


class DevicesShown(msgspec.Struct):
    items: list[DeviceRow]


class ConsentSent(Input):
    """An answer to a version of a notice; `wall` is the phone's clock at the answer."""

    id: UUID
    kind: Literal["camera_position"]
    version: NoticeVersion
    given: bool
    wall: int


class ConsentShown(Output):
    """The answer is on record."""

    id: UUID
    state: Literal["stored"]
    arrived_at: int
