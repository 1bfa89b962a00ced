"""`/metrics`: how Surge does, as numbers for whoever watches it."""

from datetime import timedelta
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from bot.errors import StorageError
from bot.market.manners import Pace
from handlers.gauges import exposition
from handlers.http import EXPOSITION, LOOPBACK, make_app, serving
from handlers.latencies import Latencies
from handlers.sights.vitals import vitals
from handlers.vitals import Vitals
from tests.bot.market.samples import at
from tests.handlers.asking import hall, line
from tests.stage import surge, tape

DAY = [line(0, ("^HSI", 101.0), ("0700.HK", -5.0), turnover=100)]
Samples = dict[tuple[str, ...], float]


def read(text: bytes) -> Samples:
    """Return what Prometheus itself reads: each number by its name and its labels' values."""
    families = text_string_to_metric_families(text.decode())
    return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


async def test_a_watcher_reads_numbers(tmp_path: Path) -> None:
    """Age of figures by market, refusals by reason, deliveries by state, alerts; what a replay has not is absent."""
    async with hall(tmp_path, DAY) as here:
        await here.play(0)
        await here.ask("alert turnover above 250bn")
        found = read(exposition(await vitals(here.surge), Latencies()))
        assert found["surge_figures_age_seconds", "HKEX"] == 15 * 60
        assert ("surge_figures_age_seconds", "NYSE") not in found
        assert found["surge_samples_refused_total", "not positive"] == 1
        assert found["surge_deliveries", "waiting"] == found["surge_source_trouble",] == 0
        assert found["surge_alerts",] == 1
        assert ("surge_source_requests",) not in found


def test_a_pause_is_a_number() -> None:
    """Requests, what is allowed, and how long an open breaker stays so."""
    wall = at("14:00")
    state = Vitals(
        now=wall,
        wall=wall,
        looked=None,
        trouble="It pauses.",
        newest={},
        refused={},
        messages={},
        alerts=0,
        pace=Pace(17, 300, wall + timedelta(minutes=15), "too many"),
    )
    found = read(exposition(state, Latencies()))
    assert (found["surge_source_requests",], found["surge_source_requests_allowed",]) == (17, 300)
    assert (found["surge_source_paused",], found["surge_source_pause_seconds",]) == (1, 900)
    assert found["surge_source_trouble",] == 1
    assert ("surge_watch_age_seconds",) not in found


def test_answers_are_counted_by_how_long_they_took() -> None:
    """Each answer counts in every bucket that is long enough for it, as a histogram wants it."""
    latencies = Latencies()
    for seconds in (0.0, 0.004, 0.004, 9.0):
        latencies.add(seconds)
    assert latencies.cumulative()[:2] == [("0.001", 1), ("0.005", 3)]
    assert latencies.cumulative()[-1] == ("+Inf", 4)
    assert latencies.total == 9.008


async def test_they_are_served_without_anybodys_words(tmp_path: Path) -> None:
    """The running Surge serves them beside its health, and nothing that people typed is among them."""
    async with surge(tmp_path, SURGE_TAPE=str(tape(tmp_path, DAY))) as door:
        assert "Alert made" in await door.surge("alert hsi up 7.77%")
        async with door.http.get(f"{door.url}/metrics") as answer:
            assert (answer.status, answer.headers["Content-Type"]) == (200, EXPOSITION)
            text = await answer.read()
    found = read(text)
    assert found["surge_answer_seconds_count",] == 1
    assert found["surge_alerts",] == 3  # a sandbox begins with two
    for word in (b"7.77", b"xox", b"U01", b"C01", b"python_"):
        assert word not in text


async def test_what_cannot_be_read_is_not_there_yet() -> None:
    """While Surge is starting, or its database is away, the answer is 503."""

    async def broken() -> bytes:
        raise StorageError("No disk.")

    async with aiohttp.ClientSession() as http:
        for gauge in (lambda: None, broken):
            async with serving(make_app(dict, gauge=gauge), LOOPBACK, 0) as url, http.get(f"{url}/metrics") as answer:
                assert answer.status == 503
