/** Problem documents (RFC 9457): every refusal of the simulator is one, with a title in Vietnamese. */

const TITLES = {
  400: "Yêu cầu không hợp lệ",
  401: "Chưa xác thực hoặc mã truy cập không còn hiệu lực",
  404: "Không tìm thấy dữ liệu",
  429: "Quá nhiều yêu cầu",
  500: "Lỗi của hệ thống mô phỏng",
  503: "Tạm thời không phục vụ",
};

type ProblemStatus = keyof typeof TITLES;

/** A request that is refused; `detail` says why, in Vietnamese, to the engineer who reads the client's log. */
export class Refusal extends Error {
  readonly status: ProblemStatus;

  constructor(status: ProblemStatus, detail: string) {
    super(detail);
    this.name = "Refusal";
    this.status = status;
  }
}

/** The answer for a refusal. A 401 names the scheme that the request should have used (RFC 9110, 11.6.1). */
export function problemResponse(status: ProblemStatus, detail: string, challenge = "Bearer"): Response {
  const headers = new Headers({ "Content-Type": "application/problem+json; charset=utf-8" });
  if (status === 401) headers.set("WWW-Authenticate", `${challenge} realm="LGSP"`);
  const body = JSON.stringify({ type: "about:blank", title: TITLES[status], status, detail });
  return new Response(body, { status, headers });
}
