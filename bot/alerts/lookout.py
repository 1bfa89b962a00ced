"""Knows which rules a new sample may concern, so that no other need be looked at: the tripwires, kept up to date.

The book is the truth. What is kept here is rebuilt from it at the start, and follows what it says has changed since.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from bot.alerts.alert import Alert, Sample, Standing
from bot.alerts.book import AlertBook, Rewired
from bot.alerts.condition import Baselines, Condition, Direction, Need, Subject, Threshold
from bot.alerts.modifiers import Frequency
from bot.alerts.tripwires import Tripwires, Wire
from bot.market.catalogue import Catalogue, catalogue


class Lookout:
    """The levels of all rules in `book`, and the last sample that was judged of each of their subjects."""

    def __init__(self, book: AlertBook) -> None:
        self.readings: dict[Subject, Sample] = {}
        self._book = book
        self._version = 0
        self._known = Baselines()
        self._wires, self._rearming = Tripwires(), Tripwires()
        self._subjects: dict[Subject, int] = defaultdict(int)
        # Rules whose levels hang on figures of earlier days, by these and by their key.
        self._needing: dict[Need, set[int]] = {}
        self._relative: dict[int, Condition] = {}
        # Rules about each of several, with the members that they were put up for, and the lists that said so.
        self._several: dict[int, Condition] = {}
        self._lists: tuple[date, Catalogue] | None = None
        # Rules that no sample has been held against yet.
        self._fresh: dict[Subject, set[int]] = defaultdict(set)
        # Where a crossing still has to last: every sample counts there.
        self._pending: dict[Subject, set[tuple[int, Direction]]] = defaultdict(set)
        self._turn = 0

    @property
    def subjects(self) -> frozenset[Subject]:
        """What is measured for any rule."""
        return frozenset(self._subjects)

    @property
    def needs(self) -> Collection[Need]:
        """The figures of earlier days that levels hang on."""
        return self._needing.keys()

    @property
    def known(self) -> Baselines:
        """What the levels are measured against."""
        return self._known

    async def refresh(self, day: date) -> None:
        """Follow what has changed in the book, and who is a member on `day`. Raises StorageError."""
        rewiring = await self._book.rewired(self._version)
        if rewiring.whole:
            self._begin(rewiring.rules, day)
        else:
            for rule in rewiring.rules:
                self._rewire(rule, day)
        self._relist(day)
        if rewiring.whole or rewiring.turn != self._turn:
            await self._recall(day)
        if rewiring.whole:
            self._freshen(rewiring.rules)
        self._version, self._turn = rewiring.version, rewiring.turn

    def rebase(self, known: Baselines) -> None:
        """Move the levels that hang on a figure which is another now; put them up, or take them down."""
        if known == self._known:
            return
        moved = [need for need in self._needing if known.get(need) != self._known.get(need)]
        for key in {key for need in moved for key in self._needing[need]}:
            for wire in _wires(key, self._relative[key], self._known):
                self._wires.remove(wire)
            for wire in _wires(key, self._relative[key], known):
                self._wires.add(wire)
        self._known = known

    def concerned(self, sample: Sample) -> set[int]:
        """Return the keys of the rules that `sample` may make ring, re-arm, or learn their side."""
        subject = sample.target, sample.measure
        before, name = self.readings.get(subject), _name(subject)
        found = {*self._fresh.get(subject, ()), *(key for key, _ in self._pending.get(subject, ()))}
        if before and before.value != sample.value:
            found.update(self._rearming.touched(name, before.value, sample.value))
        start = before.value if before else None
        if sample.measure.from_zero and (before is None or before.session != sample.session):
            start = type(sample.value)(0)
        if start is not None and start != sample.value:
            found.update(self._wires.touched(name, start, sample.value))
        return found

    def judged(self, samples: Iterable[Sample]) -> None:
        """Note that `samples` were held against the rules they concern, and that this is recorded."""
        recorded = False
        for sample in samples:
            self.readings[sample.target, sample.measure] = sample
            self._fresh.pop((sample.target, sample.measure), None)
            recorded = True
        # Whoever else has recorded a sweep meanwhile makes the count another one.
        self._turn += recorded

    def turned(self, alert: Alert, threshold: Threshold, standing: Standing) -> None:
        """Watch for what may come next at a threshold: the way back, or the end of a crossing that has to last."""
        if wire := _rearm(alert, threshold):
            (self._rearming.remove if standing.armed else self._rearming.add)(wire)
        pending = self._pending[alert.condition.target, alert.condition.measure]
        (pending.discard if standing.since is None else pending.add)((alert.key, threshold.direction))

    async def _recall(self, day: date) -> None:
        """Take up where the recorded sweeps have left the rules."""
        self._rearming = Tripwires()
        for alert in await self._book.always():
            wires = (_rearm(single, each) for single in alert.singles(day) for each in single.thresholds(self._known))
            for wire in filter(None, wires):
                self._rearming.add(wire)
        self._pending.clear()
        for alert in await self._book.pending():
            ways = {(alert.key, direction) for direction in Direction}
            for single in alert.condition.on(day).singles:
                self._pending[single.target, single.measure] |= ways
        self.readings = {(each.target, each.measure): each for each in await self._book.readings()}

    def _begin(self, rules: Iterable[Rewired], day: date) -> None:
        """Put up every wire at once."""
        conditions = [(rule.key, rule.now.on(day)) for rule in rules if rule.now]
        self._subjects = defaultdict(int)
        self._relative, self._needing, self._several = {}, {}, {}
        for key, condition in conditions:
            self._hang(key, condition)
        self._wires = Tripwires(wire for key, each in conditions for wire in _wires(key, each, self._known))

    def _rewire(self, rule: Rewired, day: date) -> None:
        """Take down what a rule had, and put up what it has."""
        if was := self._several.get(rule.key, rule.was):
            self._drop(rule.key, was)
        if rule.now:
            now = rule.now.on(day)
            for subject in self._hang(rule.key, now):
                self._fresh[subject].add(rule.key)
            for wire in _wires(rule.key, now, self._known):
                self._wires.add(wire)

    def _relist(self, day: date) -> None:
        """Follow the lists of who is a member, where they are others than they were."""
        if self._lists and self._lists[0] == day and self._lists[1] is catalogue():
            return
        self._lists = day, catalogue()
        for key, was in [*self._several.items()]:
            if was.on(day).singles != was.singles:
                self._rewire(Rewired(key, was, was), day)

    def _freshen(self, rules: Iterable[Rewired]) -> None:
        """Have the first sample judged of what carries its side and has none to come from, and of each member."""
        for rule in rules:
            several = self._several.get(rule.key)
            for single in several.singles if several else (rule.now,):
                if single and (several or not single.measure.from_zero):
                    subject = single.target, single.measure
                    if several or subject not in self.readings:
                        self._fresh[subject].add(rule.key)

    def _hang(self, key: int, condition: Condition) -> list[Subject]:
        """Remember what a rule is about, and on what its levels hang, if on anything; return its subjects."""
        singles = condition.singles
        if singles != (condition,):
            self._several[key] = condition
        subjects = [(single.target, single.measure) for single in singles]
        for subject in subjects:
            self._subjects[subject] += 1
        for need in condition.needs:
            self._relative[key] = condition
            self._needing.setdefault(need, set()).add(key)
        return subjects

    def _drop(self, key: int, was: Condition) -> None:
        self._several.pop(key, None)
        for wire in _wires(key, was, self._known):
            self._wires.remove(wire)
        if self._relative.pop(key, None):
            for need in was.needs:
                self._needing[need].discard(key)
                if not self._needing[need]:
                    del self._needing[need]
        for single in was.singles:
            subject = single.target, single.measure
            self._fresh[subject].discard(key)
            self._pending[subject] -= {(key, direction) for direction in Direction}
            self._subjects[subject] -= 1
            if self._subjects[subject] <= 0:
                del self._subjects[subject]


def _name(subject: Subject) -> str:
    target, measure = subject
    return f"{measure}:{target}"


def _wires(key: int, condition: Condition, known: Baselines) -> Iterator[Wire]:
    for single in condition.singles:
        subject = _name((single.target, single.measure))
        for threshold in single.thresholds(known):
            yield Wire(subject, threshold.direction, threshold.level, key)


def _rearm(alert: Alert, threshold: Threshold) -> Wire | None:
    """Return the wire on the way back to where a rule re-arms; None where it never does within a session."""
    if alert.frequency is not Frequency.ALWAYS or threshold.rearm is None:
        return None
    way = threshold.direction
    back = Direction.DOWN if way is Direction.UP else Direction.UP
    subject = _name((alert.condition.target, alert.condition.measure))
    return Wire(subject, back, threshold.level - way.sign * threshold.rearm, alert.key)
