// A provider of accounts for the tests: oidc-provider, on this computer, with people who do not
// exist. It prints its issuer and ends when nobody listens to it any more. Whoever is named in
// login_hint is signed in without a page.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import Provider, { errors } from "oidc-provider";

const PEOPLE = {
  ada: { email: "ada@school.example.org", email_verified: true },
  "ada-shouting": { email: "Ada@School.Example.org", email_verified: true },
  "ada-again": { email: "ada@school.example.org", email_verified: true },
  "ada-unverified": { email: "ada@school.example.org", email_verified: false },
  "ada-elsewhere": { email: "ada@other.example.org", email_verified: true },
  "ada-with-code": { email: "ada@school.example.org", email_verified: true, amr: ["pwd", "mfa"] },
  stranger: { email: "stranger@school.example.org", email_verified: true },
  silent: {},
};

const signing = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      { client_id: "navigator", client_secret: "a secret of the tests", redirect_uris: ["http://127.0.0.1/back"] },
      { client_id: "hasty", client_secret: "a secret of the tests", redirect_uris: ["http://127.0.0.1/back"] },
      { client_id: "open", token_endpoint_auth_method: "none", redirect_uris: ["http://127.0.0.1/back"] },
    ],
    jwks: { keys: [{ ...signing, kid: "signing", use: "sig", alg: "RS256" }] },
    cookies: { keys: [randomBytes(32).toString("hex")] },
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    ttl: {
      AuthorizationCode: (ctx, code, client) => (client.clientId === "hasty" ? 1 : 60),
      AccessToken: 60, IdToken: 60, Interaction: 60, Session: 600, Grant: 600,
    },
    findAccount: (ctx, sub) => ({ accountId: sub, claims: () => ({ sub, ...PEOPLE[sub] }) }),
    interactions: { url: (ctx, interaction) => `/interaction/${interaction.uid}` },
  });
  // The address back holds the id of an organisation that a test has just made.
  provider.Client.prototype.redirectUriAllowed = (address) => address.endsWith("/back");
  const answer = provider.callback();
  server.on("request", (request, response) => {
    if (!request.url.startsWith("/interaction/")) return answer(request, response);
    return signIn(provider, request, response).catch((failure) => response.writeHead(500).end(`${failure}`));
  });
  console.log(JSON.stringify({ issuer }));
});

async function signIn(provider, request, response) {
  const { params } = await provider.interactionDetails(request, response);
  const person = PEOPLE[params.login_hint];
  if (!person) {
    const refused = new errors.AccessDenied("nobody of that name");
    return provider.interactionFinished(request, response, { error: refused.error });
  }
  const grant = new provider.Grant({ accountId: params.login_hint, clientId: params.client_id });
  grant.addOIDCScope("openid email");
  return provider.interactionFinished(request, response, {
    login: { accountId: params.login_hint, amr: person.amr ?? ["pwd"] },
    consent: { grantId: await grant.save() },
  });
}

process.stdin.resume().on("end", () => process.exit());
