/**
 * A process of its own for the tests of the database: opens a state folder for a use and writes numbered items until it
 * is told to close or is killed, saying on standard output how far it is and what was acknowledged.
 */
import { once } from "node:events";
import { argv, stdin, stdout } from "node:process";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { openDatabase } from "../../../functions/laptop/database/database.ts";
import { Use } from "../../../functions/laptop/database/wire.ts";

const [, , dir = "", use, name = "", count = "0"] = argv;
const say = (line: string | number): void => void stdout.write(`${line}\n`);
const { client, table, close } = await openDatabase(dir, { use: Use.parse(use), waiting: () => say("waiting") });
say("open");

let closing = false;
once(stdin, "data").then(() => {
  closing = true;
});
for (let number = 0; !closing && number < Number(count); number++) {
  const Item = { pk: { S: name }, sk: { S: String(number) }, filler: { S: "x".repeat(20_000) } };
  await client.send(new PutItemCommand({ TableName: table, Item }));
  say(number);
}
if (!closing) await once(stdin, "data");
await close();
stdin.destroy();
