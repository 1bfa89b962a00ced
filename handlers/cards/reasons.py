"""What verdicts, deeds and the states of deliveries are called. Pure."""

from bot.alerts.alert import Reason
from bot.alerts.audit import Deed
from bot.alerts.book import State
from bot.alerts.hush import Held
from bot.words.language import Phrase

# Why a crossing was told, or was not; the English is what the judge calls it.
REASONS: dict[str, Phrase] = {
    Reason.CROSSED: Phrase(Reason.CROSSED, "越過水平", "越过水平"),
    Reason.GAPPED: Phrase(Reason.GAPPED, "裂口越過水平", "跳空越过水平"),
    Reason.CROSSED_UNSEEN: Phrase(Reason.CROSSED_UNSEEN, "在兩次數據之間越過水平", "在两次数据之间越过水平"),
    Reason.LEARNED: Phrase(Reason.LEARNED, "先記錄所在一邊", "先记录所在一侧"),
    Reason.ALREADY_BEYOND: Phrase(Reason.ALREADY_BEYOND, "已越過；下一交易時段起生效", "已越过；下一交易时段起生效"),
    Reason.NOT_REACHED: Phrase(Reason.NOT_REACHED, "未達水平", "未达水平"),
    Reason.STILL_BEYOND: Phrase(Reason.STILL_BEYOND, "仍在水平以外", "仍在水平以外"),
    Reason.FELL_BACK: Phrase(Reason.FELL_BACK, "已回撤，未足以重新計算", "已回撤，未足以重新计算"),
    Reason.REARMED: Phrase(Reason.REARMED, "回撤足夠，重新計算", "回撤足够，重新计算"),
    Reason.DONE_THIS_SESSION: Phrase(Reason.DONE_THIS_SESSION, "本交易時段已提示", "本交易时段已提醒"),
    Reason.SNOOZED: Phrase(Reason.SNOOZED, "暫停提示中", "暂停提醒中"),
    Reason.MUTED: Phrase(Reason.MUTED, "本交易時段已靜音", "本交易时段已静音"),
    Reason.EXPIRED: Phrase(Reason.EXPIRED, "已過期", "已过期"),
    Reason.FINISHED: Phrase(Reason.FINISHED, "只提示一次，已發出", "只提醒一次，已发出"),
    Reason.PAUSED: Phrase(Reason.PAUSED, "已暫停，等待設定者決定", "已暂停，等待设定者决定"),
    Reason.PENDING: Phrase(Reason.PENDING, "已越過，須持續", "已越过，须持续"),
    Reason.LASTED: Phrase(Reason.LASTED, "已越過並持續", "已越过并持续"),
    Reason.BEGUN_AGAIN: Phrase(Reason.BEGUN_AGAIN, "數據中斷過久，由此重新計時", "数据中断过久，由此重新计时"),
    Reason.TOO_SHORT: Phrase(Reason.TOO_SHORT, "未持續足夠時間便回撤", "未持续足够时间便回撤"),
    Reason.SEEN_BEFORE: Phrase(Reason.SEEN_BEFORE, "此數據已判斷過", "此数据已判断过"),
}
# The three that ring at once, at more length.
VERDICTS: dict[str, Phrase] = {
    **REASONS,
    Reason.CROSSED: Phrase(
        "the sample before lay on the other side: it crossed",
        "前一數據在水平另一邊：已越過",
        "前一数据在水平另一侧：已越过",
    ),
    Reason.GAPPED: Phrase(
        "the day's first figure lay beyond already: it gapped over the level",
        "當日首個數據已在水平以外：裂口越過",
        "当日首个数据已在水平以外：跳空越过",
    ),
    Reason.CROSSED_UNSEEN: Phrase(
        "it crossed between two samples far apart", "在相隔較久的兩次數據之間越過", "在相隔较久的两次数据之间越过"
    ),
}
TOLD = {
    Held.TOLD: Phrase("told", "已提示", "已提醒"),
    Held.COOLDOWN: Phrase(
        "recorded, not told: within 15 minutes of its last message",
        "已記錄，未提示：距上次提示不足 15 分鐘",
        "已记录，未提醒：距上次提醒不足 15 分钟",
    ),
    Held.FLAPPING: Phrase(
        "told as flapping, and muted for the session", "反覆觸發，本交易時段靜音", "反复触发，本交易时段静音"
    ),
}
DEEDS = {
    Deed.MADE: Phrase(Deed.MADE, "設定", "设定"),
    Deed.EDITED: Phrase(Deed.EDITED, "修改", "修改"),
    Deed.REMOVED: Phrase(Deed.REMOVED, "刪除", "删除"),
    Deed.SNOOZED: Phrase(Deed.SNOOZED, "暫停提示", "暂停提醒"),
    Deed.MUTED: Phrase(Deed.MUTED, "靜音", "静音"),
    Deed.EXTENDED: Phrase(Deed.EXTENDED, "延長", "延长"),
    Deed.FIRED: Phrase(Deed.FIRED, "觸發", "触发"),
    Deed.HELD: Phrase(Deed.HELD, "未提示", "未提醒"),
    Deed.FINISHED: Phrase(Deed.FINISHED, "完成", "完成"),
    Deed.WARNED: Phrase(Deed.WARNED, "到期預告", "到期预告"),
    Deed.EXPIRED: Phrase(Deed.EXPIRED, "到期", "到期"),
    Deed.PAUSED: Phrase(Deed.PAUSED, "因股份變動暫停", "因股票变动暂停"),
    Deed.RESUMED: Phrase(Deed.RESUMED, "恢復", "恢复"),
    Deed.RENAMED: Phrase(Deed.RENAMED, "更改代號", "更改代码"),
    Deed.LISTED: Phrase(Deed.LISTED, "列為管理員", "列为管理员"),
    Deed.UNLISTED: Phrase(Deed.UNLISTED, "不再是管理員", "不再是管理员"),
    Deed.SET: Phrase(Deed.SET, "更改設定", "更改设置"),
}
STATES = {
    State.HELD: Phrase(State.HELD, "靜音時段保留", "静音时段保留"),
    State.WAITING: Phrase(State.WAITING, "等待發出", "等待发出"),
    State.SENDING: Phrase(State.SENDING, "發出中", "发出中"),
    State.DOUBTFUL: Phrase(State.DOUBTFUL, "未能確認", "未能确认"),
    State.SENT: Phrase(State.SENT, "已發出", "已发出"),
    State.EXPIRED: Phrase(State.EXPIRED, "已過時，未發出", "已过时，未发出"),
    State.DEAD: Phrase(State.DEAD, "無法發出", "无法发出"),
}
