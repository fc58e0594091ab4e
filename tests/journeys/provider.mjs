// A provider of accounts, as a school's Microsoft or Google account is one: panva's oidc-provider, certified for OpenID Connect. Whoever comes
// says which account is theirs; there are no passwords, for this end of it is not what is tested.
import Provider from "oidc-provider";
import { createServer } from "node:http";

const page = (uid) => `<!DOCTYPE html><html lang="en"><head><title>Somewhere else</title><link rel="icon" href="data:,"></head><body><main><h1>Somewhere else</h1>
<form method="post" action="/interaction/${uid}"><label>Account <input name="account"></label> <button>Go on</button></form></main></body></html>`;

async function bodyOf(request) {
  let body = "";
  for await (const part of request) body += part;
  return new URLSearchParams(body);
}

// Begins one whose clients may send people back to `redirect`. Its accounts are whatever is typed; an address is an account's own name.
export async function openProvider(redirect) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const secret = "a secret of the client's own & no other's";
  const provider = new Provider(issuer, {
    clients: [{ client_id: "lyceum", client_secret: secret, redirect_uris: [redirect], token_endpoint_auth_method: "client_secret_post" }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    cookies: { keys: ["of this test"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    renderError: (context, out, error) => { context.body = String(error.stack); },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, name: id, email: id.includes("@") ? id : `${id}@school.example`, email_verified: true }) }),
    async loadExistingGrant(context) {
      if (!context.oidc.session.accountId) return undefined;
      const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  // Held, an answer stays here instead of going back with the browser.
  const held = { on: false, address: null };
  provider.use(async (context, next) => {
    await next();
    const to = context.response.get("Location");
    if (!held.on || !to.startsWith(redirect)) return;
    Object.assign(held, { on: false, address: to });
    context.status = 200;
    context.remove("Location");
    context.body = "Held";
  });
  const answer = provider.callback();
  server.on("request", async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return answer(request, response);
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method === "POST") return provider.interactionFinished(request, response, { login: { accountId: (await bodyOf(request)).get("account") } });
    response.setHeader("Content-Type", "text/html").end(page(uid));
  });
  return { held, issuer, clientId: "lyceum", secret, close: () => server.closeAllConnections() || server.close() };
}
