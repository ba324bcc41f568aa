import { App } from "aws-cdk-lib";
import { ReportStack } from "./stack.ts";

const app = new App();
new ReportStack(app, "OnlineServiceReports", { description: "Monthly reports on online public services of provinces" });
