"""What the program has to say about a source: nothing is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import Field

Severity = Literal["info", "warning", "error"]


class Code(NamedTuple):
    """What a diagnostic code stands for: how grave it is, and its meaning in both languages of the screen."""

    severity: Severity
    english: str
    vietnamese: str


CODES: Final[Mapping[str, Code]] = {
    "empty-file": Code("error", "the file is empty", "tệp rỗng"),
    "damaged": Code("error", "the file is damaged or cut short", "tệp hỏng hoặc bị cắt cụt"),
    "encrypted": Code("error", "the file is protected by a password", "tệp được bảo vệ bằng mật khẩu"),
    "unsupported-format": Code("error", "the format is not one this version reads", "định dạng chưa được hỗ trợ"),
    "no-text": Code("error", "there is no text in it (a scan without a text layer)", "không có văn bản (bản quét không có lớp chữ)"),
    "damaged-pages": Code("warning", "some pages cannot be opened and are left out", "một số trang không mở được và bị bỏ qua"),
    "needs-libreoffice": Code("error", "LibreOffice, which reads this format, is not installed", "chưa cài LibreOffice để đọc định dạng này"),
    "conversion-failed": Code("error", "LibreOffice could not convert the file", "LibreOffice không chuyển đổi được tệp"),
    "needs-tesseract": Code("error", "it is a scan, and Tesseract, which recognizes text, is not installed", "bản quét, chưa cài Tesseract để nhận dạng chữ"),
    "poor-scan": Code("warning", "the scan is hard to read: its text holds errors", "bản quét khó đọc, văn bản nhận dạng có lỗi"),
    "damaged-parts": Code("warning", "some parts of the file cannot be opened and are left out", "một số phần của tệp không mở được và bị bỏ qua"),
    "pages-without-text": Code("warning", "some pages hold a picture and no text", "một số trang chỉ có hình, không có chữ"),
    "cut-short": Code("warning", "the text breaks off in the middle of a character", "văn bản bị cắt ngang giữa một ký tự"),
    "broken-characters": Code("warning", "some characters of the text are broken", "một số ký tự của văn bản bị hỏng"),
    "legacy-encoding": Code("info", "the text was in an old Vietnamese encoding and was converted", "văn bản ở bảng mã cũ, đã chuyển sang Unicode"),
    "unreadable": Code("error", "the file could not be opened or read", "không mở hoặc đọc được tệp"),
    "too-large": Code("error", "the file is too large to be a plan", "tệp quá lớn"),
    "internal-error": Code("error", "the program itself failed on this file", "chương trình gặp lỗi với tệp này"),
    "timed-out": Code("error", "reading the file took too long", "đọc tệp mất quá nhiều thời gian"),
    "out-of-memory": Code("error", "reading the file took too much memory", "đọc tệp tốn quá nhiều bộ nhớ"),
    "crashed": Code("error", "the process that read the file died of it", "tiến trình đọc tệp bị sập vì tệp này"),
    "no-tasks": Code("warning", "no task was found", "không tìm thấy nhiệm vụ nào"),
    "deadline-not-understood": Code("warning", "the time of a task was not understood", "không hiểu thời hạn của một nhiệm vụ"),
    "deadline-impossible": Code("warning", "a deadline names a day that does not exist", "thời hạn nêu một ngày không có thật"),
    "deadline-past": Code("warning", "a deadline is over before the plan was issued or begins", "thời hạn đã qua trước ngày ban hành hoặc trước kỳ kế hoạch"),
    "unknown-target-item": Code("warning", "a task answers for a target that the plan does not have", "nhiệm vụ gắn với một chỉ tiêu mà kế hoạch không có"),
    "tasks-without-lead": Code("info", "some tasks name nobody who is to do them", "một số nhiệm vụ không nêu ai thực hiện"),
    "tasks-without-deadline": Code(
        "info",
        "some tasks say no time where others do, or where the plan says none",
        "một số nhiệm vụ không nêu thời hạn trong khi nhiệm vụ khác có nêu, hoặc kế hoạch cũng không nêu",
    ),
    "legal-mended": Code("info", "a legal reference was mended", "đã sửa một viện dẫn văn bản"),
    "legal-number-alone": Code("info", "a document is cited by a number that names it for no one else", "viện dẫn chỉ có số, chưa rõ văn bản nào"),
    "legal-year-contradicts": Code("warning", "the year in a document's number is not that of its date", "năm trong số hiệu văn bản không khớp ngày ban hành"),
    "legal-date-differs": Code("warning", "the same document is cited with two dates", "cùng một văn bản được dẫn với hai ngày khác nhau"),
    "not-vietnamese": Code("warning", "the text does not look Vietnamese", "văn bản không giống tiếng Việt"),
    "several-plans": Code("warning", "there are several plans in one file", "một tệp chứa nhiều kế hoạch"),
    "not-a-plan": Code("warning", "the text does not look like a plan", "văn bản không giống một kế hoạch"),
    "agency-out-of-time": Code("info", "a body leads a task at a time when it did not exist", "cơ quan chủ trì không tồn tại vào thời điểm ban hành kế hoạch"),
    "correction-unapplied": Code(
        "warning", "what a reviewer said of a fact no longer fits the text", "ý kiến rà soát về một dữ kiện không còn khớp với văn bản"
    ),
    "blank-figure": Code("info", "the plan leaves a figure blank", "kế hoạch để trống một con số"),
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing noticed while a source was read or extracted."""

    code: Annotated[str, Field(description="What kind of thing was noticed; the codes are listed in the documentation", examples=["no-text"])]
    severity: Annotated[Severity, Field(description="error: the source could not be read; warning: look at it; info: noted")]
    message: Annotated[str, Field(description="What is wrong, where, and what to do, in one English sentence")]
    start: Annotated[int | None, Field(description="Where in the text it was noticed, in characters")] = None
    end: Annotated[int | None, Field(description="Where that stretch ends, end excluded")] = None


def diagnose(code: str, message: str, start: int | None = None, end: int | None = None) -> Diagnostic:
    """A diagnostic of a known code (``KeyError`` otherwise), with that code's severity."""
    return Diagnostic(code, CODES[code].severity, message, start, end)
