"""What the owner of a rule reads when something happened to its share: what, what is proposed, how to take it. Pure."""

from dataclasses import replace

from bot.alerts.alert import Alert
from bot.alerts.names import called
from bot.alerts.parser import restore
from bot.alerts.pause import Cause
from bot.market.instruments import named
from bot.words.language import Language, Phrase
from handlers.cards.card import Block
from handlers.cards.labels import EDIT, REMOVE
from handlers.cards.manner import noted
from handlers.cards.parts import actions, button, header, section
from handlers.cards.rule import rule

HAPPENED = {
    Cause.SPLIT: Phrase(
        "⏸ Alert #{number} is paused: {name} was split {ratio}",
        "⏸ 提示 #{number} 已暫停：{name} 已拆細或合併（{ratio}）",
        "⏸ 提醒 #{number} 已暂停：{name} 已拆股或合股（{ratio}）",
    ),
    Cause.GONE: Phrase(
        "⏸ Alert #{number} is paused: {name} is quoted no more",
        "⏸ 提示 #{number} 已暫停：{name} 不再有報價",
        "⏸ 提醒 #{number} 已暂停：{name} 不再有报价",
    ),
}
STOP = Phrase("{rule}.", "{rule}。", "{rule}。")
PROPOSED = Phrase(
    "After the split the same would be: *{rule}*.", "拆合後相應為：*{rule}*。", "拆合后相应为：*{rule}*。"
)
ACCEPT = Phrase(
    "Take that with the button or `/surge alert adjust #{number}`; keep it as it is with `/surge alert resume "
    "#{number}`, or say another level: `/surge alert edit #{number} …`. Until then it keeps silent; rules on per cent "
    "go on.",
    "按鈕或 `/surge alert adjust #{number}` 採用；`/surge alert resume #{number}` 維持原價；或 `/surge alert edit "
    "#{number} …` 另訂。在此之前不會提示；以百分比計的提示不受影響。",
    "按钮或 `/surge alert adjust #{number}` 采用；`/surge alert resume #{number}` 维持原价；或 `/surge alert edit "
    "#{number} …` 另订。在此之前不会提醒；以百分比计的提醒不受影响。",
)
LEFT = Phrase(
    "For five sessions it was not quoted, though others of its exchange were. If it has another symbol now, give the "
    "rule that: `/surge alert edit #{number} <symbol> …`. `/surge alert resume #{number}` goes on waiting for it, "
    "`/surge alert remove #{number}` ends it.",
    "同一交易所其他股份有報價，但此股份已連續五個交易日沒有。如已更改代號：`/surge alert edit #{number} <代號> …`；"
    "`/surge alert resume #{number}` 繼續等候，`/surge alert remove #{number}` 刪除。",
    "同一交易所其他股票有报价，但此股票已连续五个交易日没有。如已更改代码：`/surge alert edit #{number} <代码> …`；"
    "`/surge alert resume #{number}` 继续等候，`/surge alert remove #{number}` 删除。",
)
ADJUST = Phrase("Use {words}", "採用 {words}", "采用 {words}")
KEEP = Phrase("Keep as it is", "維持不變", "维持不变")


def paused(alert: Alert, language: Language = Language.EN) -> list[Block]:
    """Say why a rule is paused, what it should read, and how it goes on; nothing of one that is not."""
    if (pause := alert.paused) is None:
        return []
    number, name = str(alert.id), called(pause.symbol, language, named(pause.symbol).name)
    fields = {"number": number, "name": name, "ratio": pause.ratio}
    was, proposed = STOP.in_(language, rule=rule(alert, language)), _proposed(alert, language)
    how = (ACCEPT if proposed else LEFT).in_(language, number=number).replace("<", "&lt;").replace(">", "&gt;")
    adjust = [button(ADJUST.in_(language, words=pause.words), "adjust", number)] if proposed else []
    return [
        header(HAPPENED[pause.cause].in_(language, **fields)),
        section(was, *noted(alert, language), *proposed, how),
        actions(
            *adjust,
            button(KEEP.in_(language), "resume", number),
            button(EDIT.in_(language), "edit", number),
            button(REMOVE.in_(language), "remove", number, danger=f"{REMOVE.in_(language)} #{number}?"),
        ),
    ]


def _proposed(alert: Alert, language: Language) -> list[str]:
    """Say what the rule would be after the split; nothing where nothing is proposed."""
    if alert.paused is None or not alert.paused.words:
        return []
    condition = restore(alert.condition.kind, alert.condition.target, alert.paused.words)
    return [PROPOSED.in_(language, rule=rule(replace(alert, condition=condition), language))]
