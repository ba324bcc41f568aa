import { readFileSync } from "node:fs";
import { onTestFinished } from "vitest";
import { SourceMapping } from "../../../functions/domain/mapping/mapping.ts";
import { type MappedSourceOptions, mappedSource } from "../../../functions/sources/mapped/source.ts";
import { type Asked, NOW, type Reply } from "./stub.ts";

/** A calendar month that is over by `NOW`. */
export const MAY = { from: "2023-05-01", to: "2023-05-31" };

export const TOKEN = "mã-bí+mật/%";
/** A token as a header can carry it. */
export const PLAIN_TOKEN = "bi-mat-0123";

const json = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../templates/sources/${name}.json`, import.meta.url), "utf8"));

/** A worked example of templates/sources/, with some of its entries replaced. */
export const mappingOf = (name: string, changes: Readonly<Record<string, unknown>> = {}): SourceMapping =>
  SourceMapping.parse({ ...Object(json(name)), ...changes });

/** A source under test; it waits for nothing. */
export function source(baseUrl: string, mapping: SourceMapping, options: Partial<MappedSourceOptions> = {}) {
  const lines: string[] = [];
  const opened = mappedSource({
    baseUrl,
    mapping,
    account: { token: PLAIN_TOKEN, clientId: "may-tao.bao_cao", clientSecret: "bí-mật" },
    now: () => NOW,
    retryBaseMs: 1,
    sleep: async () => {},
    log: (line) => void lines.push(line),
    warn: (line) => void lines.push(line),
    ...options,
  });
  onTestFinished(() => void opened.close());
  return { source: opened, lines };
}

/** A row of OpenCPS's statistics (a field of one agency), sound where a test does not say otherwise. */
export const openCpsRow = (domainName: string, changes: Readonly<Record<string, unknown>> = {}) => ({
  month: 5,
  year: 2023,
  govAgencyName: "Sở Thông tin và Truyền thông",
  domainCode: domainName === "" ? "" : `LV-${domainName}`,
  domainName,
  totalCount: 30,
  remainingCount: 4,
  receivedCount: 26,
  onlineCount: 20,
  onegateCount: 5,
  fromViaPostalCount: 1,
  deniedCount: 1,
  cancelledCount: 1,
  releaseCount: 22,
  betimesCount: 12,
  ontimeCount: 8,
  overtimeCount: 2,
  undueCount: 5,
  overdueCount: 1,
  ontimePercentage: 90,
  ...changes,
});

/** A dossier of a list as SharePoint-style systems give it, resolved early where a test does not say otherwise. */
export const dossier = (id: number, changes: Readonly<Record<string, unknown>> = {}) => ({
  ID: id,
  PhanMem: "Một cửa",
  LinhVuc: "Bưu chính",
  MaDonVi: "77-STTTT",
  NgayGiao: "02/05/2023",
  ThoiHan: "12/05/2023",
  NgayXuLy: "10/05/2023",
  MaTrangThaiChung: 3,
  MaTinhTrang: 1,
  ...changes,
});

/** A DanhSachDuLieu that answers a page of these dossiers as it is asked. */
export const dossierPages =
  (rows: readonly unknown[], total = rows.length) =>
  ({ body }: Asked): Reply => {
    const { page, limit }: { readonly page: number; readonly limit: number } = JSON.parse(body);
    return { json: { total, data: rows.slice((page - 1) * limit, page * limit) } };
  };
