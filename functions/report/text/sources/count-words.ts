import type { Need } from "../../../domain/sums/pair-sums.ts";

const COUNT_WORDS: Readonly<Record<Need, string>> = {
  procedure: "số liệu theo từng thủ tục hành chính",
  openingBacklog: "hồ sơ từ kỳ trước chuyển qua",
  onlineRemote: "hồ sơ nộp trực tuyến từ xa",
  onlineAssisted: "hồ sơ nộp trực tuyến tại bộ phận một cửa",
  online: "hồ sơ nộp trực tuyến",
  counter: "hồ sơ nộp trực tiếp",
  postal: "hồ sơ nộp qua dịch vụ bưu chính công ích",
  onPaper: "hồ sơ nộp trực tiếp, qua dịch vụ bưu chính công ích",
  received: "tổng số hồ sơ tiếp nhận",
  resolvedEarly: "hồ sơ giải quyết trước hạn",
  resolvedOnTime: "hồ sơ giải quyết đúng hạn",
  resolvedInTime: "hồ sơ giải quyết trước hạn và đúng hạn",
  resolvedLate: "hồ sơ giải quyết quá hạn",
  resolved: "tổng số hồ sơ đã giải quyết",
  resolvedOnline: "hồ sơ giải quyết trực tuyến",
  withdrawn: "hồ sơ rút, trả lại",
  pendingInTime: "hồ sơ đang giải quyết trong hạn",
  pendingOverdue: "hồ sơ đang giải quyết quá hạn",
  pending: "tổng số hồ sơ đang giải quyết",
  returnedCounter: "kết quả trả trực tiếp",
  returnedPostal: "kết quả trả qua dịch vụ bưu chính công ích",
  returnedElectronic: "kết quả trả điện tử",
  digitisedResults: "kết quả giải quyết được số hóa",
  feeDossiers: "hồ sơ có nghĩa vụ tài chính",
  paidOnlineDossiers: "hồ sơ thanh toán trực tuyến",
  payments: "giao dịch thanh toán",
  onlinePayments: "giao dịch thanh toán trực tuyến",
};

const isNeed = (name: string): name is Need => name in COUNT_WORDS;

/** What a count is called in the middle of a sentence; a name that is none stays as it is. */
export const countWords = (name: string): string => (isNeed(name) ? COUNT_WORDS[name] : name);
