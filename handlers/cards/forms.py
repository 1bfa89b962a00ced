"""The modals: an alert's words, to be made or edited. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from bot.alerts.rules import Draft, Listed
from bot.market.instrument import Instrument, Type
from bot.words.language import NOTHING, Language, Phrase
from handlers.cards.card import Block
from handlers.cards.escape import sentence
from handlers.cards.made import stands
from handlers.cards.manner import promise
from handlers.cards.parts import ACTION, context, section, stamp
from handlers.cards.pending import Pending
from handlers.cards.preview import BACK, SAVE, reading
from handlers.cards.prices import titled
from handlers.cards.rule import rule, says

RULE, WHERE = "rule", "where"
PERSON, CHANNEL = "person", "channel"
TITLE = 24
ALERT_ME = Phrase("Alert me", "設定提示", "设定提醒")
EDIT = Phrase("Edit alert #{number}", "修改提示 #{number}", "修改提醒 #{number}")
PREVIEW = Phrase("Preview", "預覽", "预览")
REFUSED = Phrase("Nothing saved", "未有儲存", "未保存")
EXISTS = Phrase(
    "That is there already as #{number}: {rule}.",
    "已有相同提示 #{number}：{rule}。",
    "已有相同提醒 #{number}：{rule}。",
)
CANCEL = Phrase("Cancel", "取消", "取消")
WATCH = Phrase("Watch for", "規則", "规则")
TELL = Phrase("Tell", "通知", "通知")
TO_ME = Phrase("A direct message to me", "私訊我", "私信我")
HERE = Phrase("This channel", "本頻道", "本频道")
MOVES = Phrase(
    "up 5% · down 3% · moves 5% (either way), from the previous close",
    "「up 5%」升 · 「down 3%」跌 · 「moves 5%」升或跌，與前收市比較",
    "“up 5%”涨 · “down 3%”跌 · “moves 5%”涨或跌，与前收盘比较",
)
WORDS = Phrase(
    "Only the words after the name: above 280bn · up 5% for 10m always · until 31 dec",
    "只填名稱後的部分：「above 2800億」 · 「up 5% for 10m always」 · 「until 31 dec」",
    "只填名称后的部分：“above 2800亿” · “up 5% for 10m always” · “until 31 dec”",
)


def alert_form(instrument: Instrument, channel: str, mark: str, language: Language = Language.EN) -> dict[str, Any]:
    """Ask what to watch for on `instrument`, and who is told; `mark` is a replay's."""
    usual = "up 2%" if instrument.type is Type.INDEX else "up 5%"
    blocks = [
        *_marked(mark),
        section(f"*{sentence(titled(instrument, language))}*"),
        _words(usual, MOVES, language),
        _where(language, private=channel.startswith("D")),
    ]
    memory = {"symbol": instrument.symbol, "channel": channel}
    return _modal("alert", ALERT_ME.in_(language), memory, blocks, PREVIEW, language)


def edit_form(shown: Listed, channel: str, ts: str, mark: str, language: Language = Language.EN) -> dict[str, Any]:
    """Ask for an alert's new words, below what it watches for now, today's figure and how far that is.

    `ts` is the message in `channel` that this was asked for in ("" none).
    """
    alert = shown.alert
    blocks = [
        *_marked(mark),
        section(f"*#{alert.id}*  {rule(alert, language)}", *stands(shown, language)),
        context(promise(alert, language)),
        _words(alert.words, WORDS, language),
    ]
    memory = {"alert": alert.id, "channel": channel, "ts": ts}
    title = EDIT.in_(language, number=alert.id)[:TITLE]
    return _modal("edit", title, memory, blocks, PREVIEW, language)


def preview_form(
    draft: Draft, by: str, memory: Mapping[str, object], mark: str, language: Language = Language.EN
) -> dict[str, Any]:
    """Show what a rule would be upon the form it was typed in; `memory` is that form's."""
    if draft.existed:
        same = EXISTS.in_(language, number=draft.alert.id, rule=says(draft.alert, language))
        return refusal_form(same, mark, language)
    kept = {"channel": memory.get("channel", ""), "ts": memory.get("ts", ""), "pending": Pending.of(draft, by).value}
    blocks = [*_marked(mark), *reading(draft, language)]
    view = _modal("save", PREVIEW.in_(language), kept, blocks, SAVE, language)
    return {**view, "close": _text(BACK.in_(language))}


def refusal_form(why: str, mark: str, language: Language = Language.EN) -> dict[str, Any]:
    """Say upon a form, or in place of a preview, why nothing can be saved."""
    blocks = [*_marked(mark), section(sentence(why))]
    view = _modal("refused", REFUSED.in_(language), {}, blocks, NOTHING, language)
    return {**view, "close": _text(BACK.in_(language))}


def _marked(mark: str) -> list[Block]:
    return [stamp(mark)] if mark else []


def _modal(  # noqa: PLR0913, PLR0917 - the parts of a modal, and nothing else
    name: str, title: str, memory: Mapping[str, object], blocks: list[Block], submit: Phrase, language: Language
) -> dict[str, Any]:
    return {
        **({"submit": _text(submit.in_(language))} if submit else {}),
        "type": "modal",
        "callback_id": ACTION + name,
        "title": _text(title),
        "close": _text(CANCEL.in_(language)),
        "private_metadata": json.dumps(memory),
        "blocks": blocks,
    }


def _words(initial: str, hint: Phrase, language: Language) -> Block:
    element = {"type": "plain_text_input", "action_id": RULE, "initial_value": initial, "max_length": 200}
    label, below = _text(WATCH.in_(language)), _text(hint.in_(language))
    return {"type": "input", "block_id": RULE, "label": label, "hint": below, "element": element}


def _where(language: Language, *, private: bool) -> Block:
    """Ask who is told; in a direct message there is nobody else."""
    options = [_option(TO_ME.in_(language), PERSON)]
    if not private:
        options.append(_option(HERE.in_(language), CHANNEL))
    element = {"type": "radio_buttons", "action_id": WHERE, "options": options, "initial_option": options[0]}
    return {"type": "input", "block_id": WHERE, "label": _text(TELL.in_(language)), "element": element}


def _option(label: str, value: str) -> Block:
    return {"text": _text(label), "value": value}


def _text(text: str) -> Block:
    return {"type": "plain_text", "text": text}
