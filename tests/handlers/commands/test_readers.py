"""Who reads what in which language: a person's choice, the channel's, and what stands there already."""

from datetime import timedelta
from pathlib import Path

from bot.alerts.book import Delivery
from bot.words.language import Language
from handlers.cards.alert_post import post
from handlers.command import Door
from tests.chinese import faults
from tests.handlers.asking import CHANNEL, Hall, hall, line

DAY = [line(0, ("9988.HK", 100.0)), line(5, ("9988.HK", 101.0)), line(40, ("9988.HK", 107.0))]
ANALYST = "U02ANALYST"


async def claimed(here: Hall) -> dict[str, Delivery]:
    """Return what is due, by whom it goes to; quiet hours are over."""
    due = await here.surge.outbox.claim("test", here.surge.wall() + timedelta(seconds=1))
    return {each.destination: each for each in due}


async def test_each_reads_their_own_language(tmp_path: Path) -> None:
    """A person's choice holds for their answers and messages, a channel's for what everybody there sees."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        assert "繁體中文" in await here.ask("settings language 繁")
        made = await here.ask("watch alibaba up 5%")
        assert made.startswith("已為你設定提示 #1：阿里巴巴當日升 5% 或以上\n最新 +1.00%，7 月 15 日（星期二）09:35")
        assert (await here.ask("watch")).startswith("你的提示\n#1  阿里巴巴當日升 5% 或以上\n")
        assert (await here.ask("watch alibaba up 5%", ANALYST)).startswith(
            "Watching for you, as #2: Alibaba Group moves"
        )
        assert (await here.ask("alert alibaba up 6%")).startswith("已設定提示 #3：阿里巴巴當日升 6% 或以上")
        assert "last" in await here.ask("alerts", ANALYST)
        await here.play(2)
        due = await claimed(here)
        told = {place: post(each, here.surge.desk.source).text for place, each in due.items()}
        assert "▲ 阿里巴巴升幅達 5%（提示 #1）" in told["U01TRADER"]
        assert "▲ Alibaba Group rose past +5% (#2)" in told[ANALYST]
        assert "▲ Alibaba Group rose past +6% (#3)" in told[CHANNEL]
        assert "提示 #1 的經過" in await here.ask("why #1")


async def test_a_channel_reads_as_it_chose(tmp_path: Path) -> None:
    """Who has chosen nothing reads as the channel does; a mention is answered for everybody there."""
    async with hall(tmp_path, DAY) as here:
        await here.play(1)
        await here.ask("settings channel language 简", "U04ADMIN")
        assert (await here.ask("alerts", ANALYST)).startswith("本频道尚未设定提醒。")
        await here.ask("settings language en")
        assert (await here.ask("alerts")).startswith("This channel has no alerts yet.")
        assert (await here.ask("alerts", door=Door.MENTION)).startswith("本频道尚未设定提醒。")
        await here.ask("alert alibaba up 6%", door=Door.MENTION)
        await here.play(2)
        (due,) = (await claimed(here)).values()
        assert "🔔 ▲ 阿里巴巴涨幅达 6%（提醒 #1）" in post(due, here.surge.desk.source).text


async def test_a_quote_in_chinese(tmp_path: Path) -> None:
    """A quote is said in the reader's language too, and what was answered a moment ago is not taken for it."""
    lines = [
        line(0, ("^HSI", 100.0), ("HSTECH.HK", 100.0), turnover=10),
        line(5, ("^HSI", 101.5), ("HSTECH.HK", 98.0), turnover=20),
    ]
    async with hall(tmp_path, lines) as here:
        await here.play(1)
        english = await here.ask("hsi", ANALYST)
        await here.ask("settings language 繁")
        await here.ask("settings colours red-up")
        said = await here.ask("hsi")
        assert said.split("\n")[:2] == [
            "恒生指數 101.50 🔴 ▲ +1.50（+1.50%）",
            "截至 09:35，延遲 15 分鐘 · 上午交易時段",
        ]
        assert "恒生科技指數 🟢 ▼ 跌 2.0% · 大市成交額至今 200 億元（全市場）" in said
        assert faults(said, Language.HANT) == []
        assert await here.ask("hsi", ANALYST) == english
