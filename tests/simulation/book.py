"""An alert book in memory: what is measured in a simulated day is the source, not the disk."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts.alert import Alert, Standing
from bot.alerts.book import Change, Event, Sweep
from bot.alerts.condition import Direction
from bot.market.admission import Admitted

Key = tuple[str, int, Direction]


class MemoryBook:
    """Keeps alerts and where they stand; events are numbered and kept in `told`."""

    def __init__(self) -> None:
        self.told: list[Event] = []
        self._alerts: list[Alert] = []
        self._standings: dict[Key, Standing] = {}
        self._keys: set[str] = set()

    async def add(self, alert: Alert) -> Alert:
        """Keep a new alert; return it with its number."""
        kept = replace(alert, id=len(self._alerts) + 1)
        self._alerts.append(kept)
        return kept

    async def alerts(self, team: str = "", destination: str = "", creator: str = "") -> Sequence[Alert]:
        """Return the alerts kept, oldest first; "" leaves a field open."""
        if not (team or destination or creator):
            return tuple(self._alerts)
        wanted = ((team, "team"), (destination, "destination"), (creator, "creator"))
        return [
            each for each in self._alerts if all(not value or getattr(each, name) == value for value, name in wanted)
        ]

    async def alert(self, team: str, number: int) -> Alert | None:
        """Return one alert, None where it is not there."""
        return next((each for each in self._alerts if (each.team, each.id) == (team, number)), None)

    async def change(self, alert: Alert) -> None:
        """Keep `alert` in place of what it was."""
        self._alerts = [alert if each.id == alert.id else each for each in self._alerts]

    async def remove(self, team: str, number: int) -> None:
        """Remove an alert."""
        self._alerts = [each for each in self._alerts if (each.team, each.id) != (team, number)]

    async def event(self, event_id: int) -> Event | None:
        """Return one event."""
        return self.told[event_id] if event_id < len(self.told) else None

    async def events(self, team: str, number: int, limit: int = 10) -> Sequence[Event]:
        """Return the newest events of one alert, newest first."""
        return [each for each in reversed(self.told) if (each.alert.team, each.alert.id) == (team, number)][:limit]

    async def plant(self, name: str, alert: Alert) -> Alert | None:
        """Keep an alert that a setting asks for."""
        del name  # nobody plants twice in a day
        return await self.add(alert)

    async def standings(self, alerts: Collection[Alert]) -> dict[Key, Standing]:
        """Return where these alerts stand."""
        keys = ((alert.team, alert.id, direction) for alert in alerts for direction in Direction)
        return {key: standing for key in keys if (standing := self._standings.get(key))}

    async def learn(self, changes: Sequence[Change]) -> None:
        """Keep the sides that new alerts start on."""
        self._standings |= {(each.team, each.alert_id, each.direction): each.now for each in changes}

    async def admitted(self) -> Sequence[Admitted]:
        """Return nothing: each day begins anew."""
        return ()

    async def record(self, sweep: Sweep, now: datetime) -> Sequence[Event]:
        """Record a sweep; return the events that were new."""
        del now  # nothing here has a lifetime
        await self.learn(sweep.changes)
        new = [each for each in sweep.events if each.dedupe_key not in self._keys]
        self._keys |= {each.dedupe_key for each in new}
        self.told += new
        return new
