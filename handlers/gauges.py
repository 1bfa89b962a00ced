"""What `/metrics` tells: how Surge does, as numbers for whoever watches it. No words of people, no secrets."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.registry import Collector

from bot.alerts.book import State
from handlers.latencies import Latencies
from handlers.vitals import Vitals


def exposition(vitals: Vitals, latencies: Latencies) -> bytes:
    """Return them in Prometheus's text format (version 0.0.4)."""
    # A registry of its own for each look: nothing but what is said here can come along.
    registry = CollectorRegistry()
    registry.register(_Readings(vitals, latencies))
    return generate_latest(registry)


class _Readings(Collector):
    """The numbers of one moment."""

    def __init__(self, vitals: Vitals, latencies: Latencies) -> None:
        self._vitals, self._latencies = vitals, latencies

    def collect(self) -> Iterator[Metric]:
        """Yield them all; what is not known is left out, never zero."""
        yield from _source(self._vitals)
        yield from _figures(self._vitals)
        yield from _messages(self._vitals)
        answers = HistogramMetricFamily("surge_answer_seconds", "How long answers to slash commands took.")
        answers.add_metric([], self._latencies.cumulative(), self._latencies.total)
        yield answers


def _source(vitals: Vitals) -> Iterator[Metric]:
    yield _gauge(
        "surge_source_trouble", "Whether the source of figures fails (1) or answers (0).", bool(vitals.trouble)
    )
    if (pace := vitals.pace) is None:
        return
    left = (pace.until - vitals.wall).total_seconds() if pace.until else 0.0
    yield _gauge("surge_source_requests", "Requests made to the source in the last hour.", pace.requests)
    yield _gauge("surge_source_requests_allowed", "Requests that the source may be asked in an hour.", pace.allowed)
    yield _gauge(
        "surge_source_paused", "Whether the breaker is open (1): the source asked for a pause.", bool(pace.until)
    )
    yield _gauge("surge_source_pause_seconds", "How long the pause still lasts.", max(left, 0.0))


def _figures(vitals: Vitals) -> Iterator[Metric]:
    ages = GaugeMetricFamily("surge_figures_age_seconds", "Age of the newest figure of a market.", labels=["market"])
    for exchange, at in vitals.newest.items():
        ages.add_metric([exchange], max((vitals.now - at).total_seconds(), 0.0))
    yield ages
    refused = CounterMetricFamily("surge_samples_refused", "Samples that admission refused.", labels=["reason"])
    for reason, count in vitals.refused.items():
        refused.add_metric([reason], count)
    yield refused
    if vitals.looked:
        passed = max((vitals.now - vitals.looked).total_seconds(), 0.0)
        yield _gauge("surge_watch_age_seconds", "How long ago the watch last looked, in market time.", passed)


def _messages(vitals: Vitals) -> Iterator[Metric]:
    states = GaugeMetricFamily("surge_deliveries", "Deliveries in the outbox by state.", labels=["state"])
    for state in State:
        states.add_metric([state], vitals.messages.get(state, 0))
    yield states
    yield _gauge("surge_alerts", "Alerts kept.", vitals.alerts)


def _gauge(name: str, meaning: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, meaning, value=value)
