import { expect, test } from "vitest";
import { linksCommand } from "../../functions/cli/links.ts";
import { folder } from "../helpers/runs/command.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);

test.each(["hihi", "cong.tinh.gov.vn", "ftp://cong.tinh.gov.vn", "javascript:alert(1)"])(
  "a portal's address that no browser opens (%s) is refused before a link is given",
  async (base) => {
    const dir = folder();
    const of = ["--recipient", "A", "--province", "ba-ria-vung-tau", "--period", "2023-06", "--state", dir];

    await expect(linksCommand(["add", ...of, "--base", base], {}, TEMPLATES)).rejects.toMatchObject({
      name: "RequestInvalid",
      message: `Địa chỉ cổng "${base}" không hợp lệ; viết bắt đầu bằng http:// hoặc https://.`,
    });
    expect(await linksCommand(["list", "--state", dir], {}, TEMPLATES)).not.toContain("A");
  },
);
