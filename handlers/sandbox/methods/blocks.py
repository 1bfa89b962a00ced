"""blocks.validate: Slack's own check of blocks, which needs no token."""

from handlers.cards.limits import refusals
from handlers.sandbox.arguments import Args, structure
from handlers.sandbox.method import Answer, Family, Method
from handlers.sandbox.refusal import listed
from handlers.sandbox.workspace import Workspace


def validate(_workspace: Workspace, args: Args) -> Answer:
    """Accept blocks, or list what is wrong with them."""
    if complaints := refusals(structure(args, "blocks", "invalid_blocks_format")):
        raise listed("invalid_blocks", complaints)
    return {"ok": True}


FAMILY = Family({"blocks.validate": Method(validate, ())})
