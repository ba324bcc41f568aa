import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { afterEach, describe, expect, it } from "vitest";
import { credentialsOf } from "../../functions/aws/credentials.ts";
import { openProvince, provinceApis } from "../../functions/aws/province-api.ts";
import { reportSystems } from "../../functions/aws/report-system.ts";
import { loadCatalogue } from "../../functions/catalogue/catalogue.ts";
import { AccessDenied, SettingInvalid, StoreUnavailable } from "../../functions/domain/failure.ts";
import type { Province } from "../../functions/domain/province.ts";
import type { ProvinceApi } from "../../functions/ports/province-api.ts";

const client = new SecretsManagerClient({ region: "ap-southeast-1" });
const secrets = mockClient(client);
const options = { client, prefix: "online-service-reports/prod/" };
const account = { url: "https://api.dongnai.gov.vn/lgsp", clientId: "bao-cao", clientSecret: "rất-bí-mật" };

afterEach(() => secrets.reset());

const says = (text: string) => secrets.on(GetSecretValueCommand).resolves({ SecretString: text });
const named = (name: string) => Object.assign(new Error("sự cố của AWS"), { name });

describe("the credentials of a province", () => {
  it("are in the secret of its name", async () => {
    says(JSON.stringify(account));
    expect(await credentialsOf(options, "dong-nai")).toEqual(account);
    const [call] = secrets.commandCalls(GetSecretValueCommand);
    expect(call?.args[0].input).toEqual({ SecretId: "online-service-reports/prod/dong-nai" });
  });

  it("hold the sources of counts beside the contract, by mapping", async () => {
    const opencps = { url: "https://mot-cua.dongnai.gov.vn", token: "rất-bí-mật" };
    says(JSON.stringify({ ...account, sources: { opencps, igate: {} } }));
    expect((await credentialsOf(options, "dong-nai")).sources).toEqual({
      opencps: { ...opencps, clientId: null, clientSecret: null },
      igate: { url: null, token: null, clientId: null, clientSecret: null },
    });
  });

  it.each([
    [
      "a source without TLS",
      JSON.stringify({ ...account, sources: { x: { url: "http://rất-bí-mật" } } }),
      /sources.x.url/,
    ],
    ["no JSON", "rất-bí-mật", /JSON/],
    ["no secret in it", JSON.stringify({ ...account, clientSecret: undefined }), /mục clientSecret/],
    ["an address without TLS", JSON.stringify({ ...account, url: "http://rất-bí-mật" }), /mục url/],
    ["something besides", JSON.stringify({ ...account, password: "rất-bí-mật" }), /mục JSON/],
    ["nothing", "", /JSON/],
  ])("with %s are refused: secret and field are named, nothing of the value is", async (_, text, what) => {
    says(text);
    const refused = await credentialsOf(options, "dong-nai").catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SettingInvalid);
    const { message } = refused instanceof Error ? refused : new Error("");
    expect(message).toMatch(what);
    expect(message).toContain("online-service-reports/prod/dong-nai");
    expect(JSON.stringify([message, refused])).not.toContain("rất-bí-mật");
  });

  it("that nobody has set are asked for by name; a Secrets Manager in trouble is tried again", async () => {
    secrets
      .on(GetSecretValueCommand)
      .rejectsOnce(named("ResourceNotFoundException"))
      .rejects(named("InternalServiceError"));
    await expect(credentialsOf(options, "dong-nai")).rejects.toThrow(/dong-nai.*chưa có hoặc chưa có giá trị/);
    await expect(credentialsOf(options, "dong-nai")).rejects.toThrow(StoreUnavailable);
  });
});

describe("the sources of a province", () => {
  const OPENCPS = { mapping: "opencps", system: "province" as const };
  const manner = { now: () => new Date() };
  const mappings = loadCatalogue(new URL("../../templates/", import.meta.url)).mappings();
  const open = (source: Province["sources"][number], sources = {}) =>
    openProvince({ ...account, sources }, { id: "dong-nai", sources: [source] }, mappings, manner);

  it("are opened with what the secret holds", async () => {
    const opencps = { url: "https://mot-cua.dongnai.gov.vn", token: "x", clientId: null, clientSecret: null };
    await expect(open(OPENCPS, { opencps })).resolves.toHaveProperty("counts");
  });

  it.each([
    ["without an address", OPENCPS, /^Chưa có địa chỉ của nguồn số liệu opencps; ghi mục sources\.opencps\.url/],
    [
      "without an account",
      { ...OPENCPS, url: "https://a.vn" },
      /^Chưa có tài khoản của nguồn số liệu opencps; ghi mục sources\.opencps\.token/,
    ],
    ["without TLS", { ...OPENCPS, url: "http://a.vn" }, /opencps trong tệp của tỉnh dong-nai phải là https/],
  ])("%s are refused by name", async (_, source, said) => {
    await expect(open(source)).rejects.toThrow(said);
  });
});

describe("the report system of a province", () => {
  const [mapping] = loadCatalogue(new URL("../../templates/", import.meta.url)).pushes();
  const open = (url: string | undefined, sources = {}) => {
    if (mapping === undefined) throw new Error("no push mapping");
    const push = { mapping: mapping.id, ...(url === undefined ? {} : { url }) };
    const options = {
      credentials: async () => ({ ...account, sources }),
      province: () => ({ id: "dong-nai", push }),
      manner: { now: () => new Date() },
    };
    return reportSystems(options)("dong-nai", mapping);
  };
  const token = { url: null, token: "x", clientId: null, clientSecret: null };

  it("is opened with what the secret holds, at the address of the secret or of the province's file", async () => {
    const set = { ...token, url: "https://bao-cao.dongnai.gov.vn" };
    await expect(open(undefined, { "cap-nhat-chi-tieu": set })).resolves.toHaveProperty("send");
    await expect(open("https://a.vn", { "cap-nhat-chi-tieu": token })).resolves.toHaveProperty("send");
  });

  it.each([
    [
      "without an address",
      undefined,
      { "cap-nhat-chi-tieu": token },
      /^Chưa có địa chỉ của hệ thống báo cáo cap-nhat-/,
    ],
    [
      "without an account",
      "https://a.vn",
      {},
      /^Chưa có tài khoản của hệ thống báo cáo cap-nhat-chi-tieu; ghi mục sources/,
    ],
    ["without TLS", "http://a.vn", { "cap-nhat-chi-tieu": token }, /của tỉnh dong-nai phải là https/],
  ])("%s is refused by name", async (_, url, sources, said) => {
    await expect(open(url, sources)).rejects.toThrow(said);
  });
});

/** An API that knows one question, and by whom it was opened. */
const apiOf = (answer: () => Promise<never[]>): ProvinceApi => {
  const list = async () => ({ rows: await answer(), status: "final" as const, dataAsOf: "", synthetic: false });
  return { agencies: list, procedures: list, measures: list, counts: list, tasks: list, systems: () => [] };
};

describe("the API of a province", () => {
  it("is opened once for each province, at its first question", async () => {
    const opened: string[] = [];
    const apis = provinceApis({
      systems: () => () => ["opencps"],
      credentials: async (province) => ({ ...account, clientId: province }),
      open: async ({ clientId }) => {
        opened.push(clientId);
        return apiOf(async () => []);
      },
    });
    const [one, other] = [apis("dong-nai"), apis("quang-tri")];
    expect([one.systems("A", { from: "2023-05-15", to: "2023-06-14" }), opened]).toEqual([["opencps"], []]);
    await Promise.all([one.agencies("2023-06-14"), one.counts("A", { from: "2023-05-15", to: "2023-06-14" })]);
    await other.measures("2023-06-14");
    await apis("dong-nai").tasks("p", "2023-06-14");
    expect(opened).toEqual(["dong-nai", "quang-tri"]);
  });

  it("reads the credentials anew after a refusal: they may have been changed since", async () => {
    const held = ["cũ", "mới"];
    const apis = provinceApis({
      systems: () => () => [],
      credentials: async () => ({ ...account, clientId: held.shift() ?? "" }),
      open: async ({ clientId }) =>
        apiOf(async () => {
          if (clientId === "cũ") throw new AccessDenied("hỏi");
          return [];
        }),
    });
    await expect(apis("dong-nai").agencies("2023-06-14")).rejects.toThrow(AccessDenied);
    expect((await apis("dong-nai").agencies("2023-06-14")).rows).toEqual([]);
  });

  it("is asked again after its credentials could not be read", async () => {
    let reads = 0;
    const apis = provinceApis({
      systems: () => () => [],
      credentials: async () => {
        reads += 1;
        if (reads === 1) throw new StoreUnavailable("x");
        return account;
      },
      open: async () => apiOf(async () => []),
    });
    await expect(apis("dong-nai").agencies("2023-06-14")).rejects.toThrow(StoreUnavailable);
    expect((await apis("dong-nai").agencies("2023-06-14")).rows).toEqual([]);
  });
});
