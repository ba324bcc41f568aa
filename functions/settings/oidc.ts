/** Whose tokens the portal believes. */
export interface OidcSettings {
  readonly issuer: string;
  /** Who the tokens must be for. */
  readonly audience: string;
  /** The claim that lists the roles `viewer` and `operator`; dots lead into objects. */
  readonly rolesClaim: string;
}
