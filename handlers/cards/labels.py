"""What buttons say, wherever they stand. Pure."""

from bot.words.language import Phrase

WHY = Phrase("Why", "觸發詳情", "触发详情")
SNOOZE = Phrase("Snooze 1 h", "稍後提醒（1 小時）", "稍后提醒（1 小时）")
SNOOZE_TO_CLOSE = Phrase("Snooze to close", "稍後提醒（收市後）", "稍后提醒（收盘后）")
SNOOZE_TO_OPEN = Phrase("Snooze to open", "稍後提醒（開市時）", "稍后提醒（开盘时）")
MUTE = Phrase("Mute today", "今日靜音", "今日静音")
EDIT = Phrase("Edit", "修改", "修改")
REMOVE = Phrase("Remove", "刪除", "删除")
KEEP = Phrase("Keep it", "保留", "保留")
LEADERS = Phrase("Leaders", "領升板塊", "领涨板块")
HANG_SENG = Phrase("Hang Seng", "恒指", "恒指")
MOVERS = Phrase("Movers", "升跌榜", "涨跌榜")
ACTIVE = Phrase("Active", "成交榜", "成交榜")
TURNOVER = Phrase("Turnover", "大市成交", "港股成交")
ALERTS = Phrase("Alerts here", "此處提示", "此处提醒")
ALERT_ME = Phrase("Alert me", "設定提示", "设定提醒")
SHARE = Phrase("Share", "分享", "分享")
SHARED = Phrase("Shared with everybody here.", "已在此分享。", "已在此分享。")
SHARED_BY = Phrase("Shared by {who}", "由 {who} 分享", "由 {who} 分享")
EXTEND = Phrase("Extend", "延長", "延长")
