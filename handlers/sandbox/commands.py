"""The slash commands of the workspace, as the app's manifest would declare them."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Completion:
    """Words the page offers after a command, and what they do."""

    text: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """A command a person can type. Slack knows no completion of arguments; the page is kinder."""

    command: str
    description: str = ""
    usage_hint: str = ""
    completions: tuple[Completion, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return what the page is told of the command."""
        return asdict(self)


SURGE = SlashCommand("/surge", "Hong Kong and China markets", "[name, or a command: try help]")
