import { RemovalPolicy } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import type { IGrantable } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { SETTING } from "../functions/settings.ts";

/** Where everything lies that outlives a run; none of it goes with the stack. */
export class Storage extends Construct {
  readonly #table: Table;
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#table = new Table(this, "Table", {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#bucket = new Bucket(this, "Reports", {
      versioned: true,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** What a function has to be told to find the storage. */
  get environment(): Record<string, string> {
    return { [SETTING.table]: this.#table.tableName, [SETTING.bucket]: this.#bucket.bucketName };
  }

  /** Reading and writing, never deleting: snapshots and revisions are not changed by anyone. */
  grantReadWrite(grantee: IGrantable): void {
    this.#table.grant(grantee, "dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem");
    this.#bucket.grantRead(grantee);
    this.#bucket.grantPut(grantee);
  }
}
