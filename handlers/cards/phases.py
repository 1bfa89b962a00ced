"""What the parts of a market's day are called. Pure."""

from bot.market.premarket import Part
from bot.market.sessions import Phase
from bot.words.language import Phrase

PHASES = {
    Phase.PRE_OPEN: Phrase(Phase.PRE_OPEN, "開市前時段", "开市前时段"),
    Phase.MORNING: Phrase(Phase.MORNING, "上午交易時段", "上午交易时段"),
    Phase.LUNCH: Phrase(Phase.LUNCH, "午間休市", "午间休市"),
    Phase.AFTERNOON: Phrase(Phase.AFTERNOON, "下午交易時段", "下午交易时段"),
    Phase.AUCTION: Phrase(Phase.AUCTION, "收市競價", "收盘竞价"),
    Phase.PRE_MARKET: Phrase(Phase.PRE_MARKET, "盤前", "盘前"),
    Phase.REGULAR: Phrase(Phase.REGULAR, "正常交易時段", "正常交易时段"),
    Phase.AFTER_HOURS: Phrase(Phase.AFTER_HOURS, "盤後", "盘后"),
    Phase.CLOSED: Phrase(Phase.CLOSED, "已收市", "已收盘"),
    Phase.WEEKEND: Phrase(Phase.WEEKEND, "週末休市", "周末休市"),
    Phase.HOLIDAY: Phrase(Phase.HOLIDAY, "假期休市", "假期休市"),
}
PARTS = {
    Part.PRE: Phrase("Pre-market", "盤前", "盘前"),
    Part.OPEN: Phrase("At the open", "開市", "开盘"),
    Part.REGULAR: Phrase("Regular session", "正常交易時段", "正常交易时段"),
    Part.CLOSE: Phrase("Close", "收市", "收盘"),
    Part.POST: Phrase("After hours", "盤後", "盘后"),
}
