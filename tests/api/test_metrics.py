"""`/metrics`: what watches the server sees, and nobody else."""

import re

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.builders.house import House
from tests.builders.lead import Lead

OURS = {
    "halfday_events_unsealed",
    "halfday_arrivals_waiting",
    "halfday_disk_free_bytes",
    "halfday_deliveries_waiting",
    "halfday_photos_uninspected",
}


async def test_numbers_of_the_areas_and_of_requests(house: House) -> None:
    await house.load_demo()
    lead = await Lead.arrive(house)
    await lead.commit()
    shot = lead.shoot()
    await lead.send(shot)
    await lead.put(shot)
    await house.browser().get("/api/people/13900000001")
    answer = await house.browser().get("/metrics")
    assert answer.status_code == httpx.codes.OK
    families = {family.name: family for family in text_string_to_metric_families(answer.text)}
    assert families.keys() >= OURS
    (uninspected,) = families["halfday_photos_uninspected"].samples
    assert uninspected.value == 1
    (free,) = families["halfday_disk_free_bytes"].samples
    assert free.value > 0
    puts = [
        sample
        for sample in families["halfday_requests"].samples
        if sample.labels.get("path", "").startswith("/api/blobs/") and sample.labels["method"] == "PUT"
    ]
    assert puts
    words = " ".join(value for family in families.values() for one in family.samples for value in one.labels.values())
    assert not re.search(r"[0-9a-f]{64}|[0-9a-f]{8}-[0-9a-f]{4}|1[3-9]\d{9}", words), "no ids, no phones"


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Via", "X-Real-IP"])
async def test_nobody_sees_it_through_a_proxy(house: House, header: str) -> None:
    assert (await house.browser().get("/metrics", headers={header: "1.2.3.4"})).status_code == httpx.codes.NOT_FOUND


async def test_nobody_sees_it_from_elsewhere(house: House) -> None:
    transport = httpx.ASGITransport(app=house.app, client=("192.0.2.7", 4711))  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="https://halfday.test") as elsewhere:
        assert (await elsewhere.get("/metrics")).status_code == httpx.codes.NOT_FOUND
