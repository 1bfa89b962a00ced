"""When rules ring, by the definition's own words: every rule is held against every sample, and nothing is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import cast

from bot.alerts.alert import Alert, Sample
from bot.alerts.condition import Baselines, Threshold
from bot.alerts.conditions.each import Each
from bot.alerts.modifiers import Frequency
from bot.alerts.targets import exchange_of
from bot.market.sessions import trading_minutes

TWO_POLLS = 4.0  # minutes
Rung = tuple[int, int, str, str, str, Decimal, int, Decimal, datetime]


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

    def catch_up(self, reading: Sample | None) -> None:
        """Take the last sample that was seen of its subject without a look at the rule."""
        if reading and (self.last is None or reading.time > self.last.time):
            if self.last is None or self.last.session != reading.session:
                self.armed, self.generation, self.since = True, 0, None
            self.since = self.since if self.threshold.reached(reading.value) else None
            self.last = reading

    def crossed(self, sample: Sample) -> bool:
        """Take the next sample; say whether the rule rings. One that is older than what it was made on is nothing."""
        return (self.last is None or sample.time > self.last.time) and self._crossed(sample)

    def _crossed(self, sample: Sample) -> bool:
        before, self.last = self.last, sample
        another = before is None or before.session != sample.session
        known = self.alert.among or sample.session == self.alert.made_in or not self.alert.condition.from_zero
        if before is None and known:
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
                known = sample and (self.alert.among or sample.session == self.alert.made_in)
                if sample and known and line.last is None:
                    line.learn(sample)
            line.catch_up(self.reading)

    def see(self, sample: Sample) -> list[Rung]:
        """Return how the rule rings at the next sample of its subject."""
        if (sample.target, sample.measure) != (self.alert.condition.target, self.alert.condition.measure) or self.done:
            return []
        new = self.known is None and not self.alert.among
        if self.reading and sample.session == self.alert.made_in != self.reading.session and new:
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
        if sum(each.session == sample.session for each in hour) > 4 and not self.alert.among:
            self.muted.add(sample.session)
        level = line.threshold.level
        place = self.alert.id, self.alert.edition, self.alert.member, sample.session, str(line.threshold.direction)
        return *place, level, line.generation, sample.value, sample.time


@dataclass
class Several:
    """A rule about each of what somebody watches: for each member a rule by itself, while it is one."""

    alert: Alert
    members: dict[str, Plain] = field(default_factory=dict)
    muted: set[str] = field(default_factory=set)
    present: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """An edit lets a rule be muted as it was."""
        self.muted.add(self.alert.muted_in)

    def follow(self, watched: set[str], known: Mapping[str, Sample], readings: Mapping[str, Sample]) -> None:
        """Take in who is new: it stands where it was seen last; who comes back has not forgotten what it told."""
        for symbol in watched - self.present:
            if symbol in self.members:
                for line in self.members[symbol].lines:
                    line.catch_up(readings.get(symbol))
            else:
                self.members[symbol] = Plain(self._about(symbol), known.get(symbol), readings.get(symbol))
        self.present = frozenset(watched)

    def see(self, sample: Sample) -> list[Rung]:
        """Return how the rule rings at the next sample of a member."""
        if sample.target not in self.present:
            return []
        member = self.members[sample.target]
        member.muted = self.muted
        return member.see(sample)

    def _about(self, symbol: str) -> Alert:
        rule = cast("Each", self.alert.condition).rule
        return replace(self.alert, condition=replace(rule, symbol=symbol), among=self.alert.condition.target)
