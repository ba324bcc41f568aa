import { awsFeedback } from "../aws/feedback.ts";
import { handler } from "./handler.ts";

let note: ReturnType<typeof awsFeedback> | undefined;

/** Called by EventBridge with what Amazon SES tells of a mail that it had taken. */
export const feedbackHandler = handler("mail-feedback", (event): Promise<void> => {
  note ??= awsFeedback(process.env);
  return note(event);
});
