"""When rules ring, by the definition's own words: every rule is held against every sample, and nothing is looked up."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from bot.alerts.alert import Alert, Sample
from bot.alerts.condition import Baselines, Threshold
from bot.alerts.modifiers import Frequency
from bot.alerts.targets import exchange_of
from bot.market.sessions import trading_minutes

TWO_POLLS = 4.0  # minutes
Rung = tuple[int, int, str, str, Decimal, int, Decimal, datetime]


@dataclass
class Line:
    """One level of one rule: on which side the last sample lay, and whether the next crossing counts."""

    alert: Alert
    threshold: Threshold
    last: Sample | None = None
    armed: bool = True
    since: datetime | None = None
    generation: int = 0

    def learn(self, sample: Sample) -> None:
        """Only learn the side: what is true already starts with the next session."""
        self.last, self.armed = sample, not self.threshold.reached(sample.value)

    def crossed(self, sample: Sample) -> bool:
        """Take the next sample; say whether the rule rings. One that is older than what it was made on is nothing."""
        return (self.last is None or sample.time > self.last.time) and self._crossed(sample)

    def _crossed(self, sample: Sample) -> bool:
        before, self.last = self.last, sample
        another = before is None or before.session != sample.session
        if before is None and (sample.session == self.alert.made_in or not self.alert.condition.from_zero):
            self.learn(sample)
            return False
        if another:
            self.armed, self.generation = True, 0
            self.since = None if self.alert.condition.from_zero else self.since
        from_zero = another and self.alert.condition.from_zero
        below = from_zero or before is None or not self.threshold.reached(before.value)
        if self.since is not None and before is not None:
            return self._lasted(before, sample)
        if not self.armed:
            if self.alert.frequency is Frequency.ALWAYS and self.threshold.rearmed(sample.value):
                self.armed, self.generation = True, self.generation + 1
            return False
        if not (below and self.threshold.reached(sample.value)):
            return False
        if self.alert.modifiers.lasting:
            self.since = sample.time
            return False
        self.armed = False
        return True

    def _lasted(self, before: Sample, sample: Sample) -> bool:
        """Whether a crossing has lasted with this sample: seen without a gap, in trading time, since it began."""
        exchange = exchange_of(sample.target)
        if not self.threshold.reached(sample.value):
            self.since = None
        elif before.session != sample.session or trading_minutes(exchange, before.time, sample.time) > TWO_POLLS:
            self.since = sample.time
        elif self.since and (
            timedelta(minutes=trading_minutes(exchange, self.since, sample.time)) >= self.alert.modifiers.lasting
        ):
            self.since, self.armed = None, False
            return True
        return False


@dataclass
class Plain:
    """One edition of a rule. `known` is the sample it was made on, `reading` the last that had been judged by then."""

    alert: Alert
    known: Sample | None
    reading: Sample | None
    done: bool = False
    muted: set[str] = field(default_factory=set)
    rung: list[Sample] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let each level learn its side."""
        self.muted.add(self.alert.muted_in)
        self.lines = [Line(self.alert, each) for each in self.alert.thresholds(Baselines())]
        for line in self.lines:
            for sample in (self.known, self.reading):
                if sample and sample.session == self.alert.made_in and line.last is None:
                    line.learn(sample)
            if self.reading and (line.last is None or self.reading.time > line.last.time):
                fresh = line.last is None or line.last.session != self.reading.session
                line.armed, line.last = line.armed or fresh, self.reading

    def see(self, sample: Sample) -> list[Rung]:
        """Return how the rule rings at the next sample of its subject."""
        if (sample.target, sample.measure) != (self.alert.condition.target, self.alert.condition.measure) or self.done:
            return []
        if self.reading and sample.session == self.alert.made_in != self.reading.session and self.known is None:
            self.reading = None
            for line in self.lines:
                line.last = None
        self.reading = None
        return [self._ring(line, sample) for line in self.lines if line.crossed(sample) and self._speaks(sample)]

    def _speaks(self, sample: Sample) -> bool:
        return sample.session not in self.muted

    def _ring(self, line: Line, sample: Sample) -> Rung:
        self.done = self.alert.frequency is Frequency.ONCE
        self.rung.append(sample)
        hour = [each for each in self.rung if timedelta() <= sample.time - each.time < timedelta(hours=1)]
        if sum(each.session == sample.session for each in hour) > 4:
            self.muted.add(sample.session)
        level = line.threshold.level
        way = str(line.threshold.direction)
        return self.alert.id, self.alert.edition, sample.session, way, level, line.generation, sample.value, sample.time
