/**
 * A process of its own for the tests of the database: opens a state folder and writes numbered items until it is told
 * to close or is killed, saying on standard output what was acknowledged.
 */
import { once } from "node:events";
import { argv, stdin, stdout } from "node:process";
import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { openDatabase } from "../../functions/local/database.ts";

const [, , dir = "", name = "", count = "0"] = argv;
const { client, table, close } = await openDatabase(dir);
stdout.write("open\n");

let closing = false;
once(stdin, "data").then(() => {
  closing = true;
});
for (let number = 0; !closing && number < Number(count); number++) {
  const Item = { pk: { S: name }, sk: { S: String(number) }, filler: { S: "x".repeat(20_000) } };
  await client.send(new PutItemCommand({ TableName: table, Item }));
  stdout.write(`${number}\n`);
}
if (!closing) await once(stdin, "data");
await close();
stdin.destroy();
