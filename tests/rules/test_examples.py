"""A full run tries every example it was told to; `script/test --fast` a share of them, and never none."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.builders.examples import up_to


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    former = settings.get_current_profile_name()
    yield
    settings.load_profile(former)


@pytest.mark.parametrize(("profile", "tried"), [("halfday", (1, 60, 200)), ("fast", (1, 12, 40))])
def test_how_many_are_tried(profile: str, tried: tuple[int, ...]) -> None:
    settings.load_profile(profile)
    assert tuple(map(up_to, (1, 60, 200))) == tried
