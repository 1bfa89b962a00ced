"""What a preview would save, as its [Save] carries it: the rule in its own words. Nothing is kept before. Pure."""

from dataclasses import dataclass

from bot.alerts.alert import Audience
from bot.alerts.rules import Draft


@dataclass(frozen=True, slots=True)
class Pending:
    """A rule that `by` may save: for which place, in place of which alert (0: a new one) in which edition.

    `text` is the whole rule, so that what is saved is what was shown.
    """

    by: str
    audience: Audience
    destination: str
    number: int
    edition: int
    text: str

    @classmethod
    def of(cls, draft: Draft, by: str) -> "Pending":
        """Return what a preview for `by` would save."""
        alert, before = draft.alert, draft.before
        number, edition = (before.id, before.edition) if before else (0, 0)
        return cls(by, alert.audience, alert.destination, number, edition, draft.text)

    @classmethod
    def read(cls, value: str) -> "Pending":
        """Read what a button carries; it was written by `value`."""
        by, audience, destination, number, edition, text = value.split(" ", 5)
        return cls(by, Audience(audience), destination, int(number), int(edition), text)

    @property
    def value(self) -> str:
        """What a button carries."""
        return f"{self.by} {self.audience} {self.destination} {self.number} {self.edition} {self.text}"
