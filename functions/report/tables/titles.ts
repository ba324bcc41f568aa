/** Titles of appendices, by which sentences find their numbers (see `appendixText`). */
export const CHANGES_TITLE = "BẢNG ĐIỀU CHỈNH SỐ LIỆU";
export const COMMUNES_TITLE = "KẾT QUẢ CỦA CÁC UBND CẤP XÃ TRÊN ĐỊA BÀN";
export const QUALITY_TITLE = "CHẤT LƯỢNG SỐ LIỆU";
export const REORGANISATION_TITLE = "ĐƠN VỊ HÀNH CHÍNH, CƠ QUAN THAY ĐỔI";
