import { SettingInvalid } from "../domain/failure.ts";
import type { Province } from "../domain/province.ts";
import type { PushMapping } from "../domain/push/mapping.ts";
import type { PushPorts } from "../ports/push.ts";
import type { ConnectionOptions } from "../sources/connection.ts";
import type { Credentials } from "./credentials.ts";

export interface ReportSystemsOptions {
  readonly credentials: (province: string) => Promise<Credentials>;
  readonly province: (id: string) => Pick<Province, "id" | "push">;
  /** How long is waited, and what is said meanwhile. */
  readonly manner: Omit<ConnectionOptions, "baseUrl">;
}

/**
 * The provinces' report systems, whose client is loaded when one is first sent to. Throws SettingInvalid where address or
 * account are not set, or the address has no TLS.
 */
export const reportSystems =
  ({ credentials, province, manner }: ReportSystemsOptions): PushPorts["reportSystem"] =>
  async (id: string, mapping: PushMapping) => {
    const { sources = {} } = await credentials(id);
    const place = sources[mapping.id];
    const stated = province(id).push?.url;
    if (place?.url == null && stated?.startsWith("http:") === true) {
      throw new SettingInvalid(
        `Địa chỉ của hệ thống báo cáo ${mapping.id} trong tệp của tỉnh ${id} phải là https; sửa tệp rồi triển khai lại.`,
      );
    }
    const { openReportSystem } = await import("../sources/push/report-system.ts");
    return openReportSystem(mapping, stated, place, manner);
  };
