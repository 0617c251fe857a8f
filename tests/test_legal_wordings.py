"""Wordings of plans, letters and decisions of 2005 to 2026, their references marked, and what each of them is.

An answer has the references in order, " | " between them, each with its symbol and, after "; ", its day, its locator ("Điều 14 khoản 5"),
its type, its relation, "by" its issuer, "about" its subject. Day and locator are none where they are not named; the others are not asked then.
"""

import pytest
import regex

from schemas.plan import LegalRef
from schemas.text import nfc
from tests.test_legal import MARK, refs_of

WORDINGS = [
    # bases
    ("Căn cứ «Luật Tổ chức chính quyền địa phương ngày 19/6/2015»;", "luật tổ chức chính quyền địa phương; 2015-06-19; basis; Luật"),
    (
        "Căn cứ «Luật Tổ chức chính quyền địa phương năm 2015»; «Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22/11/2019»;",
        "luật tổ chức chính quyền địa phương; basis | luật sửa đổi, bổ sung một số điều của luật tổ chức chính phủ và luật tổ chức chính quyền địa phương; 2019-11-22; basis",
    ),
    ("Căn cứ «Luật Tổ chức chính quyền địa phương số 65/2025/QH15»;", "65/2025/QH15; basis; Luật"),
    (
        "Căn cứ «Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ» ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030;",
        "76/NQ-CP; 2021-07-15; basis; by Chính phủ; about ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030",
    ),
    (
        "Thực hiện «Nghị quyết 30c/NQ-CP ngày 08/11/2011 của Chính phủ» về ban hành Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2011-2020;",
        "30C/NQ-CP; 2011-11-08; implements; by Chính phủ",
    ),
    (
        "Thực hiện «Quyết định số 225/QĐ-TTg ngày 04/02/2016 của Thủ tướng Chính phủ» phê duyệt Kế hoạch cải cách hành chính nhà nước giai đoạn 2016-2020,",
        "225/QĐ-TTg; 2016-02-04; implements; by Thủ tướng Chính phủ; about phê duyệt Kế hoạch cải cách hành chính nhà nước giai đoạn 2016-2020",
    ),
    (
        "Căn cứ «Chỉ thị số 07/CT-TTg ngày 19/5/2016 của Thủ tướng Chính phủ» về việc đẩy mạnh thực hiện Chương trình tổng thể CCHC nhà nước giai đoạn 2011-2020;",
        "07/CT-TTg; 2016-05-19; basis",
    ),
    (
        "Thực hiện «Chương trình hành động số 12-CTr/TU ngày 20/8/2021 của Ban Chấp hành Đảng bộ tỉnh» về chuyển đổi số;",
        "12-CTr/TU; 2021-08-20; implements; by Ban Chấp hành Đảng bộ tỉnh",
    ),
    ("Thực hiện «Kết luận số 18-KL/TU ngày 09/9/2022 của Ban Thường vụ Tỉnh ủy» về tiếp tục đẩy mạnh CCHC;", "18-KL/TU; 2022-09-09; implements"),
    ("Căn cứ «Nghị quyết số 45/2021/NQ-HĐND ngày 10/12/2021 của HĐND tỉnh» về phân bổ dự toán ngân sách;", "45/2021/NQ-HĐND; 2021-12-10; basis; by HĐND tỉnh"),
    (
        "Thực hiện «Thông báo số 135/TB-VPCP ngày 30/5/2022 của Văn phòng Chính phủ» về kết luận của Thủ tướng Chính phủ;",
        "135/TB-VPCP; 2022-05-30; implements; by Văn phòng Chính phủ",
    ),
    (
        "Thực hiện «Công văn số 5925/BNV-CCHC ngày 10/12/2020 của Bộ Nội vụ» về việc hướng dẫn xây dựng Kế hoạch cải cách hành chính;",
        "5925/BNV-CCHC; 2020-12-10; implements; Công văn",
    ),
    (
        "Thực hiện «Hướng dẫn số 03-HD/BTCTW ngày 15/5/2022 của Ban Tổ chức Trung ương» về biên chế;",
        "03-HD/BTCTW; 2022-05-15; implements; by Ban Tổ chức Trung ương; Hướng dẫn",
    ),
    (
        "Căn cứ «Nghị quyết số 1211/2016/UBTVQH13 ngày 25/5/2016 của Ủy ban Thường vụ Quốc hội» về tiêu chuẩn của đơn vị hành chính;",
        "1211/2016/UBTVQH13; 2016-05-25; basis; by Ủy ban Thường vụ Quốc hội; Nghị quyết",
    ),
    (
        "Căn cứ «Nghị quyết số 35/2023/UBTVQH15 ngày 12 tháng 7 năm 2023 của Ủy ban Thường vụ Quốc hội» về sắp xếp đơn vị hành chính cấp huyện, cấp xã;",
        "35/2023/UBTVQH15; 2023-07-12; basis",
    ),
    (
        "theo «Nghị quyết số 1672/NQ-UBTVQH15 ngày 16/6/2025 của Ủy ban Thường vụ Quốc hội» về việc sắp xếp các đơn vị hành chính cấp xã của tỉnh",
        "1672/NQ-UBTVQH15; 2025-06-16; implements",
    ),
    (
        "Căn cứ «Thông tư liên tịch số 55/2005/TTLT-BNV-VPCP ngày 06/5/2005 của Bộ Nội vụ và Văn phòng Chính phủ» hướng dẫn về thể thức và kỹ thuật trình bày văn bản;",
        "55/2005/TTLT-BNV-VPCP; 2005-05-06; basis; by Bộ Nội vụ và Văn phòng Chính phủ; Thông tư liên tịch",
    ),
    (
        "«Thông tư liên tịch số 71/2014/TTLT-BTC-BNV ngày 30/5/2014 của liên Bộ Tài chính - Bộ Nội vụ» quy định về chế độ tự chủ",
        "71/2014/TTLT-BTC-BNV; 2014-05-30; Thông tư liên tịch",
    ),
    ("Theo «Thông tư liên tịch số 01/2008/TTLT-VPCP-BTP-BNV» hướng dẫn", "01/2008/TTLT-VPCP-BTP-BNV; implements"),
    # lists
    (
        "Tiếp tục thực hiện các «Nghị định: số 63/2010/NĐ-CP ngày 08/6/2010»; «số 48/2013/NĐ-CP ngày 14/5/2013»; «số 92/2017/NĐ-CP ngày 07/8/2017 của Chính phủ» về kiểm soát TTHC.",
        "63/2010/NĐ-CP; 2010-06-08; implements | 48/2013/NĐ-CP; 2013-05-14; implements | 92/2017/NĐ-CP; 2017-08-07; implements",
    ),
    ("theo các «Nghị định số 63/2010/NĐ-CP», «48/2013/NĐ-CP» và «92/2017/NĐ-CP của Chính phủ»", "63/2010/NĐ-CP | 48/2013/NĐ-CP | 92/2017/NĐ-CP"),
    (
        "Triển khai «Nghị định số 24/2014/NĐ-CP», «số 37/2014/NĐ-CP» và «số 107/2020/NĐ-CP».",
        "24/2014/NĐ-CP; implements | 37/2014/NĐ-CP; implements | 107/2020/NĐ-CP; implements",
    ),
    ("các «Quyết định số 12», «13/QĐ-UBND ngày 05/01/2020 của UBND tỉnh»", "12/QĐ-UBND | 13/QĐ-UBND; 2020-01-05"),
    ("theo «Quyết định số 12/QĐ-UBND» và «số 13/QĐ-UBND ngày 05/01/2020»", "12/QĐ-UBND | 13/QĐ-UBND; 2020-01-05"),
    ("theo các «Quyết định số 15», «16», «17/2019/QĐ-UBND của UBND tỉnh»", "15/2019/QĐ-UBND | 16/2019/QĐ-UBND | 17/2019/QĐ-UBND"),
    (
        "Thực hiện các «Nghị quyết số 18-NQ/TW», «số 19-NQ/TW ngày 25/10/2017 của Hội nghị lần thứ sáu Ban Chấp hành Trung ương Đảng khóa XII»;",
        "18-NQ/TW; implements | 19-NQ/TW; 2017-10-25; implements",
    ),
    ("Tiếp tục thực hiện «Nghị quyết số 18» và «19-NQ/TW» về tinh gọn bộ máy.", "18-NQ/TW; implements | 19-NQ/TW; implements"),
    (
        "Tuyên truyền các «Luật: Tổ chức chính quyền địa phương», «Cán bộ, công chức», «Viên chức», «Phòng, chống tham nhũng».",
        "luật tổ chức chính quyền địa phương | luật cán bộ, công chức | luật viên chức | luật phòng, chống tham nhũng",
    ),
    ("Phổ biến các «Luật Khiếu nại», «Luật Tố cáo» và «Luật Tiếp công dân».", "luật khiếu nại | luật tố cáo | luật tiếp công dân"),
    ("theo quy định của «Luật Ngân sách nhà nước» và «Luật Đầu tư công»", "luật ngân sách nhà nước | luật đầu tư công"),
    (
        "Luật sửa: «Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức ngày 25/11/2019»",
        "luật sửa đổi, bổ sung một số điều của luật cán bộ, công chức và luật viên chức; 2019-11-25",
    ),
    (
        "thực hiện các «Thông tư số 01/2018/TT-VPCP ngày 23/11/2018», «số 02/2017/TT-VPCP ngày 31/10/2017 của Văn phòng Chính phủ»",
        "01/2018/TT-VPCP; 2018-11-23; implements | 02/2017/TT-VPCP; 2017-10-31; implements",
    ),
    ("(«Quyết định số 1959/QĐ-UBND», «Quyết định số 2020/QĐ-UBND», «Kế hoạch số 45/KH-UBND»)", "1959/QĐ-UBND | 2020/QĐ-UBND | 45/KH-UBND"),
    (
        "theo các «văn bản số 1234/UBND-NC ngày 01/3/2021», «số 2345/UBND-NC ngày 05/4/2021 của UBND tỉnh»",
        "1234/UBND-NC; 2021-03-01 | 2345/UBND-NC; 2021-04-05",
    ),
    ("các «Công văn: 123/SNV-CCHC», «124/SNV-CCHC», «125/SNV-TCBC của Sở Nội vụ»", "123/SNV-CCHC; Công văn | 124/SNV-CCHC | 125/SNV-TCBC"),
    ("thực hiện «Chỉ thị số 05-CT/TW» và «Kết luận số 21-KL/TW»", "05-CT/TW; implements | 21-KL/TW; implements"),
    (
        "theo «Nghị định 29/2023/NĐ-CP», «Nghị định 178/2024/NĐ-CP», «Nghị định 67/2025/NĐ-CP» về tinh giản biên chế",
        "29/2023/NĐ-CP | 178/2024/NĐ-CP | 67/2025/NĐ-CP",
    ),
    (
        "Thực hiện nghiêm các «Nghị định số 61/2018/NĐ-CP ngày 23/4/2018», «số 107/2021/NĐ-CP ngày 06/12/2021», «118/2025/NĐ-CP ngày 09/6/2025 của Chính phủ»",
        "61/2018/NĐ-CP; 2018-04-23 | 107/2021/NĐ-CP; 2021-12-06 | 118/2025/NĐ-CP; 2025-06-09",
    ),
    # short forms and back-references
    ("Thực hiện «Nghị quyết số 05-NQ/TU ngày 28/9/2021 của Tỉnh ủy». Cụ thể hóa «Nghị quyết số 05» nêu trên.", "05-NQ/TU; 2021-09-28 | 05-NQ/TU"),
    (
        "theo «Kế hoạch số 3941/KH-UBND ngày 03/8/2021 của UBND tỉnh»; báo cáo kết quả thực hiện «Kế hoạch 3941» về Sở Nội vụ.",
        "3941/KH-UBND; 2021-08-03 | 3941/KH-UBND",
    ),
    ("Tiếp tục thực hiện «Quyết định số 225 của Thủ tướng Chính phủ» về CCHC.", "225/QĐ-TTg; implements"),
    ("Tiếp tục thực hiện «Quyết định số 225 của Thủ tướng» về CCHC.", "225/QĐ-TTg; implements"),
    ("theo «Nghị quyết 30a của Chính phủ»", "30A/NQ-CP"),
    ("theo «Nghị quyết 57 của Bộ Chính trị» về khoa học, công nghệ", "57-NQ/TW"),
    ("Quán triệt «Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị»; đưa «Nghị quyết 57» vào cuộc sống.", "57-NQ/TW; 2024-12-22 | 57-NQ/TW"),
    ("Nghị định này có hiệu lực từ ngày 01/7/2025. Trong Nghị quyết này.", ""),
    ("Quyết định này thay cho các quy định trước đây; Thông tư trên hết hiệu lực; Kế hoạch này được gửi các cơ quan.", ""),
    ("Triển khai Chương trình tổng thể nêu trên và Đề án vị trí việc làm.", ""),
    ("Các cơ quan thực hiện theo Quyết định nêu trên và Công văn trên.", ""),
    ("Tổng kết 10 năm thực hiện «Nghị quyết số 26-NQ/TW của Ban Chấp hành Trung ương Đảng khóa X» về nông nghiệp", "26-NQ/TW; implements"),
    ("theo «Nghị định số 61/2018/NĐ-CP» (sau đây gọi tắt là «Nghị định số 61»)", "61/2018/NĐ-CP | 61/2018/NĐ-CP"),
    ("«Nghị định 61/2018 của Chính phủ» về một cửa", "61/2018/NĐ-CP"),
    ("theo «Nghị định số 45/2020 ngày 08/4/2020 của Chính phủ»", "45/2020/NĐ-CP; 2020-04-08"),
    ("theo «Thông tư 19/2018 của Bộ Giáo dục và Đào tạo»", "19/2018/TT-BGDĐT"),
    ("theo «Chỉ thị 05 của Bộ Chính trị» về học tập tư tưởng Hồ Chí Minh", "05-CT/TW"),
    ("«Chỉ thị số 34-CT/TW ngày 18/5/2019 của Bộ Chính trị»", "34-CT/TW; 2019-05-18"),
    # locators
    ("quy định tại khoản 5, Điều 14, «Nghị định số 61/2018/NĐ-CP» về một cửa", "61/2018/NĐ-CP; Điều 14 khoản 5"),
    ("quy định tại Điều 14, khoản 5 «Nghị định số 61/2018/NĐ-CP»", "61/2018/NĐ-CP; Điều 14 khoản 5"),
    (
        "theo quy định tại điểm a khoản 5 Điều 14 của «Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ»",
        "30/2020/NĐ-CP; 2020-03-05; Điều 14 khoản 5 điểm a",
    ),
    ("quy định tại khoản 2 và khoản 3 Điều 7 «Nghị định số 138/2020/NĐ-CP»", "138/2020/NĐ-CP; Điều 7 khoản 2, 3"),
    ("quy định tại các điểm a, b và c khoản 1 Điều 9 «Luật Cán bộ, công chức»", "luật cán bộ, công chức; Điều 9 khoản 1 điểm a, b, c"),
    ("quy định tại Điều 10, Điều 11 và Điều 12 «Thông tư số 01/2018/TT-VPCP»", "01/2018/TT-VPCP; Điều 10, 11, 12"),
    ("theo các Điều 5, 6 và 7 «Nghị định 45/2020/NĐ-CP»", "45/2020/NĐ-CP; Điều 5, 6, 7"),
    ("«Nghị định số 61/2018/NĐ-CP» (Điều 14, khoản 5)", "61/2018/NĐ-CP; Điều 14 khoản 5"),
    ("theo «Nghị định số 61/2018/NĐ-CP» tại khoản 5 Điều 14", "61/2018/NĐ-CP; Điều 14 khoản 5"),
    ("theo Khoản 1, Điều 3 của «Luật Khiếu nại năm 2011»", "luật khiếu nại; Điều 3 khoản 1"),
    ("tại mục 3 Phần II «Chỉ thị số 16/CT-TTg»", "16/CT-TTg"),
    ("theo Khoản 4 Điều 1 «Nghị định số 92/2017/NĐ-CP»", "92/2017/NĐ-CP; Điều 1 khoản 4"),
    ("theo khoản 1, 2, 3 Điều 4 «Nghị định số 20/2008/NĐ-CP»", "20/2008/NĐ-CP; Điều 4 khoản 1, 2, 3"),
    ("theo điểm đ khoản 2 Điều 15a «Nghị định số 161/2018/NĐ-CP»", "161/2018/NĐ-CP; Điều 15a khoản 2 điểm đ"),
    ("từ Điều 5 đến Điều 9 «Nghị định số 42/2022/NĐ-CP»", "42/2022/NĐ-CP; Điều 5-9"),
    # the Party
    ("Thực hiện «Nghị quyết số 39-NQ/TW, ngày 17/4/2015 của Bộ Chính trị» về tinh giản biên chế;", "39-NQ/TW; 2015-04-17; implements; by Bộ Chính trị"),
    ("Thực hiện «Nghị quyết số 39 - NQ/TW» về tinh giản", "39-NQ/TW; implements"),
    ("«Kết luận số 74-KL/TW ngày 22/5/2020 của Bộ Chính trị»", "74-KL/TW; 2020-05-22"),
    ("«Quy định số 69-QĐ/TW ngày 06/7/2022 của Bộ Chính trị» về kỷ luật tổ chức đảng", "69-QĐ/TW; 2022-07-06; Quy định"),
    ("«Quy định số 37-QĐ/TW ngày 25/10/2021» về những điều đảng viên không được làm", "37-QĐ/TW; 2021-10-25; Quy định"),
    ("«Nghị quyết số 03-NQ/ĐU ngày 12/01/2023 của Đảng ủy xã Hòa Bình»", "03-NQ/ĐU; 2023-01-12; by Đảng ủy xã Hòa Bình"),
    ("«Kế hoạch số 25-KH/HU ngày 04/4/2018 của Ban Thường vụ Huyện ủy»", "25-KH/HU; 2018-04-04"),
    ("«Công văn số 1234-CV/TU ngày 02/02/2021 của Tỉnh ủy»", "1234-CV/TU; 2021-02-02; Công văn"),
    ("«Đề án số 02-ĐA/TU ngày 11/11/2019 của Tỉnh ủy» về sắp xếp bộ máy", "02-ĐA/TU; 2019-11-11; Đề án"),
    ("theo «Thông báo số 20-TB/HU ngày 10/01/2020» và «Thông báo Kết luận số 55-TB/TU»", "20-TB/HU; 2020-01-10 | 55-TB/TU"),
    ("«Quy chế số 08-QC/TU ngày 05/5/2021»", "08-QC/TU; 2021-05-05; Quy chế"),
    ("Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX, nhiệm kỳ 2020 - 2025 và Nghị quyết HĐND tỉnh", ""),
    # joint papers, ministries, schools, councils
    (
        "Căn cứ «Thông tư số 32/2018/TT-BGDĐT ngày 26/12/2018 của Bộ trưởng Bộ Giáo dục và Đào tạo» ban hành Chương trình giáo dục phổ thông;",
        "32/2018/TT-BGDĐT; 2018-12-26; basis; by Bộ trưởng Bộ Giáo dục và Đào tạo",
    ),
    (
        "Căn cứ «Công văn số 2345/BGDĐT-GDTH ngày 07/6/2021 của Bộ GDĐT» về xây dựng kế hoạch giáo dục của nhà trường cấp tiểu học;",
        "2345/BGDĐT-GDTH; 2021-06-07; basis; by Bộ GDĐT",
    ),
    ("Căn cứ «Công văn số 5512/BGDĐT-GDTrH ngày 18 tháng 12 năm 2020»", "5512/BGDĐT-GDTrH; 2020-12-18; basis; Công văn"),
    (
        "Thực hiện «Kế hoạch số 45/KH-PGDĐT ngày 05/9/2022 của Phòng Giáo dục và Đào tạo huyện Mộc Châu» về nhiệm vụ năm học 2022-2023;",
        "45/KH-PGDĐT; 2022-09-05; implements; by Phòng Giáo dục và Đào tạo huyện Mộc Châu",
    ),
    ("«Quyết định số 56/QĐ-THCSNT ngày 10/9/2023 của Trường THCS Nguyễn Trãi»", "56/QĐ-THCSNT; 2023-09-10"),
    ("«Kế hoạch số 12/KH-MNHS ngày 01/10/2021 của Trường Mầm non Hoa Sen»", "12/KH-MNHS; 2021-10-01; by Trường Mầm non Hoa Sen"),
    ("«Quyết định số 2233/QĐ-BTC ngày 15/10/2018 của Bộ Tài chính»", "2233/QĐ-BTC; 2018-10-15"),
    ("«Thông tư số 08/2019/TT-BNV ngày 05/6/2019 của Bộ trưởng Bộ Nội vụ»", "08/2019/TT-BNV; 2019-06-05"),
    (
        "«Quyết định số 27/2021/QĐ-UBND ngày 15/9/2021 của Ủy ban nhân dân thành phố Hà Nội» ban hành Quy định",
        "27/2021/QĐ-UBND; 2021-09-15; by Ủy ban nhân dân thành phố Hà Nội",
    ),
    ("«Công điện số 280/CĐ-TTg ngày 19/4/2023 của Thủ tướng Chính phủ» về chấn chỉnh", "280/CĐ-TTg; 2023-04-19; Công điện"),
    ("«Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ» phê duyệt Đề án phát triển ứng dụng dữ liệu", "06/QĐ-TTg; 2022-01-06"),
    ("«Chỉ thị số 12/CT-UBND ngày 03/6/2020 của Chủ tịch UBND tỉnh Quảng Ninh»", "12/CT-UBND; 2020-06-03; by Chủ tịch UBND tỉnh Quảng Ninh"),
    ("«Báo cáo số 245/BC-SNV ngày 30/11/2022 của Sở Nội vụ»", "245/BC-SNV; 2022-11-30; Báo cáo"),
    ("Xét đề nghị của Sở Nội vụ tại «Tờ trình số 512/TTr-SNV ngày 20/12/2021»", "512/TTr-SNV; 2021-12-20; Tờ trình"),
    ("«Tờ trình số 12/TTr-PNV ngày 05 tháng 01 năm 2019 của Trưởng phòng Nội vụ»", "12/TTr-PNV; 2019-01-05"),
    ("theo «Hướng dẫn số 1234/HD-SNV ngày 12/11/2019 của Sở Nội vụ»", "1234/HD-SNV; 2019-11-12"),
    ("«Quyết định số 1085/QĐ-TTg ngày 15/9/2022 của Thủ tướng Chính phủ» ban hành Kế hoạch rà soát, đơn giản hóa TTHC nội bộ", "1085/QĐ-TTg; 2022-09-15"),
    ("«Quyết định số 876/QĐ-BNV ngày 10/11/2022»", "876/QĐ-BNV; 2022-11-10"),
    ("«Công văn 1234/UBND-KSTT»", "1234/UBND-KSTT; Công văn"),
    ("tại «văn bản số 678/VPCP-KSTT ngày 30/01/2019 của Văn phòng Chính phủ»", "678/VPCP-KSTT; 2019-01-30"),
    ("theo «số 2189/UBND-TH ngày 03/3/2021 của UBND tỉnh»", "2189/UBND-TH; 2021-03-03; Công văn"),
    ("«Lệnh số 11/2019/L-CTN»", "11/2019/L-CTN"),
    (
        "Căn cứ «Nghị quyết số 27/2022/QH15» và «Nghị quyết số 190/2025/QH15 ngày 19/02/2025 của Quốc hội»",
        "27/2022/QH15; basis | 190/2025/QH15; 2025-02-19; basis; by Quốc hội",
    ),
    ("Căn cứ «Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15 ngày 10/11/2022»", "10/2022/QH15; 2022-11-10; basis"),
    ("theo «Luật số 80/2015/QH13» và «Luật số 63/2020/QH14»", "80/2015/QH13 | 63/2020/QH14"),
    ("«Bộ luật Lao động năm 2019»", "bộ luật lao động; Bộ luật"),
    ("«Hiến pháp năm 2013»", "hiến pháp"),
    ("theo quy định của pháp luật; Luật hiện hành; Luật này; các luật có liên quan", ""),
    # slips
    ("Căn cứ «Nghị định số 61/2018/NÐ-CP ngày 23/4/2018 của Chính phủ»", "61/2018/NĐ-CP; 2018-04-23; basis"),
    ("Căn cứ «Quyết định số 1O85/QĐ-TTg ngày 15/9/2022»", "1085/QĐ-TTg; 2022-09-15; basis"),
    ("theo «Nghị định số 6l/2018/NĐ-CP»", "61/2018/NĐ-CP"),
    ("theo «Nghị định số 6I/2018/NĐ-CP»", "61/2018/NĐ-CP"),
    ("theo «Nghị định số 61/2018/NĐ CP ngày 23/4/2018»", "61/2018/NĐ-CP; 2018-04-23"),
    ("theo «Nghị định số 61/2018/NĐ- CP ngày 23/4/2018»", "61/2018/NĐ-CP; 2018-04-23"),
    ("theo «Nghị định số 61/2018/NĐCP»", "61/2018/NĐ-CP"),
    ("theo «Nghị định số 61 /2018/ NĐ - CP»", "61/2018/NĐ-CP"),
    ("theo «Quyết định số 225/QÐ-TTg»", "225/QĐ-TTg"),
    ("theo «Quyết định số 225/QĐTTg»", "225/QĐ-TTg"),
    ("theo «Quyết định số 225/QD-TTg»", "225/QĐ-TTg"),
    ("theo «Quyết định số 225/QĐ-TTG»", "225/QĐ-TTg"),
    ("theo «Quyết định số 225/QĐ.TTg»", "225/QĐ-TTg"),
    ("theo «Quyết định số 225/ QĐ-TTg»", "225/QĐ-TTg"),
    ("theo «Quyết định số: 225/QĐ-TTg»", "225/QĐ-TTg"),
    ("theo «Quyết định sô 225/QĐ-TTg»", "225/QĐ-TTg"),
    ("theo «Nghị quyết số l7/NQ-CP»", "17/NQ-CP"),
    ("theo «Kế hoạch số 12/KH-ƯBND»", "12/KH-UBND"),
    ("theo «Kế hoạch số 12/KH-UBNĐ»", "12/KH-UBND"),
    ("theo «Quyết định số 12/QĐ-UBNDngày 05/01/2020»", "12/QĐ-UBND; 2020-01-05"),
    ("theo «Nghị quyết số 05 -NQ/TU»", "05-NQ/TU"),
    ("theo «Nghị quyết số 05/NQ-TU»", "05/NQ-TU"),
    ("theo «Nghị định số 106/2203/NĐ-CP ngày 10/9/2020 của Chính phủ»", "106/2020/NĐ-CP; 2020-09-10"),
    ("theo «Thông tư số 02/2017/TT- VPCP ngày 31/10/2017»", "02/2017/TT-VPCP; 2017-10-31"),
    ("theo «Nghị định số 45/2O20/NĐ-CP»", "45/2020/NĐ-CP"),
    ("theo «Nghị định số 61/2018 /NĐ-CP ngày 23 / 4 / 2018»", "61/2018/NĐ-CP; 2018-04-23"),
    ("«Nghi định số 61/2018/NĐ-CP ngày 23/4/2018 của Chinh phủ»", "61/2018/NĐ-CP; 2018-04-23; by Chính phủ"),
    ("«Nghị định số 61/2018/NĐ-CP ngày 23/4/20l8 của Chính phủ»", "61/2018/NĐ-CP; 2018-04-23; by Chính phủ"),
    ("«Nghị định số 61/2018/N Đ-CP»", "61/2018/NĐ-CP"),
    ("«Quyết định số 1O5/QĐ-UBND ngày O5/01/2020»", "105/QĐ-UBND; 2020-01-05"),
    ("«Nghị quyết số 76/NQ-CP ngày 15/7/2021 cùa Chính phủ»", "76/NQ-CP; 2021-07-15; by Chính phủ"),
    ("«Nghị quyết số 76/NQ-CP, ngày 15/07/2021 ,của Chính phủ»", "76/NQ-CP; 2021-07-15; by Chính phủ"),
    ("«Kế hoạch sổ 12/KH-UBND»; «Kế hoạch só 13/KH-UBND»", "12/KH-UBND | 13/KH-UBND"),
    ("«Quyết định số 12/QĐ—UBND»; «Quyết định số 13/QĐ_UBND»", "12/QĐ-UBND | 13/QĐ-UBND"),
    ("«Nghị định số 61/20l8/NĐ-CP»", "61/2018/NĐ-CP"),
    ("«Công văn số 12 /UBND - NC ngày 05/01/2020»", "12/UBND-NC; 2020-01-05"),
    ("«Kế hoạch số 12/KH -UBND», «Kế hoạch số 12 / KH- UBND»", "12/KH-UBND | 12/KH-UBND"),
    ("«Kế hoạch số 118-KH/ HU ngày 11/4/2018», «Kế hoạch số 118- KH/HU»", "118-KH/HU; 2018-04-11 | 118-KH/HU"),
    ("«Nghị quyết số 18-NQ-TW của Bộ Chính trị»", "18-NQ/TW"),
    ("«Nghị định số 61 /2018/NĐ-CP\nngày 23 tháng 4\nnăm 2018 của Chính\nphủ» về", "61/2018/NĐ-CP; 2018-04-23; by Chính phủ"),
    ("«NGHỊ QUYẾT SỐ 76/NQ-CP NGÀY 15/7/2021 CỦA CHÍNH PHỦ»", "76/NQ-CP; 2021-07-15; by CHÍNH PHỦ"),
    # relations
    ("xây dựng văn bản thay thế «Quyết định số 10/2015/QĐ-UBND ngày 05/5/2015 của UBND tỉnh»", "10/2015/QĐ-UBND; 2015-05-05; replaces"),
    ("bãi bỏ «Quyết định số 10/2015/QĐ-UBND»", "10/2015/QĐ-UBND; repeals"),
    (
        "«Nghị định số 108/2020/NĐ-CP ngày 14/9/2020 của Chính phủ» sửa đổi, bổ sung một số điều của «Nghị định số 37/2014/NĐ-CP ngày 05/5/2014 của Chính phủ»",
        "108/2020/NĐ-CP; 2020-09-14; amends | 37/2014/NĐ-CP; 2014-05-05; amended",
    ),
    ("«Nghị định số 61/2018/NĐ-CP» được sửa đổi, bổ sung bởi «Nghị định số 107/2021/NĐ-CP»", "61/2018/NĐ-CP; amended | 107/2021/NĐ-CP; amends"),
    ("«Nghị định số 61/2018/NĐ-CP» (đã được sửa đổi, bổ sung tại «Nghị định số 107/2021/NĐ-CP»)", "61/2018/NĐ-CP; amended | 107/2021/NĐ-CP; amends"),
    ("Hủy bỏ «Quyết định số 05/QĐ-UBND»", "05/QĐ-UBND; repeals"),
    ("«Quyết định số 05/QĐ-UBND» hết hiệu lực kể từ ngày ký", "05/QĐ-UBND; repeals"),
    ("Kế hoạch này thay thế «Kế hoạch số 12/KH-UBND ngày 05/01/2020»", "12/KH-UBND; 2020-01-05; replaces"),
    ("«Quyết định số 20/2019/QĐ-UBND» thay thế «Quyết định số 10/2015/QĐ-UBND»", "20/2019/QĐ-UBND; cites | 10/2015/QĐ-UBND; replaces"),
    ("Sửa đổi «Quyết định số 20/2019/QĐ-UBND» cho phù hợp", "20/2019/QĐ-UBND; amended"),
    ("Trên cơ sở «Kế hoạch số 45/KH-UBND của UBND tỉnh», UBND huyện xây dựng kế hoạch", "45/KH-UBND; basis"),
    ("Quán triệt, triển khai «Chỉ thị số 23/CT-TTg ngày 02/9/2021 của Thủ tướng Chính phủ»", "23/CT-TTg; 2021-09-02; implements"),
    ("Tham mưu sơ kết 05 năm thực hiện «Chỉ thị số 26/CT-TTg»", "26/CT-TTg; implements"),
    ("theo quy định tại «Nghị định số 91/2017/NĐ-CP»", "91/2017/NĐ-CP; cites"),
    ("theo tinh thần «Nghị quyết số 18-NQ/TW»", "18-NQ/TW; implements"),
    ("Bộ Chỉ số được ban hành kèm theo «Quyết định số 1149/QĐ-BNV ngày 30/12/2020 của Bộ Nội vụ»", "1149/QĐ-BNV; 2020-12-30; cites"),
    ("đã được phê duyệt tại «Quyết định số 34/QĐ-UBND ngày 12/01/2023 của UBND huyện»", "34/QĐ-UBND; 2023-01-12; cites"),
    ("Chấm dứt hiệu lực của «Quyết định số 34/QĐ-UBND»", "34/QĐ-UBND; repeals"),
    ("Thực hiện «Nghị định số 61/2018/NĐ-CP»; sửa đổi «Quyết định số 12/2016/QĐ-UBND»", "61/2018/NĐ-CP; implements | 12/2016/QĐ-UBND; amended"),
    ("theo «Nghị định số 61/2018/NĐ-CP», tham mưu sửa đổi «Quyết định số 12/2016/QĐ-UBND»", "61/2018/NĐ-CP; implements | 12/2016/QĐ-UBND; amended"),
    ("«Quyết định số 12/QĐ-UBND» được thay thế bằng «Quyết định số 45/QĐ-UBND»", "12/QĐ-UBND; replaces | 45/QĐ-UBND; cites"),
    (
        "«Nghị định số 158/2018/NĐ-CP» thay thế «Nghị định số 55/2012/NĐ-CP» và «Nghị định số 83/2006/NĐ-CP»",
        "158/2018/NĐ-CP; cites | 55/2012/NĐ-CP; replaces | 83/2006/NĐ-CP; replaces",
    ),
    ("«Nghị định số 115/2020/NĐ-CP» (sửa đổi, bổ sung tại «Nghị định số 85/2023/NĐ-CP»)", "115/2020/NĐ-CP; amended | 85/2023/NĐ-CP; amends"),
    ("«Nghị định số 29/2023/NĐ-CP» và «Nghị định số 154/2025/NĐ-CP» quy định về tinh giản biên chế", "29/2023/NĐ-CP; cites | 154/2025/NĐ-CP; cites"),
    ("hướng dẫn thực hiện «Thông tư số 08/2023/TT-BTC»", "08/2023/TT-BTC; implements"),
    ("tổ chức triển khai thực hiện nghiêm túc, có hiệu quả «Chỉ thị số 10/CT-TTg ngày 22/4/2019»", "10/CT-TTg; 2019-04-22; implements"),
    ("nhằm cụ thể hóa các nhiệm vụ nêu trong «Kế hoạch số 45/KH-UBND»", "45/KH-UBND"),
    ("báo cáo sơ kết việc thực hiện «Kế hoạch số 45/KH-UBND»", "45/KH-UBND; implements"),
    ("Căn cứ vào «Kế hoạch số 45/KH-UBND ngày 02/02/2020 của UBND huyện» và tình hình thực tế", "45/KH-UBND; 2020-02-02; basis"),
    (
        "Căn cứ các «Quyết định của UBND tỉnh: số 12/QĐ-UBND ngày 02/01/2020» về giao biên chế; «số 15/QĐ-UBND ngày 05/01/2020» về giao dự toán;",
        "12/QĐ-UBND; 2020-01-02; basis | 15/QĐ-UBND; 2020-01-05; basis",
    ),
    (
        "Căn cứ các «Nghị quyết của Hội đồng nhân dân tỉnh: số 10/NQ-HĐND», «11/NQ-HĐND» và «12/NQ-HĐND ngày 10/12/2020»;",
        "10/NQ-HĐND; basis | 11/NQ-HĐND; basis | 12/NQ-HĐND; 2020-12-10; basis",
    ),
    (
        "các «Quyết định số 1959», «1960» và «1961/QĐ-UBND cùng ngày 05/6/2020 của UBND tỉnh»",
        "1959/QĐ-UBND; 2020-06-05 | 1960/QĐ-UBND; 2020-06-05 | 1961/QĐ-UBND; 2020-06-05",
    ),
    ("«Quyết định số 12/QĐ-UBND» và «số 13/QĐ-UBND cùng ngày 05/01/2020»", "12/QĐ-UBND; 2020-01-05 | 13/QĐ-UBND; 2020-01-05"),
    ("các «Thông tư số 11», «12», «13/2014/TT-BNV»", "11/2014/TT-BNV | 12/2014/TT-BNV | 13/2014/TT-BNV"),
    (
        "«Chỉ thị số 23-CT/TW ngày 09/02/2018 của Ban Bí thư Trung ương Đảng khóa XII»; «Kế hoạch số 67-KH/TU ngày 12/4/2018 của Tỉnh ủy Sơn La»",
        "23-CT/TW; 2018-02-09; by Ban Bí thư Trung ương Đảng khóa XII | 67-KH/TU; 2018-04-12; by Tỉnh ủy Sơn La",
    ),
    ("«Quyết định số 1299-QĐ/TU ngày 05/6/2021 của Ban Thường vụ Tỉnh ủy»", "1299-QĐ/TU; 2021-06-05; Quyết định"),
    ("«Quyết định số 99-QĐ/TW», «Quy định số 205-QĐ/TW ngày 23/9/2019»", "99-QĐ/TW; Quyết định | 205-QĐ/TW; 2019-09-23; Quy định"),
    ("«Kế hoạch số 03-KH/BTCTU», «Hướng dẫn số 12-HD/BTGTU», «Công văn số 456-CV/BTCHU»", "03-KH/BTCTU | 12-HD/BTGTU | 456-CV/BTCHU"),
    ("«Kế hoạch số 21-KH/ĐU ngày 08/02/2022 của Đảng ủy phường Tân Lập», «Nghị quyết số 09-NQ/ĐUK»", "21-KH/ĐU; 2022-02-08 | 09-NQ/ĐUK"),
    ("«Nghị quyết số 02-NQ/ThU ngày 06/8/2020 của Thị ủy»", "02-NQ/THU; 2020-08-06"),
    ("«Kế hoạch số 88-KH/QU», «Kế hoạch số 88-KH/BCSĐ ngày 11/3/2021 của Ban cán sự đảng UBND tỉnh»", "88-KH/QU | 88-KH/BCSĐ; 2021-03-11"),
    ("«Kế hoạch số 12/KH-BCĐ389», «Kế hoạch số 45/KH-BCĐCĐS ngày 12/3/2024 của Ban Chỉ đạo chuyển đổi số tỉnh»", "12/KH-BCĐ389 | 45/KH-BCĐCĐS; 2024-03-12"),
    ("«Quyết định số 1234/QĐ-SGDĐT-TCCB»", "1234/QĐ-SGDĐT-TCCB"),
    ("«Công văn số 234/PGDĐT-THCS ngày 2/2/2023»; «Công văn số 33/UBND ngày 3/2/2023»", "234/PGDĐT-THCS; 2023-02-02 | 33/UBND; 2023-02-03; Công văn"),
    ("«Công văn số 1024/CV-UBND», «Công văn số 12/CV-THCSTP ngày 12/9/2021»", "1024/CV-UBND | 12/CV-THCSTP; 2021-09-12"),
    ("«Thông báo số 12/TB-HĐTD ngày 1/2/2020 của Hội đồng tuyển dụng viên chức»", "12/TB-HĐTD; 2020-02-01"),
    ("«Kế hoạch số 01/KH-TrTH ngày 10/9/2022 của Trường Tiểu học Lê Lợi»", "01/KH-TRTH; 2022-09-10"),
    ("«Quyết định số 1112/QĐ-CTUBND ngày 12/5/2011 của Chủ tịch UBND tỉnh»", "1112/QĐ-CTUBND; 2011-05-12"),
    ("«Quyết định số 45/2008/QĐ-UB»; «Quyết định số 12/QĐ-CTN»; «Chỉ thị số 05/2010/CT-UBND»", "45/2008/QĐ-UB | 12/QĐ-CTN | 05/2010/CT-UBND"),
    ("«Nghị quyết liên tịch số 09/2008/NQLT-CP-UBTƯMTTQVN ngày 17/4/2008»", "09/2008/NQLT-CP-UBTƯMTTQVN; 2008-04-17; Nghị quyết liên tịch"),
    ("«Chương trình phối hợp số 05/CTrPH-SNV-BTĐKT ngày 3/3/2017»", "05/CTRPH-SNV-BTĐKT; 2017-03-03; Chương trình phối hợp"),
    ("«Quy chế phối hợp số 01/QCPH-SNV-CAT ngày 04/5/2020»", "01/QCPH-SNV-CAT; 2020-05-04; Quy chế phối hợp"),
    ("«Văn bản hợp nhất số 15/VBHN-VPQH ngày 7/12/2020»", "15/VBHN-VPQH; 2020-12-07; Văn bản hợp nhất"),
    ("thực hiện «Công điện 724/CĐ-TTg» và «Thông báo 123/TB-UBND»", "724/CĐ-TTg; implements | 123/TB-UBND; implements"),
    # subjects end where the clause does
    (
        "Triển khai «Quyết định số 1819/QĐ-TTg ngày 26/10/2015 của Thủ tướng Chính phủ» phê duyệt Chương trình quốc gia về ứng dụng CNTT; hoàn thành kết nối mạng.",
        "1819/QĐ-TTg; 2015-10-26; about phê duyệt Chương trình quốc gia về ứng dụng CNTT",
    ),
    (
        "Thực hiện «Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ» về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết TTHC và «Thông tư số 01/2018/TT-VPCP ngày 23/11/2018 của Văn phòng Chính phủ» hướng dẫn thi hành.",
        "61/2018/NĐ-CP; 2018-04-23; about về thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết TTHC | 01/2018/TT-VPCP; 2018-11-23; about hướng dẫn thi hành",
    ),
    (
        "Căn cứ «Công văn số 12/SNV-CCHC ngày 05/01/2021 của Sở Nội vụ» V/v xây dựng kế hoạch CCHC năm 2021, UBND huyện ban hành kế hoạch",
        "12/SNV-CCHC; 2021-01-05; basis; about V/v xây dựng kế hoạch CCHC năm 2021",
    ),
    ("Theo «Quyết định số 45/QĐ-UBND ngày 06/01/2021» các đơn vị báo cáo kết quả", "45/QĐ-UBND; 2021-01-06"),
    (
        "Thực hiện «Kế hoạch số 11/KH-UBND ngày 15/01/2020 của UBND tỉnh» về CCHC năm 2020, Phòng Nội vụ tham mưu UBND huyện ban hành kế hoạch.",
        "11/KH-UBND; 2020-01-15; about về CCHC năm 2020",
    ),
    # what is none, and standards
    ("Tỷ lệ hồ sơ đúng hạn đạt 95/100, 12/12 xã, 24/7, tỷ lệ 1/3; điểm 8/10; ngày 01/5, 30/4.", ""),
    ("Dịch vụ công mức độ 3/4; hộp thư 12/A; nhà số 45/2 đường Trần Phú; xe biển số 29A-12345.", ""),
    ("Giai đoạn 2021-2025, quý I/2022, tháng 6/2022, năm học 2022-2023, Khối thi đua số 3.", ""),
    ("Thành lập Tổ công tác số 2; Biểu mẫu số 01/CCHC; Mẫu số 02 kèm theo; Phụ lục số III.", ""),
    ("Sử dụng hệ thống quản lý chất lượng theo «TCVN ISO 9001:2015»", "TCVN ISO 9001:2015; TCVN"),
    ("theo «TCVN ISO/IEC 27001:2019»", "TCVN ISO/IEC 27001:2019"),
    ("ban hành Quyết định công bố danh mục; Kế hoạch năm 2022; Nghị quyết Trung ương 6 khóa XII", ""),
    ("Ban hành Kế hoạch số .../KH-UBND ngày .../.../2022", ""),
    ("Kế hoạch số 02 của trường về dạy học", ""),
    # 2025 and 2026
    (
        "Căn cứ «Nghị định số 150/2025/NĐ-CP ngày 12 tháng 6 năm 2025 của Chính phủ» quy định tổ chức các cơ quan chuyên môn thuộc UBND cấp tỉnh, UBND cấp xã;",
        "150/2025/NĐ-CP; 2025-06-12; basis",
    ),
    ("Căn cứ «Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội» về việc sắp xếp đơn vị hành chính cấp tỉnh;", "202/2025/QH15; 2025-06-12; basis"),
    (
        "Thực hiện «Kết luận số 137-KL/TW ngày 28/3/2025», «Kết luận số 150-KL/TW ngày 14/4/2025 của Bộ Chính trị, Ban Bí thư»",
        "137-KL/TW; 2025-03-28; implements | 150-KL/TW; 2025-04-14; implements",
    ),
    (
        "Thực hiện «Nghị định số 118/2025/NĐ-CP» và «Nghị định số 367/2025/NĐ-CP ngày 31/12/2025 của Chính phủ»",
        "118/2025/NĐ-CP; implements | 367/2025/NĐ-CP; 2025-12-31; implements",
    ),
    ("theo «Quyết định số 2229/QĐ-TTg» và «Công điện số 201/CĐ-TTg»", "2229/QĐ-TTg | 201/CĐ-TTg"),
    ("Thực hiện «Kế hoạch số 15/KH-UBND ngày 10/7/2025 của UBND phường Tân An»", "15/KH-UBND; 2025-07-10; implements; by UBND phường Tân An"),
    ("Căn cứ «Luật Cán bộ, công chức ngày 24 tháng 6 năm 2025»", "luật cán bộ, công chức; 2025-06-24; basis"),
    (
        "Căn cứ «Luật Ban hành văn bản quy phạm pháp luật ngày 19/02/2025», «Luật sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật ngày 25/6/2025»",
        "luật ban hành văn bản quy phạm pháp luật; 2025-02-19; basis | luật sửa đổi, bổ sung một số điều của luật ban hành văn bản quy phạm pháp luật; 2025-06-25; basis",
    ),
    # 2005 to 2012
    (
        "Căn cứ «Quyết định số 181/2003/QĐ-TTg ngày 04/9/2003 của Thủ tướng Chính phủ» ban hành Quy chế thực hiện cơ chế “một cửa”;",
        "181/2003/QĐ-TTg; 2003-09-04; basis",
    ),
    ("Căn cứ «Quyết định số 93/2007/QĐ-TTg ngày 22-6-2007 của Thủ tướng Chính phủ»", "93/2007/QĐ-TTg; 2007-06-22; basis"),
    ("Thực hiện «Nghị quyết số 53/2007/NQ-CP ngày 07.11.2007 của Chính phủ»", "53/2007/NQ-CP; 2007-11-07; implements"),
    ("«Chỉ thị 32/2006/CT-TTg ngày 7 tháng 9 năm 2006»", "32/2006/CT-TTg; 2006-09-07"),
    ("«Nghị định 43/2006/NĐ-CP» và «Nghị định 130/2005/NĐ-CP»", "43/2006/NĐ-CP | 130/2005/NĐ-CP"),
    ("«Quyết định số 136/2001/QĐ-TTg ngày 17/9/2001»", "136/2001/QĐ-TTg; 2001-09-17"),
    ("Thực hiện «Quyết định số 09/2015/QĐ-TTg ngày 25-3-2015»", "09/2015/QĐ-TTg; 2015-03-25; implements"),
    # other wordings
    ("theo nội dung «Công văn số 100/UBND-NC, ngày 15/02/2019, của UBND tỉnh»", "100/UBND-NC; 2019-02-15; by UBND tỉnh"),
    ("theo «Quyết định của Thủ tướng Chính phủ số 225/QĐ-TTg ngày 04/02/2016»", "225/QĐ-TTg; 2016-02-04"),
    ("theo «Quyết định của UBND tỉnh (số 1234/QĐ-UBND ngày 05/6/2018)»", "1234/QĐ-UBND; 2018-06-05"),
    ("«Nghị định của Chính phủ số 61/2018/NĐ-CP»", "61/2018/NĐ-CP"),
    ("«Nghị định số 61/2018/NĐ-CP của Chính phủ ngày 23/4/2018» về một cửa", "61/2018/NĐ-CP; 2018-04-23; by Chính phủ"),
    ("(«QĐ số 225/QĐ-TTg ngày 04/02/2016»)", "225/QĐ-TTg; 2016-02-04; Quyết định"),
    ("theo «NĐ 61/2018/NĐ-CP»", "61/2018/NĐ-CP; Nghị định"),
    ("theo «NQ số 76/NQ-CP»", "76/NQ-CP; Nghị quyết"),
    ("(theo «61/2018/NĐ-CP»)", "61/2018/NĐ-CP; Nghị định"),
    ("theo «KH số 12/KH-UBND»", "12/KH-UBND; Kế hoạch"),
    ("theo «CV số 123/SNV-CCHC»", "123/SNV-CCHC; Công văn"),
    ("Quy chế làm việc ban hành kèm theo «Quyết định 05/2016/QĐ-UBND»", "05/2016/QĐ-UBND"),
    ("«Chương trình số 05/CTr-UBND ngày 02/3/2021»", "05/CTr-UBND; 2021-03-02; Chương trình"),
    ("«Đề án số 123/ĐA-UBND ngày 30/6/2017 của UBND tỉnh»", "123/ĐA-UBND; 2017-06-30; Đề án"),
    ("«Giấy mời số 12/GM-UBND»", "12/GM-UBND; Giấy mời"),
    ("«Phương án số 04/PA-UBND ngày 02/4/2020»", "04/PA-UBND; 2020-04-02; Phương án"),
    ("«Thông báo số 08/TB-SNV ngày 3/1/2020»", "08/TB-SNV; 2020-01-03"),
    ("«Kế hoạch liên tịch số 05/KHLT-SNV-SGDĐT ngày 11/3/2019»", "05/KHLT-SNV-SGDĐT; 2019-03-11"),
    ("«Kế hoạch phối hợp số 123/KHPH-SNV-LĐLĐ»", "123/KHPH-SNV-LĐLĐ"),
    (
        "«Nghị quyết liên tịch số 403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN ngày 15/6/2017»",
        "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN; 2017-06-15; Nghị quyết liên tịch",
    ),
    ("«Quyết định 2618/QĐ-BNNMT»", "2618/QĐ-BNNMT"),
    # laws in a list
    (
        "Tuyên truyền các «Luật: Tổ chức chính quyền địa phương», «Cán bộ, công chức», «Viên chức», «Phòng, chống tham nhũng».",
        "luật tổ chức chính quyền địa phương | luật cán bộ, công chức | luật viên chức | luật phòng, chống tham nhũng",
    ),
    (
        "phổ biến các «Luật Cán bộ, công chức», «Viên chức», «Tổ chức chính quyền địa phương» đến cán bộ",
        "luật cán bộ, công chức | luật viên chức | luật tổ chức chính quyền địa phương",
    ),
    ("triển khai các «luật: Đất đai», «Nhà ở» và «Kinh doanh bất động sản»;", "luật đất đai | luật nhà ở | luật kinh doanh bất động sản"),
    (
        "Thực hiện «Luật Phòng, chống tham nhũng», «Luật Thực hành tiết kiệm, chống lãng phí», «Luật Khiếu nại», «Luật Tố cáo»",
        "luật phòng, chống tham nhũng | luật thực hành tiết kiệm, chống lãng phí | luật khiếu nại | luật tố cáo",
    ),
    ("theo quy định của «Luật Giáo dục 2019» và «Luật Trẻ em 2016»", "luật giáo dục | luật trẻ em"),
    (
        "«Luật Ban hành văn bản quy phạm pháp luật số 80/2015/QH13 ngày 22/6/2015» và «Luật số 63/2020/QH14» sửa đổi, bổ sung một số điều của Luật Ban hành văn bản quy phạm pháp luật",
        "80/2015/QH13; 2015-06-22 | 63/2020/QH14",
    ),
    ("thi hành «Pháp lệnh Ưu đãi người có công với cách mạng»", "pháp lệnh ưu đãi người có công với cách mạng"),
    ("tư vấn pháp luật, trợ giúp pháp lý, Ngày Pháp luật Việt Nam, Đoàn Luật sư", ""),
    # whole clauses
    (
        "Căn cứ «Nghị định số 64/2007/NĐ-CP ngày 10 tháng 4 năm 2007 của Chính phủ» về ứng dụng công nghệ thông tin trong hoạt động của cơ quan nhà nước;",
        "64/2007/NĐ-CP; 2007-04-10; basis; about về ứng dụng công nghệ thông tin trong hoạt động của cơ quan nhà nước",
    ),
    (
        "Căn cứ «Quyết định số 749/QĐ-TTg ngày 03/6/2020 của Thủ tướng Chính phủ» về việc phê duyệt “Chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030”;",
        "749/QĐ-TTg; 2020-06-03; basis; about về việc phê duyệt “Chương trình Chuyển đổi số quốc gia đến năm 2025, định hướng đến năm 2030”",
    ),
    (
        "Thực hiện «Nghị quyết số 52-NQ/TW ngày 27/9/2019 của Bộ Chính trị» về một số chủ trương, chính sách chủ động tham gia cuộc Cách mạng công nghiệp lần thứ tư; «Nghị quyết số 50/NQ-CP ngày 17/4/2020 của Chính phủ» ban hành Chương trình hành động thực hiện «Nghị quyết số 52-NQ/TW»;",
        "52-NQ/TW; 2019-09-27; implements | 50/NQ-CP; 2020-04-17; implements | 52-NQ/TW; implements",
    ),
    ("«Nghị quyết số 19-2017/NQ-CP ngày 06/02/2017 của Chính phủ» về cải thiện môi trường kinh doanh", "19-2017/NQ-CP; 2017-02-06"),
    ("theo Kế hoạch thanh tra, kiểm tra năm 2020 được phê duyệt tại «Quyết định số 1820/QĐ-UBND ngày 02/12/2019»", "1820/QĐ-UBND; 2019-12-02; cites"),
    ("Triển khai Đề án “Nâng cao chất lượng đội ngũ” theo «Quyết định 163/QĐ-TTg, ngày 25/01/2016»", "163/QĐ-TTg; 2016-01-25; implements"),
    (
        "Thực hiện Cuộc vận động theo «Chỉ thị số 05-CT/TW, ngày 15-5-2016, của Bộ Chính trị» về “Đẩy mạnh học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh”",
        "05-CT/TW; 2016-05-15; implements; by Bộ Chính trị",
    ),
    ("Nghị quyết Trung ương 4 khóa XII, Nghị quyết Đại hội XIII của Đảng, Nghị quyết Trung ương 6 (khóa XII)", ""),
    ("Phê duyệt kế hoạch số lượng 12/15 UBND xã và 24/24 trường học", ""),
    ("hỗ trợ 50.000 đồng/người/tháng; 10/2020-12/2020; đạt 98,5%/KH-2020", ""),
    ("(Theo mẫu số 01/BC-CCHC kèm theo Công văn này)", ""),
    ("Biểu số 02/BC-NV về báo cáo biên chế", ""),
    ("theo Phụ lục II «Nghị định số 30/2020/NĐ-CP»", "30/2020/NĐ-CP; implements"),
    ("theo mẫu quy định tại Phụ lục III kèm theo «Nghị định số 30/2020/NĐ-CP»", "30/2020/NĐ-CP; cites"),
    ("điểm 2 Mục I «Chỉ thị số 17/CT-TTg»", "17/CT-TTg; điểm 2"),
    ("theo quy định tại Khoản 1 Điều 1 và Khoản 2, Khoản 3 Điều 2 của «Nghị định số 113/2018/NĐ-CP»", "113/2018/NĐ-CP; Điều 1, 2 khoản 1, 2, 3"),
    ("các khoản 1, 2 và 3 Điều 25, «Nghị định số 161/2018/NĐ-CP»", "161/2018/NĐ-CP; Điều 25 khoản 1, 2, 3"),
    ("quy định tại điểm b, khoản 3, Điều 8 và Điều 9, «Thông tư 01/2018/TT-VPCP»", "01/2018/TT-VPCP; Điều 8, 9 khoản 3 điểm b"),
    ("theo khoản 2, điều 5, chương II, «Quyết định số 12/2016/QĐ-UBND»", "12/2016/QĐ-UBND; Điều 5 khoản 2"),
    ("Sửa đổi Điều 3 «Quyết định số 12/2016/QĐ-UBND»", "12/2016/QĐ-UBND; Điều 3; amended"),
    ("bãi bỏ khoản 2 Điều 5 «Quyết định số 12/2016/QĐ-UBND»", "12/2016/QĐ-UBND; Điều 5 khoản 2; repeals"),
    ("Căn cứ Điều 4 «Luật Ngân sách nhà nước»", "luật ngân sách nhà nước; Điều 4; basis"),
    # what a number alone goes back to
    (
        "«Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ»; theo «Nghị quyết 76» và «Nghị quyết số 76» nêu trên; theo «NQ 76»",
        "76/NQ-CP; 2021-07-15 | 76/NQ-CP | 76/NQ-CP | 76/NQ-CP",
    ),
    (
        "«Công văn số 1234/UBND-NC ngày 02/02/2020 của UBND tỉnh»; báo cáo theo «Công văn số 1234» và «Công văn số 1234 ngày 02/02/2020»",
        "1234/UBND-NC; 2020-02-02 | 1234/UBND-NC | 1234/UBND-NC; 2020-02-02",
    ),
    (
        "«Nghị định số 61/2018/NĐ-CP ngày 23/4/2018»; «Nghị định số 61/2018»; «Nghị định 61»; «NĐ 61»",
        "61/2018/NĐ-CP; 2018-04-23 | 61/2018/NĐ-CP | 61/2018/NĐ-CP | 61/2018/NĐ-CP",
    ),
    ("«Quyết định số 1234/QĐ-UBND ngày 02/02/2020» (sau đây gọi là «Quyết định 1234»)", "1234/QĐ-UBND; 2020-02-02 | 1234/QĐ-UBND"),
    ("theo «Kế hoạch số 45 của UBND tỉnh»", "45/KH-UBND"),
    ("theo «Kế hoạch số 45 ngày 02/3/2020 của UBND tỉnh»", "45/KH-UBND; 2020-03-02"),
    ("theo «Chỉ thị số 16 của Thủ tướng Chính phủ» về phòng, chống dịch COVID-19", "16/CT-TTg"),
    ("thực hiện Kế hoạch 12 tháng; Chương trình 30 phút; Quyết định 3 nội dung; Thông báo 05 lần; Kế hoạch 2 năm", ""),
    ("Kế hoạch 135 triệu đồng; Công văn 12 trang", ""),
    ("tại Kế hoạch 1; Chương trình 135, Chương trình 30a", ""),
    ("Kế hoạch 2022; Nghị quyết 2021; Chương trình 2020", ""),
    # standards, back-references, places, numbers that are none
    (
        "áp dụng «TCVN ISO 9001-2015», «TCVN ISO 9001 : 2008», «TCVN ISO: 9001-2008», «TCVN 9001:2015»",
        "TCVN ISO 9001:2015 | TCVN ISO 9001:2008 | TCVN ISO 9001:2008 | TCVN ISO 9001:2015",
    ),
    ("theo «TCVN 6909:2001» về bộ mã ký tự chữ Việt; «TCVN 13567-1:2022»", "TCVN 6909:2001 | TCVN 13567-1:2022"),
    ("«ISO 27001», «ISO/IEC 27001:2022», chứng nhận ISO; ISO điện tử", "TCVN ISO 27001 | TCVN ISO/IEC 27001:2022"),
    (
        "Năm học 2022-2023 thực hiện «Thông tư số 22/2021/TT-BGDĐT ngày 20/7/2021», «Thông tư 27/2020/TT-BGDĐT»; đánh giá theo «Thông tư 22», «Thông tư 27»",
        "22/2021/TT-BGDĐT; 2021-07-20; implements | 27/2020/TT-BGDĐT; implements | 22/2021/TT-BGDĐT; implements | 27/2020/TT-BGDĐT; implements",
    ),
    ("(«Công văn số 5512/BGDĐT-GDTrH»), sinh hoạt chuyên môn theo «Công văn 5512»", "5512/BGDĐT-GDTRH | 5512/BGDĐT-GDTRH; implements"),
    ("Lịch: 8h00 ngày 12/3; tổ 3/KP2; 15/7-UBND tổ chức lễ", ""),
    ("thủ tục số 2.000815; 1.003622.000.00.00.H34", ""),
    ("Văn thư: số đi 123, số đến 456; 12 kế hoạch, 05 quyết định, 03 công văn", ""),
    ("Đã ban hành 12 Quyết định, 03 Kế hoạch 2020", ""),
    ("Quyết định số: …/QĐ-UBND ngày …/…/2021 của UBND huyện", ""),
    ("Quyết định số      /QĐ-UBND ngày    tháng    năm 2021", ""),
    ("Kèm theo Kế hoạch số        /KH-UBND", ""),
    ("Nghị quyết HĐND huyện; Nghị quyết Đảng ủy; Chỉ thị của Thủ tướng; Luật và các văn bản", ""),
    (
        "theo «Nghị quyết số 10/2022/NQ-HĐND của HĐND tỉnh» quy định mức chi; «Nghị quyết số 11/2022/NQ-HĐND» quy định chính sách",
        "10/2022/NQ-HĐND; implements | 11/2022/NQ-HĐND; implements",
    ),
    ("Nguồn: «Quyết định 749/QĐ-TTg»", "749/QĐ-TTg"),
    (
        "theo «Quyết định số 749/QĐ-TTg», «số 942/QĐ-TTg» và «số 411/QĐ-TTg của Thủ tướng Chính phủ»",
        "749/QĐ-TTg; implements | 942/QĐ-TTg; implements | 411/QĐ-TTg; implements",
    ),
    (
        "«Quyết định số 31/2021/QĐ-TTg ngày 11 tháng 10 năm 2021 của Thủ tướng Chính phủ» về việc ban hành Quy chế quản lý, vận hành, khai thác Cổng Dịch vụ công quốc gia",
        "31/2021/QĐ-TTg; 2021-10-11; about về việc ban hành Quy chế quản lý, vận hành, khai thác Cổng Dịch vụ công quốc gia",
    ),
    ("giải quyết TTHC theo khoản 1 Điều 5 và Điều 9 của «Quyết định số 31/2021/QĐ-TTg»", "31/2021/QĐ-TTg; Điều 5, 9 khoản 1"),
    ("Điều 9 «Luật Cán bộ, công chức» và Điều 14 «Luật Viên chức»", "luật cán bộ, công chức; Điều 9 | luật viên chức; Điều 14"),
    (
        "khoản 1 Điều 3 «Thông tư số 01/2021/TT-VPCP», khoản 2 Điều 4 «Nghị định số 09/2019/NĐ-CP ngày 24/01/2019»",
        "01/2021/TT-VPCP; Điều 3 khoản 1 | 09/2019/NĐ-CP; 2019-01-24; Điều 4 khoản 2",
    ),
    (
        "chế độ báo cáo theo «Nghị định số 09/2019/NĐ-CP», «Thông tư số 01/2020/TT-VPCP» và «Quyết định số 23/2019/QĐ-UBND của UBND tỉnh» quy định chế độ báo cáo định kỳ",
        "09/2019/NĐ-CP; implements | 01/2020/TT-VPCP; implements | 23/2019/QĐ-UBND; implements",
    ),
    ("«Kế hoạch số 43/KH-BCĐ ngày 15/02/2023 của Ban Chỉ đạo CCHC tỉnh»", "43/KH-BCĐ; 2023-02-15; by Ban Chỉ đạo CCHC tỉnh"),
    ("Căn cứ «Công văn số 1234/SNV-CCHC&VTLT ngày 12/12/2022 của Sở Nội vụ tỉnh Lào Cai»", "1234/SNV-CCHC&VTLT; 2022-12-12; basis; by Sở Nội vụ tỉnh Lào Cai"),
    ("Căn cứ «Hướng dẫn số 56/HD-LĐLĐ ngày 01/11/2021 của Liên đoàn Lao động tỉnh»", "56/HD-LĐLĐ; 2021-11-01; basis; by Liên đoàn Lao động tỉnh"),
    (
        "Căn cứ «Quyết định số 12/2010/QĐ-UBND ngày 10/3/2010 của Ủy ban nhân dân tỉnh Lâm Đồng» V/v ban hành quy định",
        "12/2010/QĐ-UBND; 2010-03-10; basis; by Ủy ban nhân dân tỉnh Lâm Đồng; about V/v ban hành quy định",
    ),
    (
        "Căn cứ «Quyết định số 2345/QĐ-UBND ngày 10/3/2019 của UBND thị xã Phú Thọ» thành lập Ban Chỉ đạo",
        "2345/QĐ-UBND; 2019-03-10; basis; by UBND thị xã Phú Thọ",
    ),
    ("theo «Quyết định số 2345/QĐ-UBND ngày 10/3/2019 của UBND quận 3» về việc", "2345/QĐ-UBND; 2019-03-10; by UBND quận 3"),
    ("theo «Kế hoạch số 45/KH-UBND ngày 10/3/2019 của UBND Thành phố Hồ Chí Minh» về", "45/KH-UBND; 2019-03-10; by UBND Thành phố Hồ Chí Minh"),
    ("theo «Kế hoạch số 45/KH-UBND ngày 10/3/2019 của UBND tỉnh Bà Rịa - Vũng Tàu» về", "45/KH-UBND; 2019-03-10; by UBND tỉnh Bà Rịa - Vũng Tàu"),
    ("theo «Kế hoạch số 45/KH-UBND ngày 10/3/2019 của UBND tỉnh Thừa Thiên Huế», các sở, ngành", "45/KH-UBND; 2019-03-10; by UBND tỉnh Thừa Thiên Huế"),
    (
        "«Thông tư số 10/2019/TT-BNV ngày 02/8/2019 của Bộ trưởng Bộ Nội vụ» sửa đổi, bổ sung một số điều của «Thông tư số 08/2011/TT-BNV» và «Thông tư số 06/2014/TT-BNV»",
        "10/2019/TT-BNV; 2019-08-02; amends | 08/2011/TT-BNV; amended | 06/2014/TT-BNV; amended",
    ),
    (
        "Bãi bỏ các «Quyết định: số 12/2010/QĐ-UBND ngày 10/3/2010», «số 13/2010/QĐ-UBND ngày 11/3/2010 của UBND tỉnh»",
        "12/2010/QĐ-UBND; 2010-03-10; repeals | 13/2010/QĐ-UBND; 2010-03-11; repeals",
    ),
    ("Đề nghị bãi bỏ «Nghị quyết số 12/2010/NQ-HĐND» do không còn phù hợp với «Luật Đầu tư»", "12/2010/NQ-HĐND; repeals | luật đầu tư; cites"),
    ("rà soát để sửa đổi, bổ sung hoặc thay thế «Quyết định số 12/2010/QĐ-UBND»", "12/2010/QĐ-UBND; replaces"),
    (
        "ban hành văn bản triển khai «Nghị định số 107/2020/NĐ-CP» và «Nghị định số 108/2020/NĐ-CP ngày 14/9/2020 của Chính phủ» ngay sau khi có hướng dẫn",
        "107/2020/NĐ-CP; implements | 108/2020/NĐ-CP; 2020-09-14; implements",
    ),
    ("Thực hiện nhiệm vụ tại «Công điện số 01/CĐ-TTg», trong đó chú trọng «Chỉ thị số 08/CT-TTg»", "01/CĐ-TTg; implements | 08/CT-TTg"),
    ("không trái với «Nghị định số 24/2014/NĐ-CP»", "24/2014/NĐ-CP; cites"),
    ("phù hợp với «Nghị định số 24/2014/NĐ-CP»", "24/2014/NĐ-CP; cites"),
    ("đảm bảo đúng «Nghị định số 24/2014/NĐ-CP»", "24/2014/NĐ-CP; cites"),
    ("thuộc phạm vi điều chỉnh của «Luật Đấu thầu 2023»", "luật đấu thầu; cites"),
    (
        "tinh giản biên chế theo các «Nghị định số 108/2014/NĐ-CP», «113/2018/NĐ-CP», «143/2020/NĐ-CP»",
        "108/2014/NĐ-CP; implements | 113/2018/NĐ-CP; implements | 143/2020/NĐ-CP; implements",
    ),
    ("hỗ trợ theo «Nghị quyết số 68/NQ-CP», «Quyết định số 23/2021/QĐ-TTg» (đợt 2)", "68/NQ-CP; implements | 23/2021/QĐ-TTg; implements"),
    ("«Chương trình hành động số 05-CTHĐ/HU ngày 20/10/2021»", "05-CTHĐ/HU; 2021-10-20; Chương trình"),
    ("«Quyết định số 01-QĐ/BCĐ», «Kế hoạch số 02-KH/BCĐ»", "01-QĐ/BCĐ | 02-KH/BCĐ"),
    ("«Quyết định số 1148-QĐ/TU» ngày hôm nay", "1148-QĐ/TU"),
    ("«Thông báo số 124-TB/VPTU ngày 01/8/2023»", "124-TB/VPTU; 2023-08-01"),
    ("«Kế hoạch số 20 -KH/TU», «Kế hoạch số 20– KH/TU»", "20-KH/TU | 20-KH/TU"),
    ("«Nghị quyết số 57 – NQ/TW»; «Nghị quyết số 57- NQ /TW»", "57-NQ/TW | 57-NQ/TW"),
    (
        "căn cứ «Nghị quyết số 193/2025/QH15 ngày 19 tháng 02 năm 2025 của Quốc hội» về thí điểm; «Nghị định số 88/2025/NĐ-CP ngày 13/4/2025»",
        "193/2025/QH15; 2025-02-19; basis | 88/2025/NĐ-CP; 2025-04-13; basis",
    ),
    (
        "«Nghị định số 178/2024/NĐ-CP ngày 31/12/2024 của Chính phủ» (sửa đổi, bổ sung bởi «Nghị định số 67/2025/NĐ-CP ngày 15/3/2025»)",
        "178/2024/NĐ-CP; 2024-12-31; amended | 67/2025/NĐ-CP; 2025-03-15; amends",
    ),
    ("«Luật Tổ chức chính quyền địa phương số 72/2025/QH15»", "72/2025/QH15"),
    (
        "thi hành «Luật Xử lý vi phạm hành chính» và «Nghị định số 118/2021/NĐ-CP»; tổng kết «Luật Hòa giải ở cơ sở»",
        "luật xử lý vi phạm hành chính; implements | 118/2021/NĐ-CP; implements | luật hòa giải ở cơ sở",
    ),
    ("Luật sư, luật gia, hiểu biết luật pháp; luật chơi; Luật hóa các quy định", ""),
    ("xây dựng Luật; dự án Luật; kỷ luật; Luật, Pháp lệnh mới ban hành", ""),
    ("Công ty Luật TNHH; Khoa Luật Trường Đại học", ""),
]

RELATIONS = {"basis", "implements", "amends", "replaces", "repeals", "amended", "cites"}
DAY = regex.compile(r"\d{4}-\d\d-\d\d")
PART = regex.compile(r"(điểm|khoản|Điều) ((?:(?!\s(?:điểm|khoản|Điều))[^;|])+)")


def asked(answer: str) -> dict[str, object]:
    """What an answer says of one reference."""
    symbol, *fields = answer.split("; ")
    wanted: dict[str, object] = {"symbol": symbol.upper(), "issued_on": None, "locator": None}
    for field in fields:
        if DAY.fullmatch(field):
            wanted["issued_on"] = field
        elif PART.match(field):
            wanted["locator"] = {kind.lower(): value for kind, value in PART.findall(field)}
        elif field in RELATIONS:
            wanted["relation"] = field
        elif field.startswith("by "):
            wanted["issuer"] = field.removeprefix("by ")
        elif field.startswith("about "):
            wanted["title"] = field.removeprefix("about ")
        else:
            wanted["type"] = field
    return wanted


def found(ref: LegalRef, fields: set[str]) -> dict[str, object]:
    """What was found of a reference, as an answer says it."""
    day = ref.issued_on and ref.issued_on.isoformat()
    return {field: {"symbol": ref.symbol.upper(), "issued_on": day}.get(field, getattr(ref, field)) for field in fields}


@pytest.mark.parametrize(("line", "answers"), WORDINGS, ids=lambda value: value[:60])
def test_wording(line: str, answers: str) -> None:
    line = nfc(line)
    wanted = [asked(answer) for answer in filter(None, nfc(answers).split(" | "))]
    refs = refs_of(MARK.sub("", line))
    assert [ref.text for ref in refs] == [" ".join(quote.split()) for quote in regex.findall("«([^»]*)»", line)]
    assert [found(ref, set(want)) for ref, want in zip(refs, wanted, strict=True)] == wanted
