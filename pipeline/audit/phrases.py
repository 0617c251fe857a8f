"""What the report says of a plan, a gap, a figure or a month, in both languages."""

from __future__ import annotations

from datetime import date

from extractors.components import IndexVersion
from pipeline.audit.model import ChangedDocument, DocumentRow, DueRow, Figure, PlanRow
from pipeline.audit.rendering import Words, day, words
from pipeline.messages import catalogue

_SIGNS = {">=": "≥", "<=": "≤"}


def plain(text: str) -> Words:
    """What is the same in both languages: a name, a plan's own words."""
    return Words(text, text)


def bilingual(group: str, name: str) -> Words:
    """A word of the catalogue where there is one, else the name itself."""
    return words(f"{group}.{name}") if f"{group}.{name}" in catalogue() else plain(name)


def joined(some: list[Words], between: str = "; ") -> Words:
    """Several one after the other."""
    return Words(between.join(each.vi for each in some), between.join(each.en for each in some))


def about(row: PlanRow, years: bool = True) -> Words:
    """Who issued a plan, where, at which level and for which years, as far as that is known."""
    issuer = row.issuer or ""
    parts = [plain(issuer)] if issuer else []
    if row.province and row.province.lower() not in issuer.lower():
        parts.append(plain(row.province))
    if row.level:
        parts.append(words(f"level.{row.level}"))
    if years and row.years:
        parts.append(plain(years_of(row)))
    return joined(parts, " · ")


def years_of(row: PlanRow) -> str:
    """The years that a plan is for: 2022, or 2021–2025."""
    if row.years is None:
        return ""
    first, last = row.years
    return str(first) if first == last else f"{first}–{last}"


def gaps_of(row: PlanRow) -> Words:
    """What a plan leaves out, in words: "không có nhiệm vụ cho Cải cách tài chính công (có chỉ tiêu)"."""
    if not row.gaps:
        return plain("")
    names = []
    for cell in row.gaps:
        name = words(f"component.{cell.component}")
        if cell.state == "missing":
            names.append(name)
        else:
            names.append(words(f"audit.gap-{cell.state}", component=name, count=cell.suggested if cell.state == "suggested" else cell.targets))
    return words("audit.gap-words", components=joined(names))


def span(version: IndexVersion) -> Words:
    """The index years that a version governs, and how many criteria it has, with their parts, where that is known."""
    if version.last is None:
        years = words("audit.years-from", first=version.first)
    else:
        years = words("audit.years-of", years=version.first if version.first == version.last else f"{version.first}–{version.last}")
    sizes = [words(f"audit.version-{name}", count=count) for name, count in (("criteria", version.criteria), ("parts", version.parts)) if count]
    return joined([years, *sizes], " · ")


def due_name(row: DueRow) -> Words:
    """What the row of a month, or of another kind of deadline, is called."""
    if not row.is_month:
        return words(f"audit.due-{row.key}")
    year, _, month = row.key.partition("-")
    return words("audit.month", month=int(month), year=year, name=words(f"audit.month-{int(month)}"))


def figure_words(figure: Figure) -> Words:
    """A figure as people write it: how it binds, the value, its unit; whether it is a difference."""
    sign = "" if figure.comparator in ("=", "range") else f"{_SIGNS.get(figure.comparator, figure.comparator)} "
    value = "…" if figure.value is None else f"{figure.value:.10g}"
    if figure.value_max is not None:
        value += f"–{figure.value_max:.10g}"
    unit = f" {figure.unit}" if figure.unit else ""
    told = Words(f"{sign}{value.replace('.', ',')}{unit}", f"{sign}{value}{unit}")
    return joined([words(f"audit.change-{figure.change}"), told], " ") if figure.change else told


def iso_day(value: str) -> Words:
    """A day given as text, as people write it."""
    return day(date.fromisoformat(value))


def document_name(document: DocumentRow | ChangedDocument) -> str:
    """What a document is called: its type and symbol; a law without a number, by its name and year."""
    if not document.symbol.lower().startswith(document.type.lower()):
        return f"{document.type} {document.symbol}"
    name = document.symbol[:1].upper() + document.symbol[1:]
    return f"{name} ({document.year})" if document.year else name


def decimal(value: float) -> Words:
    """A fraction as people write it."""
    told = f"{value:.2f}".rstrip("0").rstrip(".")
    return Words(told.replace(".", ","), told)


def advice(code: str) -> Words:
    """What to do about a diagnostic; empty where there is no advice."""
    return words(f"advice.{code}") if f"advice.{code}" in catalogue() else plain("")
