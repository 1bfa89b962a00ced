"""What a modal or the Home tab may hold, as Slack checks it. Pure."""

from collections.abc import Iterator, Mapping

from handlers.cards.limits import Surface, refusals
from handlers.cards.rules.shape import ID, KIND, Check, Shape, fault, flag, is_list, is_object, string, typed
from handlers.cards.rules.texts import plain

VIEW_BYTES = 250_000


def anything(_value: object, _at: str) -> Iterator[str]:
    """Accept: the blocks have their own rules."""
    yield from ()


def submit_with_input(value: object, at: str) -> Iterator[str]:
    """Ask for a submit button where there is something to submit."""
    blocks = value.get("blocks") if is_object(value) else None
    kinds = [block.get("type") for block in blocks if is_object(block)] if is_list(blocks) else []
    if is_object(value) and "input" in kinds and "submit" not in value:
        yield fault("must define `submit` to use an `input` block in modals", f"{at}/submit")


COMMON: Mapping[str, Check] = {"callback_id": ID, "private_metadata": string(3000, 0), "external_id": ID}
VIEW = typed(
    {
        "modal": Shape(
            {"type": KIND, "title": plain(24), "blocks": anything},
            {
                "submit": plain(24),
                "close": plain(24),
                "clear_on_close": flag,
                "notify_on_close": flag,
                "submit_disabled": flag,
                **COMMON,
            },
            (submit_with_input,),
        ),
        "home": Shape({"type": KIND, "blocks": anything}, COMMON),
    },
    "view",
)


def view_problems(view: object) -> list[str]:
    """Return why Slack would answer `invalid_arguments` to this view; empty when it would not."""
    found = [*VIEW(view, "/view")]
    if is_object(view) and view.get("type") in ("modal", "home"):
        surface: Surface = "modal" if view["type"] == "modal" else "home"
        found += [problem.replace(":/", ":/view/") for problem in refusals(view.get("blocks"), surface)]
    return found
