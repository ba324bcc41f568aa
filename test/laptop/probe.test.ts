import { createServer } from "node:tls";
import { generate } from "selfsigned";
import { describe, expect, onTestFinished, test } from "vitest";
import { probeProvince } from "../../functions/laptop/probe.ts";
import { page } from "../helpers/sources/rows.ts";
import { deadAddress, muteAddress, NOW, portOf, stubProvince } from "../helpers/sources/stub.ts";

const QUESTION = "Không lấy được mã truy cập (token) từ API của tỉnh";

/** What is said while it waits, and at the end. */
async function probed(url: string, now = () => NOW) {
  const said: string[] = [];
  const settings = { url, clientId: "a", clientSecret: "b", maxConcurrency: 4, retryBaseMs: 1 };
  const error: unknown = await probeProvince(settings, now, (line) => said.push(line)).catch(
    (reason: unknown) => reason,
  );
  return { said, end: error instanceof Error ? error.message : "signed in" };
}

test("a province that gives a token is asked for nothing else", async () => {
  const stub = await stubProvince([page([])]);

  expect(await probed(stub.url)).toEqual({ said: [], end: "signed in" });
  expect([stub.tokens.length, stub.data.length]).toEqual([1, 0]);
});

test("an address where nobody listens is tried again, and each wait is told", async () => {
  expect(await probed(await deadAddress())).toEqual({
    said: [1, 2, 3, 4].map(
      (n) => `Chưa hỏi được mã truy cập (token): máy chủ từ chối kết nối; thử lại lần ${n}/4 sau 1 giây.`,
    ),
    end: `${QUESTION}: máy chủ từ chối kết nối; kiểm tra máy chủ, cổng trong địa chỉ API và máy chủ đó có đang chạy không rồi chạy lại.`,
  });
});

describe("what will not pass by itself is named at once", () => {
  test("a name that nobody knows", async () => {
    // A label of more than 63 letters is refused without asking a server.
    expect(await probed(`http://${"x".repeat(64)}.test`)).toEqual({
      said: [],
      end: `${QUESTION}: không tìm thấy tên máy chủ; kiểm tra tên máy chủ trong địa chỉ API và máy chủ phân giải tên miền (DNS) rồi chạy lại.`,
    });
  });

  test("https to a server that speaks http", async () => {
    const stub = await stubProvince([page([])]);

    expect(await probed(stub.url.replace("http:", "https:"))).toEqual({
      said: [],
      end: `${QUESTION}: không thiết lập được kết nối an toàn (TLS); kiểm tra địa chỉ API (http hay https), cổng và proxy rồi chạy lại.`,
    });
  });

  test.each([
    [
      "by an authority that is not known",
      {},
      ": chứng thư của máy chủ không do tổ chức mà máy này tin cậy cấp; cài chứng thư gốc của đơn vị vận hành API theo mục 10 của hướng dẫn sử dụng rồi chạy lại.",
    ],
  ])("a certificate %s", async (_case, options, words) => {
    const { cert, private: key } = await generate([{ name: "commonName", value: "127.0.0.1" }], options);
    const server = createServer({ cert, key });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());

    expect(await probed(`https://127.0.0.1:${portOf(server.address())}`)).toEqual({
      said: [],
      end: `${QUESTION}${words}`,
    });
  });
});

test("a server that never answers is given up within the minute", async () => {
  // All but a twentieth of a second has passed when the first question goes out.
  const begin = performance.now();
  let asked = 0;
  const now = () => new Date(NOW.getTime() + (asked++ === 0 ? 0 : 49_950 + performance.now() - begin));

  expect(await probed(`http://${await muteAddress()}`, now)).toEqual({
    said: [],
    end: `${QUESTION}: quá thời hạn trả lời; kiểm tra kết nối và địa chỉ API rồi chạy lại.`,
  });
});
