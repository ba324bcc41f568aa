/** How a fault shows: what is answered instead of, or made of, the sound answer. */

import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { problemResponse } from "../problems.ts";
import { addDays } from "../province/calendar.ts";
import type { Fault } from "./faults.ts";

const CUT_AFTER_MS = 20;

/** What a fault may use of the server that it befalls. */
export interface Victim {
  /** The answer as it should be; asked for once at most. */
  sound(): Promise<Response>;
  /** Makes the token of this request worthless. */
  revokeToken(): void;
  /** Destroys the socket on which the request came. */
  cutConnection(): void;
  now(): Date;
}

const page = z.looseObject({ items: z.array(z.record(z.string(), z.unknown())), dataAsOf: z.string() });
type Page = z.infer<typeof page>;
type Row = Page["items"][number];

/** The sound answer with its page changed; an answer that is no list stays as it is. */
async function changed(victim: Victim, change: (sound: Page) => Page): Promise<Response> {
  const answer = await victim.sound();
  if (answer.status !== 200) return answer;
  const body = JSON.stringify(change(page.parse(await answer.json())));
  return new Response(body, { headers: { "Content-Type": "application/json" } });
}

async function halfOf(answer: Response): Promise<{ bytes: Uint8Array<ArrayBuffer>; size: number }> {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return { bytes: bytes.slice(0, Math.ceil(bytes.length / 2)), size: bytes.length };
}

async function cutOff(victim: Victim): Promise<Response> {
  const { bytes } = await halfOf(await victim.sound());
  return new Response(bytes, { headers: { "Content-Type": "application/json" } });
}

async function reset(victim: Victim): Promise<Response> {
  const { bytes, size } = await halfOf(await victim.sound());
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (!isSent) {
        isSent = true;
        controller.enqueue(bytes);
        return;
      }
      // Half the body must be on its way first.
      await sleep(CUT_AFTER_MS);
      victim.cutConnection();
      controller.close();
    },
  });
  return new Response(body, { headers: { "Content-Type": "application/json", "Content-Length": String(size) } });
}

function comeAgain(status: 429 | 503, retryAfter: string | undefined): Response {
  const answer = problemResponse(status, "Hệ thống đang quá tải hoặc bảo trì (mô phỏng).");
  if (retryAfter !== undefined) answer.headers.set("Retry-After", retryAfter);
  return answer;
}

function broken(row: Row, field: string, value: number | string | null | undefined): Row {
  const { [field]: _, ...others } = row;
  return value === undefined ? others : { ...others, [field]: value };
}

const whole = z.number();

/** Half of the dossiers from afar as if they had come to the counter: every identity of the contract still holds. */
function misbooked(row: Row): Row {
  const { onlineRemote, counter } = z.object({ onlineRemote: whole, counter: whole }).parse(row);
  const moved = Math.ceil(onlineRemote / 2);
  return { ...row, onlineRemote: onlineRemote - moved, counter: counter + moved };
}

const dayBefore = (instant: string): string => `${addDays(instant.slice(0, 10), -1)}${instant.slice(10)}`;

/** Earlier than the sound reading, yet no earlier than the end of its window. */
const midnightOf = (instant: string): string => `${instant.slice(0, 10)}T00:00:00+07:00`;

const hourAfter = (now: Date): string => new Date(now.getTime() + 3_600_000).toISOString();

/** The answer of a server that this fault befalls. */
export async function damaged(fault: Fault, victim: Victim): Promise<Response> {
  switch (fault.kind) {
    case "late-agency":
      return problemResponse(404, "Đơn vị chưa gửi số liệu của kỳ này (mô phỏng).");
    case "broken-row":
      return changed(victim, (sound) => {
        const items = sound.items.map((row, i) => (i === 0 ? broken(row, fault.field, fault.value) : row));
        return { ...sound, items };
      });
    case "cut-off":
      return cutOff(victim);
    case "html":
      return new Response("<!doctype html><title>Bảo trì</title><p>Hệ thống đang bảo trì (mô phỏng).</p>", {
        headers: { "Content-Type": "text/html; charset=utf-8" },
      });
    case "too-many-requests": {
      const then = new Date(victim.now().getTime() + fault.retryAfterSeconds * 1000);
      return comeAgain(429, fault.as === "seconds" ? String(fault.retryAfterSeconds) : then.toUTCString());
    }
    case "unavailable":
      return comeAgain(503, fault.retryAfterSeconds?.toString());
    case "revoked-token":
      victim.revokeToken();
      return problemResponse(401, "Mã truy cập đã bị thu hồi (mô phỏng).");
    case "moving-data":
    case "early-data":
      return changed(victim, (sound) => ({ ...sound, dataAsOf: dayBefore(sound.dataAsOf) }));
    case "future-data":
      return changed(victim, (sound) => ({ ...sound, dataAsOf: hourAfter(victim.now()) }));
    case "slow":
      await sleep(fault.ms, undefined, { ref: false });
      return victim.sound();
    case "reset":
      return reset(victim);
    case "provisional":
      return changed(victim, (sound) => {
        const dataAsOf = midnightOf(sound.dataAsOf);
        return { ...sound, dataAsOf, status: "provisional", items: sound.items.map(misbooked) };
      });
    case "uncorrected":
      return changed(victim, (sound) => ({ ...sound, items: sound.items.map(misbooked) }));
  }
}
