/** Words of two syllables and more that a Vietnamese newsroom writes at every conference; a slip in one is seen. */
export const COMMON_PHRASES: readonly string[] = `
an ninh, an sinh xã hội, ban chấp hành, ban hành, ban thường vụ, bảo đảm, bảo vệ, báo cáo, bế mạc, biểu dương,
biểu quyết, bí thư, bổ sung, cán bộ, cải cách hành chính, cấp ủy, chăm lo, chất lượng, chỉ đạo, chỉ thị, chỉ tiêu,
chính quyền, chính sách, chỉnh đốn, chủ động, chủ tịch, chủ trì, chủ trương, chuyển biến, chuyển đổi số, chương trình,
công bố, công khai, công nghệ, công nghiệp, công tác, công trình, cơ cấu, cơ quan, cơ sở, cụ thể hóa, doanh nghiệp,
du lịch, dự án, dự thảo, đại biểu, đại đoàn kết, đại hội, đảng bộ, đảng ủy, đảng viên, đánh giá, đào tạo, đạo đức,
đầu tư, đẩy mạnh, đề án, đề nghị, đề xuất, đến cơ sở, địa phương, điểm cầu, điều hành, đoàn kết, đoàn thể, đóng góp,
đồng bộ, đồng chí, đổi mới, đời sống, đơn vị, giải ngân, giải pháp, giải phóng mặt bằng, giải quyết, giám đốc,
giám sát, giao thông, giáo dục, góp phần, hạn chế, hạ tầng, hệ thống chính trị, hiện đại hóa, hiệu quả, hoàn thành,
hoạt động, hội đồng nhân dân, hội nghị, huyện ủy, huy động, hướng dẫn, kế hoạch, kết luận, kết quả, khai mạc,
khắc phục, khen thưởng, khẩn trương, khó khăn, khoa học, khởi công, khuyết điểm, kiểm soát, kiểm tra, kiến nghị,
kinh tế, kịp thời, kỷ luật, lãnh đạo, lĩnh vực, môi trường, mục tiêu, nâng cao, năng lực, ngân sách, nghị quyết,
nghiêm túc, nghiên cứu, nguồn lực, nguyên nhân, nhân dân, nhiệm kỳ, nhiệm vụ, nông nghiệp, nông thôn mới, ổn định,
phát biểu, phát huy, phát sinh, phát triển, phong trào, phòng chống, phó chủ tịch, phối hợp, phê duyệt, phấn đấu,
quản lý, quán triệt, quần chúng, quốc phòng, quy chế, quy định, quy hoạch, quyết định, quyết liệt, quyết tâm,
rà soát, sản phẩm, sản xuất, sáng tạo, sắp xếp, suy thoái, tài nguyên, tăng cường, tăng trưởng, tập thể, tập trung,
thách thức, tham gia, tham mưu, tham nhũng, thanh tra, thành lập, thành tích, thảo luận, tháo gỡ, theo dõi, thi đua,
thống nhất, thông qua, thuận lợi, thủ tục, thu hút, thu ngân sách, thường trực, thường xuyên, thực hiện, tiến độ,
tiêu cực, tiêu chuẩn, tiếp tục, tiềm năng, tỉnh ủy, tinh thần, toàn diện, tổ chức, tổng kết, trách nhiệm, tranh thủ,
triển khai, trình bày, trọng điểm, trọng tâm, truyền thống, trực thuộc, trực tuyến, tuyên truyền, tư tưởng, ủy ban,
ủy viên, vận động, văn hóa, văn phòng, vi phạm, vướng mắc, xây dựng, xã hội, xử lý, xúc tiến, ý kiến, yêu cầu
`
  .split(',')
  .map((phrase) => phrase.trim());
