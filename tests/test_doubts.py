"""Confidence and its reasons: what goes with errors lowers it, and is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

import pipeline
from extractors.doubts import SHARES
from extractors.draft import Draft
from pipeline.words import annotate
from schemas.document import Document
from schemas.doubt import DOUBTS
from schemas.plan import Plan

HEAD = "UBND HUYỆN AN HÒA\nSố: 12/KH-UBND\n\nKẾ HOẠCH\nCải cách hành chính năm 2024\n\nI. NHIỆM VỤ\n\n1. Cải cách thủ tục hành chính\n\n"


def plan(*lines: str) -> Plan:
    return pipeline.extract_plan((HEAD + "\n\n".join(lines)).encode())


def test_every_doubt_is_described_and_has_its_share() -> None:
    assert set(SHARES) == set(DOUBTS)
    assert all(0 < share < 1 for share in SHARES.values())


TASKS = [
    ("- Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp rà soát thủ tục hành chính trong Quý II/2024.", ()),
    ("- Rà soát thủ tục hành chính.", ("names-nobody",)),
    (
        "- Phòng Nội vụ theo dõi việc phối hợp giữa hệ thống của Sở Tư pháp, của Sở Tài chính, của Sở Y tế và của Công an tỉnh để tổng hợp.",
        ("bodies-left-out",),
    ),
    ("- Trung tâm Phân tích số liệu Khe Vàng chủ trì rà soát thủ tục hành chính.", ("unknown-body",)),
    ("- Phòng Nội vụ rà soát thủ tục hành chính" + ", lập danh sách, đối chiếu số liệu, hoàn thiện biểu mẫu theo dõi" * 10 + ".", ("long-text",)),
]


@pytest.mark.parametrize(("line", "doubts"), TASKS)
def test_doubts_of_a_task(line: str, doubts: tuple[str, ...]) -> None:
    (task,) = plan(line).tasks
    assert task.doubts == doubts


def test_a_doubt_lowers_confidence_by_its_share() -> None:
    sure, doubtful = plan("- Phòng Nội vụ rà soát thủ tục hành chính.", "- Niêm yết công khai thủ tục hành chính.").tasks
    assert sure.doubts == ()
    assert doubtful.doubts == ("names-nobody",)
    assert doubtful.confidence == pytest.approx(0.97 * SHARES["names-nobody"], abs=0.01)


def test_a_lead_that_is_named_below_a_later_task_is_a_doubt() -> None:
    first, last = plan("- Rà soát thủ tục hành chính.", "- Niêm yết thủ tục hành chính.", "Cơ quan chủ trì: Phòng Nội vụ.").tasks
    assert first.leads and last.leads
    assert (first.doubts, last.doubts) == (("named-below",), ())


def test_a_time_that_was_not_read_is_a_doubt() -> None:
    (task,) = plan("- Phòng Nội vụ theo dõi các nhiệm vụ phải xong trong kỳ tới.").tasks
    assert task.deadline is None and "time-not-read" in task.doubts


def test_a_year_that_the_words_leave_out_is_a_doubt() -> None:
    whole, short = plan("- Phòng Nội vụ báo cáo trước ngày 15/6/2024.", "- Phòng Tư pháp báo cáo trước ngày 15/6.").tasks
    assert whole.deadline is not None and whole.deadline.doubts == ()
    assert short.deadline is not None and short.deadline.doubts == ("year-of-plan",)
    assert short.deadline.confidence < whole.deadline.confidence


def test_letters_that_recognition_is_not_sure_of_are_a_doubt() -> None:
    text = HEAD + "- Phòng Nội vụ rà soát thủ tục hành chính theo Quyết định số 12/QĐ-UBND ngày 01/02/2024."
    document = pipeline.read_document(text.encode())
    shaky = replace(document, blocks=tuple(replace(block, confidence=0.5) for block in document.blocks))
    clear = replace(document, blocks=tuple(replace(block, confidence=0.95) for block in document.blocks))
    assert _weighed(document).tasks[0].doubts == _weighed(clear).tasks[0].doubts == ()
    assert _weighed(shaky).tasks[0].doubts == ("unsure-letters",)
    assert _weighed(shaky).legal_refs[0].doubts == ("unsure-letters",)


def _weighed(document: Document) -> Draft:
    from pipeline.extract import EXTRACTORS

    draft = Draft(document, annotate(document))
    for _, extractor in EXTRACTORS:
        draft = extractor(draft)
    return draft


def test_a_mended_reference_is_a_doubt() -> None:
    (ref,) = plan("- Phòng Nội vụ thực hiện Nghị định số 61/2108/NĐ-CP ngày 23/4/2018 của Chính phủ.").legal_refs
    assert ref.correction is not None and "mended" in ref.doubts
