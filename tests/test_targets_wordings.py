"""What plans of all levels and subjects write of figures: a line a case, with the answer of the annotation guide beside it.

An answer names status (t is aimed at, r reached), comparator, value, unit, change and indicator of each figure; ``-`` is none.
"""

import pytest

from schemas.plan import SectionKind, Target
from schemas.text import fold
from tests.test_targets import read

AIMS = """
Tối thiểu 95% hồ sơ thủ tục hành chính được giải quyết đúng và trước hạn. => t >= 95 % - tthc_on_time
Ít nhất 60% dịch vụ công trực tuyến toàn trình có phát sinh hồ sơ. => t >= 60 % - online_services
Tỷ lệ hồ sơ trễ hạn không quá 1% tổng số hồ sơ tiếp nhận. => t <= 1 % - tthc_on_time
Không dưới 85% người dân hài lòng về sự phục vụ của cơ quan hành chính. => t >= 85 % - sipas
Phấn đấu đạt 90 điểm trở lên trong bảng xếp hạng Chỉ số cải cách hành chính của tỉnh. => t >= 90 điểm - par_index
Phấn đấu Chỉ số PAPI của tỉnh tăng ít nhất 2 bậc so với năm 2022. => t >= 2 bậc increase papi
Chỉ số PCI của tỉnh thuộc nhóm 10 tỉnh dẫn đầu cả nước. => t <= 10 hạng - pci
Chỉ số PCI phấn đấu đứng trong tốp 20 của cả nước. => t <= 20 hạng - pci
Chỉ số CCHC của huyện nằm trong top 3 của tỉnh. => t <= 3 hạng - par_index_rank
Phấn đấu xếp hạng Chỉ số cải cách hành chính trong nhóm 5 đơn vị dẫn đầu khối các sở, ban, ngành. => t <= 5 hạng - par_index_rank
Năng suất lao động đến năm 2025 gấp 2 lần so với năm 2020. => t = 2 lần - -
Thu nhập bình quân đầu người đạt 65 triệu đồng/người/năm. => t = 65 triệu đồng - -
Tỷ lệ hộ nghèo theo chuẩn nghèo đa chiều giảm còn dưới 5%. => t < 5 % - -
Giảm tỷ lệ hộ nghèo từ 1,5% - 2%/năm. => t range 1.5-2 % decrease -
Tỷ lệ hộ nghèo giảm bình quân 1,5%/năm. => t = 1.5 % decrease -
Phấn đấu 100% (12/12) xã có đường ô tô đến trung tâm được nhựa hóa. => t = 100 % - -
9/9 xã, thị trấn hoàn thành chuyển đổi sang TCVN ISO 9001:2015. => t = 9 xã, thị trấn - iso_9001
Có thêm ít nhất 02 xã đạt chuẩn nông thôn mới nâng cao. => t >= 2 xã increase -
Xây dựng thành công 01 xã đạt chuẩn nông thôn mới kiểu mẫu. => t = 1 xã - -
Bình quân toàn huyện đạt 17,5 tiêu chí/xã. => t = 17.5 tiêu chí - -
Tỷ lệ dân số tham gia bảo hiểm y tế đạt 95,15%. => t = 95.15 % - -
Số giường bệnh/10.000 dân đạt 32 giường. => t = 32 giường - -
Số bác sĩ trên 10.000 dân đạt 10,5 bác sĩ. => t = 10.5 bác sĩ - -
Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân giảm còn 9,5%. => t = 9.5 % - -
Tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ đạt trên 95%. => t > 95 % - -
Tỷ lệ lao động qua đào tạo đạt 65%, trong đó có bằng cấp, chứng chỉ đạt 28%. => t = 65 % - - ; t = 28 % - -
Giải quyết việc làm mới cho 15.000 lao động. => t = 15000 lao động - -
Tạo việc làm mới cho khoảng 2.500 - 3.000 lao động mỗi năm. => t range 2500-3000 lao động - -
Tổng thu ngân sách nhà nước trên địa bàn đạt 350 tỷ đồng, tăng 12% so với thực hiện năm 2022. => t = 350 tỷ đồng - - ; t = 12 % increase -
Tốc độ tăng trưởng GRDP đạt 7,5 - 8%. => t range 7.5-8 % - -
Tốc độ tăng trưởng kinh tế (GRDP) đạt từ 8% trở lên. => t >= 8 % - -
Tỷ lệ đô thị hóa đạt khoảng 35%. => t = 35 % - -
Tỷ lệ che phủ rừng duy trì ổn định ở mức 55%. => t = 55 % - -
Trồng mới 1.200 ha rừng tập trung. => t = 1200 ha - -
Sản lượng lương thực có hạt đạt 55 nghìn tấn. => t = 55 nghìn tấn - -
Kinh tế số chiếm 20% GRDP. => t = 20 % - -
Tỷ trọng kinh tế số trong từng ngành, lĩnh vực đạt tối thiểu 10%. => t >= 10 % - -
Trên 80% dân số trưởng thành có tài khoản định danh điện tử. => t > 80 % - -
Phấn đấu 100% cơ quan, đơn vị không có cán bộ, công chức vi phạm kỷ luật. => t = 100 % - -
Không để quá 0,5% hồ sơ trễ hạn. => t <= 0.5 % - tthc_on_time
Thời gian tiếp công dân tại Bộ phận một cửa không quá 15 phút/lượt. => t <= 15 phút - -
Cắt giảm ít nhất 20% số quy định và 20% chi phí tuân thủ quy định liên quan đến hoạt động kinh doanh. => t >= 20 % decrease - ; t >= 20 % decrease -
Giảm tối thiểu 10% số đơn vị sự nghiệp công lập so với năm 2021. => t >= 10 % decrease -
Đến năm 2025, giảm ít nhất 5% biên chế cán bộ, công chức và 10% biên chế viên chức hưởng lương từ ngân sách nhà nước. => t >= 5 % decrease - ; t >= 10 % decrease -
Tỷ lệ chuyển đổi số hóa hồ sơ đạt tương ứng cấp tỉnh 80%, cấp huyện 75%, cấp xã 70%. => t = 80 % - - ; t = 75 % - - ; t = 70 % - -
90% hồ sơ công việc tại cấp tỉnh, 80% hồ sơ công việc tại cấp huyện và 60% hồ sơ công việc tại cấp xã được xử lý trên môi trường mạng. => t = 90 % - - ; t = 80 % - - ; t = 60 % - -
Mức độ hài lòng của người dân đạt 90% trở lên; riêng lĩnh vực đất đai, xây dựng đạt 85% trở lên. => t >= 90 % - sipas ; t >= 85 % - sipas
Chỉ số SIPAS đạt 88,5%, xếp hạng 15/63 tỉnh, thành phố. => t = 88.5 % - sipas ; t = 15 hạng - sipas
Chỉ số cải cách hành chính năm 2024 đạt 88 điểm, xếp hạng từ 10 đến 15. => t = 88 điểm - par_index ; t range 10-15 hạng - par_index_rank
Chỉ số DTI đạt từ 0,65 điểm trở lên, xếp hạng 20/63. => t >= 0.65 điểm - - ; t = 20 hạng - -
100% thủ tục hành chính được giải quyết theo cơ chế một cửa, một cửa liên thông. => t = 100 % - tthc_one_stop
100% TTHC được công bố, công khai đúng thời hạn. => t = 100 % - tthc_published
Trên 95% cán bộ, công chức cấp xã có trình độ chuyên môn từ trung cấp trở lên. => t > 95 % - staff_standard
80% công chức cấp xã có trình độ đại học. => t = 80 % - staff_standard
100% cán bộ, công chức, viên chức được đào tạo, bồi dưỡng theo tiêu chuẩn chức danh. => t = 100 % - staff_standard
Đào tạo trình độ thạc sĩ cho 05 công chức, viên chức. => t = 5 công chức, viên chức - -
Cử 12 lượt công chức tham gia bồi dưỡng ngạch chuyên viên chính. => t = 12 lượt công chức - -
Mở 06 lớp bồi dưỡng kiến thức quốc phòng, an ninh cho đối tượng 4. => t = 6 lớp - -
100% văn bản quy phạm pháp luật được kiểm tra, rà soát, xử lý theo quy định. => t = 100 % - legal_docs_procedure
100% dự thảo văn bản QPPL được thẩm định trước khi ban hành. => t = 100 % - legal_docs_procedure
Có từ 80% trở lên số hộ gia đình đạt danh hiệu "Gia đình văn hóa". => t >= 80 % - -
90% thôn, tổ dân phố đạt danh hiệu văn hóa. => t = 90 % - -
Có 03 tập thể được tặng Cờ thi đua của UBND tỉnh. => t = 3 tập thể - -
Phấn đấu có ít nhất 15% cá nhân đạt danh hiệu Chiến sĩ thi đua cơ sở. => t >= 15 % - -
Mỗi đơn vị xây dựng và nhân rộng từ 1 - 2 điển hình tiên tiến. => t range 1-2 điển hình tiên tiến - -
Phấn đấu 95% trở lên đoàn viên hoàn thành tốt nhiệm vụ. => t >= 95 % - -
Tỷ lệ trường đạt chuẩn quốc gia đạt 75%, tăng 3 trường so với năm học trước. => t = 75 % - - ; t = 3 trường increase -
Duy trì 15/15 xã đạt chuẩn phổ cập giáo dục tiểu học mức độ 3. => t = 15 xã - -
Tỷ lệ huy động trẻ em 5 tuổi ra lớp đạt 99,8%. => t = 99.8 % - -
Tỷ lệ học sinh tốt nghiệp THPT đạt từ 98,5% trở lên, trong đó có ít nhất 35% học sinh khá, giỏi. => t >= 98.5 % - - ; t >= 35 % - -
Tỷ lệ học sinh lưu ban dưới 0,5%. => t < 0.5 % - -
Có từ 10 giải học sinh giỏi cấp tỉnh trở lên. => t >= 10 giải - -
100% giáo viên đạt trình độ chuẩn, 25% trên chuẩn. => t = 100 % - staff_standard ; t = 25 % - staff_standard
Tiết kiệm 10% chi thường xuyên để tạo nguồn cải cách tiền lương. => t = 10 % - -
Giải ngân vốn đầu tư công đạt tối thiểu 95% kế hoạch vốn được Thủ tướng Chính phủ giao. => t >= 95 % - -
Tỷ lệ giải ngân đến hết tháng 9 đạt trên 60%, đến hết năm đạt 100%. => t > 60 % - - ; t = 100 % - -
Tăng tỷ lệ hồ sơ trực tuyến từ 30% lên 50%. => t = 50 % - online_services
Nâng tỷ lệ đơn vị sự nghiệp tự chủ tài chính lên 20%. => t = 20 % - -
Tỷ lệ hồ sơ nộp trực tuyến tăng thêm 15% so với năm 2022. => t = 15 % increase online_services
Số vụ tai nạn giao thông giảm từ 5 - 10% trên cả 3 tiêu chí. => t range 5-10 % decrease -
Kéo giảm ít nhất 5% số vụ phạm pháp hình sự so với cùng kỳ. => t >= 5 % decrease -
Tỷ lệ điều tra, khám phá án đạt trên 85%. => t > 85 % - -
Tỷ lệ giải quyết khiếu nại, tố cáo thuộc thẩm quyền đạt trên 90%. => t > 90 % - -
Tỷ lệ văn bản trao đổi giữa các cơ quan nhà nước dưới dạng điện tử đạt tối thiểu 98%. => t >= 98 % - -
Tỷ lệ thanh toán trực tuyến: 45%. => t = 45 % - online_services
Tỷ lệ số hóa hồ sơ, kết quả giải quyết TTHC: đạt 100%. => t = 100 % - -
Cung cấp ít nhất 30 dịch vụ công trực tuyến mức độ 4. => t >= 30 dịch vụ công - online_services
Có ít nhất 80% người dân, doanh nghiệp sử dụng dịch vụ công trực tuyến được xác thực định danh điện tử. => t >= 80 % - online_services
Thành lập mới 120 doanh nghiệp và 10 hợp tác xã. => t = 120 doanh nghiệp - - ; t = 10 hợp tác xã - -
Phấn đấu thành lập mới từ 250 doanh nghiệp trở lên. => t >= 250 doanh nghiệp - -
Có 05 sản phẩm OCOP đạt từ 3 sao trở lên. => t = 5 sản phẩm OCOP - -
Tỷ lệ dân cư nông thôn sử dụng nước sạch theo quy chuẩn đạt 70%; tỷ lệ chất thải rắn được thu gom, xử lý đạt 90%. => t = 70 % - - ; t = 90 % - -
Phấn đấu xếp hạng Chỉ số chuyển đổi số (DTI) cấp tỉnh thuộc nhóm 15 tỉnh, thành phố dẫn đầu. => t <= 15 hạng - -
Nâng hạng Chỉ số PCI từ 3 đến 5 bậc so với năm 2022. => t range 3-5 bậc increase pci
Cải thiện ít nhất 05 bậc trên bảng xếp hạng Chỉ số PAR INDEX. => t >= 5 bậc increase par_index_rank
Chỉ số SIPAS tăng tối thiểu 2% so với năm 2022. => t >= 2 % increase sipas
Duy trì vị trí trong nhóm 10 địa phương có Chỉ số PAPI cao nhất cả nước. => t <= 10 hạng - papi
Đạt và vượt 100% các chỉ tiêu HĐND huyện giao. => t >= 100 % - plan_completion
Ít nhất 70% trở lên cán bộ, công chức, viên chức được bồi dưỡng kỹ năng số. => t >= 70 % - -
Từ 90% - 95% thủ tục hành chính được cung cấp dịch vụ công trực tuyến toàn trình. => t range 90-95 % - online_services
100% (15/15) sở, ban, ngành và 100% (10/10) huyện, thành phố thực hiện cơ chế một cửa. => t = 100 % - tthc_one_stop ; t = 100 % - tthc_one_stop
Số TTHC giải quyết trên 10 ngày được cắt giảm ít nhất 30% thời gian. => t >= 30 % decrease -
Thời gian chờ của người dân tại Bộ phận một cửa giảm xuống dưới 30 phút/lần giao dịch. => t < 30 phút - -
Giảm 30% cuộc họp, 30% văn bản giấy tờ hành chính. => t = 30 % decrease - ; t = 30 % decrease -
Tỷ suất sinh thô giảm 0,2‰. => t = 0.2 ‰ decrease -
Mức giảm tỷ lệ sinh 0,1‰; tỷ lệ tăng dân số tự nhiên dưới 1%. => t = 0.1 ‰ decrease - ; t < 1 % - -
Giá trị sản xuất nông nghiệp đạt 120 triệu đồng/ha. => t = 120 triệu đồng - -
Kim ngạch xuất khẩu đạt 1,2 tỷ USD. => t = 1.2 tỷ usd - -
Thu hút 1,5 triệu lượt khách du lịch. => t = 1.5 triệu lượt khách - -
Kết nạp từ 120 đảng viên mới trở lên. => t >= 120 đảng viên - -
100% chi bộ hoàn thành tốt nhiệm vụ, trong đó 20% hoàn thành xuất sắc nhiệm vụ. => t = 100 % - - ; t = 20 % - -
Có 95% hộ gia đình đạt tiêu chuẩn gia đình văn hóa và 90% khu dân cư đạt chuẩn văn hóa. => t = 95 % - - ; t = 90 % - -
Tỷ lệ chuyên cần đạt 98% đối với tiểu học, 96% đối với THCS và 95% đối với THPT. => t = 98 % - - ; t = 96 % - - ; t = 95 % - -
Mỗi tổ chuyên môn thực hiện ít nhất 02 chuyên đề/học kỳ. => t >= 2 chuyên đề - -
100% giáo viên ứng dụng CNTT trong giảng dạy; 50% có chứng chỉ tin học nâng cao. => t = 100 % - - ; t = 50 % - -
Tỷ lệ hài lòng của người bệnh nội trú đạt ≥ 90%. => t >= 90 % - sipas
Công suất sử dụng giường bệnh đạt trên 90%. => t > 90 % - -
Tiêm vắc xin cho ít nhất 95% trẻ em trong độ tuổi. => t >= 95 % - -
Phấn đấu 85% số xã đạt Bộ tiêu chí quốc gia về y tế. => t = 85 % - -
Hoàn thành 19/19 tiêu chí nông thôn mới. => t = 19 tiêu chí - -
Phấn đấu năm 2023 tăng từ 1 - 2 tiêu chí/xã. => t range 1-2 tiêu chí increase -
Trên 90% người sử dụng hài lòng với dịch vụ công trực tuyến. => t > 90 % - sipas
Ít nhất 50% số giao dịch thanh toán trên Cổng Dịch vụ công quốc gia được thực hiện trực tuyến. => t >= 50 % - online_services
100% đơn vị trực thuộc áp dụng, duy trì hệ thống ISO điện tử. => t = 100 % - -
Tối thiểu 50% DVCTT toàn trình phát sinh hồ sơ. => t >= 50 % - online_services
Giảm tối thiểu 20% thời gian giải quyết TTHC so với quy định. => t >= 20 % decrease -
Tỷ lệ cán bộ, công chức, viên chức chấp hành nghiêm kỷ luật, kỷ cương đạt 100%. => t = 100 % - -
Phấn đấu có trên 30% số đơn vị hoàn thành xuất sắc nhiệm vụ được giao. => t > 30 % - plan_completion
Hoàn thành 20/25 chỉ tiêu, đạt 80%. => t = 20 chỉ tiêu - plan_completion ; t = 80 % - plan_completion
Thu nhập bình quân đầu người tăng 1,5 lần so với năm 2020. => t = 1.5 lần increase -
Xếp hạng trong tốp 20 về PCI, tốp 15 về PAR INDEX, tốp 30 về PAPI. => t <= 20 hạng - pci ; t <= 15 hạng - par_index_rank ; t <= 30 hạng - papi
Chỉ số CCHC đạt trên 90%, thuộc nhóm 10 tỉnh đứng đầu; Chỉ số SIPAS đạt trên 88%, thuộc nhóm 15 tỉnh đứng đầu. => t > 90 % - par_index ; t <= 10 hạng - par_index_rank ; t > 88 % - sipas ; t <= 15 hạng - sipas
Tỷ lệ đúng hạn: cấp tỉnh 99%; cấp huyện 98%; cấp xã 97%. => t = 99 % - tthc_on_time ; t = 98 % - tthc_on_time ; t = 97 % - tthc_on_time
Đến năm 2025: 80% và đến năm 2030: 100% thủ tục hành chính được cung cấp trực tuyến. => t = 80 % - online_services ; t = 100 % - online_services
Từ năm 2023 trở đi, hằng năm giảm 10% số cuộc họp. => t = 10 % decrease -
Tối đa 5% hồ sơ phải bổ sung quá 01 lần. => t <= 5 % - -
100% hồ sơ không phải bổ sung quá 1 lần. => t = 100 % - - ; t <= 1 lần - -
Hơn 1.500 lượt người được tiếp cận thông tin. => t > 1500 lượt người - -
Phấn đấu tiêu chí “Cải cách tài chính công” đạt từ 9,5/12 điểm trở lên. => t >= 9.5 điểm - -
Chỉ số PAPI của tỉnh: 43,5 điểm trở lên. => t >= 43.5 điểm - papi
Chỉ số PCI xếp hạng trong khoảng từ 12 - 15. => t range 12-15 hạng - pci
Chỉ số SIPAS nằm trong khoảng hạng 40 - 45. => t range 40-45 hạng - sipas
Chỉ số PAPI xếp từ thứ 20 đến thứ 25 cả nước. => t range 20-25 hạng - papi
Nâng cao thứ hạng của 03 chỉ số thành phần; cải thiện điểm số 02 tiêu chí. => t = 3 chỉ số thành phần - - ; t = 2 tiêu chí - -
Phấn đấu Chỉ số DTI giữ thứ hạng trong khoảng 20 - 25. => t range 20-25 hạng - -
Duy trì 02 lĩnh vực tăng điểm, khắc phục 04 lĩnh vực mất điểm. => t = 2 lĩnh vực - - ; t = 4 lĩnh vực - -
Tỷ lệ hồ sơ giải quyết đúng hạn của cấp tỉnh đạt 99%, của cấp xã đạt 98%. => t = 99 % - tthc_on_time ; t = 98 % - tthc_on_time
Tỷ lệ hồ sơ nộp trực tuyến tại các sở đạt trên 80%; tại UBND các phường đạt từ 70% trở lên. => t > 80 % - online_services ; t >= 70 % - online_services
Tỷ lệ hồ sơ trực tuyến của khối sở đạt 82%, khối phường đạt 71%; các xã đạt 65%. => t = 82 % - online_services ; t = 71 % - online_services ; t = 65 % - online_services
Đến hết quý III/2023 có 8/8 xã (100%) kết nối Trục liên thông. => t = 8 xã - -
Mức độ hài lòng của người dân đạt 91%, lĩnh vực đất đai đạt 82%. => t = 91 % - sipas ; t = 82 % - -
Mức độ hài lòng của người dân đạt 91%; trong lĩnh vực y tế đạt 85%. => t = 91 % - sipas ; t = 85 % - sipas
85% văn bản gửi giữa các phòng dưới dạng điện tử, 60% hồ sơ TTHC được tiếp nhận trực tuyến. => t = 85 % - - ; t = 60 % - online_services
50% thủ tục hành chính có thu phí được tích hợp thanh toán trực tuyến. => t = 50 % - online_services
Phấn đấu trong năm có 12/12 phường hoàn thành số hóa hộ tịch. => t = 12 phường - -
100% thủ tục hành chính (trừ thủ tục đặc thù) được tiếp nhận theo cơ chế một cửa. => t = 100 % - tthc_one_stop
Giải quyết 96% hồ sơ trở lên đúng hạn. => t >= 96 % - tthc_on_time
100% văn bản có nội dung trái pháp luật được xử lý. => t = 100 % - legal_docs_procedure
Số lượng dịch vụ công trực tuyến mức độ 4 đạt tối thiểu 50 dịch vụ. => t >= 50 dịch vụ - online_services
Phấn đấu 100% xã (10/10 xã) và 100% cơ quan (13/13 cơ quan) đạt chuẩn. => t = 100 % - - ; t = 100 % - -
Mức độ hài lòng: trên 90% (lĩnh vực đất đai trên 85%). => t > 90 % - sipas ; t > 85 % - sipas
Không có hồ sơ trễ hạn; 0% đơn thư vượt cấp. => t = 0 % - -
Bảo đảm ít nhất 01 lần/quý tổ chức đối thoại; 100% kiến nghị được trả lời. => t = 100 % - -
"""

TASKS = """
Tổ chức 02 lớp tập huấn nghiệp vụ kiểm soát thủ tục hành chính cho 150 lượt cán bộ, công chức. => t = 2 lớp - - ; t = 150 lượt cán bộ, công chức - -
Tổ chức 03 hội nghị đối thoại với người dân, doanh nghiệp. => t = 3 hội nghị - -
Tiến hành kiểm tra công tác CCHC tại 06 sở, ngành và 04 huyện, thành phố. => t = 6 sở, ngành - inspection ; t = 4 huyện, thành phố - inspection
Thanh tra, kiểm tra công vụ tại ít nhất 10 cơ quan, đơn vị. => t >= 10 cơ quan, đơn vị - inspection
Thanh tra trách nhiệm thủ trưởng tại 03 đơn vị. => t = 3 đơn vị - -
Kiểm tra đột xuất tối thiểu 30% số xã, phường, thị trấn. => t >= 30 % - inspection
Xây dựng 02 phóng sự, 12 chuyên mục tuyên truyền cải cách hành chính trên sóng truyền hình. => t = 2 phóng sự - - ; t = 12 chuyên mục - -
Đăng tải mỗi tháng ít nhất 04 tin, bài trên Cổng thông tin điện tử. => t >= 4 tin, bài - -
Phát hành 5.000 tờ rơi tuyên truyền về dịch vụ công trực tuyến. => t = 5000 tờ rơi - -
Thực hiện rà soát, đơn giản hóa 20 thủ tục hành chính thuộc lĩnh vực đất đai. => t = 20 thủ tục hành chính - -
Rà soát, kiến nghị cắt giảm tối thiểu 20% thời gian giải quyết TTHC. => t >= 20 % decrease -
Phát ra 500 phiếu khảo sát, thu về ít nhất 450 phiếu hợp lệ. => t = 500 phiếu - - ; t >= 450 phiếu - -
Lắp đặt hệ thống camera giám sát tại Bộ phận một cửa của 12/12 xã, thị trấn. => t = 12 xã, thị trấn - -
Trang bị 20 bộ máy tính cho Bộ phận một cửa cấp xã. => t = 20 bộ máy tính - -
Đầu tư, nâng cấp hệ thống mạng LAN cho 15 đơn vị. => t = 15 đơn vị - -
Sắp xếp, sáp nhập 08 đơn vị hành chính cấp xã thành 04 đơn vị mới. => t = 8 đơn vị hành chính cấp xã - -
Xử lý dứt điểm 100% kiến nghị của cử tri. => t = 100 % - -
Thực hiện tinh giản biên chế ít nhất 1,5%/năm. => t >= 1.5 % decrease -
Phối hợp tổ chức Hội thi tìm hiểu cải cách hành chính với sự tham gia của 30 đội. => t = 30 đội - -
Mỗi xã, phường thành lập ít nhất 01 Tổ công nghệ số cộng đồng. => t >= 1 Tổ công nghệ số cộng đồng - -
Hoàn thành chỉnh lý 500 mét tài liệu tồn đọng. => t = 500 mét - -
Chuyển đổi vị trí công tác đối với 25 công chức, viên chức. => t = 25 công chức, viên chức - -
Tuyển dụng 15 viên chức sự nghiệp giáo dục. => t = 15 viên chức - -
Khám sức khỏe định kỳ cho 100% học sinh. => t = 100 % - -
Ban hành kế hoạch và triển khai 100% nhiệm vụ được giao tại Kế hoạch. => t = 100 % - plan_completion
Phấn đấu trong năm 2023 có ít nhất 02 sáng kiến về cải cách hành chính được công nhận. => t >= 2 sáng kiến - -
Mở 02 lớp bồi dưỡng lý luận chính trị cho 120 học viên. => t = 2 lớp - - ; t = 120 học viên - -
Tiến hành thanh tra 04 cuộc theo kế hoạch; kiểm tra 06 cuộc. => t = 4 cuộc - - ; t = 6 cuộc - inspection
Thanh tra, kiểm tra tối thiểu 20% số đơn vị sử dụng ngân sách. => t >= 20 % - inspection
Rà soát, cắt giảm tối thiểu 10% số lượng báo cáo định kỳ. => t >= 10 % decrease -
Thực hiện sắp xếp giảm 05 đơn vị sự nghiệp công lập so với năm 2022. => t = 5 đơn vị sự nghiệp công lập decrease -
Đến hết năm 2023, 100% thôn, bản có Internet băng rộng cáp quang. => t = 100 % - -
Kiểm tra thực hiện kỷ luật, kỷ cương hành chính tại 03 cơ quan chuyên môn, 05 xã và 02 trường học. => t = 3 cơ quan chuyên môn - inspection ; t = 5 xã - inspection ; t = 2 trường học - inspection
Tuyên truyền trên Đài Truyền thanh ít nhất 02 tin, bài/tháng. => t >= 2 tin, bài - -
Vận động 80% người dân cài đặt ứng dụng VNeID. => t = 80 % - -
Triển khai thí điểm tại 02 phường: Hòa Bình, Tân Lập. => t = 2 phường - -
Hỗ trợ 50 hộ nghèo xây dựng nhà ở. => t = 50 hộ nghèo - -
Xóa 120 nhà tạm, nhà dột nát. => t = 120 nhà tạm - -
Cấp 5.000 giấy chứng nhận quyền sử dụng đất. => t = 5000 giấy chứng nhận - -
Bê tông hóa 12 km đường giao thông nông thôn. => t = 12 km - -
Bố trí ít nhất 01 công chức chuyên trách CNTT tại mỗi xã. => t >= 1 công chức - -
Mua sắm 10 máy tính, dự toán 150 triệu đồng. => t = 10 máy tính - -
Khắc phục 05 tiêu chí thành phần bị mất điểm năm 2022. => t = 5 tiêu chí thành phần - -
Bố trí tối thiểu 1% tổng chi ngân sách cho chuyển đổi số. => t >= 1 % - -
Rút ngắn thời gian cấp phép xây dựng từ 20 ngày xuống còn 15 ngày. => t = 15 ngày - -
Giảm thời gian thông quan hàng hóa xuống còn dưới 70 giờ. => t < 70 giờ - -
Đặt hàng viết 24 tin, bài và 04 phóng sự về CCHC. => t = 24 tin, bài - - ; t = 4 phóng sự - -
Kiểm tra ít nhất 06 cơ quan, đơn vị trực thuộc; hoàn thành trước 30/9/2023. => t >= 6 cơ quan, đơn vị - inspection
Thẩm định 100% văn bản QPPL, 100% văn bản được đăng tải trên Cổng thông tin. => t = 100 % - legal_docs_procedure ; t = 100 % - -
Triển khai Nghị quyết về sắp xếp đơn vị hành chính cấp xã đối với 03 xã thuộc diện sắp xếp. => t = 3 xã - -
Công bố 03 thủ tục hành chính bị bãi bỏ theo Quyết định số 12/QĐ-UBND. => t = 3 thủ tục hành chính - tthc_published
Xây dựng nông thôn mới tại 12 xã. => t = 12 xã - -
Đầu tư 05 phòng học tại điểm trường số 2. => t = 5 phòng học - -
Đưa 95% TTHC ra tiếp nhận, giải quyết tại Bộ phận Tiếp nhận và Trả kết quả cấp xã. => t = 95 % - tthc_one_stop
Kiểm tra việc thực hiện cơ chế một cửa tại 25% số phường. => t = 25 % - inspection
Kiểm tra, giám sát việc thực hiện cơ chế một cửa tại 07 phường. => t = 7 phường - inspection
Xử lý đúng hạn 100% văn bản chỉ đạo của UBND thành phố. => t = 100 % - -
Sáp nhập 03 trường mầm non. => t = 3 trường mầm non - -
Kiểm tra việc quản lý biên chế của 06 đơn vị sự nghiệp y tế và 03 phường. => t = 6 đơn vị sự nghiệp y tế - inspection ; t = 3 phường - inspection
Hoàn thành đầy đủ, đúng hạn 95% chỉ tiêu được giao. => t = 95 % - plan_completion
Sắp xếp, giảm 02 đơn vị sự nghiệp văn hóa và thể thao. => t = 2 đơn vị sự nghiệp văn hóa và thể thao decrease -
Kéo đường truyền Internet tới 03 thôn vùng lõm. => t = 3 thôn - -
Bố trí máy tính tra cứu tại 12 trường học. => t = 12 trường học - -
Lựa chọn 03 phường làm điểm về chuyển đổi số. => t = 3 phường - -
Tỷ lệ giải ngân tháng 6 đạt 50%, tháng 9 đạt 75%, tháng 12 đạt 100%. => t = 50 % - - ; t = 75 % - - ; t = 100 % - -
"""

DUTIES = """
Văn phòng UBND tỉnh theo dõi, bảo đảm 100% phản ánh, kiến nghị được xử lý đúng hạn. => t = 100 % - tthc_on_time
Sở Nội vụ kiểm tra ít nhất 30% số cơ quan, đơn vị. => t >= 30 % - inspection
Bưu điện tỉnh bảo đảm tối thiểu 40% hồ sơ được trả qua dịch vụ bưu chính công ích. => t >= 40 % - -
Sở Thông tin và Truyền thông hướng dẫn 12/12 huyện triển khai Tổ công nghệ số cộng đồng. => t = 12 huyện - -
Giao chỉ tiêu mỗi sở, ngành có ít nhất 02 sáng kiến, mỗi huyện ít nhất 03 sáng kiến. => t >= 2 sáng kiến - - ; t >= 3 sáng kiến - -
"""

REPORTS = """
Năm 2022, Chỉ số cải cách hành chính của huyện đạt 85,2 điểm, xếp thứ 6/10 huyện, tăng 2 bậc so với năm 2021. => r = 85.2 điểm - par_index ; r = 6 hạng - par_index_rank ; r = 2 bậc increase par_index_rank
Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,5%, còn 1,5% hồ sơ trễ hạn. => r = 98.5 % - tthc_on_time ; r = 1.5 % - tthc_on_time
Đã tổ chức 05 lớp tập huấn với 320 lượt người tham gia. => r = 5 lớp - - ; r = 320 lượt người - -
Chỉ số PAPI đạt 42,1 điểm, giảm 3,2 điểm so với năm 2021. => r = 42.1 điểm - papi ; r = 3.2 điểm decrease papi
Tính đến 30/11/2022, đã tiếp nhận 12.540 hồ sơ, giải quyết đúng hạn 12.500 hồ sơ, đạt 99,7%. => r = 99.7 % - tthc_on_time
Mới chỉ có 35% hồ sơ được nộp trực tuyến, thấp hơn mục tiêu đề ra (50%). => r = 35 % - online_services
Trong năm 2022, toàn tỉnh đã kiểm tra 25 đơn vị, phát hiện 12 trường hợp vi phạm. => r = 25 đơn vị - inspection
Hiện có 95% xã đạt chuẩn nông thôn mới. => r = 95 % - -
Tỷ lệ hồ sơ trực tuyến đạt thấp (12,5%). => r = 12.5 % - online_services
Trong tổng số 25.000 hồ sơ đã giải quyết có 24.800 hồ sơ đúng hạn (99,2%), 200 hồ sơ quá hạn (0,8%). => r = 99.2 % - tthc_on_time ; r = 0.8 % - tthc_on_time
Chất lượng cung cấp dịch vụ công đạt 7,5/10 điểm, xếp thứ 12. => r = 7.5 điểm - - ; r = 12 hạng - -
Kết quả năm 2022 đạt 82 điểm, không đạt mục tiêu đề ra (85 điểm). => r = 82 điểm - -
Trong 02 năm qua, huyện đã sắp xếp giảm 12 thôn, 3 trường học. => r = 12 thôn decrease - ; r = 3 trường học decrease -
Cải cách thể chế đạt 10,4/12,5 điểm, xếp hạng 12/63, tăng 03 bậc. => r = 10.4 điểm - - ; r = 12 hạng - - ; r = 3 bậc increase -
Cải cách thể chế đạt 10,2 điểm/12,5 điểm; tiêu chí 2.3 chỉ đạt 0,5 trên 1,0 điểm, bị trừ 0,5 điểm. => r = 10.2 điểm - - ; r = 0.5 điểm - - ; r = 0.5 điểm decrease -
Tiêu chí “Tỷ lệ báo cáo gửi chậm” bị mất 0,25 điểm do thiếu tài liệu. => r = 0.25 điểm decrease -
Công khai, minh bạch: 5,12 điểm. => r = 5.12 điểm - -
Trong 08 lĩnh vực, có 02 lĩnh vực giảm hạng, 06 lĩnh vực tăng điểm. => r = 2 lĩnh vực - - ; r = 6 lĩnh vực - -
Chỉ số PAPI đạt 42,5 điểm nhưng giảm 03 bậc so với năm 2021. => r = 42.5 điểm - papi ; r = 3 bậc decrease papi
Một số chỉ tiêu chưa đạt như tỷ lệ hồ sơ trực tuyến (35%/50%). => r = 35 % - online_services
"""

NONE = """
objectives: Không để xảy ra trường hợp nào chậm trả kết quả.
tasks: Xây dựng 01 mô hình "Chính quyền thân thiện" tại mỗi xã.
tasks: Duy trì chế độ giao ban 01 lần/tháng.
tasks: Báo cáo định kỳ 6 tháng, 1 năm gửi về Sở Nội vụ.
tasks: Thực hiện Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ về một cửa, một cửa liên thông.
tasks: Kinh phí thực hiện: 250 triệu đồng từ nguồn ngân sách tỉnh.
tasks: Dự toán kinh phí 1.250.000.000 đồng (Một tỷ hai trăm năm mươi triệu đồng).
tasks: Đẩy mạnh cung cấp dịch vụ công trực tuyến mức độ 3, mức độ 4.
tasks: Triển khai Đề án 06 của Chính phủ tại Bộ phận tiếp nhận và trả kết quả.
tasks: Thực hiện chính quyền địa phương 2 cấp theo Luật Tổ chức chính quyền địa phương năm 2025.
tasks: Hoàn thành trước ngày 15/12/2023, gửi báo cáo trước ngày 20 hằng tháng.
tasks: Rà soát tiêu chuẩn ISO 9001:2015, TCVN 9001:2008 theo quy định.
tasks: Tham mưu triển khai 7 nội dung cải cách hành chính, gồm: cải cách thể chế, cải cách thủ tục hành chính.
tasks: Tuyên truyền nhân kỷ niệm 80 năm ngày Cách mạng tháng Tám.
tasks: Trả lời phản ánh, kiến nghị trong thời hạn 05 ngày làm việc.
tasks: Chế độ báo cáo thực hiện theo khoản 2 Điều 5, Phụ lục 3 kèm theo.
tasks: Sử dụng chữ ký số theo Thông tư 01 và hạ tầng mạng cấp độ 3.
tasks: Xây dựng 01 chuyên trang về CCHC trên Cổng thông tin điện tử của tỉnh.
tasks: Đối với đơn vị có từ 50 biên chế trở lên thì lập phương án riêng.
tasks: Tổ chức họp vào lúc 8 giờ 00 ngày thứ 2 của tuần thứ 3 hằng tháng.
context: Toàn huyện có 12 xã, 01 thị trấn với 156 thôn, tổng diện tích tự nhiên 45.000 ha.
context: Kế hoạch năm 2021 đề ra mục tiêu đạt 80 điểm.
context: Chưa đạt mục tiêu 100% văn bản ký số.
context: Cấp ủy có 15 đồng chí, trong đó 05 đồng chí trong Ban Thường vụ.
organisation: Sở Tài chính bố trí kinh phí khoảng 2,5 tỷ đồng để thực hiện Kế hoạch.
organisation: Giao 05 cơ quan chủ trì các nội dung gồm: Sở Nội vụ, Sở Tư pháp, Sở Tài chính, Sở Thông tin và Truyền thông, Văn phòng UBND tỉnh.
organisation: Định kỳ trước ngày 20 tháng cuối quý, các đơn vị gửi 01 bản báo cáo về Phòng Nội vụ.
tasks: Tổ chức 01 đoàn đi học tập kinh nghiệm tại tỉnh Quảng Ninh.
tasks: Tổ chức đối thoại doanh nghiệp ít nhất 02 lần/năm.
tasks: Thực hiện quy trình 05 bước trên môi trường điện tử.
tasks: Chuẩn bị các điều kiện để tổ chức kỳ họp thứ 10 HĐND tỉnh khóa XVII, nhiệm kỳ 2021 - 2026.
tasks: Thực hiện cơ chế tự chủ đối với đơn vị nhóm 3, nhóm 4.
tasks: Nâng cấp đường truyền lên 100 Mbps cho các xã.
tasks: Trực 24/24 giờ trong dịp Tết.
tasks: Xây dựng báo cáo của 15 đơn vị gửi về Sở Nội vụ tổng hợp.
tasks: Áp dụng mức phạt từ 5 đến 10 triệu đồng theo Nghị định 117/2020/NĐ-CP.
tasks: Công chức loại A1 có hệ số lương 2,34 trở lên.
tasks: Thông báo kết quả cho 12 đơn vị được kiểm tra.
tasks: Hướng dẫn các đơn vị có từ 02 cấp phó trở lên rà soát.
tasks: Triển khai Chương trình 135, Nghị quyết 30a và Đề án 1956.
tasks: Tổng hợp báo cáo UBND tỉnh trước 16h00 ngày thứ 5 hằng tuần.
tasks: Tham gia Hội thi do 3 ngành phối hợp tổ chức.
tasks: Thực hiện dịch vụ công trực tuyến đối với 25 dịch vụ công thiết yếu theo Đề án 06.
tasks: Lập danh sách đối tượng từ 6 đến dưới 18 tuổi, từ 60 tuổi trở lên.
tasks: Các đơn vị xếp loại dưới 60 điểm phải kiểm điểm.
context: Toàn tỉnh có 63 đơn vị sự nghiệp, trong đó 12 đơn vị tự chủ (chiếm 19%).
context: Chỉ số thành phần tăng điểm: 5/8; giảm điểm: 3/8.
tasks: Ban hành 05 quyết định công bố thủ tục hành chính.
tasks: Tham mưu UBND tỉnh ban hành 01 Nghị quyết và 02 Quyết định.
tasks: Thực hiện Quyết định số 766/QĐ-TTg về đánh giá theo Bộ chỉ số, trong đó nhóm 1 gồm 18 chỉ tiêu.
tasks: Phối hợp với 12 huyện, thành phố rà soát thủ tục hành chính.
tasks: Đôn đốc 15 xã, thị trấn gửi báo cáo đúng hạn.
tasks: Tổng hợp, báo cáo kết quả của 63 tỉnh, thành phố.
tasks: Đoàn kiểm tra gồm 07 thành viên do 01 lãnh đạo Sở làm Trưởng đoàn.
tasks: Họp giao ban 02 tuần/lần.
tasks: Tổ chức thi tuyển 03 vòng theo quy định tại Nghị định 138/2020/NĐ-CP.
tasks: Thực hiện chế độ nghỉ hưu trước tuổi đối với người từ đủ 50 tuổi đến dưới 55 tuổi.
tasks: Hồ sơ gồm 03 bộ, gửi trước ngày 15/3/2023.
tasks: Điều chỉnh mức lương cơ sở 1.800.000 đồng/tháng từ ngày 01/7/2023.
tasks: Bảo đảm thời gian phát sóng 15 phút/chuyên mục.
tasks: Thực hiện 19 tiêu chí quốc gia về nông thôn mới.
tasks: Hệ thống một cửa điện tử kết nối liên thông 3 cấp tỉnh, huyện, xã.
tasks: Chuyển đổi số trên 3 trụ cột: chính quyền số, kinh tế số, xã hội số.
tasks: Công khai kết quả trước 30 ngày kể từ ngày ký.
tasks: Xử lý hồ sơ trong thời gian không quá 03 ngày làm việc kể từ ngày nhận đủ hồ sơ.
tasks: Ngân sách địa phương hỗ trợ 30% mức đóng bảo hiểm y tế.
tasks: Phân công 01 lãnh đạo và 02 chuyên viên phụ trách công tác CCHC.
tasks: Quy mô 500 chỗ ngồi, diện tích 2.000 m2.
tasks: Trường hợp vượt quá 30% dự toán phải báo cáo UBND tỉnh.
tasks: Đơn vị tự bảo đảm từ 10% đến dưới 100% chi thường xuyên.
tasks: Duy trì chuyên mục CCHC phát sóng 01 số/tháng.
tasks: Biên soạn 03 bộ tài liệu tập huấn.
tasks: Bồi dưỡng kiến thức quản lý nhà nước cho 60 trưởng, phó phòng.
objectives: Tỷ lệ tử vong mẹ dưới 45/100.000 trẻ đẻ sống.
objectives: Có ít nhất 2/3 số xã đạt chuẩn.
objectives: Thành lập 05 đoàn kiểm tra.
context: Năm 2022 có 3 cán bộ bị kỷ luật.
context: Đội ngũ cán bộ, công chức có 250 người, trong đó trình độ đại học chiếm 85%.
tasks: Tiếp nhận và trả kết quả đối với 15 thủ tục hành chính liên thông theo Quyết định 468/QĐ-TTg.
tasks: Cấp lại giấy phép cho người từ 60 tuổi.
tasks: Mở 01 tài khoản tại Kho bạc.
tasks: Hỗ trợ 50% kinh phí cho các hộ nghèo.
tasks: In ấn tài liệu gửi 12 huyện, thành phố trước ngày 10/5.
tasks: Xây dựng kế hoạch kiểm tra; thành phần đoàn gồm 05 người.
tasks: Phát động thi đua chào mừng 20 năm thành lập huyện.
tasks: Mỗi phòng cử 01 công chức làm đầu mối.
tasks: Mua sắm theo Điều 12, 13 Luật Đấu thầu.
tasks: Đánh giá, xếp loại đối với 63 cơ quan, đơn vị.
tasks: Áp dụng đối với 3 nhóm đối tượng.
tasks: Thực hiện tại thôn 5, xã Tân Lập; tổ 12 phường Hòa Bình.
tasks: Số hóa giai đoạn 1 tại phường 5, phường 7 và quận 12.
tasks: Tổ chức Lễ kỷ niệm 75 năm; hội nghị lần thứ 3.
tasks: Công khai, minh bạch: 5,12 điểm.
context: Cấu trúc Chỉ số gồm: Chỉ đạo điều hành: 9,5 điểm; Cải cách thể chế: 10,5 điểm.
context: Điểm thẩm định: 62,50 điểm.
tasks: Rà soát các tiêu chí mất 0,5 điểm trở lên.
tasks: Hướng dẫn học sinh tại 10/12 điểm trường, đạt 03/05 điểm cầu.
tasks: Phát triển 03 lĩnh vực kinh tế mũi nhọn.
tasks: Hoàn thành việc tổng hợp báo cáo của 12 đơn vị gửi về.
tasks: Bố trí phòng làm việc tầng 2, nhà B.
"""

GAPS = """
tasks: Lấy phiếu khảo sát mức độ hài lòng của 1.000 người dân tại 12 huyện, thành phố. => t = 1000 người dân - sipas ; t = 12 huyện, thành phố - sipas
objectives: Tăng thu ngân sách 10% - 12%/năm. => t range 10-12 % increase -
objectives: Xếp loại học lực: giỏi 35%, khá 45%, trung bình 20%. => t = 35 % - - ; t = 45 % - - ; t = 20 % - -
objectives: Nâng cao chất lượng dịch vụ công trực tuyến mức độ 3 (30%), mức độ 4 (20%). => t = 30 % - online_services ; t = 20 % - online_services
tasks: Kết nối với 05 cơ sở dữ liệu quốc gia. => t = 5 cơ sở dữ liệu - -
objectives: Tăng 3 bậc, đạt 85 điểm Chỉ số PAR INDEX. => t = 3 bậc increase par_index_rank ; t = 85 điểm - par_index
"""


def answer(target: Target) -> str:
    value = f"{target.value:g}" + (f"-{target.value_max:g}" if target.value_max is not None else "")
    parts = (target.status[0], target.comparator, value, fold(target.unit or "-"), target.change or "-", target.indicator_id or "-")
    return " ".join(parts)


def cases(table: str) -> list[list[str]]:
    return [line.rsplit(" => ", 1) for line in table.strip().splitlines()]


def answers(text: str, kind: SectionKind) -> list[str]:
    return sorted(answer(target) for target in read(text, kind, year=2023))


def wanted(said: str) -> list[str]:
    return sorted(fold(one) for one in said.split(" ; "))


@pytest.mark.parametrize(("text", "said"), cases(AIMS))
def test_aims(text: str, said: str) -> None:
    assert answers(text, "objectives") == wanted(said)


@pytest.mark.parametrize(("text", "said"), cases(TASKS))
def test_figures_of_tasks(text: str, said: str) -> None:
    assert answers(text, "tasks") == wanted(said)


@pytest.mark.parametrize(("text", "said"), cases(DUTIES))
def test_figures_of_duties(text: str, said: str) -> None:
    assert answers(text, "organisation") == wanted(said)


@pytest.mark.parametrize(("text", "said"), cases(REPORTS))
def test_figures_reported(text: str, said: str) -> None:
    assert answers(text, "context") == wanted(said)


@pytest.mark.parametrize(("kind", "text"), [line.split(": ", 1) for line in NONE.strip().splitlines()])
def test_what_is_no_figure(kind: SectionKind, text: str) -> None:
    assert answers(text, kind) == []


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize(("text", "said"), cases(GAPS))
def test_known_gaps(text: str, said: str) -> None:
    kind, _, sentence = text.partition(": ")
    assert answers(sentence, kind) == wanted(said)  # type: ignore[arg-type]
