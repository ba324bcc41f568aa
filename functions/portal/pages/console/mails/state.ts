import { html } from "hono/html";
import { DELIVERY_WORDS, type DeliveryState } from "../../../../mail/delivery.ts";
import type { Told } from "../../../../pipeline/support/delivery/people.ts";
import { momentLabel, sentence } from "../../../../report/wording.ts";
import type { Html } from "../../page.ts";
import { statusTag, type Tone } from "../../parts.ts";

const TONES: Readonly<Record<DeliveryState, Tone>> = {
  waiting: "info",
  sending: "info",
  sent: "good",
  bounced: "bad",
  refused: "bad",
  muted: "plain",
};

/** What became of somebody's mail, since when, and why nothing is sent there any more. */
export const toldCell = ({ state, at, reason }: Pick<Told, "state" | "at" | "reason">): Html =>
  html`${statusTag(TONES[state], sentence(DELIVERY_WORDS[state]))}${at === null ? "" : html` <span class="quiet">${momentLabel(at)}</span>`}${reason === null ? "" : html`<span class="hint">${sentence(reason)}</span>`}`;
