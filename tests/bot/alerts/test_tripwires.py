"""The index of levels: it finds whatever a move may make ring."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts.condition import Direction
from bot.alerts.tripwires import Tripwires, Wire

UP, DOWN = Direction.UP, Direction.DOWN
figures = st.decimals(-100, 100, places=4) | st.integers(-3, 3).map(Decimal)
levels = st.integers(-3, 3).map(Decimal)
subjects = st.sampled_from(("percent:BABA", "price:^HSI"))
wires = st.builds(Wire, subjects, st.sampled_from(Direction), figures, st.integers(0, 9))
whole = st.builds(Wire, subjects, st.sampled_from(Direction), levels, st.integers(0, 9))


def reached(wire: Wire, before: Decimal, after: Decimal) -> bool:
    """Whether a move crosses the wire's level in its direction: the definition, word for word."""
    if wire.direction is UP:
        return before < wire.level <= after
    return before > wire.level >= after


@given(st.lists(wires), figures, figures)
def test_no_crossing_is_missed(given_wires: list[Wire], before: Decimal, after: Decimal) -> None:
    """Each level that a move crosses is found, and of no other subject any."""
    index = Tripwires(given_wires)
    for subject in ("percent:BABA", "price:^HSI"):
        found = set(index.touched(subject, before, after))
        ours = [wire for wire in given_wires if wire.subject == subject]
        assert {wire.rule for wire in ours if reached(wire, before, after)} <= found
        assert found <= {wire.rule for wire in ours}


@given(st.lists(wires, unique=True), figures, figures)
def test_what_is_far_from_a_move_is_left_alone(given_wires: list[Wire], before: Decimal, after: Decimal) -> None:
    """A level beyond both ends of a move is not found."""
    low, high = min(before, after) - 1, max(before, after) + 1
    far = [wire for wire in given_wires if not low <= wire.level <= high]
    assert not Tripwires(far).touched("percent:BABA", before, after)


@given(st.lists(st.tuples(st.booleans(), whole)))
def test_wires_put_up_one_by_one_are_those_put_up_at_once(changes: list[tuple[bool, Wire]]) -> None:
    """Whatever is put up and taken down, what is left is as if it had been there alone."""
    index, left = Tripwires(), dict[Wire, None]()
    for up, wire in changes:
        (index.add if up else index.remove)(wire)
        if up:
            left[wire] = None
        else:
            left.pop(wire, None)
    fresh = Tripwires(left)
    for subject in ("percent:BABA", "price:^HSI"):
        for before, after in ((Decimal(-200), Decimal(200)), (Decimal(200), Decimal(-200))):
            assert list(index.touched(subject, before, after)) == list(fresh.touched(subject, before, after))
    assert sorted(set(index.subjects)) == sorted(set(fresh.subjects))


def test_a_level_of_any_size_fits() -> None:
    """A level beyond what a machine's integer holds is kept as the largest there is."""
    huge = Tripwires([Wire("turnover:market", UP, Decimal("1e30"), 1)])
    assert list(huge.touched("turnover:market", Decimal(0), Decimal("1e31"))) == [1]
    assert len(huge) == 1
