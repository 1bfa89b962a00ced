"""Interactive elements and the image element."""

from collections.abc import Iterator, Mapping

from handlers.cards.rules.shape import (
    ID,
    KIND,
    URL,
    Check,
    Shape,
    choice,
    fault,
    flag,
    integer,
    is_list,
    is_object,
    items,
    one_of,
    pattern,
    string,
)
from handlers.cards.rules.texts import CONFIRM, GROUPS, OPTION, SLACK_FILE, options, plain, text

DATE = pattern(r"\d{4}-\d{2}-\d{2}", "a date as YYYY-MM-DD")
TIME = pattern(r"([01]\d|2[0-3]):[0-5]\d", "a time as HH:mm")
FILTER = Shape(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)
DISPATCH = Shape({}, {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 1, 2)})
IDS = items(ID, 0, 100)


def initial_known(value: object, at: str) -> Iterator[str]:
    """Ask that what is selected at first is among the options."""
    if not is_object(value) or not is_list(value.get("options")):
        return
    known = value["options"]
    chosen = value.get("initial_options")
    initial = [*chosen] if is_list(chosen) else []
    initial += [value["initial_option"]] if "initial_option" in value else []
    if any(option not in known for option in initial if is_list(known)):
        yield fault("initial option must exactly match one of the options", at)


def element(required: Mapping[str, Check], optional: Mapping[str, Check], rules: tuple[Check, ...] = ()) -> Shape:
    """Return the shape of an interactive element: `type` and `action_id` come by themselves."""
    return Shape({"type": KIND, **required}, {"action_id": ID, **optional}, rules)


def menu(optional: Mapping[str, Check], rules: tuple[Check, ...] = ()) -> Shape:
    """Return the shape of a select menu, which may also carry a placeholder and a confirmation."""
    common: dict[str, Check] = {"placeholder": plain(150), "confirm": CONFIRM, "focus_on_load": flag}
    return element({}, {**common, **optional}, rules)


def typing(optional: Mapping[str, Check], required: Mapping[str, Check] | None = None) -> Shape:
    """Return the shape of a field one types into."""
    common: dict[str, Check] = {"placeholder": plain(150), "focus_on_load": flag, "dispatch_action_config": DISPATCH}
    return element(required or {}, {**common, **optional})


BUTTON = element(
    {"text": plain(75)},
    {
        "value": string(2000),
        "url": URL,
        "style": choice("primary", "danger"),
        "confirm": CONFIRM,
        "accessibility_label": string(75),
    },
)
IMAGE = Shape(
    {"type": KIND, "alt_text": string(2000)},
    {"image_url": URL, "slack_file": SLACK_FILE},
    (one_of("image_url", "slack_file"),),
)
CHOICE_OF_MANY = {"options": options(100, plain(75)), "option_groups": GROUPS}
MANY = {"max_selected_items": integer(1, 100)}
SELECTS: Mapping[str, Check] = {
    "static_select": menu(
        {**CHOICE_OF_MANY, "initial_option": OPTION}, (one_of("options", "option_groups"), initial_known)
    ),
    "external_select": menu({"initial_option": OPTION, "min_query_length": integer(0, 255)}),
    "users_select": menu({"initial_user": ID}),
    "conversations_select": menu(
        {
            "initial_conversation": ID,
            "default_to_current_conversation": flag,
            "response_url_enabled": flag,
            "filter": FILTER,
        }
    ),
    "channels_select": menu({"initial_channel": ID, "response_url_enabled": flag}),
    "multi_static_select": menu(
        {**CHOICE_OF_MANY, **MANY, "initial_options": items(OPTION, 1, 100)},
        (one_of("options", "option_groups"), initial_known),
    ),
    "multi_external_select": menu(
        {**MANY, "initial_options": items(OPTION, 1, 100), "min_query_length": integer(0, 255)}
    ),
    "multi_users_select": menu({**MANY, "initial_users": IDS}),
    "multi_conversations_select": menu(
        {**MANY, "initial_conversations": IDS, "default_to_current_conversation": flag, "filter": FILTER}
    ),
    "multi_channels_select": menu({**MANY, "initial_channels": IDS}),
}
BOXES: Mapping[str, Check] = {
    "checkboxes": element(
        {"options": options(10, text(75))},
        {"initial_options": items(OPTION, 1, 10), "confirm": CONFIRM, "focus_on_load": flag},
        (initial_known,),
    ),
    "radio_buttons": element(
        {"options": options(10, text(75))},
        {"initial_option": OPTION, "confirm": CONFIRM, "focus_on_load": flag},
        (initial_known,),
    ),
}
PICKERS: Mapping[str, Check] = {
    "datepicker": menu({"initial_date": DATE}),
    "timepicker": menu({"initial_time": TIME, "timezone": string(64)}),
    "datetimepicker": element(
        {},
        {"initial_date_time": integer(10**9, 10**10 - 1), "confirm": CONFIRM, "focus_on_load": flag},
    ),
}
FIELDS: Mapping[str, Check] = {
    "plain_text_input": typing(
        {
            "initial_value": string(3000, 0),
            "multiline": flag,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        }
    ),
    "email_text_input": typing({"initial_value": string(3000, 0)}),
    "url_text_input": typing({"initial_value": string(3000, 0)}),
    "number_input": typing(
        {"initial_value": string(64), "min_value": string(64), "max_value": string(64)},
        {"is_decimal_allowed": flag},
    ),
}
OVERFLOW = element({"options": options(5, plain(75), urls=True)}, {"confirm": CONFIRM})

IN_SECTION: Mapping[str, Check] = {
    "button": BUTTON,
    "image": IMAGE,
    "overflow": OVERFLOW,
    **SELECTS,
    **BOXES,
    "datepicker": PICKERS["datepicker"],
    "timepicker": PICKERS["timepicker"],
}
IN_ACTIONS: Mapping[str, Check] = {"button": BUTTON, "overflow": OVERFLOW, **SELECTS, **BOXES, **PICKERS}
IN_INPUT: Mapping[str, Check] = {**FIELDS, **SELECTS, **BOXES, **PICKERS}
