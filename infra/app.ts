import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { Failure } from "../functions/domain/failure.ts";
import { ReportStack } from "./stack.ts";
import { parseStages, scheduledProvinces } from "./stage.ts";

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
try {
  const known = scheduledProvinces().map(({ id }) => id);
  const stages = parseStages(app.node.tryGetContext("stages"), known);
  for (const stage of stages) new ReportStack(app, `OnlineServiceReports-${stage.name}`, { stage });
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  process.stderr.write(`${error.atTerminal}\n`);
  process.exit(1);
}
