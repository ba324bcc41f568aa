import { getConnInfo, handle } from "hono/aws-lambda";
import { awsPortal } from "../aws/portal.ts";
import { portalOf } from "../portal/actions/portal.ts";
import { portalApp } from "../portal/app.ts";
import { authorizationFor } from "../portal/sign-in/authorization.ts";
import { oidcIssuer, signInWith } from "../portal/sign-in/sign-in.ts";

type Handler = ReturnType<typeof handle>;

/** Without an issuer nobody can sign in: links and codes are all that is open then. */
function open(): Handler {
  const { ports, oidc, clientSecret, lookUp, version } = awsPortal(process.env, new URL("templates/", import.meta.url));
  const signIn = signInWith(oidc === null ? [] : [oidcIssuer(oidc, { lookUp })]);
  const authorization = authorizationFor(oidc, clientSecret, lookUp, signIn);
  // What API Gateway says of a request's host is its own, so that no address has to be set.
  const browser = { authorization, oneTime: null, base: null };
  const addressOf: Parameters<typeof portalApp>[0]["addressOf"] = (context) =>
    getConnInfo(context).remote.address ?? "";
  return handle(portalApp({ portal: portalOf(ports), signIn, browser, addressOf, version }));
}

let opened: Handler | undefined;

/** The portal behind an HTTP API: opened once, at the first request, so that a missing setting names itself. */
export const portalHandler: Handler = (event, context) => {
  opened ??= open();
  return opened(event, context);
};
