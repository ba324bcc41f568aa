import type { PrintedCount } from "./printed.ts";

/** A column of our own template. */
export interface TemplateColumn {
  readonly count: PrintedCount;
  readonly group: string;
  readonly heading: string;
  /** What is counted there, one Vietnamese sentence. */
  readonly meaning: string;
}

const RECEIVED = "Số hồ sơ nhận giải quyết";
const RESOLVED = "Số hồ sơ đã giải quyết";
const PENDING = "Số hồ sơ đang giải quyết";
const FILED = "Trong đó theo cách nộp";
const RETURNED = "Trả kết quả, số hóa";
const PAID = "Phí, lệ phí và thanh toán";

const column = (count: PrintedCount, group: string, heading: string, meaning: string): TemplateColumn => ({
  count,
  group,
  heading,
  meaning,
});

/** The columns of Biểu II.06a from its third on, then the other counts of the service's contract. */
export const TEMPLATE_COLUMNS: readonly TemplateColumn[] = [
  column("handled", RECEIVED, "Tổng số", "Mọi hồ sơ phải giải quyết trong tháng: cột (4) + (5) + (6)."),
  column("online", RECEIVED, "Trực tuyến", "Hồ sơ nộp trực tuyến, được tiếp nhận trong tháng."),
  column(
    "onPaper",
    RECEIVED,
    "Trực tiếp, bưu chính",
    "Hồ sơ nộp trực tiếp hoặc qua bưu chính, được tiếp nhận trong tháng.",
  ),
  column("openingBacklog", RECEIVED, "Từ kỳ trước", "Hồ sơ chưa giải quyết xong khi tháng bắt đầu."),
  column(
    "resolved",
    RESOLVED,
    "Tổng số",
    "Hồ sơ đã giải quyết trong tháng: cột (8) + (9) + (10); không tính hồ sơ rút.",
  ),
  column("resolvedEarly", RESOLVED, "Trước hạn", "Hồ sơ giải quyết xong trước ngày hẹn."),
  column("resolvedOnTime", RESOLVED, "Đúng hạn", "Hồ sơ giải quyết xong đúng ngày hẹn; không tính hồ sơ rút."),
  column("resolvedLate", RESOLVED, "Quá hạn", "Hồ sơ giải quyết xong sau ngày hẹn."),
  column("pending", PENDING, "Tổng số", "Hồ sơ chưa giải quyết xong khi tháng kết thúc: cột (12) + (13)."),
  column("pendingInTime", PENDING, "Trong hạn", "Hồ sơ đang giải quyết, chưa quá ngày hẹn."),
  column("pendingOverdue", PENDING, "Quá hạn", "Hồ sơ đang giải quyết, đã quá ngày hẹn."),
  column("onlineRemote", FILED, "Trực tuyến từ xa", "Phần của cột (4) do người dân, doanh nghiệp tự nộp từ xa."),
  column("onlineAssisted", FILED, "Trực tuyến có hỗ trợ", "Phần của cột (4) nộp với sự hỗ trợ tại bộ phận một cửa."),
  column("counter", FILED, "Trực tiếp tại quầy", "Phần của cột (5) nộp trực tiếp."),
  column("postal", FILED, "Qua bưu chính", "Phần của cột (5) nộp qua dịch vụ bưu chính công ích."),
  column(
    "resolvedOnline",
    FILED,
    "Giải quyết hoàn toàn trực tuyến",
    "Phần của cột (7) được giải quyết hoàn toàn trực tuyến.",
  ),
  column("withdrawn", FILED, "Rút, trả lại", "Hồ sơ được rút hoặc trả lại trong tháng, không tính vào cột (7)."),
  column("returnedCounter", RETURNED, "Trả kết quả tại quầy", "Kết quả trả trực tiếp."),
  column("returnedPostal", RETURNED, "Trả kết quả qua bưu chính", "Kết quả trả qua dịch vụ bưu chính công ích."),
  column("returnedElectronic", RETURNED, "Trả kết quả điện tử", "Kết quả trả bằng bản điện tử."),
  column("digitisedResults", RETURNED, "Kết quả được số hóa", "Kết quả được cấp bản điện tử hoặc số hóa."),
  column("feeDossiers", PAID, "Hồ sơ có phí, lệ phí", "Hồ sơ phải nộp phí, lệ phí."),
  column("paidOnlineDossiers", PAID, "Hồ sơ thanh toán trực tuyến", "Hồ sơ có phí, lệ phí được thanh toán trực tuyến."),
  column("payments", PAID, "Số giao dịch thanh toán", "Mọi giao dịch thanh toán trong tháng."),
  column("onlinePayments", PAID, "Số giao dịch trực tuyến", "Giao dịch thanh toán trực tuyến trong tháng."),
];

export const CODE_HEADING = "Mã cơ quan";
export const NAME_HEADING = "Tên cơ quan";
