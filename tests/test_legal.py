"""A line of real text with its references marked, and what each of them is."""

from datetime import date

import pytest
import regex

from extractors.draft import Draft, Passage
from extractors.legal import find_legal_refs
from schemas.document import Block, Document, Place
from schemas.plan import Agency, LegalRef, Metadata, Section
from schemas.text import nfc
from schemas.words import Words

WORDS = Words((), (), lambda _: ())
MARK = regex.compile("[«»]")


def draft_of(*lines: str, metadata: Metadata | None = None) -> Draft:
    """A draft of plain paragraphs, not yet cut into passages."""
    blocks, at = [], 0
    for line in lines:
        blocks.append(Block("paragraph", at, at + len(line), Place(page=1)))
        at += len(line) + 1
    return Draft(Document("\n".join(lines), tuple(blocks), "txt"), WORDS, metadata=metadata or Metadata())


def refs_of(*lines: str, metadata: Metadata | None = None) -> tuple[LegalRef, ...]:
    return find_legal_refs(draft_of(*(nfc(line) for line in lines), metadata=metadata)).legal_refs


def codes_of(*lines: str) -> list[str]:
    return [note.code for note in find_legal_refs(draft_of(*(nfc(line) for line in lines))).diagnostics]


WHERE_AND_WHAT = [
    # symbols of the state
    ("theo «Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ» về thực hiện cơ chế một cửa", "61/2018/NĐ-CP"),
    ("«Thông tư số 02/2017/TT-VPCP ngày 31/10/2017 của Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ» hướng dẫn về nghiệp vụ", "02/2017/TT-VPCP"),
    ("«Quyết định số 1819/QĐ-TTg ngày 26/10/2015 của Thủ tướng Chính phủ» phê duyệt Chương trình quốc gia", "1819/QĐ-TTg"),
    ("«Quyết định số 3297/QĐ-UBND ngày 30/12/2016 của UBND tỉnh Ninh Thuận» về việc phê duyệt Kế hoạch", "3297/QĐ-UBND"),
    ("«Nghị quyết số 36a/NQ-CP ngày 14/10/2015 của Chính phủ» về Chính phủ điện tử", "36A/NQ-CP"),
    ("«Nghị quyết số 66.10/2025/NQ-CP» của", "66.10/2025/NQ-CP"),
    ("tại «Công văn số 4625/BNV-CCHC ngày 12-11-2020 của Bộ Nội vụ» về việc hướng dẫn", "4625/BNV-CCHC"),
    ("«Văn bản số 1234/UBND-NC ngày 1/1/2022 của UBND tỉnh»", "1234/UBND-NC"),
    ("tại «Tờ trình số 123/TTr-SNV ngày 05/01/2022»;", "123/TTR-SNV"),
    ("«Công điện số 79/CĐ-TTg» của", "79/CĐ-TTg"),
    ("«Thông tư liên tịch số 55/2005/TTLT-BNV-VPCP ngày 06 tháng 5 năm 2005 của Bộ Nội vụ và Văn phòng Chính phủ» hướng dẫn", "55/2005/TTLT-BNV-VPCP"),
    ("«Kế hoạch phối hợp số 12/KHPH-SNV-STP ngày 01/3/2023» giữa Sở Nội vụ và Sở Tư pháp", "12/KHPH-SNV-STP"),
    ("«Quyết định số 2070 /QĐ – BNV ngày 31/12/2015 của Bộ trưởng Bộ Nội vụ»", "2070/QĐ-BNV"),
    ("«Nghị định số 78/2015/NĐ-CP của Chính phủ ngày 14/9/2015» về đăng ký doanh nghiệp", "78/2015/NĐ-CP"),
    ("«Quyết định của Thủ tướng Chính phủ số 876/QĐ-TTg ngày 10/11/2022»", "876/QĐ-TTg"),
    ("«Quyết định số 34/QĐ-UBND ngày     tháng 3 năm 2024 của Chủ tịch UBND thành phố Hà Nội» về việc", "34/QĐ-UBND"),
    ("«NGHỊ ĐỊNH SỐ 98/2023/NĐ-CP NGÀY 31/12/2023 CỦA CHÍNH PHỦ» QUY ĐỊNH CHI TIẾT", "98/2023/NĐ-CP"),
    ("«kế hoạch số 4183 /KH-UBND ngày 17/7/2019» về cải thiện", "4183/KH-UBND"),
    # the Party
    ("«Kế hoạch số 118-KH/HU ngày 11/4/2018 của Huyện ủy Tam Đường» thực hiện", "118-KH/HU"),
    (
        "«Nghị quyết số 18-NQ/TW ngày 25/10/2017 của Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII» một số vấn đề",
        "18-NQ/TW",
    ),
    ("theo «Chỉ thị 31-CT/TU của Tỉnh ủy Ninh Thuận» về chuẩn hóa", "31-CT/TU"),
    ("«Chương trình hành động số 10-CTr/TU ngày 01/02/2021 của Ban Chấp hành Đảng bộ tỉnh khóa XVII»", "10-CTR/TU"),
    ("«Thông báo Kết luận số 12-TB/TU của Thường trực Tỉnh ủy»", "12-TB/TU"),
    ("«Quy định số 11-QĐi/TW», «Hướng dẫn số 15-HD/TU»", "11-QĐI/TW 15-HD/TU"),
    # the National Assembly and the councils
    ("«Luật số 63/2020/QH14» sửa đổi", "63/2020/QH14"),
    ("«Nghị quyết số 1211/2016/UBTVQH13 ngày 25/5/2016 của Ủy ban Thường vụ Quốc hội khóa XIII» về tiêu chuẩn", "1211/2016/UBTVQH13"),
    ("«Nghị quyết số 12/2021/NQ-HĐND ngày 10/12/2021 của HĐND tỉnh» về phân bổ", "12/2021/NQ-HĐND"),
    # lists
    (
        "các «Nghị định: số 63/2010/NĐ-CP ngày 08/6/2010»; «số 92/2017/NĐ-CP ngày 07/8/2017 của Chính phủ»",
        "63/2010/NĐ-CP 92/2017/NĐ-CP",
    ),
    ("«Nghị định số 63/2010/NĐ-CP», «số 48/2013/NĐ-CP» và «số 92/2017/NĐ-CP»", "63/2010/NĐ-CP 48/2013/NĐ-CP 92/2017/NĐ-CP"),
    # where the issuer's name ends
    ("«Kế hoạch số 12/KH-UBND của Ủy ban nhân dân thành phố Cần Thơ» và ý kiến của Sở Nội vụ", "12/KH-UBND"),
    ("«Nghị định số 108/2020/NĐ-CP ngày 14/9/2020 của Chính phủ» Sửa đổi, bổ sung một số điều", "108/2020/NĐ-CP"),
    ("«Thông tư số 8/2021/TT-BVHTTDL của Bộ Văn hóa, Thể thao và Du lịch» quy định", "8/2021/TT-BVHTTDL"),
    ("«Kế hoạch số 1/KH-UBND của ủy ban nhân dân huyện» triển khai", "1/KH-UBND"),
    ("«Quyết định số 1/QĐ-SNV của Sở Nội vụ tỉnh Quảng Nam» ban hành", "1/QĐ-SNV"),
    # standards
    ("theo «TCVN ISO 9001: 2015» vào hoạt động", "TCVN_ISO_9001:2015"),
    ("áp dụng «ISO 9001:2015» đối với xã; «ISO/IEC 27001:2013»; «QCVN 102:2016/BTTTT»", "TCVN_ISO_9001:2015 TCVN_ISO/IEC_27001:2013 QCVN_102:2016/BTTTT"),
    ("của đơn vị theo «TCVN ISO 9001» và", "TCVN_ISO_9001"),
    # laws by title
    ("công tác «Luật Thi đua, khen thưởng» và các văn bản", "luật_thi_đua,_khen_thưởng"),
    ("«Luật Cán bộ, công chức năm 2008»; «Bộ luật Lao động năm 2019»", "luật_cán_bộ,_công_chức bộ_luật_lao_động"),
    ("«Luật Ban hành VBQPPL ngày 22 tháng 6 năm 2015»", "luật_ban_hành_văn_bản_quy_phạm_pháp_luật"),
    (
        "«Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức ngày 25 tháng 11 năm 2019»",
        "luật_sửa_đổi,_bổ_sung_một_số_điều_của_luật_cán_bộ,_công_chức_và_luật_viên_chức",
    ),
    ("«Luật số 63/2020/QH14 ngày 18/6/2020» sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật", "63/2020/QH14"),
    ("«Luật An ninh mạng», «Luật Đầu tư» và «Luật Đất đai số 31/2024/QH15 ngày 18/01/2024»", "luật_an_ninh_mạng luật_đầu_tư 31/2024/QH15"),
    ("«Nghị định số 98/2023/NĐ-CP» quy định chi tiết một số điều của «Luật Thi đua, khen thưởng»", "98/2023/NĐ-CP luật_thi_đua,_khen_thưởng"),
    ("«Luật Đặc khu hành chính kinh tế» được Quốc hội thông qua", "luật_đặc_khu_hành_chính_kinh_tế"),
    ("«Hiến pháp năm 2013» và pháp luật", "hiến_pháp"),
    # numbers that stand alone
    ("bền vững theo «Nghị quyết 30a của Chính phủ»; Chương trình xây dựng nông thôn mới", "30A/NQ-CP"),
    ("«Nghị định 61/2018 của Chính phủ»; «Chỉ thị 05 của Bộ Chính trị»; «Đề án 06»", "61/2018/NĐ-CP 05-CT/TW 06/ĐA-CP"),
    ("«Quyết định số 1719/QĐ-TTg» của; theo «Quyết định 1719» nêu trên", "1719/QĐ-TTg 1719/QĐ-TTg"),
    # slips
    ("«Nghị định số 107/2020/ND-CP ngày 14/9/2020»", "107/2020/NĐ-CP"),
    ("«Nghị định số 61/2018/NĐ- CP»; «Nghị định số 62/2018/NĐ.CP»; «Nghị định số l06/2O20/NĐ–CP»", "61/2018/NĐ-CP 62/2018/NĐ-CP 106/2020/NĐ-CP"),
    ("«Quyêt định số 876/QD-TTg ngày 10/11/2022»", "876/QĐ-TTg"),
    # what is none
    ("Kế hoạch này; Nghị định này; theo quy định của Luật này và pháp luật về phòng, chống tham nhũng", ""),
    ("Đề án vị trí việc làm; Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2011 - 2020", ""),
    ("áp dụng tiêu chuẩn ISO; tỷ lệ 80/100 điểm; 50tr/huyện; 9/9 xã; ngày 03/8/2021; 02 lần/năm", ""),
    ("Số: 272/KH-UBND", ""),
    ("Hội Luật gia tỉnh, Đoàn Luật sư tỉnh", ""),
]


@pytest.mark.parametrize(("line", "symbols"), WHERE_AND_WHAT, ids=lambda value: value[:60])
def test_finds_what_is_marked(line: str, symbols: str) -> None:
    line = nfc(line)
    refs = refs_of(MARK.sub("", line))
    assert [ref.text for ref in refs] == [" ".join(quote.split()) for quote in regex.findall("«([^»]*)»", line)]
    assert [ref.symbol.replace(" ", "_") for ref in refs] == nfc(symbols).split()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Luật số 63/2020/QH14", "Luật"),
        ("Bộ luật Lao động", "Bộ luật"),
        ("Nghị quyết số 76/2025/UBTVQH15", "Nghị quyết"),
        ("Thông báo kết luận số 304/TB-VPCP", "Thông báo"),
        ("Chương trình hành động số 10-CTr/TU", "Chương trình"),
        ("Quy định số 366-QĐ/TW", "Quy định"),
        ("Quyết định phê duyệt Đề án số 20/QĐ-UBND", "Quyết định"),
        ("Kế hoạch triển khai Nghị quyết số 05-NQ/TU", "Nghị quyết"),
        ("Văn bản số 1234/UBND-NC", "Công văn"),
        ("theo số 61/2018/NĐ-CP", "Nghị định"),
        ("ISO 9001:2015", "TCVN"),
        ("QCVN 01:2020/BCT", "QCVN"),
    ],
)
def test_type(line: str, kind: str) -> None:
    assert [ref.type for ref in refs_of(line)] == [nfc(kind)]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("ngày 23/4/2018", date(2018, 4, 23)),
        ("ngày 05 tháng 5 năm 2014", date(2014, 5, 5)),
        (", ngày 05-5-2014", date(2014, 5, 5)),
        ("ngày 14.9.2020", date(2020, 9, 14)),
        ("(ngày 14/9/2020)", date(2020, 9, 14)),
        ("ngày     tháng 3 năm 2020", None),
        ("năm 2018", None),
        ("ngày 31/02/2020", None),
    ],
)
def test_day(words: str, day: date | None) -> None:
    (ref,) = refs_of(f"Quyết định số 12/QĐ-UBND {words} của UBND tỉnh")
    assert ref.issued_on == day


@pytest.mark.parametrize(
    ("words", "locator"),
    [
        ("tại khoản 5 Điều 14 ", {"khoản": "5", "điều": "14"}),
        ("tại Điều 14, ", {"điều": "14"}),
        ("tại điểm a, khoản 2, Điều 8 của ", {"điểm": "a", "khoản": "2", "điều": "8"}),
        ("tại Điều 8 khoản 2 ", {"khoản": "2", "điều": "8"}),
        ("tại khoản 1, khoản 2 Điều 5 ", {"khoản": "1, 2", "điều": "5"}),
        ("tại các khoản 1, 3 Điều 5a ", {"khoản": "1, 3", "điều": "5a"}),
        ("một số điều của ", None),
        ("theo ", None),
    ],
)
def test_locator(words: str, locator: dict[str, str] | None) -> None:
    (ref,) = refs_of(f"theo quy định {words}Nghị định số 61/2018/NĐ-CP")
    assert ref.locator == locator


def test_locator_in_brackets_behind() -> None:
    (ref,) = refs_of("Nghị định số 20/2008/NĐ-CP (Điều 14) quy định")
    assert ref.locator == {"điều": "14"}


@pytest.mark.parametrize(
    ("line", "relations"),
    [
        ("Căn cứ Nghị quyết số 76/NQ-CP; Quyết định số 876/QĐ-BNV;", "basis basis"),
        ("Tiếp tục thực hiện có hiệu quả Nghị định số 63/2010/NĐ-CP; Nghị định số 48/2013/NĐ-CP về kiểm soát", "implements implements"),
        ("theo Nghị định số 61/2018/NĐ-CP", "implements"),
        ("quy định tại Nghị định số 61/2018/NĐ-CP", "cites"),
        ("theo Nghị định số 107/2020/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 24/2014/NĐ-CP", "amends amended"),
        ("Nghị định số 61/2018/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 107/2021/NĐ-CP", "amended amends"),
        ("Nghị định số 117/2013/NĐ-CP sửa đổi một số điều của Nghị định 130/2005/NĐ-CP và Nghị định số 16/2015/NĐ-CP", "amends amended cites"),
        ("Nghị định số 117/2013/NĐ-CP sửa đổi một số điều của Nghị định 130/2005/NĐ-CP và Nghị định số 43/2006/NĐ-CP", "amends amended amended"),
        ("thay thế Nghị định số 13/2008/NĐ-CP và bãi bỏ Quyết định số 12/2010/QĐ-UBND", "replaces repeals"),
    ],
)
def test_relation(line: str, relations: str) -> None:
    assert [ref.relation for ref in refs_of(line)] == relations.split()


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("Nghị quyết số 05-NQ/TU ngày 28/9/2021 của Ban Thường vụ Tinh ủy; tuyên truyền", "Ban Thường vụ Tỉnh ủy"),
        ("Thông tư số 02/2017/TT-VPCP của Bộ trưởng, Chủ nhiệm Văn phòng\nChính phủ hướng dẫn", "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ"),
        ("Quyết định số 1/QĐ-UBND của Uỷ ban nhân dân tỉnh về", "Uỷ ban nhân dân tỉnh"),
        ("Quyết định số 1/QĐ-UBND về kiểm soát", None),
    ],
)
def test_issuer(line: str, issuer: str | None) -> None:
    (ref,) = refs_of(line)
    assert ref.issuer == (None if issuer is None else nfc(issuer))


def test_title_is_the_subject_up_to_the_clause_end() -> None:
    first, second = refs_of("Nghị định số 48/2013/NĐ-CP của Chính phủ về kiểm soát thủ tục hành chính; Nghị định số 92/2017/NĐ-CP")
    assert (first.title, second.title) == (nfc("về kiểm soát thủ tục hành chính"), None)


def test_year_and_number() -> None:
    first, second, third = refs_of("Nghị định số 61/2018/NĐ-CP, Nghị quyết số 17/NQ-CP ngày 07/3/2019, Luật Viên chức năm 2010")
    assert [(ref.number, ref.year) for ref in (first, second, third)] == [("61", 2018), ("17", 2019), (None, 2010)]


@pytest.mark.parametrize(
    ("line", "symbol", "correction"),
    [
        ("Nghị định số 106/2203/NĐ-CP ngày 10/9/2020 của Chính phủ", "106/2020/NĐ-CP", "106/2203/NĐ-CP"),
        ("Nghị định số 106/2203/NĐ-CP. Nghị định số 106/2020/NĐ-CP", "106/2020/NĐ-CP", "106/2203/NĐ-CP"),
        ("Nghị định số 106/2002/NĐ-CP ngày 10/9/2020. Nghị định số 106/2020/NĐ-CP", "106/2020/NĐ-CP", "106/2002/NĐ-CP"),
        ("Nghị định số 107/2020/ND-CP", "107/2020/NĐ-CP", "107/2020/ND-CP"),
        ("Nghị định số 61/2018/NĐ- CP", "61/2018/NĐ-CP", None),
        ("Nghị định số 106/2203/NĐ-CP", "106/2203/NĐ-CP", None),
    ],
)
def test_mends_what_is_evidently_wrong(line: str, symbol: str, correction: str | None) -> None:
    ref = refs_of(line)[0]
    assert (ref.symbol, ref.correction) == (nfc(symbol), correction and nfc(correction))


def test_tells_what_it_mended_and_what_contradicts() -> None:
    assert codes_of("Nghị định số 107/2020/ND-CP") == ["legal-mended"]
    assert codes_of("Nghị định số 61/2018/NĐ-CP ngày 23/4/2003") == ["legal-year-contradicts"]
    assert codes_of("Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 và Nghị định số 30/2020/NĐ-CP ngày 05/4/2020") == ["legal-date-differs"]
    assert codes_of("Nghị quyết số 76/NQ-CP ngày 13/6/2013 và Nghị quyết số 76/NQ-CP ngày 15/7/2021") == []
    assert codes_of("Nghị định số 106/2203/NĐ-CP") == ["legal-year-contradicts"]
    assert codes_of("Nghị quyết 02 nêu trên") == ["legal-number-alone"]


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        # a symbol with its year is one document
        ("Nghị định số 48/2013/NĐ-CP ngày 14/5/2013", "Nghị định số 48/2013/NĐ-CP ngày 14/6/2013", ["legal-date-differs"]),
        # without a year, another year is another document ...
        ("Nghị quyết số 17/NQ-CP ngày 07/3/2019", "Nghị quyết số 17/NQ-CP ngày 27/02/2024", []),
        ("Luật Cán bộ, công chức ngày 13/11/2008", "Luật Cán bộ, công chức ngày 24/6/2025", []),
        # ... unless the days agree, or the subjects do
        ("Quyết định số 225/QĐ-TTg ngày 04/02/2016", "Quyết định số 225/QĐ-TTg ngày 04/02/2018", ["legal-date-differs"]),
        (
            "Quyết định số 225/QĐ-TTg ngày 04/02/2016 phê duyệt Kế hoạch cải cách hành chính nhà nước",
            "Quyết định số 225/QĐ-TTg ngày 14/3/2017 phê duyệt Kế hoạch cải cách hành chính nhà nước giai đoạn 2016-2020",
            ["legal-date-differs"],
        ),
        # within one year numbers are given once, by each body
        ("Kế hoạch số 12/KH-UBND ngày 05/01/2020", "Kế hoạch số 12/KH-UBND ngày 06/01/2020", ["legal-date-differs"]),
        ("Kế hoạch số 12/KH-UBND ngày 05/01/2020 của UBND tỉnh", "Kế hoạch số 12/KH-UBND ngày 06/01/2020 của UBND huyện", []),
        (
            "Kế hoạch số 12/KH-UBND ngày 05/01/2020 của UBND tỉnh",
            "Kế hoạch số 12/KH-UBND ngày 06/01/2020 của Ủy ban nhân dân tỉnh Hà Nam",
            ["legal-date-differs"],
        ),
    ],
)
def test_two_days_contradict_only_where_they_are_of_one_document(first: str, second: str, codes: list[str]) -> None:
    assert codes_of(f"{first}; {second}.") == codes


@pytest.mark.parametrize(
    ("line", "symbols"),
    [
        ("Nghị quyết số 05-NQ/TU. Nghị quyết số 05/NQ-CP. Nghị quyết số 05 nêu trên.", "05-NQ/TU 05/NQ-CP 05/NQ-CP"),
        ("Nghị quyết số 05-NQ/TU. Nghị quyết số 05/NQ-CP. Nghị quyết số 05 của Tỉnh ủy.", "05-NQ/TU 05/NQ-CP 05-NQ/TU"),
        ("Theo Kế hoạch 3941. Kế hoạch số 3941/KH-UBND.", "3941/KH-UBND 3941/KH-UBND"),
        ("Kế hoạch số 45/KH-UBND. Công văn số 45 của Sở Nội vụ.", "45/KH-UBND"),
        ("theo quyết định số 225 của Thủ tướng Chính phủ; nghị quyết 12 nội dung; nghị quyết 7 của kỳ họp", "225/QĐ-TTg"),
        ("Quyết định số 15 của Giám đốc Sở Nội vụ; Chỉ thị số 05 của Chủ tịch UBND tỉnh", "15/QĐ-SNV 05/CT-UBND"),
        ("Nghị quyết số 06 của Ban Chấp hành Đảng bộ huyện; Thông tư số 19/2018 của Bộ trưởng Bộ Nội vụ", "06-NQ/HU 19/2018/TT-BNV"),
        ("Quyết định số 12/QĐ-UBND ngày 02/3/2020. Quyết định số 12 ngày 05/4/2020.", "12/QĐ-UBND"),
    ],
)
def test_a_number_alone_goes_back_to_the_document_it_can_mean(line: str, symbols: str) -> None:
    assert [ref.symbol for ref in refs_of(line)] == nfc(symbols).split()


def test_the_plan_s_own_number_is_no_reference() -> None:
    line = "(Kèm theo Kế hoạch số 272/KH-UBND ngày 06/12/2018 của UBND tỉnh)"
    assert refs_of(line, metadata=Metadata(number="272/KH-UBND", issued_on=date(2018, 12, 6))) == ()
    assert len(refs_of(line, metadata=Metadata(number="272/KH-UBND", issued_on=date(2019, 12, 6)))) == 1


def test_a_committee_of_another_level_gave_another_document_the_same_number() -> None:
    district = Agency("ubnd", nfc("Ủy ban nhân dân huyện Tam Đường"), "UBND", "committee", False, 0, 4, "letterhead", 0.9)
    own = Metadata(number="272/KH-UBND", issuer=district)
    assert refs_of("theo Kế hoạch số 272/KH-UBND của UBND huyện", metadata=own) == ()
    assert len(refs_of("theo Kế hoạch số 272/KH-UBND của UBND tỉnh", metadata=own)) == 1


def test_reads_passages_and_knows_their_place() -> None:
    draft = draft_of("Số: 12/KH-UBND", "I. THỰC HIỆN NGHỊ ĐỊNH SỐ 61/2018/NĐ-CP", "- Công văn số 9/SNV-CCHC;")
    blocks = draft.document.blocks
    section = Section("s1", None, "I", "I", "THỰC HIỆN", "tasks", blocks[1].start, blocks[1].end, 1)
    passages = (
        Passage("letterhead", blocks[0].start, blocks[0].end, 0),
        Passage("heading", blocks[1].start + 3, blocks[1].end, 1, "I", 0),
        Passage("recipients", blocks[2].start + 2, blocks[2].end, 2),
    )
    (ref,) = find_legal_refs(Draft(draft.document, WORDS, passages, (section,))).legal_refs
    assert (ref.symbol, ref.section, ref.page) == ("61/2018/NĐ-CP", "s1", 1)
    assert draft.document.text[ref.start : ref.end] == ref.text


def test_a_page_of_nothing_but_numbers_is_read_in_bounded_work() -> None:
    line = "12/2020/NĐ-CP, " * 400 + "Luật Đất đai và Luật " * 400 + "Nghị định số 1/NQ-CP của Bộ Bộ " * 400
    assert len(refs_of(line)) > 800
