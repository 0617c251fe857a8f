"""The grammar of plans: letterhead, title, preamble, sections, tasks, tables, signature, appendix; and what is right for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from schemas.gold import Gold, GoldDeadline, GoldMetadata
from schemas.plan import Period
from tests.generator import figures, papers, when
from tests.generator.office import Named, Office, leaders, office, one, partners, wordings
from tests.generator.tree import Duty, Facts, Group, Heading, Line, Node, Row, Said, Table, capital, facts_of, lines_of
from tests.make_samples import Part

ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
ORDINALS: Final = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy")
LETTERS: Final = "abcdđeghiklm"
SCHEMES: Final = ("roman", "roman", "roman", "roman-dash", "capital", "part", "decimal", "article", "roman-slash")
MONTHS: Final = ("đầu", "cuối")


@dataclass(frozen=True, slots=True)
class Generated:
    """A plan and its right answers: ``parts`` for the renderers of ``tests.make_samples``, ``gold`` by the annotation guide."""

    seed: int
    parts: tuple[Part, ...]
    gold: Gold


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts of one plan share."""

    dice: Random
    office: Office
    year: int
    subject: dict[str, Any]
    scheme: str
    aims: int
    """How many numbered targets it has; 0 where they carry no number."""
    period: Period
    span: str
    """The words of the title for the period."""

    @property
    def one_year(self) -> bool:
        """Whether the plan covers one year, so that a time may leave it out."""
        return self.period.start is not None and self.period.end is not None and self.period.start.year == self.period.end.year


def generate(seed: int) -> Generated:
    """The plan of a seed: the same seed gives the same plan."""
    dice = Random(seed)
    year = dice.randrange(2008, 2027)
    period, span = _period(year, dice)
    setting = Setting(dice, office(dice), year, dice.choice(wordings()["subjects"]), dice.choice(SCHEMES), dice.choice((0, 2, 3, 4)), period, span)
    front, metadata = _front(setting)
    preamble, said = _preamble(setting)
    body = _body(setting)
    appendix = _appendix(setting) if dice.random() < 0.2 else ()
    facts = Facts(targets=said.targets, refs=said.refs) + facts_of((*body, *appendix))
    parts = (*front, *_parts((*preamble, *lines_of(body))), *_signature(setting, metadata), *_appendix_parts(appendix))
    gold = Gold(f"{seed}.txt", metadata, facts.sections, facts.tasks, facts.targets, facts.refs)
    return Generated(seed, parts, gold)


# ---------------------------------------------------------------- around the body


def _front(setting: Setting) -> tuple[tuple[Part, ...], GoldMetadata]:
    """Letterhead and title, with the decision that issues the plan before it in some."""
    dice, issuer, year = setting.dice, setting.office, setting.year
    decision = dice.random() < 0.12
    symbol = f"{'QĐ' if decision else 'KH'}-{issuer.symbol}"
    number = dice.choice((None, dice.randrange(2, 900), dice.randrange(2, 900), dice.randrange(2, 900)))
    day = date(year - 1, 11, 20) + timedelta(days=dice.randrange(100))
    blank_day = number is None and dice.random() < 0.7
    typed = f"Số: {number:02}/{symbol}" if number else f"Số:{dice.choice(('      ', ' …… ', '  '))}/{symbol}"
    days = "    " if blank_day else f"{day.day:02}"
    dated = f"{issuer.place}, ngày {days} tháng {day.month:02} năm {day.year}"
    letterhead = Part(
        "letterhead",
        (),
        ((" // ".join(issuer.head), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM // Độc lập - Tự do - Hạnh phúc"), (typed, dated)),
    )
    words = setting.span
    where = dice.choice(("", f" {issuer.unit} {issuer.place}")) if issuer.unit and issuer.level != "department" else ""
    title = f"{setting.subject['title']}{where} {words}"
    lines = (title,) if len(title) < 60 or dice.random() < 0.5 else (f"{setting.subject['title']}{where}", words)
    if dice.random() < 0.3:
        lines = tuple(line.upper() for line in lines)
    metadata = GoldMetadata(
        number=f"{number:02}/{symbol}" if number else None,
        issuer=issuer.name,
        place=issuer.place,
        issued_on=None if blank_day else day,
        title=" ".join(lines),
        period=setting.period,
        level=issuer.level,
        signer=dice.choice(wordings()["signers"]),
    )
    plan = Part("title", (), (("KẾ HOẠCH",), *((line,) for line in lines)))
    if not decision:
        return (letterhead, plan), metadata
    orders = (
        f"Điều 1. Ban hành kèm theo Quyết định này Kế hoạch {title[0].lower()}{title[1:]}.",
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký.",
    )
    opening = Part("title", (), (("QUYẾT ĐỊNH",), (f"Ban hành Kế hoạch {title[0].lower()}{title[1:]}",)))
    articles = Part("body", (), tuple((line,) for line in ("QUYẾT ĐỊNH:", *orders)))
    issued = Part("title", (), (*plan.rows, (f"(Ban hành kèm theo Quyết định của {issuer.short})",)))
    return (letterhead, opening, articles, *_signature(setting, metadata), issued), metadata


def _period(year: int, dice: Random) -> tuple[Period, str]:
    """The time a plan covers, and the words of the title for it."""
    form = dice.randrange(8)
    if form == 0:
        last = year + dice.randrange(1, 6)
        return Period(date(year, 1, 1), date(last, 12, 31)), f"giai đoạn {year}{dice.choice(('-', ' - '))}{last}"
    if form == 1:
        return Period(date(year, 10, 1), date(year, 12, 31)), f"quý IV năm {year}"
    if form == 2:
        return Period(date(year, 7, 1), date(year, 12, 31)), f"6 tháng cuối năm {year}"
    return Period(date(year, 1, 1), date(year, 12, 31)), f"năm {year}"


def _preamble(setting: Setting) -> tuple[tuple[str, ...], Said]:
    """What stands before the first section: legal bases, a result reported, the sentence that issues the plan."""
    dice = setting.dice
    lines: list[Said] = []
    if dice.random() < 0.5:
        lines += [dice.choice(("Căn cứ ", "Thực hiện ")) + papers.basis(dice, setting.year - 1) + ";" for _ in range(dice.randrange(1, 4))]
    else:
        lines.append("Thực hiện " + papers.several(dice, setting.year - 1) + ".")
    if dice.random() < 0.3:
        lines.append(figures.result(dice, setting.year - 1) + ".")
    lines.append(
        Said(
            f"{capital(setting.office.short)} {dice.choice(('ban hành', 'xây dựng'))} Kế hoạch{dice.choice(('', ' thực hiện'))}, {dice.choice(('cụ thể', 'với các nội dung'))} như sau:"
        )
    )
    return tuple(line.text for line in lines), sum((replace(line, text="") for line in lines), Said(""))


def _signature(setting: Setting, metadata: GoldMetadata) -> tuple[Part, ...]:
    issuer = setting.office
    recipients = ("Nơi nhận:", f"- {issuer.above} (b/c);", "- Như trên;", "- Các đơn vị liên quan;", f"- Lưu: VT, {issuer.symbol}.")
    name = metadata.signer or ""
    return (Part("signature", (), ((" // ".join(recipients), " // ".join((*issuer.sign, "", "", name))),)),)


def _parts(lines: tuple[str | Table, ...]) -> tuple[Part, ...]:
    """Lines and tables as the parts of a source."""
    found: list[Part] = []
    for line in lines:
        if isinstance(line, Table):
            found.append(_table_part(line))
        elif found and found[-1].kind == "body":
            found[-1] = Part("body", (), (*found[-1].rows, (line,)))
        else:
            found.append(Part("body", (), ((line,),)))
    return tuple(found)


def _table_part(table: Table) -> Part:
    rows: list[tuple[str, ...]] = [table.header, *(row.cells for row in table.rows)]
    for group in table.groups:
        rows += [(group.label, group.title), *(row.cells for row in group.rows)]
    return Part("table", table.widths, tuple(rows))


# ---------------------------------------------------------------- sections


def _label(setting: Setting, depth: int, count: int, above: str) -> tuple[str, str]:
    """A label at a depth of the scheme, as it is typed and as a path writes it; ``above`` is the label of the heading above."""
    scheme = setting.scheme
    roman = ROMAN[count - 1]
    if scheme == "decimal":
        name = f"{above}.{count}" if above else str(count)
        return f"{name}. ", name
    if scheme in ("part", "capital", "article") and depth == 0:
        return {
            "part": (f"Phần thứ {ORDINALS[count - 1]}. ", f"Phần {count}"),
            "capital": (f"{'ABCDEFGH'[count - 1]}. ", "ABCDEFGH"[count - 1]),
            "article": (f"Điều {count}. ", f"Điều {count}"),
        }[scheme]
    if scheme in ("part", "capital"):
        depth -= 1
    if scheme == "article":
        return ((f"{count}. ", str(count)), (f"{LETTERS[count - 1]}) ", LETTERS[count - 1]))[depth - 1]
    mark, bracket = {"roman-dash": ("- ", ") "), "roman-slash": ("/ ", "/ ")}.get(scheme, (". ", ") "))
    return ((roman + mark, roman), (f"{count}{mark}", str(count)), (LETTERS[count - 1] + bracket, LETTERS[count - 1]))[depth]


def _heading(setting: Setting, depth: int, count: int, above: str, title: str, kind: Any, below: tuple[Node, ...], components: tuple[int, ...] = ()) -> Heading:
    typed, label = _label(setting, depth, count, above)
    return Heading(typed, label, title, kind, below, components)


def _item(setting: Setting, depth: int, count: int, above: str, said: Said, duty: Duty | None, cells: tuple[str, ...] = (), *, number: bool = False) -> Line:
    typed, label = _label(setting, depth, count, above)
    return Line(typed, said, duty, cells, number=label if number else None)


def _body(setting: Setting) -> tuple[Node, ...]:
    """The sections of a plan."""
    dice, names = setting.dice, wordings()["sections"]
    kinds = ["objectives", "targets", "tasks", "organisation"]
    if dice.random() < 0.3:
        kinds.insert(0, "context")
    if dice.random() < 0.4:
        kinds.insert(-1, "budget")
    bodies = {"objectives": _objectives, "targets": _aims, "tasks": _tasks, "organisation": _organisation, "context": _context, "budget": _budget}
    sections = []
    for count, kind in enumerate(kinds, start=1):
        title = dice.choice(names[kind]).format(before=setting.year - 1)
        _, label = _label(setting, 0, count, "")
        below = bodies[kind](setting, label)
        sections.append(_heading(setting, 0, count, "", title, "objectives" if kind == "targets" else kind, below))
    return tuple(sections)


def _context(setting: Setting, _: str) -> tuple[Node, ...]:
    lines = [figures.result(setting.dice, setting.year - 1) + ".", *map(Said, setting.dice.sample(wordings()["lines"]["shortcomings"], 2))]
    return tuple(Line("- ", line) for line in lines)


def _objectives(setting: Setting, above: str) -> tuple[Node, ...]:
    dice, lines = setting.dice, wordings()["lines"]
    mark = dice.choice(("- ", ""))
    return tuple(
        _heading(setting, 1, count, above, title, "objectives", tuple(Line(mark, Said(line)) for line in dice.sample(lines[kind], dice.randrange(1, 4))))
        for count, (title, kind) in enumerate((("Mục đích", "aims"), ("Yêu cầu", "demands")), start=1)
    )


def _aims(setting: Setting, above: str) -> tuple[Node, ...]:
    """Targets: numbered where tasks may refer to them, else bullets."""
    dice = setting.dice
    if setting.aims:
        return tuple(_item(setting, 1, count, above, _ended(_aim(setting), "."), None, number=True) for count in range(1, setting.aims + 1))
    return tuple(Line("- ", _ended(figures.aim(dice), ".")) for _ in range(dice.randrange(2, 5)))


def _aim(setting: Setting) -> Said:
    """A figure to reach; behind "2-" and "2/" none that opens with a digit, which would read as a range or a date."""
    while (said := figures.aim(setting.dice)).text[0].isdigit() and setting.scheme in ("roman-dash", "roman-slash"):
        pass
    return said


def _budget(setting: Setting, _: str) -> tuple[Node, ...]:
    return (Line("", Said(setting.dice.choice(wordings()["lines"]["money"]))),)


def _ended(said: Said, mark: str) -> Said:
    return replace(said, text=capital(said.text)) + mark


# ---------------------------------------------------------------- tasks


def _tasks(setting: Setting, above: str) -> tuple[Node, ...]:
    """The tasks by topic, or all in one table."""
    dice = setting.dice
    topics = [wordings()["topics"][name] for name in setting.subject["topics"]]
    topics = dice.sample(topics, min(len(topics), dice.randrange(2, 5)))
    if dice.random() < 0.25:
        return (_table(setting, topics),)
    sections: list[Node] = []
    for count, topic in enumerate(topics, start=1):
        _, label = _label(setting, 1, count, above)
        below = dice.choice((_bullets, _bullets, _items, _paragraphs, _with_cells, _led_in))(setting, topic, label)
        sections.append(_heading(setting, 1, count, above, dice.choice(topic["headings"]), "tasks", below, tuple(topic["components"])))
    return tuple(sections)


def _deeds(setting: Setting, topic: dict[str, Any], most: int) -> list[str]:
    deeds = topic["deeds"]
    return setting.dice.sample(deeds, min(len(deeds), setting.dice.randrange(2, most + 1)))


def _bullets(setting: Setting, topic: dict[str, Any], _: str) -> tuple[Node, ...]:
    return tuple(Line(setting.dice.choice(("- ",)), *_assigned(setting, deed)) for deed in _deeds(setting, topic, 4))


def _items(setting: Setting, topic: dict[str, Any], above: str) -> tuple[Node, ...]:
    return tuple(_item(setting, 2, count, above, *_assigned(setting, deed)) for count, deed in enumerate(_deeds(setting, topic, 4), start=1))


def _paragraphs(setting: Setting, topic: dict[str, Any], _: str) -> tuple[Node, ...]:
    return tuple(Line("", *_assigned(setting, deed)) for deed in _deeds(setting, topic, 2))


def _with_cells(setting: Setting, topic: dict[str, Any], above: str) -> tuple[Node, ...]:
    """Items with lines below them that say who, when and what comes out."""
    dice = setting.dice
    keys = dice.choice((("Cơ quan chủ trì", "Cơ quan phối hợp"), ("Đơn vị chủ trì", "Đơn vị phối hợp"), ("Chủ trì", "Phối hợp")))
    time, mark = dice.choice(("Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn")), dice.choice(("- ", "", "+ "))
    found = []
    for count, deed in enumerate(_deeds(setting, topic, 3), start=1):
        lead, deadline = leaders(setting.office, dice), when.in_cell(setting.year, dice, bare=setting.one_year)
        partner = partners(setting.office, dice, lead)
        cells = [f"{mark}{keys[0]}: {capital(lead.text)}.", f"{mark}{keys[1]}: {capital(partner.text)}.", f"{mark}{time}: {deadline.text}."]
        names = partner.names
        outputs = tuple(dice.sample(("Báo cáo đánh giá", "Kế hoạch chi tiết", "Quyết định ban hành", "Tài liệu hướng dẫn"), dice.randrange(0, 3)))
        if outputs:
            cells.append(f"{mark}{dice.choice(('Sản phẩm', 'Kết quả', 'Sản phẩm đầu ra'))}: {'; '.join(outputs)}.")
        if dice.random() < 0.3:
            del cells[1]
            names = ()
        found.append(_item(setting, 2, count, above, _ended(Said(deed), "."), Duty(lead.names, names, deadline, outputs), tuple(cells)))
    return tuple(found)


def _led_in(setting: Setting, topic: dict[str, Any], _: str) -> tuple[Node, ...]:
    """A line that names who does what follows, and bullets below it."""
    dice = setting.dice
    lead = leaders(setting.office, dice)
    partner = partners(setting.office, dice, lead)
    opening, coordinators = dice.choice(
        (
            (f"{capital(lead.text)} có trách nhiệm:", ()),
            (f"{capital(lead.text)} chủ trì, phối hợp với {partner.text}:", partner.names),
            (f"Giao {lead.text} thực hiện các nhiệm vụ sau:", ()),
            (f"{capital(lead.text)} thực hiện tốt các nhiệm vụ sau:", ()),
        )
    )
    duty = Duty(lead.names, coordinators)
    outer, inner = dice.choice((("- ", "+ "), ("", "- "), ("* ", "- ")))
    return (Line(outer, Said(opening), None, (), tuple(Line(inner, *_below(setting, deed, duty)) for deed in _deeds(setting, topic, 3))),)


def _below(setting: Setting, deed: str, duty: Duty) -> tuple[Said, Duty]:
    """A task under a heading or lead-in that says who does it: its own coordinators replace those above."""
    dice = setting.dice
    said = _tail(setting, Said(deed))
    form = dice.randrange(4)
    if form == 0:
        partner = partners(setting.office, dice, Named("", duty.leads))
        opening = dice.choice(("Chủ trì, phối hợp với", "Phối hợp với", "Chủ trì, phối hợp chặt chẽ với"))
        return _ended(f"{opening} {partner.text} " + said, dice.choice((".", ";"))), replace(duty, coordinators=partner.names)
    if form == 2 and not said.deadline and dice.random() < 0.5:
        deadline = when.opening(dice)
        return _ended(replace(f"{deadline.text}{dice.choice((' ', ', '))}" + said, deadline=deadline), "."), duty
    if form == 1 and not said.deadline:
        return _ended(replace("Thường xuyên " + said, deadline=GoldDeadline("Thường xuyên", "continuous", None, None, None)), "."), duty
    return _ended(said, dice.choice((".", ";"))), duty


def _assigned(setting: Setting, deed: str) -> tuple[Said, Duty]:
    """A task in one line, with who does it in one of many wordings."""
    dice, issuer = setting.dice, setting.office
    said = _tail(setting, Said(deed))
    lead = leaders(issuer, dice)
    partner = partners(issuer, dice, lead)
    alone, joint = Duty(lead.names), Duty(lead.names, partner.names)
    who = lead.text
    words, duty = dice.choice(
        (
            ("", Duty()),
            (f"{who} chủ trì, phối hợp với {partner.text} ", joint),
            (f"{who} chủ trì, phối hợp cùng {partner.text} ", joint),
            (f"giao {who} chủ trì, phối hợp với {partner.text} ", joint),
            (f"giao {who} ", alone),
            (f"{who} có trách nhiệm ", alone),
            (f"{who} chịu trách nhiệm ", alone),
            (f"yêu cầu {who} ", alone),
            (f"đề nghị {who} ", alone),
            (f"{who} ", alone),
            (f"{who} tham mưu {issuer.above} ", alone),
            (f"giao {who} làm đầu mối, phối hợp với {partner.text} ", joint),
            (f"{who} phối hợp với {partner.text} ", joint),
            (f"giao {who} tham mưu {issuer.above} ", alone),
            (f"phân công {who} ", alone),
            (f"giao {who} chịu trách nhiệm ", alone),
            (f"giao trách nhiệm cho {who} ", alone),
            (f"{who} làm đầu mối, phối hợp với {partner.text} ", joint),
            (f"{who} chủ động phối hợp với {partner.text} ", joint),
            (f"{who} tiếp tục ", alone),
            (f"{who} tăng cường phối hợp với {partner.text} ", joint),
            (f"{who} khẩn trương ", alone),
        )
    )
    if not words and dice.random() < 0.4:
        boss = one(issuer, dice)
        return _behind(setting, said, boss, partners(issuer, dice, boss))
    if words.startswith(who) and not said.deadline and dice.random() < 0.15 and words == f"{who} ":
        return _ended(replace(f"{who} thường xuyên " + said, deadline=GoldDeadline("thường xuyên", "continuous", None, None, None)), "."), duty
    return _ended(words + said, dice.choice((".", ".", ";"))), duty


def _behind(setting: Setting, said: Said, lead: Named, partner: Named) -> tuple[Said, Duty]:
    """A task that names who does it at its end, in brackets."""
    wording, duty = setting.dice.choice(
        (
            (f" (Cơ quan chủ trì: {lead.text}).", Duty(lead.names)),
            (f" (Chủ trì: {lead.text}; phối hợp: {partner.text}).", Duty(lead.names, partner.names)),
            (f" ({lead.text} chủ trì).", Duty(lead.names)),
            (f" (do {lead.text} chủ trì).", Duty(lead.names)),
        )
    )
    return replace(said, text=capital(said.text)) + wording, duty


def _tail(setting: Setting, said: Said) -> Said:
    """What a task says further: a reference, a figure, a criterion, a target to answer for, a deadline."""
    dice = setting.dice
    extra = dice.randrange(12)
    if extra == 0:
        said = said + papers.cited(dice, setting.year - 1)
    elif extra == 1:
        figure = figures.opening_share(dice)
        said = said + "; bảo đảm " + _lowered(figure)
    elif extra == 2:
        codes = dice.sample(("1.4", "2.1.3", "3.1.2", "5.2", "7.3.1", "4.2.2"), dice.randrange(1, 4))
        said = said + Said(f", cải thiện các tiêu chí thành phần {', '.join(sorted(codes))}", criteria=tuple(sorted(codes)))
    elif extra == 3 and setting.aims and setting.scheme != "decimal":
        items = sorted(dice.sample(range(1, setting.aims + 1), dice.randrange(1, setting.aims)))
        shown = ", ".join(map(str, items))
        word = "các Chỉ tiêu" if len(items) > 1 else "Chỉ tiêu"
        said = said + Said(f", tổ chức thực hiện {word} {shown}", target_items=tuple(map(str, items)))
    if dice.random() < 0.35:
        deadline = when.in_words(setting.year, dice, bare=setting.one_year)
        said = said + Said(f"{dice.choice((', ', ' ')) if not deadline.text.startswith('hoàn') else ', '}{deadline.text}", deadline=deadline)
    return said


def _lowered(said: Said) -> Said:
    """A figure in the middle of a line: its stretch starts small."""
    target = said.targets[0]
    text = said.text[0].lower() + said.text[1:]
    return Said(text, (replace(target, quote=text),))


# ---------------------------------------------------------------- tables


def _table(setting: Setting, topics: list[dict[str, Any]], *, grouped: bool | None = None) -> Table:
    """Tasks in a ruled table: rows in groups by topic or one after another, cells merged down here and there."""
    dice = setting.dice
    names = {
        "ordinal": dice.choice(("STT", "TT", "Số TT")),
        "content": dice.choice(("Nội dung công việc", "Nhiệm vụ", "Nội dung nhiệm vụ", "Nội dung")),
        "leads": dice.choice(("Cơ quan chủ trì", "Đơn vị chủ trì", "Chủ trì", "Cơ quan, đơn vị chủ trì", "Đơn vị thực hiện")),
        "coordinators": dice.choice(("Cơ quan phối hợp", "Đơn vị phối hợp", "Phối hợp", "Cơ quan, đơn vị phối hợp")),
        "deadline": dice.choice(("Thời gian thực hiện", "Thời gian hoàn thành", "Thời hạn", "Thời gian", "Thời hạn hoàn thành")),
        "outputs": dice.choice(("Sản phẩm", "Kết quả", "Sản phẩm đầu ra", "Kết quả, sản phẩm")),
    }
    order = dice.choice(
        (
            ("ordinal", "content", "leads", "coordinators", "deadline", "outputs"),
            ("ordinal", "content", "outputs", "leads", "coordinators", "deadline"),
            ("ordinal", "content", "leads", "coordinators", "deadline"),
            ("ordinal", "content", "leads", "deadline", "outputs"),
        )
    )
    widths = tuple({"ordinal": 6, "content": 32, "leads": 18, "coordinators": 20, "deadline": 18, "outputs": 18}[column] for column in order)
    header = tuple(names[column] for column in order)
    if grouped is None:
        grouped = dice.random() < 0.6
    if not grouped:
        deeds = [deed for topic in topics for deed in _deeds(setting, topic, 3)]
        return Table(widths, header, rows=_rows(setting, order, [str(n) for n in range(1, len(deeds) + 1)], deeds))
    groups = []
    numerals = dice.random() < 0.5
    for count, topic in enumerate(topics, start=1):
        deeds = _deeds(setting, topic, 3)
        label = ROMAN[count - 1] if numerals else str(count)
        ordinals = [str(n) if numerals else f"{count}.{n}" for n in range(1, len(deeds) + 1)]
        heading = dice.choice(topic["headings"])
        groups.append(Group(label, heading.upper() if numerals else heading, _rows(setting, order, ordinals, deeds), tuple(topic["components"])))
    return Table(widths, header, tuple(groups))


def _rows(setting: Setting, order: tuple[str, ...], ordinals: list[str], deeds: list[str]) -> tuple[Row, ...]:
    dice = setting.dice
    rows: list[Row] = []
    lead = partner = Named("", ())
    for ordinal, deed in zip(ordinals, deeds, strict=True):
        merged = bool(rows) and dice.random() < 0.25
        if not merged:
            lead = leaders(setting.office, dice)
            partner = partners(setting.office, dice, lead)
        deadline = when.in_cell(setting.year, dice, bare=setting.one_year)
        products = tuple(dice.sample(("Báo cáo", "Kế hoạch", "Quyết định", "Tài liệu tập huấn", "Hội nghị", "Văn bản hướng dẫn"), dice.randrange(1, 3)))
        shown = {
            "ordinal": ordinal,
            "content": capital(deed),
            "leads": "^" if merged else capital(lead.text),
            "coordinators": "^" if merged else capital(partner.text),
            "deadline": deadline.text,
            "outputs": " // ".join(f"- {product};" for product in products) if len(products) > 1 else products[0],
        }
        duty = Duty(lead.names, partner.names if "coordinators" in order else (), deadline, products if "outputs" in order else ())
        rows.append(Row(tuple(shown[column] for column in order), Said(capital(deed)), duty))
    return tuple(rows)


# ---------------------------------------------------------------- who organises what


def _organisation(setting: Setting, above: str) -> tuple[Node, ...]:
    """Each body's work: under a heading that names it, or in a numbered order of its own."""
    dice, issuer = setting.dice, setting.office
    deeds = [
        "theo dõi, đôn đốc các đơn vị thực hiện Kế hoạch này",
        "tổng hợp kết quả, tham mưu nội dung báo cáo cấp có thẩm quyền",
        "hướng dẫn lập dự toán, thanh quyết toán kinh phí",
        "đưa tin, bài về tình hình thực hiện Kế hoạch",
        "kiểm tra việc chấp hành của các đơn vị trực thuộc",
        "lồng ghép nội dung Kế hoạch vào sinh hoạt định kỳ của hội viên",
    ]
    dice.shuffle(deeds)
    nodes: list[Node] = []
    for count in range(1, dice.randrange(3, 5)):
        mine, deeds = deeds[:1], deeds[1:]
        if dice.random() < 0.6:
            mine, deeds = mine + deeds[:1], deeds[1:]
            name = one(issuer, dice) if dice.random() < 0.8 else leaders(issuer, dice)
            duty = Duty(name.names)
            mark = dice.choice(("- ", ""))
            below = tuple(Line(mark, *_below(setting, deed, duty)) for deed in mine)
            nodes.append(_heading(setting, 1, count, above, capital(name.text), "organisation", below))
        else:
            lead = leaders(issuer, dice)
            partner = partners(issuer, dice, lead)
            opening, duty = dice.choice(
                (
                    (f"{capital(lead.text)} ", Duty(lead.names)),
                    (f"{capital(lead.text)} chủ trì, phối hợp với {partner.text} ", Duty(lead.names, partner.names)),
                    (f"Giao {lead.text} ", Duty(lead.names)),
                )
            )
            nodes.append(_item(setting, 1, count, above, _ended(opening + Said(mine[0]), "."), duty))
    if dice.random() < 0.5:
        boss = one(issuer, dice)
        said = f"Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các cơ quan, đơn vị kịp thời phản ánh về {boss.text} để tổng hợp, báo cáo {issuer.above}./."
        nodes.append(Line("", Said(said), Duty(("Các cơ quan, đơn vị",))))
    elif dice.random() < 0.5:
        nodes.append(Line("", Said(f"Trên đây là Kế hoạch {setting.subject['title'].lower()} của {issuer.short}./.")))
    return tuple(nodes)


def _appendix(setting: Setting) -> tuple[Heading, ...]:
    """A list of tasks behind the signature."""
    topics = [wordings()["topics"][name] for name in setting.subject["topics"]]
    return (Heading("PHỤ LỤC", "PL", "DANH MỤC NHIỆM VỤ CHI TIẾT", "tasks", (_table(setting, topics[:2]),)),)


def _appendix_parts(appendix: tuple[Heading, ...]) -> tuple[Part, ...]:
    return tuple(part for heading in appendix for part in (Part("appendix", (), ((heading.typed,), (heading.title,))), *_parts(tuple(lines_of(heading.below)))))
