"""What a phone keeps, looked at from outside the app, and changed as a tampered phone would."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

_OPEN = """
const opening = indexedDB.open('halfday')
const db = await new Promise(resolve => { opening.onsuccess = () => resolve(opening.result) })
const done = asked => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result)
  asked.onerror = () => reject(asked.error)
})
"""
_KEPT = f"""async () => {{
  {_OPEN}
  const all = name => done(db.transaction(name).objectStore(name).getAll())
  const kept = {{
    captures: (await all('captures')).map(one => one.state),
    photos: (await all('photos')).map(one => one.bytes.byteLength > 0),
    thumbs: (await all('thumbs')).length,
    heads: (await all('heads')).map(one => one.count),
  }}
  db.close()
  return kept
}}"""
_PROLONG = f"""async hours => {{
  {_OPEN}
  const store = db.transaction('assignments', 'readwrite').objectStore('assignments')
  const [record] = await done(store.getAll())
  const slots = record.assignments.flatMap(one => one.slots)
  const [last] = slots.filter(slot => slot.closesAt <= record.serverAt).sort((a, b) => b.closesAt - a.closesAt)
  last.closesAt += hours * 3600000
  await done(store.put(record))
  db.close()
  return last.id
}}"""


def kept(page: Page) -> dict[str, Any]:
    """States of the photos, which of them still have their bytes, how many thumbnails, lengths of the chains."""
    found: dict[str, Any] = page.evaluate(_KEPT)
    return found


def prolong_closed_slot(page: Page, hours: int) -> str:
    """Make the phone believe that the half-day that closed last goes on; its id."""
    return str(page.evaluate(_PROLONG, hours))


@dataclass
class Storage:
    """The phone's storage, as far as the browser lets the app use it; the limit ends with the page that set it."""

    page: Page
    cdp: CDPSession
    origin: str

    @classmethod
    def of(cls, page: Page, origin: str) -> "Storage":
        return cls(page, page.context.new_cdp_session(page), origin)

    def limit(self, *, free: int | None) -> None:
        """Leave only so many bytes free; None takes the limit away.

        To be set before the page is loaded: the browser's database counts on the room it last saw for half a minute.
        """
        used = int(self.cdp.send("Storage.getUsageAndQuota", {"origin": self.origin})["usage"])
        limit = {} if free is None else {"quotaSize": used + free}
        self.cdp.send("Storage.overrideQuotaForOrigin", {"origin": self.origin} | limit)
