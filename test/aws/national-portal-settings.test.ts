import { describe, expect, it } from "vitest";
import { SettingInvalid } from "../../functions/domain/failure.ts";
import { readNationalPortal } from "../../functions/settings/national-portal.ts";
import { NATIONAL_PORTAL } from "../../functions/settings.ts";

const ROOT = "019d2be3-6a88-732b-8b17-b68020c8553a";
const SET = { [NATIONAL_PORTAL.url]: "https://cong.gov.vn/api/v1/reporting/", [NATIONAL_PORTAL.root]: ROOT };

function refusalOf(env: Record<string, string>): SettingInvalid {
  try {
    readNationalPortal(env);
  } catch (error) {
    if (error instanceof SettingInvalid) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("the national portal", () => {
  it("is not asked where no address is set, whatever else is", () => {
    expect(readNationalPortal({})).toBeNull();
    expect(readNationalPortal({ [NATIONAL_PORTAL.url]: " ", [NATIONAL_PORTAL.root]: "?" })).toBeNull();
  });

  it("is asked for the province that is set, without a contact unless one is given", () => {
    const settings = { url: "https://cong.gov.vn/api/v1/reporting", root: ROOT, contact: null, proxies: null };
    expect(readNationalPortal(SET)).toEqual(settings);
    expect(readNationalPortal({ ...SET, [NATIONAL_PORTAL.root]: ` ${ROOT.toUpperCase()} ` })).toEqual(settings);
    const contact = "Phong CNTT <cntt@tinh.gov.vn>";
    expect(readNationalPortal({ ...SET, [NATIONAL_PORTAL.contact]: contact })).toEqual({ ...settings, contact });
  });

  it.each([
    [NATIONAL_PORTAL.url, "cong.gov.vn"],
    [NATIONAL_PORTAL.root, ""],
    [NATIONAL_PORTAL.root, "H44"],
    [NATIONAL_PORTAL.contact, "Phòng CNTT"],
    [NATIONAL_PORTAL.contact, "a\r\nX-Other: b"],
  ])("is not asked with %s = %o, which is named", (name, value) => {
    const failure = refusalOf({ ...SET, [name]: value });
    expect(failure.atTerminal).toContain(name);
    expect(failure.message).toMatch(/mục nationalPortal\.\w+ của cdk\.json/);
  });
});
