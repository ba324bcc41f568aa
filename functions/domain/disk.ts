/** What it means that the operating system refuses to read or write, in a few Vietnamese words. */
export interface DiskFault {
  /** Follows a colon: "hết dung lượng đĩa". */
  readonly what: string;
  /** What the reader can do about it, before "rồi chạy lại". */
  readonly remedy: string;
}

const FULL: DiskFault = { what: "hết dung lượng đĩa", remedy: "giải phóng dung lượng" };
const FORBIDDEN: DiskFault = { what: "không có quyền đọc, ghi", remedy: "cấp quyền đọc, ghi" };
const NOT_A_FOLDER: DiskFault = { what: "một phần của đường dẫn không phải là thư mục", remedy: "sửa đường dẫn" };
const TOO_MANY: DiskFault = {
  what: "hệ điều hành không cho mở thêm tệp",
  remedy: "đóng bớt chương trình khác hoặc nâng giới hạn số tệp được mở (ulimit -n)",
};
const BROKEN: DiskFault = { what: "ổ đĩa báo lỗi đọc, ghi", remedy: "kiểm tra ổ đĩa" };

const FAULTS: Readonly<Record<string, DiskFault>> = {
  ENOSPC: FULL,
  EDQUOT: { what: "hết hạn mức dung lượng của tài khoản", remedy: "giải phóng dung lượng" },
  EFBIG: { what: "hệ thống tệp không ghi được tệp lớn như vậy", remedy: "dùng ổ đĩa khác" },
  EACCES: FORBIDDEN,
  EPERM: FORBIDDEN,
  EROFS: { what: "ổ đĩa chỉ cho đọc", remedy: "cho phép ghi vào ổ đĩa" },
  ENOTDIR: NOT_A_FOLDER,
  EEXIST: NOT_A_FOLDER,
  EISDIR: { what: "đó là thư mục, không phải là tệp", remedy: "sửa đường dẫn" },
  ENOENT: { what: "không có tệp hoặc thư mục này", remedy: "kiểm tra đường dẫn" },
  ENAMETOOLONG: { what: "đường dẫn quá dài", remedy: "dùng đường dẫn ngắn hơn" },
  ELOOP: { what: "đường dẫn có liên kết quay vòng", remedy: "sửa đường dẫn" },
  EBUSY: { what: "đang được chương trình khác sử dụng", remedy: "đóng chương trình đó" },
  EMFILE: TOO_MANY,
  ENFILE: TOO_MANY,
  ENOMEM: { what: "máy hết bộ nhớ", remedy: "đóng bớt chương trình khác" },
  EIO: BROKEN,
  ENXIO: BROKEN,
  ENODEV: BROKEN,
  ESTALE: BROKEN,
};

/** The `code` of an error of the operating system, or the empty string. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

/** What such an error means; null for an error that is not about a disk. */
export const diskFaultOf = (error: unknown): DiskFault | null => FAULTS[codeOf(error)] ?? null;
