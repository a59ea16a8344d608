"""The order of steps. Small graphs (tens of steps), so nothing is cached."""

from collections.abc import Iterator

from backend.flows.definition import Flow, Step


def in_order(flow: Flow) -> list[Step]:
    """Steps so that each comes after those it waits for; steps in a circle are left out."""
    placed: dict[str, Step] = {}
    waiting = list(flow.steps)
    while waiting:
        ready = [step for step in waiting if all(key in placed for key in step.after)]
        if not ready:
            break
        placed.update({step.key: step for step in ready})
        waiting = [step for step in waiting if step.key not in placed]
    return list(placed.values())


def ancestors(flow: Flow, key: str) -> frozenset[str]:
    """Every step that must be done before this one."""
    found: set[str] = set()
    heads = list(_after(flow, key))
    while heads:
        head = heads.pop()
        if head not in found:
            found.add(head)
            heads += _after(flow, head)
    return frozenset(found)


def descendants(flow: Flow, key: str) -> list[str]:
    """Every step that waits for this one, however far, in order."""
    return [step.key for step in in_order(flow) if key in ancestors(flow, step.key)]


def _after(flow: Flow, key: str) -> Iterator[str]:
    step = flow.step(key)
    return iter(step.after if step else ())
