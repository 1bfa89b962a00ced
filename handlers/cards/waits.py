"""Why a rule waits for its owner, in a line for lists and stories. Pure."""

from bot.alerts.alert import Alert
from bot.alerts.pause import Cause
from bot.words.language import Language, Phrase

SPLIT = Phrase(
    "⏸ paused: {symbol} was split {ratio}; `/surge alert adjust #{number}` makes it “{words}”",
    "⏸ 已暫停：{symbol} 已拆細或合併（{ratio}）；`/surge alert adjust #{number}` 改為「{words}」",
    "⏸ 已暂停：{symbol} 已拆股或合股（{ratio}）；`/surge alert adjust #{number}` 改为「{words}」",
)
GONE = Phrase(
    "⏸ paused: {symbol} is quoted no more; edit it, remove it, or `/surge alert resume #{number}`",
    "⏸ 已暫停：{symbol} 不再有報價；請修改、移除，或 `/surge alert resume #{number}`",
    "⏸ 已暂停：{symbol} 不再有报价；请修改、移除，或 `/surge alert resume #{number}`",
)


def waits(alert: Alert, language: Language = Language.EN) -> list[str]:
    """Say why a rule is paused and how it goes on; nothing where it is not."""
    if (pause := alert.paused) is None:
        return []
    if pause.cause is Cause.GONE:
        return [GONE.in_(language, symbol=pause.symbol, number=alert.id)]
    return [SPLIT.in_(language, symbol=pause.symbol, ratio=pause.ratio, number=alert.id, words=pause.words)]
