"""What can go wrong, as one tree.

SurgeError                  carries the sentence a person reads, and whether asking again can help
├── ConfigurationError      a setting is missing or wrong: all complaints at once; the program does not start
├── RequestError            the words, the person or the thing they name: asking again the same way will not help
│   ├── UnknownWord         no such command
│   ├── UnknownInstrument   nothing known by that name; carries suggestions
│   ├── AmbiguousInstrument two or more things have that name; carries the choices
│   ├── BadRule             the words after `alert` or `watch` make no rule
│   ├── NotFound            no alert with that number
│   └── NotAllowed          this person may not do that here
├── MarketError             the figures are not to be had
│   ├── NoData              nothing recorded or sent for this symbol
│   └── ProviderError       the source did not answer as it should; later it may (retry)
│       ├── RateLimited     the source asks for a pause
│       ├── Unreachable     no answer at all
│       └── BadAnswer       an answer nobody can read
└── StorageError            the database did not take or give (retry)
"""

from collections.abc import Sequence


class SurgeError(Exception):
    """Something went wrong that a person can be told: `sentence` says what, and what to do about it."""

    retry = False

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ConfigurationError(SurgeError):
    """The settings do not stand: `complaints` has one sentence for each fault."""

    def __init__(self, complaints: Sequence[str]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = tuple(complaints)


class RequestError(SurgeError):
    """What a person asked cannot be done as asked; `suggestions` are words that can be typed instead."""

    def __init__(self, sentence: str, suggestions: Sequence[str] = ()) -> None:
        super().__init__(sentence)
        self.suggestions = tuple(suggestions)


class UnknownWord(RequestError):
    """No command has that name."""


class UnknownInstrument(RequestError):
    """Nothing is known by that name."""


class AmbiguousInstrument(RequestError):
    """Several instruments answer to that name: `suggestions` names each."""


class BadRule(RequestError):
    """The words make no rule."""


class NotFound(RequestError):
    """No such alert, or none that this person may see."""


class NotAllowed(RequestError):
    """This person may not do that here."""


class MarketError(SurgeError):
    """The figures are not to be had."""


class NoData(MarketError):
    """Nothing is known of the symbol, not even an old figure."""


class ProviderError(MarketError):
    """The source did not answer as it should."""

    retry = True


class RateLimited(ProviderError):
    """The source asks for a pause."""


class Unreachable(ProviderError):
    """The source gave no answer."""


class BadAnswer(ProviderError):
    """The source gave an answer that nobody can read."""


class StorageError(SurgeError):
    """The database did not take or give what it should."""

    retry = True
