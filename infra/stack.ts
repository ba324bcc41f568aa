import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { handlerCode } from "./handlers.ts";
import { Pipeline } from "./pipeline.ts";
import { Storage } from "./storage.ts";

/** Everything of the service in AWS. */
export class ReportStack extends Stack {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const storage = new Storage(this, "Storage");
    this.pipeline = new Pipeline(this, "Pipeline", { storage, code: handlerCode() });
  }
}
