import { expect, test } from "vitest";
import { type Client, connect } from "../helpers/simulator/client.ts";

const LAST_HOUR_OF_JUNE = "2023-06-14T16:59:59Z";
const JUNE = "/v1/counts?agency=747&from=2023-05-15&to=2023-06-14";

/** Asks at one instant; tokens last an hour, so every instant has a server of its own. */
async function at(instant: string, ask: (client: Client) => Promise<void>): Promise<void> {
  const client = await connect({ now: () => new Date(instant) });
  await ask(client).finally(client.close);
}

async function expectStatus(status: number, paths: readonly string[]): Promise<void> {
  await at(LAST_HOUR_OF_JUNE, async (client) => {
    for (const path of paths) expect((await client.get(path)).status, path).toBe(status);
  });
}

test("a window is provisional on its last day and final on the day after, by the clock of Viet Nam", async () => {
  await at(LAST_HOUR_OF_JUNE, async (client) => {
    expect(await client.list(JUNE)).toMatchObject({ status: "provisional", dataAsOf: "2023-06-14T06:00:00+07:00" });
  });
  await at("2023-06-14T23:00:00Z", async (client) => {
    expect(await client.list(JUNE)).toMatchObject({ status: "final", dataAsOf: "2023-06-15T06:00:00+07:00" });
  });
});

test("nothing is read in the future: before six in the morning the readings are those of midnight", async () => {
  for (const instant of ["2023-06-14T17:00:00Z", "2023-06-14T22:59:59Z"]) {
    await at(instant, async (client) => {
      expect(await client.list(JUNE)).toMatchObject({ status: "final", dataAsOf: "2023-06-15T00:00:00+07:00" });
      const ahead = await client.list("/v1/agencies?asOf=2023-07-14&limit=1");
      expect(ahead).toMatchObject({ status: "provisional", dataAsOf: "2023-06-15T00:00:00+07:00" });
    });
  }
});

test("a window that is over has the same reading for ever", async () => {
  const path = "/v1/counts?agency=747&from=2023-04-01&to=2023-04-30";
  for (const instant of [LAST_HOUR_OF_JUNE, "2031-01-01T00:00:00Z"]) {
    await at(instant, async (client) => {
      expect(await client.list(path)).toMatchObject({ status: "final", dataAsOf: "2023-05-01T06:00:00+07:00" });
      const agencies = await client.list("/v1/agencies?asOf=2023-06-13");
      expect(agencies).toMatchObject({ status: "final", dataAsOf: "2023-06-14T06:00:00+07:00" });
    });
  }
});

test("nothing is known of windows and days before the first or after this one", async () => {
  const early = ["/v1/counts?agency=747&from=2020-10-15&to=2020-11-14", "/v1/agencies?asOf=2020-11-14"];
  early.push("/v1/counts?agency=747&from=2020-11-01&to=2020-11-30");
  await expectStatus(404, early);
  await expectStatus(404, ["/v1/counts?agency=747&from=2023-06-15&to=2023-07-14", "/v1/agencies?asOf=2023-08-01"]);
  await expectStatus(200, ["/v1/counts?agency=747&from=2020-11-15&to=2020-12-14", "/v1/agencies?asOf=2020-11-15"]);
});

test("the last day of a window that runs may be asked for already, provisionally", async () => {
  await at("2023-06-20T02:00:00Z", async (client) => {
    for (const list of ["agencies", "procedures", "measures"]) {
      const page = await client.list(`/v1/${list}?asOf=2023-07-14&limit=1`);
      expect(page).toMatchObject({ status: "provisional", dataAsOf: "2023-06-20T06:00:00+07:00" });
    }
  });
});

test("a window that is not that of one reporting month is refused", async () => {
  const windows = ["from=2023-05-15&to=2023-06-13", "from=2023-05-14&to=2023-06-14", "from=2023-03-15&to=2023-06-14"];
  windows.push("from=2023-04-01&to=2023-04-14", "from=2023-06-14&to=2023-05-15", "from=2023-02-01&to=2023-02-27");
  await expectStatus(
    400,
    windows.map((window) => `/v1/counts?agency=747&${window}`),
  );
  await expectStatus(200, ["/v1/counts?agency=747&from=2022-12-15&to=2023-01-14"]);
});

test("an agency that the province does not have is not found", async () => {
  const codes = ["731", "77", "UBND", "26506%20"];
  await expectStatus(
    404,
    codes.map((code) => `/v1/counts?agency=${code}&from=2023-04-15&to=2023-05-14`),
  );
});
