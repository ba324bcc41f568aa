import type { CoarseField } from "../counts.ts";

/** Counts and their sums as an official reads them within a sentence. */
const COUNT_WORDS: Readonly<Record<CoarseField, string>> = {
  openingBacklog: "hồ sơ từ kỳ trước",
  onlineRemote: "hồ sơ trực tuyến nộp từ xa",
  onlineAssisted: "hồ sơ trực tuyến nộp tại bộ phận một cửa",
  online: "hồ sơ tiếp nhận trực tuyến",
  counter: "hồ sơ tiếp nhận trực tiếp",
  postal: "hồ sơ tiếp nhận qua bưu chính công ích",
  onPaper: "hồ sơ tiếp nhận trực tiếp, qua bưu chính",
  received: "hồ sơ tiếp nhận",
  resolvedEarly: "hồ sơ giải quyết trước hạn",
  resolvedOnTime: "hồ sơ giải quyết đúng hạn",
  resolvedInTime: "hồ sơ giải quyết trước hạn và đúng hạn",
  resolvedLate: "hồ sơ giải quyết quá hạn",
  resolved: "hồ sơ đã giải quyết",
  resolvedOnline: "hồ sơ giải quyết trực tuyến",
  withdrawn: "hồ sơ rút, trả lại",
  pendingInTime: "hồ sơ đang giải quyết trong hạn",
  pendingOverdue: "hồ sơ đang giải quyết quá hạn",
  pending: "hồ sơ đang giải quyết",
  returnedCounter: "kết quả trả trực tiếp",
  returnedPostal: "kết quả trả qua bưu chính công ích",
  returnedElectronic: "kết quả trả điện tử",
  digitisedResults: "kết quả đã số hóa",
  feeDossiers: "hồ sơ có nghĩa vụ tài chính",
  paidOnlineDossiers: "hồ sơ thanh toán trực tuyến",
  payments: "giao dịch thanh toán",
  onlinePayments: "giao dịch thanh toán trực tuyến",
};

const BY_NAME: ReadonlyMap<string, string> = new Map(Object.entries(COUNT_WORDS));

/** A count's name in words; null for what is none. */
export const countWords = (name: string): string | null => BY_NAME.get(name) ?? null;
