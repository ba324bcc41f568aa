import { Validations } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { SETTING } from "../functions/settings.ts";

/** A secret for each province's API: address, client's id and secret. Its value is set by hand and stands nowhere else. */
export class Credentials extends Construct {
  readonly #prefix: string;
  readonly #arns: readonly string[];

  constructor(scope: Construct, id: string, { stage, provinces }: { stage: string; provinces: readonly string[] }) {
    super(scope, id);
    this.#prefix = `online-service-reports/${stage}/`;
    this.#arns = provinces.map((province) => {
      // Without a value: a generated one would look as if somebody had set it.
      const secret = new CfnSecret(this, province, {
        name: `${this.#prefix}${province}`,
        description: `API of ${province}: {"url": "https://…", "clientId": "…", "clientSecret": "…"}`,
      });
      Validations.of(secret).acknowledge({
        id: "AwsSolutions-SMG4",
        reason: "The province issues these credentials; nobody here can rotate them.",
      });
      return secret.ref;
    });
  }

  get environment(): Record<string, string> {
    return { [SETTING.apiSecretPrefix]: this.#prefix };
  }

  grantRead(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ["secretsmanager:GetSecretValue"], resourceArns: [...this.#arns] });
  }
}
