/** The agencies of Bà Rịa - Vũng Tàu in 2023, for sample reports: 21 sở, 8 districts, 82 communes. */
export const SO: readonly string[] = [
  "Văn phòng Ủy ban nhân dân tỉnh; Sở Nội vụ; Sở Thông tin và Truyền thông; Sở Tư pháp; Sở Tài chính; Sở Kế hoạch ",
  "và Đầu tư; Sở Công Thương; Sở Nông nghiệp và Phát triển nông thôn; Sở Giao thông vận tải; Sở Xây dựng; Sở Tài ",
  "nguyên và Môi trường; Sở Lao động - Thương binh và Xã hội; Sở Văn hóa và Thể thao; Sở Du lịch; Sở Khoa học và ",
  "Công nghệ; Sở Giáo dục và Đào tạo; Sở Y tế; Sở Ngoại vụ; Ban Dân tộc; Ban Quản lý các khu công nghiệp; Thanh ",
  "tra tỉnh",
]
  .join("")
  .split("; ");

export const HUYEN: readonly string[] = [
  "UBND thành phố Vũng Tàu; UBND thành phố Bà Rịa; UBND huyện Châu Đức; UBND huyện Xuyên Mộc; UBND huyện Long ",
  "Điền; UBND huyện Đất Đỏ; UBND thị xã Phú Mỹ; UBND huyện Côn Đảo",
]
  .join("")
  .split("; ");

export const XA: readonly string[] = [
  "UBND phường 1; UBND phường Thắng Tam; UBND phường 2; UBND phường 3; UBND phường 4; UBND phường 5; UBND phường ",
  "Thắng Nhì; UBND phường 7; UBND phường Nguyễn An Ninh; UBND phường 8; UBND phường 9; UBND phường Thắng Nhất; ",
  "UBND phường Rạch Dừa; UBND phường 10; UBND phường 11; UBND phường 12; UBND xã Long Sơn; UBND phường Phước ",
  "Hưng; UBND phường Phước Hiệp; UBND phường Phước Nguyên; UBND phường Long Toàn; UBND phường Long Tâm; UBND ",
  "phường Phước Trung; UBND phường Long Hương; UBND phường Kim Dinh; UBND xã Tân Hưng; UBND xã Long Phước; UBND ",
  "xã Hoà Long; UBND xã Bàu Chinh; UBND thị trấn Ngãi Giao; UBND xã Bình Ba; UBND xã Suối Nghệ; UBND xã Xuân Sơn; ",
  "UBND xã Sơn Bình; UBND xã Bình Giã; UBND xã Bình Trung; UBND xã Xà Bang; UBND xã Cù Bị; UBND xã Láng Lớn; UBND ",
  "xã Quảng Thành; UBND xã Kim Long; UBND xã Suối Rao; UBND xã Đá Bạc; UBND xã Nghĩa Thành; UBND thị trấn Phước ",
  "Bửu; UBND xã Phước Thuận; UBND xã Phước Tân; UBND xã Xuyên Mộc; UBND xã Bông Trang; UBND xã Tân Lâm; UBND xã ",
  "Bàu Lâm; UBND xã Hòa Bình; UBND xã Hòa Hưng; UBND xã Hòa Hiệp; UBND xã Hòa Hội; UBND xã Bưng Riềng; UBND xã ",
  "Bình Châu; UBND thị trấn Long Điền; UBND thị trấn Long Hải; UBND xã An Ngãi; UBND xã Tam Phước; UBND xã An ",
  "Nhứt; UBND xã Phước Tỉnh; UBND xã Phước Hưng; UBND thị trấn Đất Đỏ; UBND xã Phước Long Thọ; UBND xã Phước Hội; ",
  "UBND xã Long Mỹ; UBND thị trấn Phước Hải; UBND xã Long Tân; UBND xã Láng Dài; UBND xã Lộc An; UBND phường Phú ",
  "Mỹ; UBND xã Tân Hoà; UBND xã Tân Hải; UBND phường Phước Hoà; UBND phường Tân Phước; UBND phường Mỹ Xuân; UBND ",
  "xã Sông Xoài; UBND phường Hắc Dịch; UBND xã Châu Pha; UBND xã Tóc Tiên",
]
  .join("")
  .split("; ");
