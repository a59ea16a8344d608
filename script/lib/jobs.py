"""Commands that run side by side: one line for each as it ends, its output only if it failed."""

import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from lib.say import note
from lib.tools import environment

AT_ONCE = 2


@dataclass(frozen=True)
class Job:
    """A command. `counts`: its last line says how much it did, and is shown."""

    name: str
    command: tuple[str, ...]
    settings: Mapping[str, str] = field(default_factory=dict)
    counts: bool = False


@dataclass(frozen=True)
class _Ended:
    job: Job
    code: int
    output: str
    seconds: float


def run_jobs(jobs: Iterable[Job]) -> list[str]:
    """Run jobs, two at a time, the first ones first; the names of those that failed."""
    failed: list[str] = []
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        for future in as_completed([pool.submit(_run, job) for job in jobs]):
            ended = future.result()
            _tell(ended)
            failed += [ended.job.name] if ended.code else []
    finally:
        pool.shutdown(cancel_futures=True)
    return failed


def _run(job: Job) -> _Ended:
    began = time.monotonic()
    done = subprocess.run(
        job.command,
        env=environment() | job.settings,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return _Ended(job, done.returncode, done.stdout, time.monotonic() - began)


def _tell(ended: _Ended) -> None:
    lines = ended.output.rstrip().splitlines()
    counted = f": {lines[-1].strip('= ')}" if ended.job.counts and lines else ""
    note(f"{'FAILED' if ended.code else 'ok    '} {ended.job.name} ({ended.seconds:.0f} s){counted}")
    if ended.code:
        sys.stdout.write(f"{ended.output}\n")
        sys.stdout.flush()
