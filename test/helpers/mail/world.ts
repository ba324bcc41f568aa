import { onTestFinished } from "vitest";
import type { NewRecipient } from "../../../functions/mail/recipient.ts";
import { notify } from "../../../functions/pipeline/notify.ts";
import type { Delivered } from "../../../functions/pipeline/support/deliver.ts";
import type { ServicePorts } from "../../../functions/ports/ports.ts";
import { smtpMailer } from "../../../functions/transport/mail.ts";
import { folder } from "../runs/command.ts";
import { type ExampleProvince, exampleProvince } from "../runs/example-province.ts";
import { onPaper, runSteps, world } from "../runs/world.ts";
import { type MailServer, mailServer } from "./server.ts";

export const PROVINCE = "ba-ria-vung-tau";
export const SERIES = "ba-ria-vung-tau/2023-06";
export const PORTAL = "https://cong.tinh.gov.vn";
export const SENDER = { name: "Hệ thống báo cáo", address: "bao-cao@tinh.gov.vn" };

export interface MailWorld {
  readonly province: ExampleProvince;
  readonly server: MailServer;
  /** With the clock that a test sets. */
  readonly ports: ServicePorts;
  readonly warnings: readonly string[];
  setClock(now: string): void;
  add(...people: NewRecipient[]): Promise<void>;
  /** Runs the steps and tells people; publishes revision 1, 2 … */
  publish(run: string, ports?: ServicePorts): Promise<number>;
  tell(revision: number, ports?: ServicePorts): Promise<Delivered>;
}

/** A province, a laptop's stores, and a mail server. */
export async function mailWorld(server?: MailServer, templates?: string): Promise<MailWorld> {
  const province = await exampleProvince();
  onTestFinished(() => province.close());
  const opened = await world(province, folder(), templates);
  const real = server ?? (await mailServer());
  let clock = new Date("2023-06-20T03:00:00Z");
  const ports: ServicePorts = {
    ...onPaper(opened.ports),
    mailer: smtpMailer(SENDER, real.url),
    portalBase: PORTAL,
    now: () => clock,
  };
  return {
    province,
    server: real,
    ports,
    warnings: opened.warnings,
    setClock: (now) => {
      clock = new Date(now);
    },
    async add(...people) {
      for (const person of people) await ports.recipients.put(PROVINCE, person);
    },
    async publish(run, by = ports) {
      await runSteps(by, run, true);
      return (await ports.revisions.current(SERIES))?.revision ?? 0;
    },
    tell: (revision, by = ports) => notify(by, { run: "any", published: { series: SERIES, revision } }),
  };
}

export const reader = (address: string, reports: string[] | null = null): NewRecipient => ({
  name: `Ông/Bà ${address.split("@")[0]}`,
  address,
  roles: [{ kind: "recipient", reports }],
});

export const contact = (address: string, ...agencies: string[]): NewRecipient => ({
  name: `Đầu mối ${address.split("@")[0]}`,
  address,
  roles: agencies.map((agency) => ({ kind: "contact", agency })),
});

export const operator = (address: string): NewRecipient => ({
  name: "Quản trị viên",
  address,
  roles: [{ kind: "operator" }],
});
