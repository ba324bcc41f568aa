import { expect, test } from "vitest";
import { committeeName, officialName, placeOf, unitOfficeOf } from "../../functions/domain/unit-name.ts";

const PERSONS = ["Nguyễn An Ninh"];

// Nghị định 30/2020/NĐ-CP Phụ lục II: "Quận 1, Phường Điện Biên Phủ"; "phường Thắng Nhất".
test.each([
  ["UBND phường 1", "UBND Phường 1", "Ủy ban nhân dân Phường 1", "Phường 1"],
  ["UBND Phường 12", "UBND Phường 12", "Ủy ban nhân dân Phường 12", "Phường 12"],
  [
    "UBND phường Nguyễn An Ninh",
    "UBND Phường Nguyễn An Ninh",
    "Ủy ban nhân dân Phường Nguyễn An Ninh",
    "Phường Nguyễn An Ninh",
  ],
  ["UBND phường Thắng Nhất", "UBND phường Thắng Nhất", "Ủy ban nhân dân phường Thắng Nhất", "Thắng Nhất"],
  ["UBND Phường Thắng Nhất", "UBND phường Thắng Nhất", "Ủy ban nhân dân phường Thắng Nhất", "Thắng Nhất"],
  ["UBND thị trấn Long Điền", "UBND thị trấn Long Điền", "Ủy ban nhân dân thị trấn Long Điền", "Long Điền"],
  ["UBND xã Gia Tân 1", "UBND xã Gia Tân 1", "Ủy ban nhân dân xã Gia Tân 1", "Gia Tân 1"],
  ["UBND quận 1", "UBND Quận 1", "Ủy ban nhân dân Quận 1", "Quận 1"],
  ["phường 7", "Phường 7", "Ủy ban nhân dân Phường 7", "Phường 7"],
  ["Thành phố Vũng Tàu", "Thành phố Vũng Tàu", "Ủy ban nhân dân thành phố Vũng Tàu", "Vũng Tàu"],
])("%s is printed as %s, %s, and dates its documents in %s", (name, printed, committee, place) => {
  expect([officialName, committeeName, placeOf].map((of) => of(name, PERSONS))).toEqual([printed, committee, place]);
  expect(officialName(name.normalize("NFD"), PERSONS).normalize("NFC")).toBe(printed);
});

test("what is no unit's name stays as it is", () => {
  for (const name of ["Sở Tài chính", "Thanh tra tỉnh", "Ban Quản lý khu công nghiệp", "UBND", ""]) {
    expect(officialName(name, PERSONS)).toBe(name);
  }
});

// The unit is what the name ends with; "xã hội" is none, and a committee is no office of its unit.
test.each([
  ["Trung tâm Phục vụ hành chính công xã Tân Hải", "Trung tâm Phục vụ hành chính công", "xã Tân Hải"],
  ["Trung tâm Phục vụ hành chính công phường 1", "Trung tâm Phục vụ hành chính công", "Phường 1"],
  ["Trung tâm Phục vụ hành chính công Phường Bà Rịa", "Trung tâm Phục vụ hành chính công", "phường Bà Rịa"],
  ["Trung tâm Phục vụ hành chính công đặc khu Côn Đảo", "Trung tâm Phục vụ hành chính công", "đặc khu Côn Đảo"],
  ["Trung tâm Công tác xã hội xã Đất Đỏ", "Trung tâm Công tác xã hội", "xã Đất Đỏ"],
  ["Phòng Kinh tế thị xã Phú Mỹ", "Phòng Kinh tế", "thị xã Phú Mỹ"],
])("%s is an office of a unit", (name, office, unit) => {
  expect(unitOfficeOf(name, PERSONS)).toEqual({ office, unit });
  expect([officialName(name, PERSONS), committeeName(name, PERSONS)]).toEqual(Array(2).fill(`${office} ${unit}`));
});

test.each(["UBND xã Tân Hải", "Phường 1", "Trung tâm Phục vụ hành chính công", "Trung tâm bảo trợ xã hội", ""])(
  "%j is no office of a unit",
  (name) => expect(unitOfficeOf(name, PERSONS)).toBe(null),
);
