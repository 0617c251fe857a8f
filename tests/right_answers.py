"""A small plan's right answers, and the record that a program without fault would make of any gold."""

from __future__ import annotations

from collections import Counter
from datetime import date

from schemas.gold import Gold, GoldDeadline, GoldLegalRef, GoldMetadata, GoldSection, GoldTarget, GoldTask
from schemas.plan import Agency, Coverage, Deadline, LegalRef, Metadata, Period, Plan, Section, Source, Target, Task

GOLD = Gold(
    source="ke-hoach.txt",
    metadata=GoldMetadata(
        number="12/KH-UBND",
        issuer="Ủy ban nhân dân huyện An Hòa",
        place="An Hòa",
        issued_on=date(2024, 1, 15),
        title="Cải cách hành chính năm 2024",
        period=Period(date(2024, 1, 1), date(2024, 12, 31)),
        level="district",
        signer="Nguyễn Văn A",
    ),
    sections=(GoldSection("I", "MỤC TIÊU", "objectives"), GoldSection("II", "NHIỆM VỤ", "tasks")),
    tasks=(
        GoldTask(
            quote="Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp rà soát thủ tục hành chính trong Quý II/2024.",
            path="II",
            leads=("Phòng Nội vụ",),
            coordinators=("Phòng Tư pháp",),
            deadline=GoldDeadline("trong Quý II/2024", "period", date(2024, 4, 1), date(2024, 6, 30), None),
            components=(3,),
            criteria=("3.4.1",),
            outputs=("Báo cáo kết quả rà soát",),
            target_items=("1",),
        ),
        GoldTask("Thường xuyên tuyên truyền cải cách hành chính trên đài truyền thanh.", "II", ("UBND các xã",), (), None, (1,), (), (), ()),
    ),
    targets=(GoldTarget("95% hồ sơ được giải quyết đúng hạn", "I", "1", "target", "hồ sơ đúng hạn", "tthc_on_time", ">=", 95.0, None, "%", None),),
    legal_refs=(GoldLegalRef("Nghị định số 61/2018/NĐ-CP ngày 23/4/2018", "61/2018/NĐ-CP", "Nghị định", date(2018, 4, 23), None, {"điều": "14"}, None),),
)


def agency(mention: str) -> Agency:
    return Agency("id", mention, mention, "department", False, 0, 0, "agencies.test", 1.0)


def right_plan(gold: Gold, path: str = "ke-hoach.txt") -> Plan:
    """The record that a program without fault would make of the gold's plan."""
    meta = gold.metadata
    components = Counter(component for task in gold.tasks for component in task.components or ())
    return Plan(
        schema_version="1.0",
        plan_id=path,
        source_id=path,
        source=Source(path, (), "0" * 64, 1, "txt", None, "utf-8", False),
        metadata=Metadata(
            meta.number, "Kế hoạch", meta.title, meta.issuer and agency(meta.issuer), meta.place, meta.issued_on, meta.period, meta.level, meta.signer
        ),
        sections=tuple(Section(f"s{n}", None, each.path, each.path, each.title, each.kind, 0, 0, None) for n, each in enumerate(gold.sections)),
        tasks=tuple(
            Task(
                id=f"t{n}",
                section=None,
                path=each.path,
                text=each.quote,
                start=0,
                end=0,
                page=None,
                rule="tasks.test",
                origin="bullet",
                leads=tuple(map(agency, each.leads)),
                coordinators=tuple(map(agency, each.coordinators)),
                deadline=each.deadline
                and Deadline(each.deadline.text, each.deadline.kind, each.deadline.start, each.deadline.end, each.deadline.frequency, None, (), "d", 1),
                outputs=each.outputs,
                budget=None,
                components=each.components or (),
                inferred_components=(),
                criteria=each.criteria,
                target_items=each.target_items,
                targets=(),
                legal_refs=(),
                confidence=1.0,
            )
            for n, each in enumerate(gold.tasks)
        ),
        targets=tuple(
            Target(
                id=f"g{n}",
                section=None,
                path=each.path,
                item=each.item,
                task=None,
                text=each.quote,
                start=0,
                end=0,
                page=None,
                rule="targets.test",
                status=each.status,
                indicator=each.indicator,
                indicator_id=each.indicator_id,
                comparator=each.comparator,
                value=each.value,
                value_max=each.value_max,
                unit=each.unit,
                change=each.change,
                components=(),
                owners=(),
                confidence=1.0,
            )
            for n, each in enumerate(gold.targets)
        ),
        legal_refs=tuple(
            LegalRef(
                id=f"l{n}",
                section=None,
                task=None,
                text=each.quote,
                start=0,
                end=0,
                page=None,
                rule="legal.test",
                symbol=each.id,
                type=each.type,
                number=None,
                year=None,
                issued_on=each.issued_on,
                issuer=each.issuer,
                title=None,
                locator=each.locator,
                relation="cites",
                correction=each.correction,
                confidence=1.0,
            )
            for n, each in enumerate(gold.legal_refs)
        ),
        coverage=tuple(Coverage(component, True, components[component], 0, 0, ()) for component in range(1, 9)),
        diagnostics=(),
    )
