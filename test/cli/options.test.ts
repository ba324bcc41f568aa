import { describe, expect, test } from "vitest";
import { linksCommand } from "../../functions/cli/links.ts";
import { readOptions } from "../../functions/cli/options.ts";
import { recipientsCommand } from "../../functions/cli/recipients/recipients.ts";
import { slotsCommand } from "../../functions/cli/slots.ts";
import { verifyCommand } from "../../functions/cli/verify.ts";
import { RequestInvalid } from "../../functions/domain/failure.ts";

const TEMPLATES = new URL("../../templates/", import.meta.url);

const COMMANDS = {
  report: async (args: readonly string[]) => readOptions(args),
  verify: (args: readonly string[]) => verifyCommand(args, TEMPLATES),
  slots: (args: readonly string[]) => slotsCommand(args, TEMPLATES),
  links: (args: readonly string[]) => linksCommand(args, {}, TEMPLATES),
  recipients: (args: readonly string[]) => recipientsCommand(args, {}, TEMPLATES),
};

/** What a command refuses its arguments with. */
async function refusalOf(command: keyof typeof COMMANDS, line: string): Promise<string> {
  const error = await COMMANDS[command](line.split(" ")).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RequestInvalid);
  return error instanceof RequestInvalid ? error.atTerminal : "";
}

const HELP = "chạy với --help để xem cách dùng";
const PLACE = "--province dong-nai --period 2023-06";

describe("a mistake in the arguments is one sentence that names it", () => {
  test.each([
    ["report", `${PLACE} --tinh x`, `Không có tùy chọn --tinh; ${HELP}.`],
    ["report", `${PLACE} --tỉnh x`, `Không có tùy chọn --tỉnh; ${HELP}.`],
    ["report", `${PLACE} -x`, `Không có tùy chọn -x; ${HELP}.`],
    ["report", "--province dong-nai --period", `Tùy chọn --period thiếu giá trị; ${HELP}.`],
    ["report", "--province --period 2023-06", `Tùy chọn --province thiếu giá trị; ${HELP}.`],
    ["report", `${PLACE} --refresh=có`, `Tùy chọn --refresh không nhận giá trị; ${HELP}.`],
    ["report", `${PLACE} 2023-07`, `Thừa "2023-07" (mọi tùy chọn viết sau dấu -- đứng riêng); ${HELP}.`],
    ["report", `${PLACE} --period 2023-07`, "Tùy chọn --period được viết hai lần; chỉ giữ một lần."],
    ["verify", `a.pdf ${PLACE}`, `Không dùng --province, --period cùng với tệp a.pdf; bỏ bớt một bên, ${HELP}.`],
    ["slots", `${PLACE} --file a --output b`, `Không dùng --output cùng với --file; bỏ bớt một bên, ${HELP}.`],
    ["links", "list --recipient A", `Không dùng --recipient cùng với lệnh list; bỏ bớt một bên, ${HELP}.`],
    ["links", "revoke a1 --days 3", `Không dùng --days cùng với lệnh revoke; bỏ bớt một bên, ${HELP}.`],
    [
      "recipients",
      "list --province dong-nai --table bang --state thu-muc",
      `Không dùng --state cùng với --table; bỏ bớt một bên, ${HELP}.`,
    ],
    [
      "recipients",
      "add --province dong-nai --address a@x.vn --name A --all --report cntt",
      `Không dùng --report cùng với --all; bỏ bớt một bên, ${HELP}.`,
    ],
    [
      "recipients",
      "import a.csv --province dong-nai --operator",
      `Không dùng --operator cùng với lệnh import; bỏ bớt một bên, ${HELP}.`,
    ],
  ] as const)("%s %s", async (command, line, sentence) => {
    expect(await refusalOf(command, line)).toBe(sentence);
  });

  test("an option that lacks says where options are written: npm keeps those before the dashes", async () => {
    expect(await refusalOf("report", "--period 2023-06")).toMatch(/^Thiếu --province \(mọi tùy chọn viết sau dấu --/);
    // Its own help, not that of another command.
    expect(await refusalOf("verify", "--period 2023-06")).not.toContain("npm run report");
  });
});

test("options that may be given again are", () => {
  expect(readOptions([...PLACE.split(" "), "--programme", "a", "--programme", "b"])).toMatchObject({
    programmes: ["a", "b"],
  });
});
