"""Who may read the logs (catalogue 2, R32 and R7). To everybody else they are absent (design §9)."""

from piccolo.columns.combination import And, Or, Where

from backend.kernel.actor import Actor
from backend.kernel.errors import NotFound
from backend.supervision.permissions import AUTHORITY, visible_paths, within

AUDITOR = "auditor"
ADMIN = "platform_admin"
Condition = Where | And | Or


def watch_everything(actor: Actor) -> None:
    """Let those through who watch over the whole deployment.

    Raises:
        NotFound: an actor of another role.
    """
    if not _watches_everything(actor):
        raise NotFound


async def projects_watched(actor: Actor) -> Condition | None:
    """The condition on projects whose capture log the actor may read; None when it is all of them.

    Raises:
        NotFound: none at all.
    """
    if _watches_everything(actor):
        return None
    paths = await visible_paths(actor, AUTHORITY)
    if not paths:
        raise NotFound
    return within(paths)


def _watches_everything(actor: Actor) -> bool:
    return actor.has(AUDITOR) or actor.has(ADMIN)
