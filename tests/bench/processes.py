"""What a process and its children have used, from the kernel's own accounts."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def family(first: int) -> list[int]:
    """A process and all its descendants."""
    found = [first]
    for pid in found:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    return found


def cpu_seconds(first: int) -> float:
    """Processor time of a family of processes."""
    ticks = 0
    for pid in family(first):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def own_bytes(first: int) -> int:
    """Memory of a family of processes that they share with no other."""
    total = 0
    for pid in family(first):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith(("Private_Clean:", "Private_Dirty:")):
                total += int(line.split()[1]) * 1024
    return total
