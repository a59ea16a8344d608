"""The chain of a phone's photos as the server has it."""

import json

from tests.browser.browsers import rows
from tests.builders.server import Server


def assert_whole_chain(server: Server, photos: int) -> None:
    """So many photos, each once, with all its bytes, each naming the one before: none lost, none twice, no fork."""
    found = rows(server, "SELECT manifest, manifest_sha256, bytes_at IS NOT NULL FROM capture")
    assert len(found) == photos
    assert all(there for _, _, there in found)
    followers = {json.loads(manifest)["previous"]: digest for manifest, digest, _ in found}
    link, length = None, 0
    while link in followers:
        link, length = followers[link], length + 1
    assert length == photos, "the chain is broken or forks"
