"""What happens to ratings and publications."""

from backend.supervision.events import SupervisionEvent


class ProjectRated(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the project. `early`: evidence could still arrive."""

    kind = "project.rated"
    rating: str
    version: int
    early: bool


class ProjectPublished(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the publication."""

    kind = "publication.made"
    rating: str
    version: int


class PublicationWithdrawn(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the publication."""

    kind = "publication.withdrawn"
    version: int


class RatingOvertaken(SupervisionEvent, frozen=True, kw_only=True):
    """subject: the project. Evidence arrived after it was rated; the scorer should look again."""

    kind = "rating.overtaken"
