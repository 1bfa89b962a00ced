"""Knows which rules a new sample may concern, so that no other need be looked at: the tripwires, kept up to date.

The book is the truth. What is kept here is rebuilt from it at the start, and follows what it says has changed since.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.alerts.alert import Alert, Frequency, Sample
from bot.alerts.book import AlertBook, Rewired
from bot.alerts.condition import Baselines, Condition, Direction, Subject, Threshold
from bot.alerts.tripwires import Tripwires, Wire

ZERO_BASED = Baselines()


class Lookout:
    """The levels of all rules in `book`, and the last sample that was judged of each of their subjects."""

    def __init__(self, book: AlertBook) -> None:
        self.readings: dict[Subject, Sample] = {}
        self._book = book
        self._version = 0
        self._known = ZERO_BASED
        self._wires, self._rearming = Tripwires(), Tripwires()
        self._subjects: dict[Subject, int] = defaultdict(int)
        # Rules whose levels hang on a baseline, and rules that no sample has been held against yet.
        self._relative: dict[int, Condition] = {}
        self._fresh: dict[Subject, set[int]] = defaultdict(set)

    @property
    def subjects(self) -> frozenset[Subject]:
        """What is measured for any rule."""
        return frozenset(self._subjects)

    @property
    def relative(self) -> bool:
        """Whether any rule hangs on a baseline."""
        return bool(self._relative)

    async def refresh(self) -> None:
        """Follow what has changed in the book. Raises StorageError."""
        rewiring = await self._book.rewired(self._version)
        if rewiring.whole:
            await self._begin(rewiring.rules)
        else:
            for rule in rewiring.rules:
                self._rewire(rule)
        self._version = rewiring.version

    def rebase(self, known: Baselines) -> None:
        """Put up the levels of relative rules where the day's baselines have them."""
        if known == self._known:
            return
        for key, condition in self._relative.items():
            for wire in _wires(key, condition, self._known):
                self._wires.remove(wire)
            for wire in _wires(key, condition, known):
                self._wires.add(wire)
        self._known = known

    def concerned(self, sample: Sample) -> set[int]:
        """Return the keys of the rules that `sample` may make ring, re-arm, or learn their side."""
        subject = sample.target, sample.measure
        before, name = self.readings.get(subject), _name(subject)
        found = set(self._fresh.get(subject, ()))
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
        for sample in samples:
            self.readings[sample.target, sample.measure] = sample
            self._fresh.pop((sample.target, sample.measure), None)

    def spent(self, alert: Alert, threshold: Threshold) -> None:
        """Watch for the way back over a threshold that has had its crossing, if the rule can re-arm."""
        if wire := _rearm(alert, threshold):
            self._rearming.add(wire)

    def rearmed(self, alert: Alert, threshold: Threshold) -> None:
        """Watch no more for the way back."""
        if wire := _rearm(alert, threshold):
            self._rearming.remove(wire)

    async def _begin(self, rules: Iterable[Rewired]) -> None:
        """Put up every wire at once."""
        conditions = [(rule.key, rule.now) for rule in rules if rule.now]
        self._subjects = defaultdict(int)
        for _, condition in conditions:
            self._subjects[condition.target, condition.measure] += 1
        self._relative = {key: condition for key, condition in conditions if _hangs(condition)}
        self._wires = Tripwires(wire for key, each in conditions for wire in _wires(key, each, self._known))
        self._rearming = Tripwires()
        for alert in await self._book.always():
            for threshold in alert.condition.thresholds(self._known):
                self.spent(alert, threshold)
        self.readings = {(each.target, each.measure): each for each in await self._book.readings()}

    def _rewire(self, rule: Rewired) -> None:
        """Take down what a rule had, and put up what it has."""
        if rule.was:
            self._drop(rule.key, rule.was)
        if rule.now:
            subject = rule.now.target, rule.now.measure
            self._subjects[subject] += 1
            self._fresh[subject].add(rule.key)
            if _hangs(rule.now):
                self._relative[rule.key] = rule.now
            for wire in _wires(rule.key, rule.now, self._known):
                self._wires.add(wire)

    def _drop(self, key: int, was: Condition) -> None:
        subject = was.target, was.measure
        for wire in _wires(key, was, self._known):
            self._wires.remove(wire)
        self._relative.pop(key, None)
        self._fresh[subject].discard(key)
        self._subjects[subject] -= 1
        if self._subjects[subject] <= 0:
            del self._subjects[subject]


def _name(subject: Subject) -> str:
    target, measure = subject
    return f"{measure}:{target}"


def _hangs(condition: Condition) -> bool:
    """Whether a rule's levels hang on a baseline: without one it has none."""
    return not condition.thresholds(ZERO_BASED)


def _wires(key: int, condition: Condition, known: Baselines) -> Iterator[Wire]:
    subject = _name((condition.target, condition.measure))
    for threshold in condition.thresholds(known):
        yield Wire(subject, threshold.direction, threshold.level, key)


def _rearm(alert: Alert, threshold: Threshold) -> Wire | None:
    """Return the wire on the way back to where a rule re-arms; None where it never does within a session."""
    if alert.frequency is not Frequency.ALWAYS or threshold.rearm is None:
        return None
    way = threshold.direction
    back = Direction.DOWN if way is Direction.UP else Direction.UP
    subject = _name((alert.condition.target, alert.condition.measure))
    return Wire(subject, back, threshold.level - way.sign * threshold.rearm, alert.key)
