"""Values to rows and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import RowMapping

from bot.alerts.alert import Alert, Audience, Reason, Sample, Standing
from bot.alerts.audit import Deed, Entry
from bot.alerts.book import Change, Delivery, Event, Obstacle, State
from bot.alerts.condition import Direction, Threshold
from bot.alerts.course import Course
from bot.alerts.hush import Held
from bot.alerts.measure import kept
from bot.alerts.modifiers import Frequency, Modifiers
from bot.alerts.parser import restore
from bot.alerts.pause import Cause, Pause
from bot.market.admission import Admitted

Row = RowMapping | Mapping[str, Any]  # what a database gives has no types

# asdict() would take longer than all else that is done with thousands of them.
_ADMITTED = tuple(field.name for field in fields(Admitted))
_STANDING = tuple(field.name for field in fields(Standing))


def alert_row(alert: Alert) -> dict[str, object]:
    """Return the columns of an alert."""
    return {
        "team": alert.team,
        "id": alert.id,
        "audience": alert.audience.value,
        "destination": alert.destination,
        "creator": alert.creator,
        "kind": alert.condition.kind,
        "target": alert.condition.target,
        "words": alert.condition.words(),
        "name": alert.name,
        "frequency": alert.frequency.value,
        "edition": alert.edition,
        "made_at": alert.made_at,
        "made_in": alert.made_in,
        "expires_at": alert.expires_at,
        "quiet_until": alert.quiet_until,
        "muted_in": alert.muted_in,
        "key": alert.key,
        "lasting": int(alert.modifiers.lasting.total_seconds()),
        "rearm": alert.modifiers.rearm,
        "until": alert.modifiers.until,
        "note": alert.modifiers.note,
        "done_at": alert.done_at,
        "warned_at": alert.warned_at,
        "paused": alert.paused and {**asdict(alert.paused), "at": alert.paused.at.isoformat()},
    }


def alert_of(row: Row) -> Alert:
    """Return the alert of a row."""
    return Alert(
        id=row["id"],
        team=row["team"],
        audience=Audience(row["audience"]),
        destination=row["destination"],
        creator=row["creator"],
        condition=restore(row["kind"], row["target"], row["words"]),
        name=row["name"],
        modifiers=_modifiers(row),
        edition=row["edition"],
        made_at=row["made_at"],
        made_in=row["made_in"],
        expires_at=row["expires_at"],
        quiet_until=row["quiet_until"],
        muted_in=row["muted_in"],
        done_at=row.get("done_at"),
        warned_at=row.get("warned_at"),
        key=row.get("key") or 0,
        paused=_pause(row.get("paused")),
        among=row.get("among") or "",
    )


def _pause(row: Row | None) -> Pause | None:
    return Pause(**{**_timed(row, "at"), "cause": Cause(row["cause"])}) if row else None


def _modifiers(row: Row) -> Modifiers:
    """Return how a rule speaks; rows of before there were modifiers lack most of it."""
    return Modifiers(
        frequency=Frequency(row["frequency"]),
        lasting=timedelta(seconds=row.get("lasting") or 0),
        rearm=row.get("rearm"),
        until=row.get("until"),
        note=row.get("note") or "",
    )


def change_row(change: Change) -> dict[str, object]:
    """Return the columns of the standing that a change leaves."""
    key = {"team": change.team, "alert_id": change.alert_id, "direction": change.direction.value}
    return {**key, "member": change.member, **{name: getattr(change.now, name) for name in _STANDING}}


def standing_of(row: Row) -> Standing:
    """Return the standing of a row."""
    return Standing(
        session=row["session"],
        value=row["value"],
        time=row["time"],
        beyond=row["beyond"],
        armed=row["armed"],
        generation=row["generation"],
        since=row.get("since"),
    )


def event_row(event: Event, now: datetime) -> dict[str, object]:
    """Return the columns of an event; its alert goes along as it is now, for it may be edited later."""
    sample = event.sample
    return {
        "dedupe_key": event.dedupe_key,
        "team": event.alert.team,
        "alert_id": event.alert.id,
        "alert": as_json(event.alert),
        "direction": event.threshold.direction.value,
        "level": event.threshold.level,
        "rearm": event.threshold.rearm,
        "target": sample.target,
        "measure": sample.measure.name,
        "value": sample.value,
        "time": sample.time,
        "session": sample.session,
        "before": None if event.before is None else _plain(asdict(event.before)),
        "reason": event.reason.value,
        "generation": event.generation,
        "detected_at": event.detected_at,
        "recorded_at": now,
        "facts": {name: str(figure) for name, figure in event.facts.items()},
        "held": event.held.value,
        "more": event.more,
        "source": event.source,
    }


def event_of(row: Row) -> Event:
    """Return the event of a row."""
    before, alert = row["before"], alert_then(row["alert"])
    return Event(
        alert=alert,
        threshold=Threshold(Direction(row["direction"]), row["level"], row["rearm"]),
        sample=Sample(row["target"], alert.condition.measure, row["value"], row["time"], row["session"]),
        before=before and standing_of({**_timed(before, "time", "since"), "value": Decimal(before["value"])}),
        reason=Reason(row["reason"]),
        generation=row["generation"],
        detected_at=row["detected_at"],
        facts={name: Decimal(figure) for name, figure in row["facts"].items()},
        held=Held(row["held"] or ""),
        more=row["more"] or 0,
        source=row["source"] or "",
        id=row["id"],
    )


def as_json(alert: Alert) -> dict[str, object]:
    """Return an alert as it is now, for JSON: of a rule about several what it is about one of them."""
    return _plain({**alert_row(alert), "among": alert.among})


def alert_then(row: Row) -> Alert:
    """Return an alert as it was, out of JSON."""
    timed = _timed(row, "made_at", "expires_at", "quiet_until", "done_at", "warned_at")
    rearm, until = row.get("rearm"), row.get("until")
    exact = {"rearm": rearm and Decimal(rearm), "until": until and date.fromisoformat(until)}
    return alert_of({**timed, **exact})


def entry_row(entry: Entry) -> dict[str, object]:
    """Return the columns of what happened to a rule."""
    return {
        "team": entry.team,
        "alert_id": entry.alert_id,
        "at": entry.at,
        "who": entry.who,
        "what": entry.what.value,
        "details": dict(entry.details),
    }


def entry_of(row: Row) -> Entry:
    """Return what happened to a rule, of a row."""
    return Entry(row["team"], row["alert_id"], row["at"], row["who"], Deed(row["what"]), row["details"])


def delivery_of(row: Row, events: Sequence[Event], courses: Sequence[Course]) -> Delivery:
    """Return the delivery of a row, with the events it tells of, and how those went on."""
    return Delivery(
        id=row["id"],
        token=row["token"],
        team=row["team"],
        destination=row["destination"],
        audience=row["audience"],
        events=tuple(events),
        state=State(row["state"]),
        epoch=row["epoch"],
        attempts=row["attempts"],
        made_at=row["made_at"],
        expires_at=row["expires_at"],
        attempted_at=row["attempted_at"],
        doubts=row["doubts"] or 0,
        ts=row["ts"],
        channel=row["channel"],
        error=row["error"],
        courses=tuple(courses),
        ending=alert_then(row["notice"]) if row["notice"] else None,
        gone=Obstacle(**row["gone"]) if row["gone"] else None,
    )


def reading_row(reading: Sample) -> dict[str, object]:
    """Return the columns of a sample that was judged."""
    columns = {name: getattr(reading, name) for name in ("target", "value", "time", "session")}
    return {**columns, "measure": reading.measure.name}


def reading_of(row: Row) -> Sample:
    """Return the sample of a row."""
    return Sample(row["target"], kept(row["measure"]), row["value"], row["time"], row["session"])


def admitted_row(memory: Admitted) -> dict[str, object]:
    """Return the columns of the gate's memory."""
    return {name: getattr(memory, name) for name in _ADMITTED}


def admitted_of(row: Row) -> Admitted:
    """Return the gate's memory of a row."""
    return Admitted(**{name: row[name] for name in _ADMITTED})


def _plain(columns: Row) -> dict[str, object]:
    """Return columns as JSON takes them."""
    return {name: _as_json(value) for name, value in columns.items()}


def _as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _timed(columns: Row, *names: str) -> dict[str, Any]:
    """Return JSON's columns with the times of these names read."""
    times = {name: datetime.fromisoformat(columns[name]) for name in names if columns.get(name)}
    return {**columns, **times}
