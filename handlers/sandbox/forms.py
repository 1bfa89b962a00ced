"""What people pick and type: elements found in blocks, and their state as Slack reports it. Pure."""

from collections.abc import Iterator, Mapping, Sequence

from handlers.cards.rules.shape import Object, is_list, is_object
from handlers.sandbox.refusal import SlackError

Values = dict[str, dict[str, dict[str, object]]]

TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input")
# element type -> (the state's field, the element's own field for a first value)
PICKED: Mapping[str, tuple[str, str]] = {
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "overflow": ("selected_option", ""),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "checkboxes": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    **dict.fromkeys(TYPED, ("value", "initial_value")),
}
REQUIRED = "Please complete this required field."


def elements(blocks: Sequence[object]) -> Iterator[tuple[Object, Object]]:
    """Return each block that can be acted upon with each of its elements, containers opened."""
    for block in blocks:
        if not is_object(block):
            continue
        for part in _parts(block):
            if "action_id" in part:
                yield block, part
            elif part.get("type") == "card":
                yield from elements([part])
        if is_list(children := block.get("child_blocks")):
            yield from elements(children)


def find(blocks: Sequence[object], action_id: str, block_id: str | None = None) -> tuple[Object, Object]:
    """Return the block and the element of an action; raises SlackError `action_not_found`."""
    for block, element in elements(blocks):
        if element["action_id"] == action_id and block_id in (None, block.get("block_id")):
            return block, element
    raise SlackError("action_not_found")


def picked(element: Object, value: object) -> dict[str, object]:
    """Return the state of an element after a person chose `value` (options by their values).

    Raises SlackError `invalid_option` for an option that is not offered.
    """
    kind = str(element.get("type"))
    name, _ = PICKED.get(kind, ("value", ""))
    if name == "selected_option":
        return {"type": kind, name: None if value in (None, "") else _option(element, value)}
    if name == "selected_options":
        chosen = value if is_list(value) else [] if value in (None, "") else [value]
        return {"type": kind, name: [_option(element, one) for one in chosen]}
    if name.endswith("s") and not is_list(value):
        return {"type": kind, name: [value] if value else []}
    return {"type": kind, name: None if value == "" else value}


def initial(blocks: Sequence[object]) -> Values:
    """Return the state of all that can be picked or typed, as it is before anybody touches it."""
    values: Values = {}
    for block, element in elements(blocks):
        kind = str(element.get("type"))
        if kind in PICKED and kind != "overflow":
            name, first = PICKED[kind]
            nothing: object = [] if name.endswith("s") else None
            state = {"type": kind, name: element.get(first, nothing)}
            values.setdefault(str(block.get("block_id")), {})[str(element["action_id"])] = state
    return values


def filled(blocks: Sequence[object], before: Values, given: Mapping[str, object]) -> Values:
    """Return the state after a person filled in a form.

    `given` is {block_id: {action_id: value}} or flat {action_id: value}; what is not given stays as it was.
    """
    values = {block_id: dict(actions) for block_id, actions in before.items()}
    for block, element in elements(blocks):
        block_id, action_id = str(block.get("block_id")), str(element["action_id"])
        own = given.get(block_id)
        source = own if is_object(own) else given
        if action_id in source and element.get("type") in PICKED:
            values.setdefault(block_id, {})[action_id] = picked(element, source[action_id])
    return values


def missing(blocks: Sequence[object], values: Values) -> dict[str, str]:
    """Return, by block_id, the complaints Slack itself makes before it sends a form."""
    complaints = {}
    for block, element in elements(blocks):
        if block.get("type") != "input":
            continue
        block_id = str(block.get("block_id"))
        state = values.get(block_id, {}).get(str(element["action_id"]), {})
        value = state.get(PICKED[str(element.get("type"))][0])
        if value in (None, "", []):
            if not block.get("optional"):
                complaints[block_id] = REQUIRED
        elif isinstance(value, str) and (problem := _length(element, value)):
            complaints[block_id] = problem
    return complaints


def _parts(block: Object) -> Iterator[Object]:
    """Return what stands in a block: rows of elements, then single ones."""
    for name in ("elements", "actions", "element", "accessory"):
        held = block.get(name)
        yield from (part for part in (held if is_list(held) else [held]) if is_object(part))


def _length(element: Object, value: str) -> str:
    least, most = element.get("min_length"), element.get("max_length")
    if isinstance(least, int) and len(value) < least:
        return f"Please enter at least {least} characters."
    if isinstance(most, int) and len(value) > most:
        return f"Please enter at most {most} characters."
    return ""


def _option(element: Object, value: object) -> Object:
    for option in _options(element):
        if option.get("value") == value:
            return {name: part for name, part in option.items() if name in ("text", "value", "description")}
    if str(element.get("type")).endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}
    raise SlackError("invalid_option")


def _options(element: Object) -> Iterator[Object]:
    groups = element.get("option_groups")
    for holder in (element, *(groups if is_list(groups) else [])):
        offered = holder.get("options") if is_object(holder) else None
        yield from (option for option in (offered if is_list(offered) else []) if is_object(option))
