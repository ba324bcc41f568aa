import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnUserPoolGroup,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
} from "aws-cdk-lib/aws-cognito";
import { Construct } from "constructs";
import type { Oidc } from "./stage.ts";

export interface OfficialsProps {
  /** Of the address at which the pages for signing in are: "<prefix>.auth.<region>.amazoncognito.com". */
  readonly domainPrefix: string;
  /** Address of the portal without "/" at its end. */
  readonly portal: string;
}

/** What roles are called, and what they are for. */
const ROLES = {
  viewer: "Xem báo cáo, số liệu, lượt chạy",
  operator: "Xem, chạy lại, nhập số liệu, viết nội dung",
  approver: "Xem, duyệt phát hành",
} as const;

/**
 * Officials who sign in with accounts of the stack's own, by Cognito's pages: for a province without a server of OpenID
 * Connect. Accounts are made by an administrator and ask for a one-time code beside the password; a group is a role.
 */
export class Officials extends Construct {
  readonly #pool: UserPool;
  readonly #client: UserPoolClient;

  constructor(scope: Construct, id: string, { domainPrefix, portal }: OfficialsProps) {
    super(scope, id);
    this.#pool = new UserPool(this, "Pool", {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const [name, description] of Object.entries(ROLES))
      new CfnUserPoolGroup(this, name, {
        userPoolId: this.#pool.userPoolId,
        groupName: name,
        description,
      });
    this.#pool.addDomain("Domain", {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: ManagedLoginVersion.CLASSIC_HOSTED_UI,
    });
    this.#client = this.#clientOf(portal);
    new CfnOutput(this, "PoolId", { value: this.#pool.userPoolId });
    Validations.of(this.#pool).acknowledge({
      id: "AwsSolutions-COG8",
      reason: "Threat protection is a plan at a price for each user; a one-time code is asked of everybody instead.",
    });
  }

  #clientOf(portal: string): UserPoolClient {
    return this.#pool.addClient("Portal", {
      // PKCE protects the code; there is no secret to keep.
      generateSecret: false,
      authFlows: {},
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE],
        callbackUrls: [`${portal}/dang-nhap/tro-lai`],
        logoutUrls: [`${portal}/`],
      },
      preventUserExistenceErrors: true,
      idTokenValidity: Duration.minutes(60),
      accessTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
    });
  }

  /** Whose tokens the portal believes: ID tokens are for the client, and list the groups. */
  get oidc(): Oidc & { readonly clientId: string } {
    const { userPoolClientId: clientId } = this.#client;
    const issuer = `https://cognito-idp.${Stack.of(this).region}.amazonaws.com/${this.#pool.userPoolId}`;
    return { issuer, audience: clientId, rolesClaim: "cognito:groups", clientId };
  }
}
