// What a phone keeps of a register while it may be without a connection: the lean page, and marks that wait to be sent. One cache for page and
// worker alike, by the register's address; names and marks, and nothing else of anybody. Gone at sign-out, and a day after the session.
const CACHE = "lyceum-register";
const waitingAt = (path) => `${path}?waiting`;
const LASTING = ["content-type", "content-security-policy", "referrer-policy", "x-content-type-options"];

const open = () => caches.open(CACHE);
const dayOver = (response) => Number(response.headers.get("x-until")) * 1000 < Date.now();

// { who, until, ahead, marks: { id: { mark, minutes, seen, said } }, key, version, since, refused }, or null.
export async function waiting(path) {
  const found = await (await open()).match(waitingAt(path));
  return found && !dayOver(found) ? found.json() : null;
}

export async function wait(path, marks) {
  await (await open()).put(waitingAt(path), new Response(JSON.stringify(marks), { headers: { "x-until": marks.until } }));
}

export async function sent(path) {
  await (await open()).delete(waitingAt(path));
}

// `ahead`: by how many milliseconds the server's clock is ahead of this phone's.
export async function keep(path, page, html, { who, until }) {
  const headers = new Headers({ "x-who": who, "x-until": until, "x-ahead": Date.parse(page.headers.get("date")) - Date.now() || 0 });
  for (const name of LASTING) if (page.headers.get(name)) headers.set(name, page.headers.get(name));
  await (await open()).put(path, new Response(html, { headers }));
}

export async function kept(path) {
  const page = await (await open()).match(path);
  return page && !dayOver(page) ? page : null;
}

// Addresses of registers of which marks wait.
export async function unsent() {
  if (!(await caches.has(CACHE))) return [];
  const keys = await (await open()).keys();
  return keys.map(({ url }) => new URL(url)).filter(({ search }) => search === "?waiting").map(({ pathname }) => pathname);
}

export async function sweep() {
  const cache = await open();
  for (const key of await cache.keys()) {
    const found = await cache.match(key);
    if (found && dayOver(found)) await cache.delete(key);
  }
}

export const forget = () => caches.delete(CACHE);
