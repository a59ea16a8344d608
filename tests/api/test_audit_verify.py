"""`halfday audit verify` names what somebody with full rights on the database did to it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from backend.audit.erasure import erase_values
from backend.audit.sealing import HEADS_FILE, Sealer
from backend.audit.tables import Event, EventValues, Seal
from backend.audit.work import unit_of_work
from backend.kernel.actor import SYSTEM
from backend.kernel.commands import CommandFailed
from backend.kernel.ids import new_id
from tests.builders.attacker import quoted, tamper
from tests.builders.commands import run_command
from tests.builders.house import House


class Verified:
    """What the command said."""

    def __init__(self, code: int, out: str) -> None:
        self.code = code
        self.lines = out.splitlines()

    @property
    def kinds(self) -> list[str]:
        return [line.partition(":")[0] for line in self.lines]


class Auditor:
    """A house with a sealed district, and somebody who checks its chain."""

    def __init__(self, house: House, capsys: pytest.CaptureFixture[str]) -> None:
        self.house = house
        self._capsys = capsys

    async def prepare(self) -> None:
        await self.house.load_demo()
        await self.seal()

    async def seal(self) -> str:
        sealer = self.house.runtime.find(Sealer)
        await sealer.seal_all()
        return sealer.head

    async def verify(self, *arguments: str) -> Verified:
        self._capsys.readouterr()
        code = await run_command(self.house.runtime, "audit verify", *arguments)
        return Verified(code, self._capsys.readouterr().out)

    async def event_at(self, number: int) -> UUID:
        row = await Seal.select(Seal.event_id).where(Seal.seal_no == number).first()
        assert row is not None
        event_id: UUID = row["event_id"]
        return event_id

    async def with_values(self) -> UUID:
        row = await EventValues.select(EventValues.event_id).order_by(EventValues.event_id).first()
        assert row is not None
        event_id: UUID = row["event_id"]
        return event_id


@pytest.fixture
async def auditor(house: House, capsys: pytest.CaptureFixture[str]) -> Auditor:
    made = Auditor(house, capsys)
    await made.prepare()
    return made


async def test_an_untouched_chain_is_ok(auditor: Auditor) -> None:
    head = await auditor.seal()
    told = await auditor.verify("--head", head)
    assert (told.code, told.lines) == (0, [f"OK: {await Event.count()} events, head {head}"])


@pytest.mark.parametrize("page", [1, 2, 7])
async def test_everything_is_read_however_small_the_pages(
    auditor: Auditor, page: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.audit.verify_queries.PAGE", page)
    monkeypatch.setattr("backend.audit.verify.PAGE", page)
    assert (await auditor.verify()).lines == [f"OK: {await Event.count()} events, head {await auditor.seal()}"]
    await tamper("UPDATE event SET at = at + 1", "UPDATE event_values SET after = '[]'")
    told = await auditor.verify()
    assert told.kinds.count("changed") == await Event.count()
    assert told.kinds.count("values_changed") == await EventValues.count()


async def test_an_empty_database_is_ok(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    auditor = Auditor(house, capsys)
    assert (await auditor.verify("--head", f"0:{'0' * 64}")).code == 0


async def test_events_that_wait_for_their_seal_are_ok(auditor: Auditor) -> None:
    async with unit_of_work(auditor.house.runtime, SYSTEM) as work:
        await erase_values(work, [await auditor.with_values()])
    assert (await auditor.verify()).code == 0


async def test_a_changed_event_is_named(auditor: Auditor) -> None:
    event_id = await auditor.event_at(7)
    await tamper(f"UPDATE event SET at = at + 1 WHERE id = {quoted(event_id)}")
    told = await auditor.verify()
    assert (told.code, told.kinds) == (1, ["changed"])
    assert f"number 7, event {event_id}" in told.lines[0]


async def test_a_removed_event_is_named(auditor: Auditor) -> None:
    event_id = await auditor.event_at(7)
    await tamper(f"DELETE FROM event WHERE id = {quoted(event_id)}")
    told = await auditor.verify()
    assert (told.code, told.kinds) == (1, ["removed"])
    assert f"number 7, event {event_id}" in told.lines[0]


async def test_an_event_removed_with_its_seal_is_named(auditor: Auditor) -> None:
    event_id = await auditor.event_at(7)
    await tamper(
        f"DELETE FROM event_values WHERE event_id = {quoted(event_id)}",
        f"DELETE FROM event WHERE id = {quoted(event_id)}",
        "DELETE FROM seal WHERE seal_no = 7",
    )
    told = await auditor.verify()
    assert (told.code, told.kinds) == (1, ["removed"])
    assert "number 7 is missing" in told.lines[0]


INSERT = """INSERT INTO event SELECT {id}, kind, module, at, actor_id, actor_role, login_session_id, organisation_id,
    subject_id, scope_id, data, '' FROM event WHERE id = {model}"""


async def test_an_inserted_event_is_named(auditor: Auditor) -> None:
    added = new_id()
    await tamper(INSERT.format(id=quoted(added), model=quoted(await auditor.event_at(3))))
    told = await auditor.verify()
    assert (told.code, told.kinds) == (1, ["inserted"])
    assert str(added) in told.lines[0]


async def test_an_inserted_event_with_a_made_up_seal_is_named(auditor: Auditor) -> None:
    added, end = new_id(), await Seal.count()
    await tamper(
        INSERT.format(id=quoted(added), model=quoted(await auditor.event_at(3))),
        f"INSERT INTO seal VALUES ({end + 1}, {quoted(added)}, {quoted('a' * 64)})",
    )
    told = await auditor.verify()
    assert (told.code, set(told.kinds)) == (1, {"changed", "inserted"})


async def test_an_event_removed_before_it_was_sealed_is_named(auditor: Auditor) -> None:
    async with unit_of_work(auditor.house.runtime, SYSTEM) as work:
        await erase_values(work, [await auditor.with_values()])
    erasure = work.recorded[0].id
    await tamper(f"DELETE FROM event WHERE id = {quoted(erasure)}")
    told = await auditor.verify()
    assert told.code == 1
    assert [kind for kind, line in zip(told.kinds, told.lines, strict=True) if str(erasure) in line] == ["removed"]
    await tamper(f"DELETE FROM unsealed WHERE event_id = {quoted(erasure)}")


def cut(end: int) -> list[str]:
    """Statements that remove the last events with everything that speaks of them in the database."""
    ids = f"(SELECT event_id FROM seal WHERE seal_no > {end})"
    return [
        f"DELETE FROM event_values WHERE event_id IN {ids}",
        f"DELETE FROM event WHERE id IN {ids}",
        f"DELETE FROM seal WHERE seal_no > {end}",
        f"DELETE FROM seal_head WHERE seal_no > {end}",
    ]


async def test_a_cut_end_is_named_by_the_heads_file(auditor: Auditor) -> None:
    end = await Seal.count()
    async with unit_of_work(auditor.house.runtime, SYSTEM) as work:
        await erase_values(work, [await auditor.with_values()])
    await auditor.seal()
    await tamper(*cut(end))
    told = await auditor.verify()
    assert told.code == 1
    assert "truncated" in told.kinds
    assert "head_removed" in told.kinds


async def test_a_cut_end_is_named_by_a_head_that_was_sent(auditor: Auditor) -> None:
    end = await Seal.count()
    async with unit_of_work(auditor.house.runtime, SYSTEM) as work:
        await erase_values(work, [await auditor.with_values()])
    head = await auditor.seal()
    file = auditor.house.runtime.data_dir / HEADS_FILE
    file.write_text("".join(line for line in file.read_text().splitlines(True) if int(line.split()[0]) <= end))
    await tamper(*cut(end), "UPDATE event_values SET erased_at = NULL WHERE erased_at IS NOT NULL")
    assert "truncated" not in (await auditor.verify()).kinds
    told = await auditor.verify("--head", head)
    assert told.code == 1
    assert "truncated" in told.kinds


async def test_a_missing_heads_file_is_named_unless_a_head_is_brought(auditor: Auditor) -> None:
    head = await auditor.seal()
    (auditor.house.runtime.data_dir / HEADS_FILE).unlink()
    assert (await auditor.verify()).kinds == ["truncated"]
    assert (await auditor.verify("--head", head)).code == 0


async def test_a_head_that_was_not_sent_like_this_is_refused(auditor: Auditor) -> None:
    number, _, chain = (await auditor.seal()).partition(":")
    told = await auditor.verify("--head", f"{number}:{chain[::-1]}")
    assert (told.code, told.kinds) == (1, ["rewritten"])
    with pytest.raises(CommandFailed, match="NUMBER:HASH"):
        await auditor.verify("--head", "yesterday")


@pytest.mark.parametrize("change", ["at = at + 1", "kid = 'unknown'", "signature = ''"])
async def test_a_broken_signature_of_a_head_is_named(auditor: Auditor, change: str) -> None:
    await tamper(f"UPDATE seal_head SET {change}")
    told = await auditor.verify()
    assert told.code == 1
    assert set(told.kinds) == {"bad_signature"}


async def test_a_recomputed_chain_is_named_by_its_heads(auditor: Auditor) -> None:
    await tamper("UPDATE seal_head SET hash = 'a'")
    told = await auditor.verify()
    assert set(told.kinds) == {"rewritten", "bad_signature"}


async def test_a_garbled_line_of_the_heads_file_is_named(auditor: Auditor) -> None:
    with (auditor.house.runtime.data_dir / HEADS_FILE).open("a") as file:
        file.write("17 half a li")
    told = await auditor.verify()
    assert (told.code, told.kinds) == (1, ["unreadable"])


async def test_changed_values_are_named(auditor: Auditor) -> None:
    event_id = await auditor.with_values()
    await tamper(f"UPDATE event_values SET after = '{{}}' WHERE event_id = {quoted(event_id)}")
    told = await auditor.verify()
    assert (told.code, told.kinds) == (1, ["values_changed"])
    assert str(event_id) in told.lines[0]


UNEXPLAINED: dict[str, Callable[[UUID], str]] = {
    "values_removed": lambda event_id: f"DELETE FROM event_values WHERE event_id = {quoted(event_id)}",
    "erased_unexplained": lambda event_id: (
        f"UPDATE event_values SET salt = '', before = '', after = '', erased_at = 5 WHERE event_id = {quoted(event_id)}"
    ),
}


@pytest.mark.parametrize("kind", UNEXPLAINED)
async def test_values_that_vanished_without_an_erasure_are_named(auditor: Auditor, kind: str) -> None:
    event_id = await auditor.with_values()
    await tamper(UNEXPLAINED[kind](event_id))
    told = await auditor.verify()
    assert (told.code, told.kinds) == (1, [kind])
    assert str(event_id) in told.lines[0]


async def test_values_of_no_event_are_named(auditor: Auditor) -> None:
    await tamper(f"INSERT INTO event_values VALUES ({quoted(new_id())}, '', '', '', NULL)")
    assert (await auditor.verify()).kinds == ["values_inserted"]


async def test_erased_values_leave_a_tombstone_and_the_chain_whole(auditor: Auditor) -> None:
    event_id = await auditor.with_values()
    async with unit_of_work(auditor.house.runtime, SYSTEM) as work:
        assert await erase_values(work, [event_id]) == 1
    row = await EventValues.select().where(EventValues.event_id == event_id).first()
    assert row is not None
    assert (row["salt"], row["before"], row["after"]) == ("", "", "")
    assert row["erased_at"] == auditor.house.clock.at
    assert await Event.exists().where(Event.kind == "values.erased", Event.subject_id == event_id)
    assert (await auditor.verify()).code == 0
    await auditor.seal()
    assert (await auditor.verify()).code == 0


async def test_erasing_twice_changes_nothing(auditor: Auditor) -> None:
    event_id = await auditor.with_values()
    for erased in (1, 0):
        async with unit_of_work(auditor.house.runtime, SYSTEM) as work:
            assert await erase_values(work, [event_id]) == erased
    assert await Event.count().where(Event.kind == "values.erased") == 1
