"""What the owner of alerts reads whose channel cannot be posted to. Pure."""

from bot.alerts.book import Obstacle
from bot.words.language import Language, Phrase
from handlers.cards.card import Block
from handlers.cards.escape import escape
from handlers.cards.parts import header, section

# Slack's names for why, as people would say it, and what helps.
REASONS = {
    "channel_not_found": Phrase(
        "the channel is gone, or I am not in it. Invite me: `/invite @Surge`",
        "頻道已不存在，或未有邀請我加入。請輸入 `/invite @Surge`",
        "频道已不存在，或尚未邀请我加入。请输入 `/invite @Surge`",
    ),
    "not_in_channel": Phrase(
        "I am not in it. Invite me: `/invite @Surge`",
        "未有邀請我加入。請輸入 `/invite @Surge`",
        "尚未邀请我加入。请输入 `/invite @Surge`",
    ),
    "is_archived": Phrase("the channel is archived", "頻道已封存", "频道已归档"),
    "restricted_action": Phrase(
        "only some people may post there", "只有部分成員可在該處發言", "只有部分成员可在该处发言"
    ),
    "restricted_action_read_only_channel": Phrase("nobody may post there", "該處不容許發言", "该处不允许发言"),
}
OTHER = Phrase("Slack says `{error}`", "Slack 回覆 `{error}`", "Slack 回复 `{error}`")
TITLE = Phrase("Your alerts are not posted", "你的提示未能發出", "你的提醒未能发出")
WHERE = Phrase(
    "I cannot post in {channel}: {why}.", "無法在{channel}發出訊息：{why}。", "无法在{channel}发出消息：{why}。"
)
NEXT = Phrase(
    "The alerts there keep quiet. I try again with the first one after a day; you are not told again.",
    "該處的提示暫停。一日後首則提示會再試；不會再另行通知。",
    "该处的提醒暂停。一天后首条提醒会再试；不会再另行通知。",
)


def gone(place: Obstacle, language: Language = Language.EN) -> list[Block]:
    """Say where nothing arrives, why, and what happens next."""
    why = REASONS.get(place.error, OTHER).in_(language, error=escape(place.error))
    where = WHERE.in_(language, channel=f"<#{escape(place.destination)}>", why=why)
    return [header(TITLE.in_(language)), section(where, NEXT.in_(language))]
