"""What the industries of shares are called: the English name is the one in the lists of instruments. Pure."""

from bot.words.language import Phrase, same

_NAMES = (
    Phrase("Autos", "汽車股", "汽车股"),
    Phrase("Baijiu", "白酒股", "白酒股"),
    Phrase("Banks", "銀行股", "银行股"),
    Phrase("Boards & servers", "電路板及伺服器", "电路板与服务器"),
    Phrase("Brokers", "券商股", "券商股"),
    Phrase("China ADRs", "中概股", "中概股"),
    Phrase("Cloud & data centres", "雲端及數據中心", "云计算与数据中心"),
    Phrase("Consumer", "消費股", "消费股"),
    Phrase("Data centres", "數據中心", "数据中心"),
    Phrase("Energy & metals", "能源及金屬", "能源与金属"),
    Phrase("Exchanges", "交易所", "交易所"),
    Phrase("Food & staples", "食品及必需品", "食品与必需品"),
    Phrase("Healthcare", "醫藥股", "医药股"),
    Phrase("Hong Kong property", "本地地產股", "香港地产股"),
    Phrase("Industrials & conglomerates", "工業及綜合企業", "工业与综合企业"),
    Phrase("Insurers", "保險股", "保险股"),
    Phrase("Internet", "互聯網股", "互联网股"),
    Phrase("Macau gaming", "濠賭股", "澳门博彩股"),
    Phrase("Mainland banks", "內銀股", "内地银行股"),
    Phrase("Mainland chips", "內地晶片股", "内地芯片股"),
    Phrase("Mainland consumer & healthcare", "內地消費及醫藥", "内地消费与医药"),
    Phrase("Mainland developers", "內房股", "内房股"),
    Phrase("Mainland energy, metals & utilities", "內地能源、金屬及公用", "内地能源、金属与公用事业"),
    Phrase("Mainland insurers & brokers", "內險及內地券商", "内地保险与券商"),
    Phrase("New energy & autos", "新能源及汽車", "新能源与汽车"),
    Phrase("Optical modules", "光模塊", "光模块"),
    Phrase("Software & AI", "軟件及人工智能", "软件与人工智能"),
    Phrase("Tech hardware & chips", "科技硬件及晶片", "科技硬件与芯片"),
    Phrase("Telecoms", "電訊股", "电信股"),
    Phrase("US AI infrastructure", "美國人工智能基建", "美国人工智能基础设施"),
    Phrase("US chips", "美國晶片股", "美国芯片股"),
    Phrase("US technology", "美國科技股", "美国科技股"),
    Phrase("Utilities", "公用股", "公用事业股"),
)
_KNOWN = {phrase.en: phrase for phrase in _NAMES}


def industry(name: str) -> Phrase:
    """Return what an industry is called; one that somebody added to the lists has the name it was given."""
    return _KNOWN.get(name, same(name))
