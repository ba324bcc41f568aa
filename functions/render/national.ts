/** Quốc hiệu and Tiêu ngữ (Nghị định 30/2020/NĐ-CP Phụ lục I, Mục II khoản 1). */
export const NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
export const MOTTO = "Độc lập - Tự do - Hạnh phúc";
