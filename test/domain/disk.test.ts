import { expect, test } from "vitest";
import { diskFaultOf } from "../../functions/domain/disk.ts";

const failing = (code: string): Error => Object.assign(new Error("x"), { code });

test.each([
  ["ENOSPC", "hết dung lượng đĩa", "giải phóng dung lượng"],
  ["EDQUOT", "hết hạn mức dung lượng của tài khoản", "giải phóng dung lượng"],
  ["EACCES", "không có quyền đọc, ghi", "cấp quyền đọc, ghi"],
  ["EROFS", "ổ đĩa chỉ cho đọc", "cho phép ghi vào ổ đĩa"],
  ["ENOTDIR", "một phần của đường dẫn không phải là thư mục", "sửa đường dẫn"],
  ["EISDIR", "đó là thư mục, không phải là tệp", "sửa đường dẫn"],
  ["ENOENT", "không có tệp hoặc thư mục này", "kiểm tra đường dẫn"],
  [
    "EMFILE",
    "hệ điều hành không cho mở thêm tệp",
    "đóng bớt chương trình khác hoặc nâng giới hạn số tệp được mở (ulimit -n)",
  ],
  ["EIO", "ổ đĩa báo lỗi đọc, ghi", "kiểm tra ổ đĩa"],
])("%s has a remedy of its own", (code, what, remedy) => {
  expect(diskFaultOf(failing(code))).toEqual({ what, remedy });
});

test("only a full disk is to be given room", () => {
  const codes = [
    "EACCES",
    "EPERM",
    "EROFS",
    "ENOTDIR",
    "EEXIST",
    "EISDIR",
    "ENOENT",
    "EMFILE",
    "ENFILE",
    "EIO",
    "EBUSY",
  ];
  expect(codes.filter((code) => diskFaultOf(failing(code))?.remedy.includes("dung lượng"))).toEqual([]);
});

test("what is not about a disk is not taken for it", () => {
  expect([failing("ECONNREFUSED"), new Error("ENOSPC"), "ENOSPC", null].map(diskFaultOf)).toEqual([
    null,
    null,
    null,
    null,
  ]);
});
