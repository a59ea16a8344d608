"""Rows of the logs as they are sent (catalogue 15)."""

from typing import Any, Literal
from uuid import UUID

import msgspec

from backend.kernel.wire import Input, Output
from backend.supervision.capture.manifest import Position

LoginCodeAction = Literal["issued", "reissued", "replaced", "used", "refused"]
FileAction = Literal["uploaded", "downloaded", "previewed", "deleted"]
FileKind = Literal["photo", "drawing", "notice", "schedule", "bundle", "export", "bytes"]


class Shown(Output):
    """Base of what is sent."""


class PersonNamed(Shown):
    id: UUID
    name: str


class OrganisationNamed(Shown):
    id: UUID
    name: str


class ProjectNamed(Shown):
    id: UUID
    no: str
    name: str


class LoginRow(Shown):
    """15.1: a log-in or its refusal. `account` is the masked phone, `roles` what the person held at that time."""

    id: UUID
    at: int
    way: str
    result: str
    account: str
    person: PersonNamed | None
    roles: list[str]
    address: str
    client: str


class LoginSearch(Input):
    """A search by account; in a body, because addresses of requests are kept in many places."""

    account: str
    since: int | None = msgspec.field(name="from", default=None)
    until: int | None = None
    result: str | None = None
    cursor: str | None = None
    limit: int | None = None


class OperationRow(Shown):
    """15.2: an event; `scope` is the larger thing it belongs to, such as a project. `person`: whom it is about.

    `before` and `after` are null where there were none, or they were erased (`erasedAt`).
    """

    id: UUID
    at: int
    module: str
    action: str
    actor: PersonNamed | None
    role: str
    organisation: OrganisationNamed | None
    project: ProjectNamed | None
    person: PersonNamed | None
    record: UUID
    scope: UUID | None
    data: dict[str, Any]
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    erased_at: int | None
    address: str


class LoginCodeRow(Shown):
    """15.6: a login code was issued, issued anew, ended with its lead, used, or refused."""

    id: UUID
    at: int
    action: LoginCodeAction
    actor: PersonNamed | None
    account: str
    lead: PersonNamed | None
    project: ProjectNamed | None
    address: str
    client: str


class DeviceNamed(Shown):
    key_id: str
    label: str


class CaptureRow(Shown):
    """15.7: a photo as its manifest tells and the server judged it; `sha256` of the bytes and of the manifest.

    `verdict` is "refused" for one that was not taken in; `code` says why, and nothing it claimed is repeated.
    """

    id: UUID
    project: ProjectNamed | None
    date: str | None
    half: str | None
    item: str | None
    person: PersonNamed | None
    arrived_at: int
    verdict: str
    manifest_sha256: str
    code: str | None = None
    device: DeviceNamed | None = None
    camera: str | None = None
    taken_from: int | None = None
    taken_until: int | None = None
    taken_at: int | None = None
    bytes_at: int | None = None
    position: Position | None = None
    no_position: str | None = None
    distance_m: int | None = None
    sha256: str | None = None


class RevealRow(Shown):
    """15.9: a masked value was shown in clear; `field` names it, `purpose` (may be empty) is the code of why."""

    id: UUID
    at: int
    actor: PersonNamed | None
    role: str
    record: UUID
    person: PersonNamed | None
    field: str
    purpose: str
    address: str


class FileNamed(Shown):
    """What a file is: a photo of an item and half-day, a document with its name, or bytes nobody owns (yet)."""

    kind: FileKind
    name: str | None = None
    item: str | None = None
    date: str | None = None
    half: str | None = None


class FileRow(Shown):
    """15.10: bytes were uploaded, shown in a variant, or deleted for a `reason`."""

    id: UUID
    at: int
    action: FileAction
    actor: PersonNamed | None
    role: str
    record: UUID
    scope: UUID | None
    file: FileNamed
    project: ProjectNamed | None
    sha256: str | None
    size: int | None
    variant: str | None
    reason: str | None
    address: str


class ThingsSearch(Input):
    """Part of a name or a project's number; in a body, because addresses of requests are kept in many places."""

    text: str


class ThingsFound(Shown):
    """What a log can be narrowed to."""

    people: list[PersonNamed]
    organisations: list[OrganisationNamed]
    projects: list[ProjectNamed]
