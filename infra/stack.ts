import { Stack, type StackProps } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { Pipeline } from "./pipeline.ts";
import { Storage } from "./storage.ts";

export interface ReportStackProps extends StackProps {
  /** The file whose exports are the steps' handlers; the program's own unless told. */
  readonly entry?: string;
}

/** Everything of the service in AWS. */
export class ReportStack extends Stack {
  readonly pipeline: Pipeline;

  constructor(scope: Construct, id: string, { entry, ...props }: ReportStackProps = {}) {
    super(scope, id, props);
    const storage = new Storage(this, "Storage");
    this.pipeline = new Pipeline(this, "Pipeline", { storage, ...(entry === undefined ? {} : { entry }) });
  }
}
