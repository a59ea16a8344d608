"""Whether counters are right, whatever a test has done."""

from backend.kernel.runtime import Runtime
from backend.supervision.capture.commands import recount_project
from backend.supervision.capture.tables import Capture


async def miscounted(runtime: Runtime) -> list[object]:
    """Projects with photos whose marks or counters are not what counting everything anew makes of them."""
    rows = await Capture.select(Capture.project_id).group_by(Capture.project_id)
    found = [await recount_project(runtime, row["project_id"], only_check=True) for row in rows]
    return [one for one in found if one is not None]
