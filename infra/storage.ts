import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AttributeType, BillingMode, Table, TableEncryption } from "aws-cdk-lib/aws-dynamodb";
import { Grant, type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule, ObjectOwnership } from "aws-cdk-lib/aws-s3";
import { Construct, type IConstruct } from "constructs";
import { PARTITION, type Partition } from "../functions/revisions/partitions.ts";
import { DRAFT_DAYS, DRAFTS, PUBLISHED, SNAPSHOTS } from "../functions/revisions/revision.ts";
import { SIGNED, UPLOADS } from "../functions/revisions/signed-copy.ts";
import { SETTING } from "../functions/settings.ts";
import { acknowledgeWildcard } from "./acknowledge.ts";
import type { Handler } from "./handler.ts";
import type { Stage } from "./stage.ts";
import { reportsKey } from "./storage/key.ts";
import { objectTrail } from "./storage/trail.ts";

/** Where keys begin: a function reads and writes only under some of them. */
const PLACES = {
  drafts: DRAFTS,
  published: PUBLISHED,
  snapshots: SNAPSHOTS,
  signed: SIGNED,
  uploads: UPLOADS,
} as const;
type Place = keyof typeof PLACES;

/** Where each object is locked as it is written. */
const LOCKED: readonly Place[] = ["published", "signed"];

/** Which partitions of the table a function reads, item by item or also all items of one, and which it writes to. */
export interface TableAccess {
  readonly get: readonly Partition[];
  readonly query?: true;
  readonly put?: readonly Partition[];
}

/** What a function may do with what is stored; nothing is ever deleted, so no function may. */
export interface Access {
  readonly table?: TableAccess;
  readonly read?: readonly Place[];
  readonly write?: readonly Place[];
}

/**
 * Drafts are of no use once a revision stands, or was never published, nor is a file that waits once it is registered, or
 * never was; what is published or signed has no rule.
 */
const LIFECYCLE: LifecycleRule[] = [
  {
    id: "superseded-drafts",
    prefix: DRAFTS,
    expiration: Duration.days(DRAFT_DAYS),
    noncurrentVersionExpiration: Duration.days(30),
  },
  {
    id: "waiting-files",
    prefix: UPLOADS,
    expiration: Duration.days(7),
    noncurrentVersionExpiration: Duration.days(7),
  },
  { id: "broken-uploads", abortIncompleteMultipartUploadAfter: Duration.days(7) },
];

const PRIVATE = {
  enforceSSL: true,
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
} as const;

/** A bucket of access logs. The class leaves open what its interface demands; strict types tell the two apart. */
class LogBucket extends Bucket {
  override get isWebsite(): boolean {
    return false;
  }
}

/** Who may delete the key, and whether every access to an object is recorded. */
type StorageProps = Pick<Stage, "keyAdministrator" | "objectEvents">;

/** Where everything lies that outlives a run; none of it goes with the stack. */
export class Storage extends Construct {
  readonly table: Table;
  readonly bucket: Bucket;
  readonly key: Key;

  constructor(scope: Construct, id: string, { keyAdministrator, objectEvents }: StorageProps) {
    super(scope, id);
    this.table = new Table(this, "Table", {
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      // Only sessions of browsers carry it: whose they were is not kept.
      timeToLiveAttribute: "forget",
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      // Also where its creation is taken back: a rollback that is to delete a protected table fails.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.key = reportsKey(this, keyAdministrator);
    const logs = this.#accessLogs();
    this.bucket = this.#reports(logs);
    if (objectEvents) objectTrail(this, this.bucket, logs);
  }

  #accessLogs(): LogBucket {
    const logs = new LogBucket(this, "AccessLogs", {
      ...PRIVATE,
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ id: "old-logs", expiration: Duration.days(365) }],
    });
    Validations.of(logs).acknowledge({ id: "AwsSolutions-S1", reason: "It holds the access logs themselves." });
    return logs;
  }

  /** Object Lock without a default: drafts may go, each published object is locked as it is written. */
  #reports(serverAccessLogsBucket: LogBucket): Bucket {
    return new Bucket(this, "Reports", {
      ...PRIVATE,
      versioned: true,
      objectLockEnabled: true,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      lifecycleRules: LIFECYCLE,
      serverAccessLogsBucket,
      serverAccessLogsPrefix: "reports/",
    });
  }

  /** What a function has to be told to find the storage. */
  get environment(): Record<string, string> {
    return { [SETTING.table]: this.table.tableName, [SETTING.bucket]: this.bucket.bucketName };
  }

  grant(grantee: Handler, { table, read = [], write = [] }: Access): void {
    if (table !== undefined) this.#grantItems(grantee, table);
    if (read.length + write.length === 0) return;
    const places = new Set([...read, ...write]);
    this.#grantObjects(grantee, places, new Set(write));
    const reason = "Keys below it name provinces, periods and revisions that are not known at deployment.";
    for (const place of places) acknowledgeWildcard(this.#roleOf(grantee), this.bucket, `/${PLACES[place]}*`, reason);
  }

  #grantItems(grantee: Handler, { get, query, put = [] }: TableAccess): void {
    const give = (actions: string[], partitions: readonly Partition[]) => {
      const names = partitions.map((name) => PARTITION[name]);
      const keys = names.map((name) => (name.endsWith("#") ? `${name}*` : name));
      grantee.addToRolePolicy(
        new PolicyStatement({
          actions: actions.map((action) => `dynamodb:${action}`),
          resources: [this.table.tableArn],
          // A command on the table carries the partition of every item that it is about.
          conditions: { "ForAllValues:StringLike": { "dynamodb:LeadingKeys": keys } },
        }),
      );
    };
    give(query ? ["GetItem", "Query"] : ["GetItem"], get);
    if (put.length > 0) give(["PutItem"], put);
  }

  #roleOf({ role }: Handler): IConstruct {
    if (role === undefined) throw new TypeError("a handler has a role of its own");
    return role;
  }

  #grantObjects(grantee: IGrantable, read: ReadonlySet<Place>, write: ReadonlySet<Place>): void {
    const arns = (places: Iterable<Place>): string[] =>
      [...places].map((place) => this.bucket.arnForObjects(`${PLACES[place]}*`));
    const give = (actions: string[], resourceArns: string[]) =>
      Grant.addToPrincipal({ grantee, actions, resourceArns });
    // Without leave to list, S3 answers "denied" for a key that is not there, and nobody could tell the two apart.
    give(["s3:ListBucket"], [this.bucket.bucketArn]);
    // A key that is taken is compared with what was to be written, so who writes also reads.
    give(["s3:GetObject"], arns(read));
    if (write.size > 0) give(["s3:PutObject"], arns(write));
    const locked = LOCKED.filter((place) => write.has(place));
    if (locked.length > 0) give(["s3:PutObjectRetention"], arns(locked));
    this.key.grant(grantee, "kms:Decrypt", ...(write.size > 0 ? ["kms:GenerateDataKey"] : []));
  }
}
