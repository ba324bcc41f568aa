import { Validations } from "aws-cdk-lib";
import { Grant, type IGrantable } from "aws-cdk-lib/aws-iam";
import { CfnSecret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { SETTING } from "../functions/settings.ts";

/** Without a value: a generated one would look as if somebody had set it. @param holds what is to be set by hand */
function emptySecret(scope: Construct, id: string, name: string, holds: string): CfnSecret {
  const secret = new CfnSecret(scope, id, { name, description: holds });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason: "The province issues these credentials; nobody here can rotate them.",
  });
  return secret;
}

/** Secrets of one stage begin with this. */
const prefixOf = (stage: string): string => `online-service-reports/${stage}/`;

/** A secret for each province's API: address, client's id and secret. Its value is set by hand and stands nowhere else. */
export class Credentials extends Construct {
  readonly #prefix: string;
  readonly #arns: readonly string[];

  constructor(scope: Construct, id: string, { stage, provinces }: { stage: string; provinces: readonly string[] }) {
    super(scope, id);
    this.#prefix = prefixOf(stage);
    this.#arns = provinces.map((province) => {
      const holds = `API of ${province}: {"url": "https://…", "clientId": "…", "clientSecret": "…"}`;
      return emptySecret(this, province, `${this.#prefix}${province}`, holds).ref;
    });
  }

  get environment(): Record<string, string> {
    return { [SETTING.apiSecretPrefix]: this.#prefix };
  }

  grantRead(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ["secretsmanager:GetSecretValue"], resourceArns: [...this.#arns] });
  }
}

/** The secret of the portal's client at the province's OpenID Connect server. Its value is set by hand as well. */
export class SignInSecret extends Construct {
  readonly #name: string;
  readonly #arn: string;

  /** @param stage its name */
  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    this.#name = `${prefixOf(stage)}sign-in`;
    this.#arn = emptySecret(this, "Secret", this.#name, 'Sign-in of administrators: {"clientSecret": "…"}').ref;
  }

  get environment(): Record<string, string> {
    return { [SETTING.oidcSecretName]: this.#name };
  }

  grantRead(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ["secretsmanager:GetSecretValue"], resourceArns: [this.#arn] });
  }
}
