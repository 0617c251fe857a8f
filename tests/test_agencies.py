"""Bodies and who does what: one line of the genre's wording a case, with the answer beside it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.agencies import agencies_from, assignment, full_name, is_agency_heading, list_agencies, opening_agencies, resolve_agency
from extractors.draft import Draft
from pipeline.words import annotate
from schemas.document import Document
from schemas.plan import Agency
from schemas.text import Span, nfc


def draft(text: str) -> Draft:
    document = Document(nfc(text), (), "txt")
    return Draft(document, annotate(document))


def whole(made: Draft) -> Span:
    return Span(0, len(made.document.text))


def mentions(agencies: tuple[Agency, ...]) -> str:
    return " | ".join(agency.mention for agency in agencies)


# the marked stretch is the list; what follows is no part of it
IN_RUNNING_TEXT = [
    ("«các cơ quan, đơn vị; UBND các xã, thị trấn» tổ chức triển khai", "Các cơ quan, đơn vị | UBND các xã, thị trấn"),
    ("«Bưu điện huyện» tuyên truyền và đề xuất", "Bưu điện huyện"),
    ("«phòng Nội vụ huyện» xây dựng Đề án", "Phòng Nội vụ huyện"),
    ("«các cơ quan, đơn vị liên quan và các cơ sở đào tạo có đủ thẩm quyền» để tham mưu", "Các cơ quan, đơn vị liên quan | Các cơ sở đào tạo có đủ thẩm quyền"),
    ("«Sở Kế hoạch và Đầu tư» đôn đốc các chủ đầu tư", "Sở Kế hoạch và Đầu tư"),
    ("«Bộ Nội vụ và các cơ quan, đơn vị» điều tra xã hội học", "Bộ Nội vụ | Các cơ quan, đơn vị"),
    ("«các cấp, các ngành» triển khai", "Các cấp, các ngành"),
    ("«các cơ quan, tổ chức, cá nhân có liên quan» thực hiện", "Các cơ quan, tổ chức, cá nhân có liên quan"),
    ("«các cơ quan, tổ chức» triển khai thực hiện", "Các cơ quan, tổ chức"),
    ("«các sở, ban, ngành, đoàn thể tỉnh» tổ chức thực hiện", "Các sở, ban, ngành, đoàn thể tỉnh"),
    ("«các sở, ngành, địa phương» kiểm tra việc", "Các sở, ngành, địa phương"),
    (
        "«các Sở: Tài chính, Kế hoạch và Đầu tư, Tư pháp và UBND các huyện, thành phố» tham mưu",
        "Sở Tài chính | Sở Kế hoạch và Đầu tư | Sở Tư pháp | UBND các huyện, thành phố",
    ),
    (
        "«Sở Tài chính, Sở Thông tin và Truyền thông, Công an tỉnh và các đơn vị liên quan» xây dựng",
        "Sở Tài chính | Sở Thông tin và Truyền thông | Công an tỉnh | Các đơn vị liên quan",
    ),
    ("«Phòng Tài chính - Kế hoạch, Phòng Văn hóa và Thông tin huyện» bố trí kinh phí", "Phòng Tài chính - Kế hoạch | Phòng Văn hóa và Thông tin huyện"),
    ("«Công an huyện, Ban Chỉ huy Quân sự huyện» rà soát", "Công an huyện | Ban Chỉ huy Quân sự huyện"),
    (
        "«Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức chính trị - xã hội» tuyên truyền",
        "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh | Các tổ chức chính trị - xã hội",
    ),
    ("«Trung tâm Chuyển đổi số tỉnh» vận hành hệ thống", "Trung tâm Chuyển đổi số tỉnh"),
    ("«Ban Quản lý dự án đầu tư xây dựng huyện» lập hồ sơ", "Ban Quản lý dự án đầu tư xây dựng huyện"),
    ("«Trường THPT Nguyễn Huệ» tổ chức ngày hội", "Trường THPT Nguyễn Huệ"),
    ("«VNPT Lai Châu, Viettel Lai Châu» đảm bảo đường truyền", "VNPT Lai Châu | Viettel Lai Châu"),
    ("«Cục Công nghệ thông tin, Vụ Tổ chức cán bộ» tham mưu Bộ trưởng", "Cục Công nghệ thông tin | Vụ Tổ chức cán bộ"),
    ("«Văn phòng HĐND và UBND xã» tham mưu", "Văn phòng HĐND và UBND xã"),
    ("«Văn phòng Đoàn ĐBQH và HĐND tỉnh» chuẩn bị", "Văn phòng Đoàn ĐBQH và HĐND tỉnh"),
    ("«Phòng Kinh tế, Hạ tầng và Đô thị phường» thực hiện", "Phòng Kinh tế, Hạ tầng và Đô thị phường"),
    ("«Phòng Khoa học và Hợp tác quốc tế» xây dựng kế hoạch", "Phòng Khoa học và Hợp tác quốc tế"),
    ("«Phòng Tổ chức - Hành chính và các khoa, phòng liên quan» rà soát", "Phòng Tổ chức - Hành chính | Các khoa, phòng liên quan"),
    ("«Ban Thường vụ Đảng ủy, HĐND, UBND xã» lãnh đạo", "Ban Thường vụ Đảng ủy xã | HĐND xã | UBND xã"),
    ("«UBND các xã, phường, đặc khu» tổ chức tiếp nhận", "UBND các xã, phường, đặc khu"),
    (
        "«Thủ trưởng các cơ quan chuyên môn thuộc UBND huyện, Chủ tịch UBND các xã, thị trấn» chịu trách nhiệm",
        "Các cơ quan chuyên môn thuộc UBND huyện | UBND các xã, thị trấn",
    ),
    (
        "«Giám đốc các Sở, Thủ trưởng các ban, ngành, Chủ tịch UBND các huyện, thị xã, thành phố» nghiêm túc",
        "Các Sở | Các ban, ngành | UBND các huyện, thị xã, thành phố",
    ),
    ("«Chánh Văn phòng UBND tỉnh, Giám đốc Sở Nội vụ» theo dõi", "Văn phòng UBND tỉnh | Sở Nội vụ"),
    ("«Chánh Thanh tra tỉnh» kiểm tra", "Thanh tra tỉnh"),
    ("«Trưởng phòng Nội vụ, Trưởng Công an xã» báo cáo", "Phòng Nội vụ | Công an xã"),
    ("«Hiệu trưởng các trường Mầm non, Tiểu học, THCS trên địa bàn huyện» tổ chức", "Các trường Mầm non, Tiểu học, THCS trên địa bàn huyện"),
    ("«các đơn vị sự nghiệp công lập trực thuộc Sở» xây dựng", "Các đơn vị sự nghiệp công lập trực thuộc Sở"),
    ("«các phòng chuyên môn, đơn vị sự nghiệp thuộc Sở Nội vụ» triển khai", "Các phòng chuyên môn, đơn vị sự nghiệp thuộc Sở Nội vụ"),
    ("«Ngân hàng Chính sách xã hội chi nhánh tỉnh» cho vay", "Ngân hàng Chính sách xã hội chi nhánh tỉnh"),
    ("«Kho bạc Nhà nước tỉnh, Cục Thuế tỉnh, Bảo hiểm xã hội tỉnh» chia sẻ dữ liệu", "Kho bạc Nhà nước tỉnh | Cục Thuế tỉnh | Bảo hiểm xã hội tỉnh"),
    ("«Đoàn Thanh niên, Hội Liên hiệp Phụ nữ, Hội Nông dân huyện» vận động", "Đoàn Thanh niên | Hội Liên hiệp Phụ nữ | Hội Nông dân huyện"),
    ("«Báo Quảng Ninh, Đài Phát thanh và Truyền hình tỉnh» đăng tải", "Báo Quảng Ninh | Đài Phát thanh và Truyền hình tỉnh"),
    ("«Sở Nội vụ, Tài chính, Tư pháp» thẩm định", "Sở Nội vụ | Sở Tài chính | Sở Tư pháp"),
    ("«UBND tỉnh Lạng Sơn» về việc", "UBND tỉnh Lạng Sơn"),
    ("«UBND xã Tam Thanh» báo cáo", "UBND xã Tam Thanh"),
    ("«các bộ, ngành Trung ương» trình Thủ tướng", "Các bộ, ngành Trung ương"),
    ("«các Bộ: Nội vụ, Tài chính, Tư pháp» nghiên cứu", "Bộ Nội vụ | Bộ Tài chính | Bộ Tư pháp"),
    ("«Tổ công tác triển khai Đề án 06 tỉnh» đôn đốc", "Tổ công tác triển khai Đề án 06 tỉnh"),
    ("«Ban Chỉ đạo chuyển đổi số huyện» ban hành", "Ban Chỉ đạo chuyển đổi số huyện"),
    ("«Hội đồng phối hợp phổ biến, giáo dục pháp luật» tổ chức", "Hội đồng phối hợp phổ biến, giáo dục pháp luật"),
    ("«Phòng Nội vụ (cơ quan thường trực)» tổng hợp", "Phòng Nội vụ"),
    ("«Ủy ban nhân dân Thành phố Hồ Chí Minh» chỉ đạo", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
    ("«UBND thành phố Tam Kỳ» rà soát", "UBND thành phố Tam Kỳ"),
    ("«các doanh nghiệp viễn thông, doanh nghiệp bưu chính» phát triển", "Các doanh nghiệp viễn thông, doanh nghiệp bưu chính"),
    ("«cấp ủy, chính quyền các cấp» tuyên truyền", "Cấp ủy, chính quyền các cấp"),
    ("«các đơn vị trực thuộc Bộ» tổ chức", "Các đơn vị trực thuộc Bộ"),
    ("«các Vụ, Cục, đơn vị thuộc Bộ» tổ chức", "Các Vụ, Cục, đơn vị thuộc Bộ"),
    ("«các tổng cục, cục, vụ và đơn vị tương đương» xây dựng", "Các tổng cục, cục, vụ và đơn vị tương đương"),
    ("«Công đoàn, Đoàn Thanh niên» phát động", "Công đoàn | Đoàn Thanh niên"),
    ("«các khoa, phòng, trung tâm» đăng ký", "Các khoa, phòng, trung tâm"),
    ("«Thanh tra Sở, Văn phòng Sở» tham mưu", "Thanh tra Sở | Văn phòng Sở"),
    ("«cơ quan Công an, Viện kiểm sát nhân dân, Tòa án nhân dân» xử lý", "Cơ quan Công an | Viện kiểm sát nhân dân | Tòa án nhân dân"),
    ("«các trường học, cơ sở y tế» niêm yết", "Các trường học, cơ sở y tế"),
    ("«Sở Văn hóa, Thể thao và Du lịch và các địa phương» quảng bá", "Sở Văn hóa, Thể thao và Du lịch | Các địa phương"),
    ("«Sở Lao động - Thương binh và Xã hội; các trường cao đẳng, trung cấp» đào tạo", "Sở Lao động - Thương binh và Xã hội | Các trường cao đẳng, trung cấp"),
    ("«phòng Giáo dục và Đào tạo các huyện, thành phố» chỉ đạo", "Phòng Giáo dục và Đào tạo các huyện, thành phố"),
    ("«Phòng Văn hoá - Xã hội, Công an xã» cập nhật", "Phòng Văn hoá - Xã hội | Công an xã"),
    ("«Trung tâm Phục vụ hành chính công xã» tiếp nhận hồ sơ", "Trung tâm Phục vụ hành chính công xã"),
    ("«Công chức Tư pháp - Hộ tịch» thực hiện", "Công chức Tư pháp - Hộ tịch"),
    ("«HĐND các cấp» giám sát", "HĐND các cấp"),
    ("«Ban Tổ chức Tỉnh ủy, Ban Tuyên giáo và Dân vận Tỉnh ủy» tham mưu", "Ban Tổ chức Tỉnh ủy | Ban Tuyên giáo và Dân vận Tỉnh ủy"),
    ("«Liên đoàn Lao động tỉnh, Tỉnh đoàn» phát động", "Liên đoàn Lao động tỉnh | Tỉnh đoàn"),
    ("«các ngành có liên quan» thực hiện tốt", "Các ngành có liên quan"),
    ("«Đài Truyền thanh - Truyền hình huyện và UBND các xã, thị trấn» tuyên truyền", "Đài Truyền thanh - Truyền hình huyện | UBND các xã, thị trấn"),
    ("«tổ chức chính trị - xã hội» vận động", "Tổ chức chính trị - xã hội"),
    ("«các ban của HĐND tỉnh» giám sát", "Các ban của HĐND tỉnh"),
    ("«các hội, đoàn thể» tuyên truyền", "Các hội, đoàn thể"),
    ("«các huyện, thành phố» triển khai", "Các huyện, thành phố"),
    ("«các xã, phường, thị trấn» rà soát", "Các xã, phường, thị trấn"),
    ("«Sở Giáo dục & Đào tạo, Sở Y tế» hướng dẫn", "Sở Giáo dục & Đào tạo | Sở Y tế"),
    ("«cơ quan thông tấn, báo chí» đưa tin", "Cơ quan thông tấn, báo chí"),
    ("«các cơ quan Trung ương đóng trên địa bàn tỉnh» thực hiện", "Các cơ quan Trung ương đóng trên địa bàn tỉnh"),
]


@pytest.mark.parametrize(("marked", "names"), IN_RUNNING_TEXT)
def test_a_list_in_running_text_ends_before_the_action(marked: str, names: str) -> None:
    marked = nfc(marked)
    end = marked.index("»") - 1
    made = draft(marked.replace("«", "").replace("»", ""))
    agencies, reached = agencies_from(made, 0, len(made.document.text))
    assert mentions(agencies) == nfc(names)
    assert reached == end


LISTS = [
    (
        "Đài Truyền thanh và Truyền hình huyện, Trang Thông tin điện tử của huyện và các cơ quan thông tin, báo chí trên địa bàn huyện",
        "Đài Truyền thanh và Truyền hình huyện | Trang Thông tin điện tử của huyện | Các cơ quan thông tin, báo chí trên địa bàn huyện",
    ),
    ("UBND cấp huyện (các huyện có điều kiện)", "UBND cấp huyện (các huyện có điều kiện)"),
    ("Sở Nội vụ (chủ trì), Sở Tài chính (phối hợp)", "Sở Nội vụ | Sở Tài chính"),
    ("Cơ quan hành chính, đơn vị sự nghiệp", "Cơ quan hành chính | Đơn vị sự nghiệp"),
    (
        "Các Sở: Tư pháp, Tài chính, Xây dựng, Tài nguyên và Môi trường; Ban Dân vận Tỉnh ủy, Ban Pháp chế HĐND tỉnh, Đài PT&TH, Báo ĐT",
        "Sở Tư pháp | Sở Tài chính | Sở Xây dựng | Sở Tài nguyên và Môi trường | Ban Dân vận Tỉnh ủy | Ban Pháp chế HĐND tỉnh | Đài PT&TH | Báo ĐT",
    ),
    ("Các cơ quan, đơn vị", "Các cơ quan, đơn vị"),
    ("- Sở Nội vụ;\n- Các sở, ban, ngành;\n- UBND cấp xã", "Sở Nội vụ | Các sở, ban, ngành | UBND cấp xã"),
    ("Sở Nội vụ\nSở Tài chính", "Sở Nội vụ | Sở Tài chính"),
    ("Hiệu trưởng, Phó Hiệu trưởng, Tổ trưởng chuyên môn", "Hiệu trưởng | Phó Hiệu trưởng | Tổ chuyên môn"),
    ("BGH, GVCN, Tổ CM", "BGH | GVCN | Tổ CM"),
    ("Giáo viên chủ nhiệm, Đoàn thanh niên", "Giáo viên chủ nhiệm | Đoàn thanh niên"),
    ("Phòng CNTT, P.TCHC", "Phòng CNTT | P.TCHC"),
    ("Các phòng: Tổ chức - Hành chính, Đào tạo, Công tác sinh viên", "Phòng Tổ chức - Hành chính | Phòng Đào tạo | Phòng Công tác sinh viên"),
    ("SNV, STC", "SNV | STC"),
    ("TTYT huyện, các trạm y tế", "TTYT huyện | Các trạm y tế"),
    ("Bộ phận TN&TKQ", "Bộ phận TN&TKQ"),
    ("HĐND, UBND xã", "HĐND xã | UBND xã"),
    ("UBND huyện, xã", "UBND huyện | UBND xã"),
    ("Toàn thể cán bộ, công chức", "Toàn thể cán bộ, công chức"),
    ("Tất cả các cơ quan, đơn vị", "Tất cả các cơ quan, đơn vị"),
    ("Các đơn vị thuộc, trực thuộc Bộ", "Các đơn vị thuộc, trực thuộc Bộ"),
    ("Văn phòng Sở, các phòng, đơn vị thuộc Sở", "Văn phòng Sở | Các phòng, đơn vị thuộc Sở"),
    ("Như trên", ""),
    ("Công an tỉnh/Sở Thông tin và Truyền thông", "Công an tỉnh | Sở Thông tin và Truyền thông"),
    ("UBND các huyện, TP", "UBND các huyện, TP"),
    ("Ban QL các KCN tỉnh", "Ban QL các KCN tỉnh"),
    ("Các Sở, ngành liên quan; UBND cấp huyện, UBND cấp xã", "Các Sở, ngành liên quan | UBND cấp huyện | UBND cấp xã"),
    ("Thường trực Ban Chỉ đạo CCHC", "Thường trực Ban Chỉ đạo CCHC"),
    ("Phòng Văn hóa - Xã hội; Trung tâm PVHCC xã", "Phòng Văn hóa - Xã hội | Trung tâm PVHCC xã"),
    ("Đơn vị sự nghiệp thuộc Sở", "Đơn vị sự nghiệp thuộc Sở"),
    ("Sở LĐTB&XH, Sở NN&PTNT, VP UBND tỉnh", "Sở LĐTB&XH | Sở NN&PTNT | VP UBND tỉnh"),
    ("Sở Tài nguyên - Môi trường", "Sở Tài nguyên - Môi trường"),
    ("Huyện đoàn, Hội LHPN huyện, Hội Nông dân huyện, Hội CCB huyện", "Huyện đoàn | Hội LHPN huyện | Hội Nông dân huyện | Hội CCB huyện"),
    (
        "Các Sở: Nội vụ, Tư pháp, Tài chính, Kế hoạch và Đầu tư, Xây dựng, Tài nguyên và Môi trường, Văn phòng UBND tỉnh",
        "Sở Nội vụ | Sở Tư pháp | Sở Tài chính | Sở Kế hoạch và Đầu tư | Sở Xây dựng | Sở Tài nguyên và Môi trường | Văn phòng UBND tỉnh",
    ),
    (
        "Sở Thông tin và Truyền thông và các sở, ngành tỉnh có liên quan và UBND cấp huyện",
        "Sở Thông tin và Truyền thông | Các sở, ngành tỉnh có liên quan | UBND cấp huyện",
    ),
    ("Các sở, ngành tỉnh và huyện, thị xã, thành phố có điều kiện", "Các sở, ngành tỉnh | Huyện, thị xã, thành phố có điều kiện"),
    ("UBND và Đài Truyền thanh cấp huyện", "UBND cấp huyện | Đài Truyền thanh cấp huyện"),
    ("Các sở, ban, ngành tỉnh, UBND cấp huyện, cấp xã", "Các sở, ban, ngành tỉnh | UBND cấp huyện | UBND cấp xã"),
    ("Các cơ quan, đơn vị đã và chuẩn bị được công nhận", "Các cơ quan, đơn vị đã và chuẩn bị được công nhận"),
    ("Các Sở, ban ngành tỉnh và Ủy ban nhân dân cấp huyện", "Các Sở, ban ngành tỉnh | Ủy ban nhân dân cấp huyện"),
    ("Sở Nội vụ, Trung tâm KSTTHC và PVHCC", "Sở Nội vụ | Trung tâm KSTTHC và PVHCC"),
    ("Sở Lao động – Thương binh và Xã hội", "Sở Lao động – Thương binh và Xã hội"),
    ("các các cơ quan, đơn vị", "Các cơ quan, đơn vị"),
    ("Bộ phận Công chức, viên chức", "Bộ phận Công chức, viên chức"),
    ("Viễn thông Khe Vàng, Bưu điện Khe Vàng", "Viễn thông Khe Vàng | Bưu điện Khe Vàng"),
]


@pytest.mark.parametrize(("cell", "names"), LISTS)
def test_a_cell_or_heading_is_split_as_the_guide_says(cell: str, names: str) -> None:
    made = draft(cell)
    assert mentions(list_agencies(made, whole(made))) == nfc(names)


# text, leads, coordinators
NAMES_LIKE_DEEDS = [
    "Trung tâm Trợ giúp pháp lý nhà nước tỉnh",
    "Trung tâm Xúc tiến đầu tư, thương mại và du lịch tỉnh",
    "Trung tâm Thông tin tuyên truyền cải cách hành chính",
    "Trung tâm Dịch vụ việc làm",
    "Trung tâm Công tác xã hội và Quỹ Bảo trợ trẻ em",
    "Trung tâm Ứng dụng tiến bộ khoa học và công nghệ",
    "Trung tâm Giám sát, điều hành thông minh",
    "Trung tâm Kiểm nghiệm thuốc, mỹ phẩm, thực phẩm",
    "Ban Quản lý các Khu công nghiệp và chế xuất",
    "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông",
    "Ban Quản lý rừng phòng hộ",
    "Ban Chỉ đạo 389",
    "Ban Chỉ đạo các chương trình mục tiêu quốc gia",
    "Ban Dân tộc - Tôn giáo",
    "Ban Đại diện cha mẹ học sinh",
    "Chi cục Bảo vệ môi trường",
    "Chi cục Phòng, chống tệ nạn xã hội",
    "Chi cục Giám định xây dựng",
    "Chi cục Quản lý chất lượng nông lâm sản và thủy sản",
    "Phòng Bưu chính, Viễn thông",
    "Phòng Kế hoạch, Tài chính",
    "Phòng Tổ chức - Hành chính - Quản trị",
    "Phòng Quản lý đầu tư công",
    "Phòng Quản lý chất lượng",
    "Phòng Quản lý chất lượng xây dựng",
    "Phòng Đăng ký kinh doanh",
    "Phòng Phổ biến, giáo dục pháp luật",
    "Phòng Xây dựng và Kiểm tra văn bản quy phạm pháp luật",
    "Phòng Người có công",
    "Phòng Việc làm - An toàn lao động",
    "Phòng Cảnh sát quản lý hành chính về trật tự xã hội",
    "Phòng Thanh tra, kiểm tra",
    "Cục CNTT & DLTNMT",
    "Cục Trợ giúp pháp lý",
    "Cục Hộ tịch, quốc tịch, chứng thực",
    "Cục Quản lý, giám sát bảo hiểm",
    "Vụ Các vấn đề chung về xây dựng pháp luật",
    "Vụ Đào tạo, Bồi dưỡng cán bộ, công chức, viên chức",
    "Viện Khoa học tổ chức nhà nước",
    "Văn phòng Đăng ký đất đai tỉnh",
    "Văn phòng Ban An toàn giao thông tỉnh",
    "Văn phòng điều phối Chương trình xây dựng nông thôn mới",
    "Hội Bảo trợ người khuyết tật và trẻ mồ côi",
    "Hội đồng phối hợp phổ biến, giáo dục pháp luật",
    "Đảng đoàn Hội đồng nhân dân huyện",
    "Đảng ủy Quân sự tỉnh",
    "Đồn Biên phòng",
    "Đội Quản lý trật tự đô thị",
    "Bệnh viện đa khoa khu vực",
    "Khoa Hồi sức cấp cứu",
    "Công ty TNHH MTV Khai thác công trình thủy lợi",
    "UBND các xã, P, TT",
    "Trường Chính trị tỉnh",
    "TTHCC tỉnh",
]
SENTENCES = [
    ("{} chủ trì, phối hợp với Sở Nội vụ triển khai thực hiện.", "{}", "Sở Nội vụ"),
    ("Sở Tư pháp chủ trì, phối hợp với {} tổ chức kiểm tra việc chấp hành.", "Sở Tư pháp", "{}"),
    ("Giao {} tham mưu ban hành văn bản.", "{}", ""),
    ("{} xây dựng kế hoạch.", "{}", ""),
    ("Sở Nội vụ, {} và các đơn vị liên quan tổng hợp báo cáo.", "Sở Nội vụ | {} | Các đơn vị liên quan", ""),
    ("{}: Cung cấp thông tin.", "{}", ""),
]


@pytest.mark.parametrize("name", NAMES_LIKE_DEEDS)
def test_a_name_with_deeds_in_it_is_read_whole_wherever_it_stands(name: str) -> None:
    made = draft(f"Sở Nội vụ; {name}")
    assert mentions(list_agencies(made, whole(made))) == nfc(f"Sở Nội vụ | {name}")
    for sentence, leads, coordinators in SENTENCES:
        made = draft(sentence.format(name))
        found = assignment(made, whole(made))
        assert (sentence, mentions(found.leads), mentions(found.coordinators)) == (sentence, nfc(leads.format(name)), nfc(coordinators.format(name)))


ASSIGNMENTS = [
    ("Xây dựng kế hoạch tuyên truyền trong Quý I/2017 (Phòng Nội vụ).", "Phòng Nội vụ", ""),
    ("Bố trí kinh phí thực hiện (giao Sở Tài chính).", "Sở Tài chính", ""),
    ("Mở lớp bồi dưỡng (Trung tâm Bồi dưỡng chính trị huyện phối hợp Phòng Nội vụ thực hiện).", "Trung tâm Bồi dưỡng chính trị huyện", "Phòng Nội vụ"),
    ("Mở lớp cho cán bộ cấp xã (Trung tâm Y tế phối hợp Phòng Nội vụ thực hiện).", "Trung tâm Y tế", "Phòng Nội vụ"),
    ("Kiểm tra các đơn vị (Phòng Tư pháp, UBND xã A).", "", ""),
    ("Gửi báo cáo về UBND huyện (qua Phòng Nội vụ).", "", ""),
    ("Triển khai Đề án theo Quyết định (UBND tỉnh ban hành).", "", ""),
    ("Chế độ báo cáo: Các phòng, đơn vị báo cáo kết quả thực hiện về Văn phòng", "Các phòng, đơn vị", ""),
    ("Về kinh phí: Sở Tài chính tham mưu bố trí kinh phí.", "Sở Tài chính", ""),
    ("Cải cách tổ chức bộ máy: Giao Sở Nội vụ tham mưu sắp xếp.", "Sở Nội vụ", ""),
    ("Kiểm tra tại các đơn vị: Sở Y tế, Sở Nội vụ triển khai chậm.", "", ""),
    ("Đảng đoàn Hội đồng nhân dân huyện, Ủy ban nhân dân huyện cụ thể hóa", "Đảng đoàn Hội đồng nhân dân huyện | Ủy ban nhân dân huyện", ""),
    ("Các Phó Hiệu trưởng: Phụ trách triển khai theo lĩnh vực", "Các Phó Hiệu trưởng", ""),
    ("Rà soát văn bản; cơ quan chủ trì: Sở Khoa học và Công nghệ; hoàn thành trước 30/6/2026.", "Sở Khoa học và Công nghệ", ""),
    ("Cổng Thông tin điện tử tỉnh cung cấp 100% dịch vụ công.", "", ""),
    ("Các đơn vị được kiểm tra", "Các đơn vị được kiểm tra", ""),
    ("Các đơn vị được kiểm tra có trách nhiệm chuẩn bị báo cáo.", "Các đơn vị được kiểm tra", ""),
    ("Đoàn kiểm tra thông báo lịch kiểm tra đến các đơn vị được kiểm tra.", "Đoàn kiểm tra", ""),
    ("Trách nhiệm các sở, ngành", "Các sở, ngành", ""),
    ("Nhiệm vụ Phòng Nội vụ", "Phòng Nội vụ", ""),
    ("Đồng chí Nguyễn Văn A - Trưởng phòng Nội vụ chịu trách nhiệm tổng hợp.", "Phòng Nội vụ", ""),
    ("UBND tỉnh giao Sở Nội vụ chủ trì, phối hợp với các cấp, các ngành triển khai", "Sở Nội vụ", "Các cấp, các ngành"),
    ("Căn cứ Kế hoạch này, các sở, ban, ngành tỉnh, UBND các huyện, thành phố xây dựng kế", "Các sở, ban, ngành tỉnh | UBND các huyện, thành phố", ""),
    ("Định kỳ hằng quý, các cơ quan, đơn vị báo cáo kết quả về Sở Nội vụ.", "Các cơ quan, đơn vị", ""),
    ("Trước ngày 15/12/2019, UBND các xã gửi báo cáo về UBND huyện (qua Phòng Nội vụ).", "UBND các xã", ""),
    ("Trong quá trình tổ chức thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về Sở Nội vụ để tổng hợp, báo cáo UBND tỉnh", "Các đơn vị", ""),
    ("Phòng Nội vụ là cơ quan thường trực, có trách nhiệm theo dõi.", "Phòng Nội vụ", ""),
    ("Cơ quan chủ trì: Sở Nội vụ. Cơ quan phối hợp: Các sở, ban, ngành. Thời gian thực hiện: Quý II/2022.", "Sở Nội vụ", "Các sở, ban, ngành"),
    ("Chủ trì: Phòng Nội vụ; Phối hợp: các cơ quan, đơn vị", "Phòng Nội vụ", "Các cơ quan, đơn vị"),
    ("Tổ chức Hội thi do Sở Nội vụ chủ trì, các sở, ngành phối hợp.", "Sở Nội vụ", "Các sở, ngành"),
    ("Xây dựng phần mềm một cửa (Sở Thông tin và Truyền thông chủ trì).", "Sở Thông tin và Truyền thông", ""),
    ("Tham mưu UBND tỉnh ban hành kế hoạch; giao Sở Tài chính chủ trì cân đối kinh phí.", "Sở Tài chính", ""),
    ("Trách nhiệm của Sở Nội vụ", "Sở Nội vụ", ""),
    ("Nhiệm vụ của các sở, ban, ngành và UBND các huyện", "Các sở, ban, ngành | UBND các huyện", ""),
    ("Đối với các sở, ban, ngành:", "Các sở, ban, ngành", ""),
    ("Đối với Chỉ số thành phần “Cải cách tài chính công”", "", ""),
    ("Đối với nội dung: Công tác chỉ đạo điều hành.", "", ""),
    ("Các nội dung: công tác chỉ đạo điều hành CCHC, cải cách tổ chức bộ máy", "", ""),
    ("Tổ chức thực hiện", "", ""),
    ("Cải cách tổ chức bộ máy", "", ""),
    ("Công tác chỉ đạo, điều hành", "", ""),
    ("Hiệu trưởng", "Hiệu trưởng", ""),
    ("Tổ chuyên môn", "Tổ chuyên môn", ""),
    ("Giáo viên chủ nhiệm có trách nhiệm tuyên truyền tới phụ huynh.", "Giáo viên chủ nhiệm", ""),
    ("Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở và các phòng chuyên môn kiểm tra.", "Văn phòng Sở", "Thanh tra Sở | Các phòng chuyên môn"),
    ("Các phòng, đơn vị thuộc Sở căn cứ chức năng, nhiệm vụ được giao triển khai thực hiện.", "Các phòng, đơn vị thuộc Sở", ""),
    ("Bộ Nội vụ hướng dẫn các bộ, ngành, địa phương.", "Bộ Nội vụ", ""),
    ("Thanh tra, kiểm tra việc chấp hành kỷ luật", "", ""),
    ("Phòng, chống tham nhũng, tiêu cực", "", ""),
    ("Ban hành kế hoạch kiểm tra", "", ""),
    ("Hội nghị tổng kết công tác năm", "", ""),
    ("Cán bộ, công chức, viên chức nghiêm túc chấp hành nội quy.", "Cán bộ, công chức, viên chức", ""),
    ("Công an huyện chủ trì, phối hợp với Phòng Nội vụ, UBND các xã, thị trấn rà soát dữ liệu", "Công an huyện", "Phòng Nội vụ | UBND các xã, thị trấn"),
    ("Yêu cầu Thủ trưởng các cơ quan, đơn vị nghiêm túc thực hiện", "Các cơ quan, đơn vị", ""),
    ("Chủ tịch UBND tỉnh yêu cầu Giám đốc các sở, Chủ tịch UBND các huyện, thị xã, thành phố tổ chức", "Các sở | UBND các huyện, thị xã, thành phố", ""),
    ("Tăng cường phối hợp với Mặt trận Tổ quốc và các đoàn thể tuyên truyền.", "", "Mặt trận Tổ quốc | Các đoàn thể"),
    ("Xây dựng quy chế phối hợp với Công an tỉnh.", "", ""),
    ("Theo dõi, đôn đốc các sở, ngành phối hợp với UBND cấp huyện thực hiện.", "", ""),
    ("Kiện toàn các tổ chức tư vấn phối hợp liên ngành do Ủy ban nhân dân Tỉnh thành lập theo hướng giao cho một cơ quan hành chính chủ trì phối", "", ""),
    ("UBND các xã chịu trách nhiệm trước UBND huyện về kết quả thực hiện.", "UBND các xã", ""),
    ("Giao Văn phòng HĐND và UBND xã tham mưu UBND xã tổ chức thực hiện.", "Văn phòng HĐND và UBND xã", ""),
    ("Giao trách nhiệm cho Trưởng phòng Nội vụ theo dõi.", "Phòng Nội vụ", ""),
    ("Sở Nội vụ (cơ quan thường trực Ban Chỉ đạo CCHC tỉnh): chủ trì tham mưu", "Sở Nội vụ", ""),
    ("Các sở, ban, ngành, địa phương:", "Các sở, ban, ngành, địa phương", ""),
    ("Thủ trưởng các đơn vị có tên trong phụ lục chịu trách nhiệm thực hiện.", "Các đơn vị có tên trong phụ lục", ""),
    ("Các xã chưa hoàn thành tiêu chí phải xây dựng kế hoạch.", "Các xã chưa hoàn thành tiêu chí", ""),
    ("Hằng năm, Phòng Nội vụ tổng hợp nhu cầu đào tạo.", "Phòng Nội vụ", ""),
    ("Hàng tháng, báo cáo kết quả về UBND huyện.", "", ""),
    ("Công chức Văn hóa - Xã hội phối hợp với các thôn tuyên truyền", "Công chức Văn hóa - Xã hội", "Các thôn"),
    ("Đoàn Thanh niên, Công đoàn phát động phong trào thi đua.", "Đoàn Thanh niên | Công đoàn", ""),
    ("Trung tâm Công nghệ thông tin làm đầu mối kỹ thuật, đảm bảo an toàn thông tin.", "Trung tâm Công nghệ thông tin", ""),
    ("Chịu trách nhiệm chủ trì, phối hợp với Phòng Tài chính - Kế hoạch, các đơn vị liên quan", "", "Phòng Tài chính - Kế hoạch | Các đơn vị liên quan"),
    ("Cùng với Sở Tài chính, tham mưu UBND tỉnh bố trí kinh phí", "", "Sở Tài chính"),
    (
        "Phối hợp Phòng Nội vụ, Công an huyện, Bảo hiểm xã hội huyện, Kho bạc Nhà nước",
        "",
        "Phòng Nội vụ | Công an huyện | Bảo hiểm xã hội huyện | Kho bạc Nhà nước",
    ),
    ("Là cơ quan thường trực, chủ trì, phối hợp với các cơ quan, đơn vị có liên quan hướng dẫn, kiểm tra", "", "Các cơ quan, đơn vị có liên quan"),
    ("Đề nghị Mặt trận Tổ quốc và các đoàn thể chính trị - xã hội huyện: Tăng cường", "Mặt trận Tổ quốc | Các đoàn thể chính trị - xã hội huyện", ""),
    ("Đề nghị Thường trực Huyện ủy, Thường trực HĐND huyện quan tâm chỉ đạo", "Thường trực Huyện ủy | Thường trực HĐND huyện", ""),
    (
        "Trên đây là Kế hoạch CCHC năm 2022 của UBND huyện, yêu cầu các cơ quan, đơn vị, UBND các xã, thị trấn",
        "Các cơ quan, đơn vị | UBND các xã, thị trấn",
        "",
    ),
    ("Trên cơ sở kế hoạch này, Thủ trưởng các đơn vị chủ động xây dựng kế hoạch", "Các đơn vị", ""),
    ("Cổng Thông tin điện tử của Tỉnh, Trang Thông tin điện tử của các cơ quan hành chính cung cấp đầy đủ thông tin", "", ""),
    ("Công Thông tin điện tử của Tỉnh, Trang Thông tin điện tử của các cơ quan hành chính cung cấp đầy đủ thông tin", "", ""),
    ("Nâng cao trách nhiệm của người đứng đầu các cơ quan, đơn vị", "", ""),
    (
        "Sở Thông tin và Truyền thông được Ủy ban nhân dân tỉnh giao chủ trì, phối hợp Sở Văn hóa và Thể thao, các sở, ban ngành liên quan, ủy ban nhân dân các huyện, thành phố",
        "Sở Thông tin và Truyền thông",
        "Sở Văn hóa và Thể thao | Các sở, ban ngành liên quan | Ủy ban nhân dân các huyện, thành phố",
    ),
    (
        "Chánh Văn phòng UBND tỉnh, Giám đốc các sở, Trưởng các ban, ngành cấp tỉnh và Thủ trưởng các cơ quan, đơn vị liên quan",
        "Văn phòng UBND tỉnh | Các sở | Các ban, ngành cấp tỉnh | Các cơ quan, đơn vị liên quan",
        "",
    ),
    ("Ban Chỉ đạo cải cách hành chính tỉnh có trách nhiệm giúp UBND tỉnh theo dõi, đôn đốc, kiểm tra việc", "Ban Chỉ đạo cải cách hành chính tỉnh", ""),
    ("Giao Giám đốc Sở Nội vụ hướng dẫn, theo dõi, kiểm tra đôn đốc việc thực hiện Quyết định này.", "Sở Nội vụ", ""),
    (
        "Sở, ban, ngành, Ủy ban nhân dân quận-huyện, xã, phường, thị trấn thực hiện",
        "Sở, ban, ngành | Ủy ban nhân dân quận-huyện | Ủy ban nhân dân xã, phường, thị trấn",
        "",
    ),
    (
        "Các sở, ban, ngành, Mặt trận Tổ quốc, các đoàn thể và UBND các huyện, thành phố, thị xã",
        "Các sở, ban, ngành | Mặt trận Tổ quốc | Các đoàn thể | UBND các huyện, thành phố, thị xã",
        "",
    ),
    ("Giám đốc, Thủ trưởng các sở, ban, ngành chịu trách nhiệm", "Các sở, ban, ngành", ""),
    ("Phòng Cải cách hành chính (Sở Nội vụ) tham mưu Giám đốc Sở", "Phòng Cải cách hành chính", ""),
    ("Các Phòng, Ban, Chi cục, đơn vị trực thuộc Sở căn cứ nhiệm vụ được giao", "Các Phòng, Ban, Chi cục, đơn vị trực thuộc Sở", ""),
    ("Trưởng các phòng, đơn vị thuộc Sở có trách nhiệm phổ biến", "Các phòng, đơn vị thuộc Sở", ""),
    ("Sở Nội vụ có nhiệm vụ: a) Theo dõi", "Sở Nội vụ", ""),
    ("Vụ Cải cách hành chính là đơn vị đầu mối, giúp Bộ trưởng theo dõi", "Vụ Cải cách hành chính", ""),
    ("Thủ trưởng các Vụ, Cục, đơn vị thuộc Bộ chịu trách nhiệm trước Bộ trưởng", "Các Vụ, Cục, đơn vị thuộc Bộ", ""),
    (
        "Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Thủ trưởng cơ quan thuộc Chính phủ, Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương",
        "Cơ quan ngang bộ | Cơ quan thuộc Chính phủ | Ủy ban nhân dân các tỉnh, thành phố trực thuộc trung ương",
        "",
    ),
    (
        "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ, Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
        "Các Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ | Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
        "",
    ),
    ("Công đoàn cơ quan phối hợp với Văn phòng phát động phong trào thi đua", "Công đoàn cơ quan", ""),
    ("Văn phòng chủ trì, phối hợp với các phòng chuyên môn tham mưu lãnh đạo Sở", "Văn phòng", "Các phòng chuyên môn"),
    ("Thanh tra Sở tiến hành thanh tra đột xuất", "Thanh tra Sở", ""),
    ("Văn phòng HĐND và UBND phường là đầu mối tham mưu", "Văn phòng HĐND và UBND phường", ""),
    ("Trung tâm Phục vụ hành chính công phường tổ chức tiếp nhận", "Trung tâm Phục vụ hành chính công phường", ""),
    ("Phòng Kinh tế, Hạ tầng và Đô thị chủ trì", "Phòng Kinh tế, Hạ tầng và Đô thị", ""),
    ("Chủ tịch UBND xã giao Phòng Văn hóa - Xã hội chủ trì, phối hợp với các tổ dân phố tuyên truyền", "Phòng Văn hóa - Xã hội", "Các tổ dân phố"),
    ("Mặt trận Tổ quốc Việt Nam xã và các tổ chức chính trị - xã hội tăng cường", "Mặt trận Tổ quốc Việt Nam xã | Các tổ chức chính trị - xã hội", ""),
    ("Các thôn, khu phố tuyên truyền, vận động người dân", "Các thôn, khu phố", ""),
    ("Ban Giám hiệu chỉ đạo các tổ chuyên môn xây dựng kế hoạch dạy học", "Ban Giám hiệu", ""),
    ("Tổ trưởng chuyên môn xây dựng kế hoạch", "Tổ chuyên môn", ""),
    ("Giáo viên, nhân viên thực hiện nghiêm túc nội quy", "Giáo viên | Nhân viên", ""),
    ("Kế toán lập dự toán kinh phí", "Kế toán", ""),
    ("Phòng Đào tạo, Phòng Quản lý khoa học phối hợp các khoa triển khai", "Phòng Đào tạo | Phòng Quản lý khoa học", "Các khoa"),
    ("Trường Đại học Nội vụ Hà Nội, Học viện Hành chính Quốc gia tổ chức các lớp bồi", "Trường Đại học Nội vụ Hà Nội | Học viện Hành chính Quốc gia", ""),
    ("Công ty Điện lực Lai Châu đảm bảo cung cấp điện", "Công ty Điện lực Lai Châu", ""),
    (
        "Cục Thuế tỉnh, Cục Hải quan tỉnh, Kho bạc Nhà nước tỉnh, Bảo hiểm xã hội tỉnh:",
        "Cục Thuế tỉnh | Cục Hải quan tỉnh | Kho bạc Nhà nước tỉnh | Bảo hiểm xã hội tỉnh",
        "",
    ),
    ("- Thanh tra huyện tham mưu UBND huyện", "Thanh tra huyện", ""),
    ("Ban Tổ chức - Nội vụ huyện, Văn phòng Huyện ủy chủ động", "Ban Tổ chức - Nội vụ huyện | Văn phòng Huyện ủy", ""),
    ("Phối hợp chặt chẽ với Ủy ban MTTQ Việt Nam huyện, các ngành, đoàn thể huyện tuyên", "", "Ủy ban MTTQ Việt Nam huyện | Các ngành, đoàn thể huyện"),
    ("Phối hợp với Sở Tài chính, Sở Kế hoạch và Đầu tư và các cơ quan liên quan tổng", "", "Sở Tài chính | Sở Kế hoạch và Đầu tư | Các cơ quan liên quan"),
    ("Chủ trì phối hợp cùng Đài Phát thanh và Truyền hình tỉnh, Báo Lai Châu mở chuyên trang", "", "Đài Phát thanh và Truyền hình tỉnh | Báo Lai Châu"),
    ("Chủ trì và phối hợp với các ngành liên quan kiểm tra", "", "Các ngành liên quan"),
    ("Chủ trì, phối hợp với các Sở, ngành có liên quan và UBND các huyện, thị xã hướng dẫn", "", "Các Sở, ngành có liên quan | UBND các huyện, thị xã"),
    ("Sở Giao thông vận tải xây dựng kho dữ liệu", "Sở Giao thông vận tải", ""),
    ("Sở Giao thông vận tải - Xây dựng kiểm tra công trình", "Sở Giao thông vận tải - Xây dựng", ""),
    (
        "Phòng Tài chính - Kế hoạch phối hợp với Phòng Tư pháp; Hội Liên hiệp Phụ nữ thị xã cử người tham gia",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Tư pháp | Hội Liên hiệp Phụ nữ thị xã",
    ),
    ("Chủ trì, phối hợp với Ban Dân tộc tỉnh và UBND các huyện, thành phố hoàn thiện bản mô tả công việc", "", "Ban Dân tộc tỉnh | UBND các huyện, thành phố"),
    ("Văn phòng UBND tỉnh, Tỉnh đoàn theo dõi tình hình", "Văn phòng UBND tỉnh | Tỉnh đoàn", ""),
    ("Đoàn Thanh niên trường chủ trì, phối hợp với các đoàn thể trong trường", "Đoàn Thanh niên trường", "Các đoàn thể trong trường"),
    ("Giao Ban Thanh tra nhân dân siết chặt kỷ luật, kỷ cương", "Ban Thanh tra nhân dân", ""),
    ("Phòng Tổng hợp chủ động phối hợp với Thanh tra Sở mở lớp", "Phòng Tổng hợp", "Thanh tra Sở"),
    ("Các phòng chuyên môn tăng cường phối hợp với Văn phòng Sở", "Các phòng chuyên môn", "Văn phòng Sở"),
    ("Phòng Nghiệp vụ tổng hợp có trách nhiệm báo cáo", "Phòng Nghiệp vụ tổng hợp", ""),
    ("Phối hợp với các phòng chuyên môn, đơn vị trực thuộc và Công đoàn ngành tổ chức", "", "Các phòng chuyên môn, đơn vị trực thuộc | Công đoàn ngành"),
    (
        "chủ trì, phối hợp với Văn phòng UBND tỉnh và các cơ quan, đơn vị, địa phương liên quan",
        "",
        "Văn phòng UBND tỉnh | Các cơ quan, đơn vị, địa phương liên quan",
    ),
    ("Cung cấp thông tin cho các cơ quan báo chí; phối hợp với Báo Lai Châu, Cổng Thông tin điện tử tỉnh", "", "Báo Lai Châu | Cổng Thông tin điện tử tỉnh"),
    ("Tham mưu UBND tỉnh kiện toàn Ban Chỉ đạo; phối hợp Sở Tư pháp kiểm tra", "", "Sở Tư pháp"),
    ("Trường hợp cần sửa đổi, bổ sung Kế hoạch này, các cơ quan, đơn vị kịp thời báo cáo UBND huyện (qua Phòng Nội vụ) để xem", "Các cơ quan, đơn vị", ""),
    ("Quá trình triển khai thực hiện, nếu có khó khăn, vướng mắc, đề nghị các cơ quan, đơn vị phản ánh về Sở Nội vụ", "Các cơ quan, đơn vị", ""),
    ("Trong quá trình thực hiện có vấn đề phát sinh, Thủ trưởng các phòng báo cáo Giám đốc Sở", "Các phòng", ""),
    ("Hàng quý, 6 tháng, năm các cơ quan, đơn vị báo cáo kết quả", "Các cơ quan, đơn vị", ""),
    ("Định kỳ 6 tháng và cả năm, UBND các xã, phường báo cáo", "UBND các xã, phường", ""),
    (
        "Căn cứ chức năng, nhiệm vụ được giao, Thủ trưởng các sở, ban, ngành; Chủ tịch UBND các huyện, thành phố chỉ đạo",
        "Các sở, ban, ngành | UBND các huyện, thành phố",
        "",
    ),
    (
        "Căn cứ Kế hoạch này, Thủ trưởng các phòng, ban, ngành huyện, Chủ tịch UBND các xã, thị trấn có",
        "Các phòng, ban, ngành huyện | UBND các xã, thị trấn",
        "",
    ),
    ("Yêu cầu các phòng, ban, ngành, UBND các xã triển khai", "Các phòng, ban, ngành | UBND các xã", ""),
    ("Thực hiện tốt công tác phối hợp giữa các sở, ngành", "", ""),
    ("Nâng cao hiệu quả phối hợp giữa Sở Nội vụ với các cơ quan", "", ""),
    ("Tổ chức kiểm tra (Phòng Nội vụ chủ trì, phối hợp với Thanh tra huyện)", "Phòng Nội vụ", "Thanh tra huyện"),
    ("Kinh phí thực hiện do ngân sách nhà nước đảm bảo", "", ""),
    ("Cơ quan thực hiện: Phòng Nội vụ", "Phòng Nội vụ", ""),
    ("- Đơn vị chủ trì: Sở Nội vụ; - Đơn vị phối hợp: Các sở, ban, ngành; - Thời gian: Quý I", "Sở Nội vụ", "Các sở, ban, ngành"),
    ("Trách nhiệm: Phòng Nội vụ chủ trì, phối hợp với các cơ quan", "Phòng Nội vụ", "Các cơ quan"),
    ("Sở Tài chính: Chủ trì, phối hợp với Sở Nội vụ bố trí kinh phí", "Sở Tài chính", "Sở Nội vụ"),
    ("Các Sở: Nội vụ, Tài chính theo chức năng hướng dẫn", "Sở Nội vụ | Sở Tài chính", ""),
    ("UBND huyện giao cho Phòng Nội vụ là cơ quan đầu mối theo dõi", "Phòng Nội vụ", ""),
    ("UBND tỉnh giao Sở Nội vụ là cơ quan thường trực, chịu trách nhiệm hướng dẫn", "Sở Nội vụ", ""),
    ("Sở Y tế, Sở Giáo dục và Đào tạo theo chức năng, nhiệm vụ phối hợp với Sở Nội vụ triển khai", "Sở Y tế | Sở Giáo dục và Đào tạo", "Sở Nội vụ"),
    ("Cấp ủy, tổ chức đảng, chính quyền các cấp tập trung lãnh đạo", "Cấp ủy, tổ chức đảng, chính quyền các cấp", ""),
    ("Người đứng đầu các cơ quan, đơn vị phải trực tiếp chỉ đạo", "Các cơ quan, đơn vị", ""),
    ("Lãnh đạo UBND huyện, lãnh đạo các phòng dành thời gian tiếp công dân", "UBND huyện | Các phòng", ""),
    (
        "Hội Nông dân, Hội Phụ nữ, Hội Cựu chiến binh, Đoàn thanh niên huyện tuyên truyền",
        "Hội Nông dân | Hội Phụ nữ | Hội Cựu chiến binh | Đoàn thanh niên huyện",
        "",
    ),
    ("Bộ phận Tiếp nhận và Trả kết quả cấp huyện, cấp xã niêm yết", "Bộ phận Tiếp nhận và Trả kết quả cấp huyện | Bộ phận Tiếp nhận và Trả kết quả cấp xã", ""),
    ("Công an tỉnh chỉ đạo Công an cấp huyện, cấp xã rà soát", "Công an tỉnh", ""),
    ("Bưu điện tỉnh, VNPT, Viettel phối hợp với các cơ quan tổ chức tập huấn", "Bưu điện tỉnh | VNPT | Viettel", "Các cơ quan"),
    ("Cải cách chế độ công vụ", "", ""),
    ("Các phòng, ban chuyên môn;UBND các xã, thị trấn", "Các phòng, ban chuyên môn | UBND các xã, thị trấn", ""),
    ("Giao Trung tâm Y tế huyện, Trạm Y tế các xã chủ động", "Trung tâm Y tế huyện | Trạm Y tế các xã", ""),
    ("UBND các xã, thị trấn và các cơ quan, đơn vị liên quan: Tổ chức", "UBND các xã, thị trấn | Các cơ quan, đơn vị liên quan", ""),
    ("Các ngành, các cấp tập trung", "Các ngành, các cấp", ""),
    ("Ủy ban nhân dân xã A, xã B, xã C thực hiện", "Ủy ban nhân dân xã A | Ủy ban nhân dân xã B | Ủy ban nhân dân xã C", ""),
    ("UBND huyện Tam Đường, UBND huyện Than Uyên thực hiện", "UBND huyện Tam Đường | UBND huyện Than Uyên", ""),
    ("Tiếp tục tham mưu cho UBND huyện", "", ""),
    ("Đảng ủy, UBND xã tập trung lãnh đạo", "Đảng ủy xã | UBND xã", ""),
    ("Thường trực Đảng ủy, HĐND, UBND, Ủy ban MTTQ xã chỉ đạo", "Thường trực Đảng ủy xã | HĐND xã | UBND xã | Ủy ban MTTQ xã", ""),
    ("Sở Y tế tham mưu UBND tỉnh giao Sở Tài chính bố trí kinh phí", "Sở Y tế", ""),
    ("Ủy ban nhân dân tỉnh yêu cầu phân công, xác định rõ nhiệm vụ của từng cơ quan", "", ""),
    ("UBND tỉnh ban hành kế hoạch", "UBND tỉnh", ""),
    ("Sở Nội vụ - cơ quan thường trực CCHC - có trách nhiệm", "Sở Nội vụ", ""),
    ("Trưởng ban Ban Quản lý các khu công nghiệp chỉ đạo", "Ban Quản lý các khu công nghiệp", ""),
    ("Giám đốc Ban QLDA huyện triển khai", "Ban QLDA huyện", ""),
    ("Các xã: Bản Bo, Bình Lư, Nà Tăm đẩy nhanh tiến độ", "Xã Bản Bo | Xã Bình Lư | Xã Nà Tăm", ""),
    ("Phòng, ban, đơn vị nào chậm trễ phải chịu trách nhiệm", "Phòng, ban, đơn vị", ""),
    ("Bộ, ngành, địa phương chủ động", "Bộ, ngành, địa phương", ""),
    ("Các đồng chí Ủy viên Ban Chỉ đạo theo dõi", "Ban Chỉ đạo", ""),
    ("Các thành viên Ban Chỉ đạo có trách nhiệm", "Các thành viên Ban Chỉ đạo", ""),
    (
        "Văn phòng Quốc hội, Tòa án nhân dân tối cao, Viện kiểm sát nhân dân tối cao nghiên cứu",
        "Văn phòng Quốc hội | Tòa án nhân dân tối cao | Viện kiểm sát nhân dân tối cao",
        "",
    ),
    ("Tổng cục Thuế chỉ đạo Cục Thuế các tỉnh", "Tổng cục Thuế", ""),
    (
        "Ngân hàng Nhà nước Việt Nam chủ trì, phối hợp với Bộ Tài chính, Ủy ban Chứng khoán Nhà nước xây dựng",
        "Ngân hàng Nhà nước Việt Nam",
        "Bộ Tài chính | Ủy ban Chứng khoán Nhà nước",
    ),
    ("Các tập đoàn, tổng công ty nhà nước rà soát", "Các tập đoàn, tổng công ty nhà nước", ""),
    ("Hội đồng nhân dân các cấp tăng cường giám sát", "Hội đồng nhân dân các cấp", ""),
    ("Ủy ban nhân dân các quận, huyện, thành phố Thủ Đức triển khai", "Ủy ban nhân dân các quận, huyện, thành phố Thủ Đức", ""),
    ("UBND Thành phố giao Sở Nội vụ", "Sở Nội vụ", ""),
    (
        "Thủ tướng Chính phủ giao Bộ Nội vụ chủ trì, phối hợp với Văn phòng Chính phủ và các bộ, ngành liên quan",
        "Bộ Nội vụ",
        "Văn phòng Chính phủ | Các bộ, ngành liên quan",
    ),
    ("Các doanh nghiệp, hợp tác xã, hộ kinh doanh chấp hành", "Các doanh nghiệp, hợp tác xã, hộ kinh doanh", ""),
    (
        "Giao Bộ Tư pháp chủ trì, phối hợp với các Bộ ngành, UBND các tỉnh, thành phố trực thuộc Trung ương",
        "Bộ Tư pháp",
        "Các Bộ ngành | UBND các tỉnh, thành phố trực thuộc Trung ương",
    ),
    (
        "Ban Tổ chức Cuộc thi, Ủy ban Kiểm tra Đảng ủy phường, các cơ quan, đơn vị, tổ chức đảng trực thuộc và các cá nhân có liên quan thực hiện",
        "Ban Tổ chức Cuộc thi | Ủy ban Kiểm tra Đảng ủy phường | Các cơ quan, đơn vị, tổ chức đảng trực thuộc | Các cá nhân có liên quan",
        "",
    ),
    ("Bộ Y tế chịu trách nhiệm tổ chức mua vắc xin; chủ trì, phối hợp với Bộ Tài chính báo cáo Thủ tướng", "Bộ Y tế", "Bộ Tài chính"),
    (
        "Sở KH&CN là cơ quan chủ trì, phối hợp với Sở NN&PTNT, Sở Công Thương và các đơn vị liên quan",
        "Sở KH&CN",
        "Sở NN&PTNT | Sở Công Thương | Các đơn vị liên quan",
    ),
    ("Thủ trưởng các Sở, ban, ngành; Chủ tịch UBND các quận, huyện, TP Thủ Đức triển khai", "Các Sở, ban, ngành | UBND các quận, huyện, TP Thủ Đức", ""),
    ("Hạt Kiểm lâm, Phòng Nông nghiệp và PTNT phối hợp với các chủ rừng tuần tra", "Hạt Kiểm lâm | Phòng Nông nghiệp và PTNT", "Các chủ rừng"),
    ("Đoàn kiểm tra CCHC tỉnh tiến hành kiểm tra tại 10 cơ quan", "Đoàn kiểm tra CCHC tỉnh", ""),
    (
        "Đề nghị Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam huyện phối hợp với các cơ quan liên quan",
        "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam huyện",
        "Các cơ quan liên quan",
    ),
    ("Các Ban của HĐND, Thường trực HĐND huyện tăng cường giám sát", "Các Ban của HĐND | Thường trực HĐND huyện", ""),
    ("Phòng Lao động - Thương binh và Xã hội, Hội Chữ thập đỏ huyện phối hợp rà", "Phòng Lao động - Thương binh và Xã hội | Hội Chữ thập đỏ huyện", ""),
    ("Giám đốc Công an tỉnh, Chỉ huy trưởng Bộ Chỉ huy Quân sự tỉnh chỉ đạo lực lượng", "Công an tỉnh | Bộ Chỉ huy Quân sự tỉnh", ""),
    ("Trung tâm Văn hóa, Thông tin và Thể thao huyện tăng thời lượng phát sóng", "Trung tâm Văn hóa, Thông tin và Thể thao huyện", ""),
    ("Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên mở lớp", "Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên", ""),
    ("Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn rà soát", "Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn", ""),
    ("Viễn thông Lạng Sơn, Chi nhánh Viettel Lạng Sơn đảm bảo hạ tầng", "Viễn thông Lạng Sơn | Chi nhánh Viettel Lạng Sơn", ""),
    (
        "Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam chi nhánh huyện cho vay",
        "Ngân hàng Nông nghiệp và Phát triển nông thôn Việt Nam chi nhánh huyện",
        "",
    ),
    ("Tổ Công nghệ số cộng đồng các thôn, bản hướng dẫn người dân", "Tổ Công nghệ số cộng đồng các thôn, bản", ""),
    ("Chi cục Văn thư - Lưu trữ, Ban Thi đua - Khen thưởng thuộc Sở Nội vụ", "Chi cục Văn thư - Lưu trữ | Ban Thi đua - Khen thưởng thuộc Sở Nội vụ", ""),
    (
        "Các phòng chuyên môn thuộc UBND huyện, các đơn vị sự nghiệp công lập trực thuộc UBND huyện, UBND các xã, thị trấn",
        "Các phòng chuyên môn thuộc UBND huyện | Các đơn vị sự nghiệp công lập trực thuộc UBND huyện | UBND các xã, thị trấn",
        "",
    ),
    ("Sở Nội vụ, Sở Tư pháp, Văn phòng UBND tỉnh, theo chức năng nhiệm vụ, hướng dẫn các địa phương", "Sở Nội vụ | Sở Tư pháp | Văn phòng UBND tỉnh", ""),
    ("Các cơ quan, đơn vị căn cứ kế hoạch, chủ động phối hợp với Sở Nội vụ thực hiện", "Các cơ quan, đơn vị", "Sở Nội vụ"),
    ("Sở Nội vụ thường xuyên phối hợp với Đài PT&TH tỉnh và Báo Đồng Tháp", "Sở Nội vụ", "Đài PT&TH tỉnh | Báo Đồng Tháp"),
    ("Trưởng Công an các xã, thị trấn phối hợp với công chức Tư pháp - Hộ tịch rà soát", "Công an các xã, thị trấn", "Công chức Tư pháp - Hộ tịch"),
    ("Sở Giáo dục và Đào tạo: Chủ trì, phối hợp với Sở Tài chính, UBND cấp huyện tham mưu", "Sở Giáo dục và Đào tạo", "Sở Tài chính | UBND cấp huyện"),
    ("UBND các huyện, thị xã, thành phố: Chỉ đạo các phòng, ban chuyên môn, UBND cấp xã thực hiện", "UBND các huyện, thị xã, thành phố", ""),
    ("Văn phòng Điều phối nông thôn mới tỉnh tổng hợp", "Văn phòng Điều phối nông thôn mới tỉnh", ""),
    ("Liên hiệp các tổ chức hữu nghị tỉnh vận động viện trợ", "Liên hiệp các tổ chức hữu nghị tỉnh", ""),
    ("Trường Cao đẳng Sư phạm, Trường Chính trị tỉnh mở các lớp bồi dưỡng", "Trường Cao đẳng Sư phạm | Trường Chính trị tỉnh", ""),
    ("Khoa Nội, Khoa Ngoại phối hợp Phòng Kế hoạch tổng hợp xây dựng quy trình", "Khoa Nội | Khoa Ngoại", "Phòng Kế hoạch tổng hợp"),
    ("Phòng Điều dưỡng kiểm tra", "Phòng Điều dưỡng", ""),
    ("Bệnh viện Đa khoa tỉnh, Trung tâm Kiểm soát bệnh tật tỉnh triển khai hồ sơ sức", "Bệnh viện Đa khoa tỉnh | Trung tâm Kiểm soát bệnh tật tỉnh", ""),
    ("Giao cho Ban Quản lý dự án huyện làm chủ đầu tư", "Ban Quản lý dự án huyện", ""),
    ("Giao đồng chí Phó Chủ tịch UBND xã phụ trách văn hóa chỉ đạo", "UBND xã", ""),
    ("Ủy ban nhân dân huyện giao nhiệm vụ cụ thể cho các phòng, ban như sau:", "Các phòng, ban", ""),
    ("UBND huyện phân công nhiệm vụ cho các cơ quan, đơn vị như sau:", "Các cơ quan, đơn vị", ""),
    ("Phân công Phòng Nội vụ là đầu mối tổng hợp", "Phòng Nội vụ", ""),
    ("Nhiệm vụ chung của các sở, ban, ngành", "Các sở, ban, ngành", ""),
    ("Phân công thực hiện", "", ""),
    ("Phân công trách nhiệm", "", ""),
    ("Trách nhiệm của các cơ quan, đơn vị:", "Các cơ quan, đơn vị", ""),
    ("Đối với UBND các xã, phường, thị trấn", "UBND các xã, phường, thị trấn", ""),
    ("Các nhiệm vụ trọng tâm", "", ""),
    ("Các cấp ủy đảng", "Các cấp ủy đảng", ""),
    ("Công tác phối hợp", "", ""),
    ("Cơ quan chủ trì", "", ""),
    ("Tổ chức bộ máy", "", ""),
    ("Thanh tra, kiểm tra", "", ""),
    ("Bộ máy hành chính", "", ""),
    ("Hội đồng nhân dân và Ủy ban nhân dân huyện", "Hội đồng nhân dân huyện | Ủy ban nhân dân huyện", ""),
    ("Các đơn vị khác", "Các đơn vị khác", ""),
    ("UBND xã Tam Thanh", "UBND xã Tam Thanh", ""),
    ("Thủ trưởng cơ quan, đơn vị", "Cơ quan, đơn vị", ""),
    ("Đảng viên, công chức gương mẫu thực hiện", "Đảng viên, công chức", ""),
    ("Sở hữu trí tuệ", "", ""),
    ("Ban Chỉ đạo và Tổ giúp việc", "Ban Chỉ đạo | Tổ giúp việc", ""),
    ("Thực hiện theo hướng dẫn của Sở Nội vụ", "", ""),
    ("Người đứng đầu chịu trách nhiệm", "", ""),
    ("Bố trí cán bộ phối hợp với Công an xã thu nhận hồ sơ", "", ""),
    ("Cử cán bộ tham gia lớp tập huấn do Sở Nội vụ chủ trì", "", ""),
    ("Chủ động phối hợp với các cơ quan truyền thông trong và ngoài tỉnh đăng tải tin bài", "", "Các cơ quan truyền thông trong và ngoài tỉnh"),
    ("Thông qua công tác phối hợp với các đơn vị, kịp thời phát hiện", "", ""),
    ("Xây dựng Quy chế phối hợp giữa Sở Nội vụ và UBND cấp huyện", "", ""),
    (
        "Chủ trì, phối hợp cùng các phòng có liên quan và Chi cục Thuế khu vực Tam Đường - Than Uyên",
        "",
        "Các phòng có liên quan | Chi cục Thuế khu vực Tam Đường - Than Uyên",
    ),
    ("Phối hợp với Học viện Hành chính Quốc gia mở lớp", "", "Học viện Hành chính Quốc gia"),
    ("Phối hợp với Trường Đại học Tây Bắc, Trường Cao đẳng Cộng đồng đào tạo", "", "Trường Đại học Tây Bắc | Trường Cao đẳng Cộng đồng"),
    ("Phối hợp với nhà trường, gia đình học sinh", "", "Nhà trường | Gia đình học sinh"),
    ("Phối hợp với cha mẹ học sinh tổ chức", "", "Cha mẹ học sinh"),
    ("Phối hợp với chính quyền địa phương tuyên truyền", "", "Chính quyền địa phương"),
    ("Phối hợp với người dân, doanh nghiệp khảo sát", "", "Người dân, doanh nghiệp"),
    ("Phối hợp với đồng chí Nguyễn Văn A kiểm tra", "", "Nguyễn Văn A"),
    ("Phối hợp với các cơ quan tư pháp, các cơ quan nội chính xử lý", "", "Các cơ quan tư pháp | Các cơ quan nội chính"),
    ("Phối hợp với Thanh tra tỉnh thanh tra công vụ", "", "Thanh tra tỉnh"),
    ("Phối hợp với Công an công khai kết quả", "", "Công an"),
    ("Phối hợp với các sở, ngành công bố TTHC", "", "Các sở, ngành"),
    ("Công tác tuyên truyền được đẩy mạnh", "", ""),
    ("Cán bộ làm công tác CCHC được tập huấn", "", ""),
    ("Bộ phận một cửa được trang bị hiện đại", "", ""),
    ("Trang bị máy tính cho Bộ phận một cửa", "", ""),
    ("Trường hợp quá hạn phải xin lỗi tổ chức, cá nhân", "", ""),
    ("Doanh nghiệp thành lập mới tăng 5%", "", ""),
    ("Người dân được cung cấp thông tin", "", ""),
    ("Học sinh tốt nghiệp đạt 98%", "", ""),
    ("Các văn bản ban hành đúng quy trình", "", ""),
    ("100% cơ quan, đơn vị thực hiện", "", ""),
    ("Các cuộc kiểm tra được tiến hành đúng kế hoạch", "", ""),
    ("Báo cáo kết quả về Sở Nội vụ", "", ""),
    ("Báo Đồng Tháp đăng tải tin bài", "Báo Đồng Tháp", ""),
    ("Đài hóa thân", "", ""),
    ("Phòng ngừa, ngăn chặn tham nhũng", "", ""),
    ("Sở giao dịch", "", ""),
    ("Hội thi tìm hiểu CCHC", "", ""),
    ("Tổ chức Đảng, đoàn thể vận động đoàn viên", "Tổ chức Đảng, đoàn thể", ""),
    ("Tổ chức các lớp tập huấn cho các cơ quan, đơn vị", "", ""),
    ("Bản đồ số hóa", "", ""),
    ("Cấp Giấy chứng nhận cho các hộ gia đình", "", ""),
    ("Cấp huyện: rà soát, sắp xếp", "Cấp huyện", ""),
    ("Cấp xã chủ động bố trí kinh phí", "Cấp xã", ""),
    ("Kiểm tra việc phối hợp với Công an tỉnh", "", ""),
    ("Chính phủ điện tử", "", ""),
    ("Chính quyền điện tử cấp huyện", "", ""),
    ("Đảng bộ trong sạch, vững mạnh", "", ""),
    ("Quỹ thi đua khen thưởng", "", ""),
    ("Đoàn viên, hội viên tham gia giám sát", "Đoàn viên, hội viên", ""),
    ("Thống kê, rà soát TTHC", "", ""),
    ("Thi hành án dân sự đạt chỉ tiêu", "", ""),
    ("Văn phòng điện tử", "", ""),
    ("Trung tâm dữ liệu được nâng cấp", "", ""),
    ("Cổng dịch vụ công quốc gia", "", ""),
    ("Ban hành, công bố danh mục", "", ""),
    ("Khoa học và công nghệ", "", ""),
    ("Viện phí", "", ""),
    ("Giao quyền tự chủ cho các đơn vị sự nghiệp", "", ""),
    ("Giao chỉ tiêu biên chế cho các cơ quan, đơn vị", "", ""),
    ("Yêu cầu vị trí việc làm", "", ""),
    ("Đề nghị cấp có thẩm quyền sửa đổi", "", ""),
    ("Đối với hồ sơ quá hạn, UBND cấp xã phải xin lỗi", "UBND cấp xã", ""),
    ("Nâng cao chất lượng phối hợp với các ngành", "", ""),
    ("Mời các chuyên gia", "", ""),
    ("Trong năm 2022, tổ chức 02 lớp tập huấn cho các xã", "", ""),
    ("Trong đó, tập trung vào các nhiệm vụ", "", ""),
    ("Để thực hiện mục tiêu trên, các cấp, các ngành cần tập trung", "Các cấp, các ngành", ""),
    ("Ngoài ra, Sở Nội vụ còn tổ chức", "Sở Nội vụ", ""),
    ("Theo dõi, đôn đốc các cơ quan, đơn vị, UBND các xã thực hiện", "", ""),
    ("Hướng dẫn các Sở, ban, ngành, UBND cấp huyện chủ trì tham mưu", "", ""),
    ("Tiếp tục phối hợp với Bưu điện tỉnh triển khai", "", "Bưu điện tỉnh"),
    ("Khen thưởng các cơ quan, đơn vị", "", ""),
    ("Định kỳ báo cáo Sở Nội vụ, UBND tỉnh", "", ""),
    ("Định kỳ hàng tháng, Sở Nội vụ, UBND tỉnh họp giao ban", "Sở Nội vụ | UBND tỉnh", ""),
    ("Thành lập Tổ công tác do Phó Chủ tịch UBND huyện làm Tổ trưởng", "", ""),
    ("Tỉnh chỉ đạo các huyện", "", ""),
    ("Huyện ủy, HĐND, UBND huyện tập trung chỉ đạo", "Huyện ủy | HĐND huyện | UBND huyện", ""),
    ("Từng cơ quan, đơn vị xây dựng kế hoạch", "Từng cơ quan, đơn vị", ""),
    ("Mỗi cán bộ, công chức nêu cao tinh thần trách nhiệm", "Mỗi cán bộ, công chức", ""),
    ("Mọi tổ chức, cá nhân có trách nhiệm tham gia", "Mọi tổ chức, cá nhân", ""),
    ("Toàn thể cán bộ, công chức nghiêm túc thực hiện", "Toàn thể cán bộ, công chức", ""),
    ("Tất cả các đơn vị đều phải báo cáo", "Tất cả các đơn vị", ""),
    ("Hội đồng Thi đua - Khen thưởng huyện xem xét", "Hội đồng Thi đua - Khen thưởng huyện", ""),
    ("Kinh phí do Sở Tài chính cấp", "", ""),
    ("Văn bản số 123/SNV-CCHC của Sở Nội vụ", "", ""),
    ("Sở Nội vụ; Sở Tài chính; Sở Tư pháp", "Sở Nội vụ | Sở Tài chính | Sở Tư pháp", ""),
    ("Sở Nội vụ.", "Sở Nội vụ", ""),
    ("SỞ NỘI VỤ", "SỞ NỘI VỤ", ""),
    ("CÁC SỞ, BAN, NGÀNH TỈNH", "CÁC SỞ, BAN, NGÀNH TỈNH", ""),
    ("UBND CÁC HUYỆN, THÀNH PHỐ", "UBND CÁC HUYỆN, THÀNH PHỐ", ""),
    ("ỦY BAN NHÂN DÂN CÁC XÃ, PHƯỜNG", "ỦY BAN NHÂN DÂN CÁC XÃ, PHƯỜNG", ""),
    ("Tổ kiểm tra công vụ chủ trì, phối hợp với Văn phòng Sở", "Tổ kiểm tra công vụ", "Văn phòng Sở"),
    ("Phối hợp với Bưu điện Mường Kha, Phòng Kinh tế bố trí", "", "Bưu điện Mường Kha | Phòng Kinh tế"),
    ("Phối hợp với UBND các xã, phường, đặc khu trong tỉnh chia sẻ", "", "UBND các xã, phường, đặc khu trong tỉnh"),
    ("Đoàn kết, phối hợp với các ngành", "", "Các ngành"),
]


@pytest.mark.parametrize(("text", "leads", "coordinators"), ASSIGNMENTS)
def test_the_words_say_who_leads_and_who_takes_part(text: str, leads: str, coordinators: str) -> None:
    made = draft(text)
    found = assignment(made, whole(made))
    assert (mentions(found.leads), mentions(found.coordinators)) == (nfc(leads), nfc(coordinators))
    assert (found.rule is not None) == bool(found.leads or found.coordinators)
    before = "Tiếp tục - "
    within = draft(f"{before}{text}\nSở Nội vụ.")
    found = assignment(within, Span(len(before), len(before) + len(nfc(text))))
    assert (mentions(found.leads), mentions(found.coordinators)) == (nfc(leads), nfc(coordinators))


HEADINGS = [
    ("Phòng Nội vụ", True),
    ("Giao phòng Tư pháp huyện:", True),
    ("Các phòng, ban chuyên môn; UBND các xã, thị trấn", True),
    ("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh và các tổ chức đoàn thể tỉnh; các cơ quan thuộc ngành dọc Trung ương tại tỉnh", True),
    ("Trách nhiệm của Sở Nội vụ", True),
    ("Đối với các sở, ban, ngành:", True),
    ("TRƯỜNG THPT NGUYỄN HUỆ", True),
    ("Văn phòng", True),
    ("Sở Tư pháp chủ trì, phối hợp với các Sở, Ban, ngành:", False),
    ("Đối với Chỉ số thành phần “Cải cách tài chính công”", False),
    ("Công tác chỉ đạo, điều hành", False),
    ("Tổ chức thực hiện", False),
    ("Cơ quan", False),
    ("", False),
]


@pytest.mark.parametrize(("heading", "only"), HEADINGS)
def test_a_heading_may_be_nothing_but_bodies(heading: str, only: bool) -> None:
    made = draft(heading)
    assert is_agency_heading(made, whole(made)) is only


def test_the_opening_says_where_its_bodies_end() -> None:
    made = draft("Giao Giám đốc Sở Nội vụ theo dõi, đôn đốc")
    agencies, end = opening_agencies(made, whole(made))
    assert mentions(agencies) == nfc("Sở Nội vụ")
    assert made.document.text[end:] == nfc(" theo dõi, đôn đốc")
    assert made.document.text[agencies[0].start : agencies[0].end] == nfc("Giám đốc Sở Nội vụ")


def test_a_stretch_keeps_to_its_borders() -> None:
    made = draft("Sở Y tế báo cáo. Phối hợp với Sở Nội vụ, Sở Tài chính")
    start = made.document.text.index(nfc("Phối"))
    found = assignment(made, Span(start, made.document.text.index(nfc(", Sở Tài"))))
    assert (found.leads, mentions(found.coordinators)) == ((), nfc("Sở Nội vụ"))


IDS = [
    ("Phòng Nội vụ", "phong-noi-vu", "Phòng Nội vụ"),
    ("phòng Nội vụ huyện", "phong-noi-vu", "Phòng Nội vụ huyện"),
    ("Phòng Nội vụ huyện Tam Đường", "phong-noi-vu", "Phòng Nội vụ huyện Tam Đường"),
    ("Văn phòng HĐND & UBND huyện", "van-phong-hoi-dong-nhan-dan-va-uy-ban-nhan-dan-huyen", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện"),
    ("Văn phòng HĐND-UBND huyện", "van-phong-hoi-dong-nhan-dan-va-uy-ban-nhan-dan-huyen", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện"),
    ("Báo Lạng Sơn", "bao-tinh", "Báo Lạng Sơn"),
    ("Bưu điện Mường Kha", "buu-dien-tinh", "Bưu điện Mường Kha"),
    ("Phòng Tài chính – Kế hoạch", "phong-tai-chinh-ke-hoach", "Phòng Tài chính - Kế hoạch"),
    ("Sở Khoa học công nghệ", "so-khoa-hoc-va-cong-nghe", "Sở Khoa học và Công nghệ"),
    ("Sở TT&TT", "so-thong-tin-va-truyen-thong", "Sở Thông tin và Truyền thông"),
    ("UBND tỉnh Lạng Sơn", "uy-ban-nhan-dan-tinh", "Ủy ban nhân dân tỉnh Lạng Sơn"),
    ("UBND thành phố Tam Kỳ", "uy-ban-nhan-dan-thanh-pho-thuoc-tinh", "Ủy ban nhân dân thành phố Tam Kỳ"),
    ("Các cơ quan, đơn vị", "cac-co-quan-don-vi", "Các cơ quan, đơn vị"),
    ("Trường THCS Bản Bo", "truong-trung-hoc-co-so-ban-bo", "Trường Trung học cơ sở Bản Bo"),
]


@pytest.mark.parametrize(("words", "known_as", "name"), IDS)
def test_one_body_has_one_id_however_it_is_written(words: str, known_as: str, name: str) -> None:
    resolved = resolve_agency(nfc(words))
    assert resolved.id == known_as
    assert resolved.name == nfc(name)


FULL_NAMES = [
    ("UBND HUYỆN TAM ĐƯỜNG", "Ủy ban nhân dân huyện Tam Đường"),
    ("ỦY BAN NHÂN DÂN TỈNH LẠNG SƠN", "Ủy ban nhân dân tỉnh Lạng Sơn"),
    ("ỦY BAN NHÂN DÂN\nHUYỆN BẮC ÁI", "Ủy ban nhân dân huyện Bắc Ái"),
    ("SỞ NỘI VỤ TỈNH QUẢNG NAM", "Sở Nội vụ tỉnh Quảng Nam"),
    ("UBND TP. TAM KỲ", "Ủy ban nhân dân thành phố Tam Kỳ"),
    ("ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH", "Ủy ban nhân dân thành phố Hồ Chí Minh"),
    ("BỘ NỘI VỤ", "Bộ Nội vụ"),
    ("Uỷ ban nhân dân xã Tam Thanh", "Ủy ban nhân dân xã Tam Thanh"),
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh"),
    ("TRƯỜNG THPT NGUYỄN HUỆ", "Trường Trung học phổ thông Nguyễn Huệ"),
]


@pytest.mark.parametrize(("written", "full"), FULL_NAMES)
def test_names_are_written_out_in_their_usual_letters(written: str, full: str) -> None:
    assert full_name(nfc(written)) == nfc(full)


def test_an_unknown_body_is_kept_and_trusted_less() -> None:
    made = draft("Sở Nội vụ, Trung tâm Thiên văn Sao Mai")
    known, unknown = list_agencies(made, whole(made))
    assert (unknown.kind, unknown.mention) == ("unknown", "Trung tâm Thiên văn Sao Mai")
    assert unknown.confidence < known.confidence


SAME = ["Chủ trì, phối hợp với Toà án nhân dân huyện, Uỷ ban nhân dân xã"]
SAME += ["Chủ  trì,\nphối  hợp với Tòa án\nnhân dân huyện, Ủy ban nhân dân  xã"]


@pytest.mark.parametrize("text", SAME)
def test_tone_style_and_white_space_make_no_difference(text: str) -> None:
    made = draft(text)
    assert [agency.id for agency in assignment(made, whole(made)).coordinators] == ["toa-an-nhan-dan-huyen", "uy-ban-nhan-dan-xa"]


PIECES = [
    "Sở Nội vụ",
    "các sở, ban, ngành",
    "UBND",
    "cấp huyện",
    "cấp xã",
    "Thủ trưởng",
    ", ",
    "; ",
    " và ",
    ":",
    "(",
    ")",
    "chủ trì",
    "phối hợp với",
    "giao ",
    "\n",
    "Đối với ",
]
PIECES += [
    "được giao",
    "tổ chức",
    "A" * 40,
    "trên địa bàn",
    "thuộc",
    "1.",
    "-",
    "Phòng Văn hóa",
    " xã Tam Đường",
    "Cơ quan chủ trì:",
    "căn cứ",
    "liên quan đến",
]


@given(st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join))
def test_every_body_is_grounded_in_its_stretch(text: str) -> None:
    made = draft(text)
    span = whole(made)
    found = assignment(made, span)
    for agency in (*found.leads, *found.coordinators, *list_agencies(made, span), *opening_agencies(made, span)[0]):
        assert 0 <= agency.start < agency.end <= span.end
        assert agency.mention
        assert agency.id
        assert 0 < agency.confidence <= 1


HOSTILE = ["Sở Nội vụ, ", "các ", "UBND cấp huyện, cấp xã, ", "(", "phối hợp với ", "A", "Thủ trưởng ", "thuộc các cơ quan "]
HOSTILE += ["Sở A chủ trì, ", "Các sở: ", "tổ chức ", "Văn phòng Ban ", "Phòng Quản lý chất lượng xây dựng ", " (Phòng Nội vụ, ", ", được kiểm tra", ": "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_ends(piece: str) -> None:
    made = draft(piece * 3000)
    assignment(made, whole(made))
    list_agencies(made, whole(made))
