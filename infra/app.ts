import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { ReportStack } from "./stack.ts";
import { stagesOf } from "./stage.ts";

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
for (const stage of stagesOf(app)) new ReportStack(app, `OnlineServiceReports-${stage.name}`, { stage });
