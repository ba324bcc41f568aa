import { Failure } from "../domain/failure.ts";

/** What administrators read of an error that nobody expected: what it says itself may hold anything. */
const UNEXPECTED = "Chương trình gặp lỗi ngoài dự kiến; báo đơn vị phát triển chương trình kèm mã lần chạy.";

/** An error as it may be kept and shown: its name and one Vietnamese sentence. */
export const reportable = (error: unknown): { readonly name: string; readonly message: string } =>
  error instanceof Failure ? { name: error.name, message: error.message } : { name: "Unexpected", message: UNEXPECTED };
