"""Word lists from which every text of the sample is made: ordinary words and invented names, nobody's sentences."""


def _words(text: str) -> list[str]:
    return text.split()


SPACED = {
    "fa": _words(
        "امروز مردم شهر خبر تازه جهان صلح آینده جوانان کشور دولت بازار نفت اقتصاد فردا دیروز خیابان دانشگاه کتاب "
        "آزادی حقیقت امید راه روشن بزرگ کوچک سال ماه هفته ساعت گزارش تصویر ویدیو دوستان خانواده زندگی کار تلاش "
        "پیروزی مقاومت منطقه مرز دریا کوه باران بهار تابستان زمستان قدیمی جدید همه هیچ باید نباید می‌شود می‌گوید"
    ),
    "ar": _words(
        "اليوم الناس المدينة خبر جديد العالم السلام المستقبل الشباب الدولة الحكومة السوق النفط الاقتصاد غدا أمس "
        "الشارع الجامعة كتاب الحرية الحقيقة أمل طريق كبير صغير سنة شهر أسبوع ساعة تقرير صورة فيديو أصدقاء عائلة "
        "حياة عمل جهد نصر المنطقة الحدود البحر الجبل المطر الربيع قديم كل يجب يقول عاجل الآن مباشر شاهد"
    ),
    "en": _words(
        "today people city news report world peace future youth country government market oil economy tomorrow street "
        "university book freedom truth hope road bright great small year month week hour picture video friends family "
        "life work effort victory region border sea mountain rain spring summer winter old new everyone nobody should "
        "must says watch listen read share why when where because together against before after under during without"
    ),
    "es": _words(
        "hoy pueblo ciudad noticia mundo paz futuro juventud gobierno mercado petróleo economía mañana calle "
        "universidad libro libertad verdad esperanza camino grande pequeño año mes semana hora informe imagen vídeo "
        "amigos familia vida trabajo esfuerzo victoria región frontera mar montaña lluvia primavera viejo nuevo todos "
        "nadie debemos dicen miren lean según porque juntos contra antes después siempre corazón niños señal"
    ),
    "ca": _words(
        "avui poble ciutat notícia món pau futur joventut govern mercat carrer universitat llibre llibertat veritat "
        "esperança camí gran petit any mes setmana hora informe imatge vídeo amics família vida feina esforç victòria "
        "regió frontera mar muntanya pluja primavera vell nou tothom ningú hem de diuen mireu llegiu perquè junts "
        "contra abans després sempre cor infants senyal plaça demà il·lusió"
    ),
    "ru": _words(
        "сегодня люди город новость мир будущее молодёжь страна правительство рынок нефть экономика завтра улица "
        "университет книга свобода правда надежда дорога большой маленький год месяц неделя час отчёт картина видео "
        "друзья семья жизнь работа усилие победа регион граница море гора дождь весна старый новый все никто должны "
        "говорят смотрите читайте потому вместе против до после всегда"
    ),
}
UNSPACED = {
    "th": _words(
        "วันนี้ ประชาชน เมือง ข่าว ใหม่ โลก สันติภาพ อนาคต เยาวชน ประเทศ รัฐบาล ตลาด น้ำมัน เศรษฐกิจ พรุ่งนี้ ถนน หนังสือ "
        "ความจริง ความหวัง เส้นทาง ปี เดือน สัปดาห์ ชั่วโมง รายงาน ภาพ วิดีโอ เพื่อน ครอบครัว ชีวิต งาน ทะเล ภูเขา ฝน"
    ),
    "zh": _words(
        "今天 人民 城市 新闻 报道 世界 和平 未来 青年 国家 政府 市场 石油 经济 明天 街道 大学 书 真相 希望 道路 年 月 "
        "星期 小时 图片 视频 朋友 家庭 生活 工作 努力 胜利 地区 边界 海 山 雨 春天 大家"
    ),
}
LANGUAGES = (*SPACED, *UNSPACED)
WORDS = {**SPACED, **UNSPACED}

# Latin in every language, as in real texts; what a loader must carry through unharmed: entities, quotes, commas, emoji.
SPICE = (
    "&amp;",
    "&gt;&gt;",
    "&lt;3",
    '"100%"',
    "1,234,567",
    "😀",
    "🌍🌍",
    "l'avenir",
    "...",
    "№ 5",
    "50%",
    "“so”",
    "🇮🇷",
)

FIRST_NAMES = _words(
    "Zar Bel Kav Mir Sol Dor Tav Nil Ras Hom Vey Lur Pax Orl Sev Tam Ush Wen Yor Kel Bram Cas Fen Gal Hest Ivo Jun Lio "
    "Mab Nox Odo Pell Quin Rue Stel Thor Ulm Vask Wyn Xan"
)
LAST_NAMES = _words(
    "vani moor ekh daro lisk tano belo ruzh kesh mirra sant olva pardo quell rinn sorva tessel ulen vasko wedd yarrow "
    "zelen arbo brint corva drell eska forn gresh holt"
)
DISPLAY_SUFFIXES = ("", "", " 🌿", ' "Z"', ", PhD", " | news", " ✌️", " (official)", " #1", " & co")

PLACES = {
    "fa": ("تهرانک", "شهر نو", "Novashahr"),
    "ar": ("المدينة الجديدة", "وادي الورد", "Wadi Nova"),
    "en": ("Northbridge", "Port Example, Earth", "somewhere"),
    "es": ("Villanueva, Mundo", "Puerto Ejemplo", "la calle"),
    "ca": ("Vilanova d'Exemple", "Plaça Major", "Port Exemple"),
    "ru": ("Новоград", "Примерск", "Novograd, Earth"),
    "th": ("เมืองใหม่", "ท่าเรือ", "Muang Mai"),
    "zh": ("新城", "例港", "Xincheng"),
}

CLIENTS = (
    "Twitter Web Client",
    "Twitter for Android",
    "Twitter for iPhone",
    "TweetDeck",
    "Twitter Lite",
    "Facebook",
    "Mobile Web (M5)",
    "PostHerd Scheduler",
    "ایستگاه خبر",
    "Kolibri Auto-Share",
    "La Plaza App",
    "FeedMill 2.0",
)

# Platforms and shorteners are real names, because a domain's kind is read off them; every site is under `.example`.
PLATFORM_PREFIXES = (
    "https://www.youtube.com/watch?v=",
    "https://youtu.be/",
    "https://www.facebook.com/",
    "https://www.instagram.com/p/",
    "https://t.me/s/",
)
SHORTENER_PREFIXES = ("https://bit.ly/", "https://ow.ly/", "https://goo.gl/", "http://dlvr.it/")
SITE_STEMS = _words(
    "morning-ledger daily-lantern open-compass north-report river-times pueblo-hoy diari-del-port vesti-okno "
    "khabar-e-now sada-alwadi azadi-post plain-facts ekho-goroda la-voz-clara the-watchtower silk-road-wire "
    "green-bulletin el-faro-azul pars-monitor world-in-brief"
)
SITE_SECTIONS = ("news", "world", "2018/05", "politics", "article", "en", "noticias", "p")
POLLS = ("yes|no", "si|no|potser", "بله|خیر", "да|нет|не знаю", 'A, B|C "D"|none')
