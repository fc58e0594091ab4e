// Between a register's plain form and the server. What is saved goes through here: it is put down on this phone first, then sent; where there is no
// connection it waits, and the page that was kept is shown in the meantime. Sent again it is the same form with the same key, and says of each mark
// what the page showed and when it was made, so that nothing is entered twice and the later word stands.
import { keep, kept, sent, sweep, unsent, wait, waiting } from "./kept.js";

const PATIENCE = 5000;   // a connection that has not answered by then is none
const JUST_NOW = 2000;   // and is not asked again so soon
const REGISTER = /^\/events\/\d+\/register\/\d+$/;

let down = 0;            // when it last did not answer

// The answer and its page, or null where they do not come in time or the server is in trouble.
async function ask(path, options = {}) {
  const patience = new AbortController();
  const over = setTimeout(() => patience.abort(), PATIENCE);
  const asked = fetch(path, { ...options, redirect: "manual", cache: "no-store", signal: patience.signal });
  const came = await asked.then(async (answer) => answer.status < 500 && { answer, html: answer.ok ? await answer.text() : "" }).catch(() => null);
  clearTimeout(over);
  down = came ? 0 : Date.now();
  return came || null;
}

const hidden = (html, name) => html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? "";
const whoseIs = (html) => html.match(/data-ly-who="(\d+)"/)?.[1];

// ---- sending ----

function formOf(waits, csrf) {
  const ids = Object.keys(waits.marks);
  const form = new URLSearchParams({ csrf, key: `${waits.key}-${waits.version}` });
  form.set("seen", ids.map((id) => `${id}:${waits.marks[id].seen}`).join(" "));
  form.set("said", ids.map((id) => `${id}:${waits.marks[id].said}`).join(" "));
  for (const id of ids) {
    form.set(`mark_${id}`, waits.marks[id].mark);
    if (waits.marks[id].mark === "part") form.set(`minutes_${id}`, waits.marks[id].minutes);
  }
  return form;
}

// What became of the marks that wait: "none", "sent", "offline", "elsewhere" (nobody, or somebody else, is signed in), or "refused" with the answer.
async function send(path, again = false) {
  const waits = await waiting(path);
  if (!waits || (waits.refused && !again)) return { outcome: "none" };
  const page = await ask(`${path}?kept=1`);
  if (!page) return { outcome: "offline" };
  if (whoseIs(page.html) !== waits.who) return { outcome: "elsewhere" };
  const went = await ask(path, { method: "POST", body: formOf(waits, hidden(page.html, "csrf")) });
  if (!went) return { outcome: "offline" };
  const { answer } = went;
  if (answer.type !== "opaqueredirect") {
    await wait(path, { ...waits, refused: true });
    return { outcome: "refused", answer };
  }
  await sent(path);
  return { outcome: "sent" };
}

// One after the other, so that no two send the same marks.
let before = Promise.resolve();
const inTurn = (work) => (before = before.then(work, work));

// ---- saving ----

const rowsOf = (seen) => seen.split(" ").filter(Boolean).map((entry) => {
  const [id, mark, minutes] = entry.split(":");
  return { id, mark, minutes: minutes === "0" ? "" : minutes, seen: entry.slice(id.length + 1) };
});

// The marks of a form that differ from what its page showed; those that waited already keep the time at which they were made.
function marksOf(form, earlier, now) {
  const marks = {};
  for (const row of rowsOf(form.get("seen") ?? "")) {
    const mark = form.get(`mark_${row.id}`) || (form.get("all") === "present" ? "present" : "");
    const minutes = mark === "part" ? (form.get(`minutes_${row.id}`) ?? "").trim() : "";
    if (!mark || (mark === row.mark && (mark !== "part" || minutes === row.minutes))) continue;
    const old = earlier[row.id];
    marks[row.id] = old && old.mark === mark && old.minutes === minutes ? old : { mark, minutes, seen: row.seen, said: now };
  }
  return marks;
}

async function save(request, path) {
  const page = await kept(path);
  if (!page) return fetch(request);   // nothing is kept yet: the plain form
  const plain = request.clone(), form = new URLSearchParams(await request.text());
  const who = page.headers.get("x-who"), until = page.headers.get("x-until"), ahead = Number(page.headers.get("x-ahead"));
  const old = await waiting(path), mine = old?.who === who ? old : null;
  const marks = marksOf(form, mine?.marks ?? {}, Math.floor((Date.now() + ahead) / 1000));
  const here = Response.redirect(new URL(path, location.origin), 303);
  if (!Object.keys(marks).length) {
    if (mine) await sent(path);
    return fetch(plain).catch(() => here);
  }
  await wait(path, { who, until, marks, key: form.get("key"), version: (mine?.version ?? 0) + 1, since: mine?.since ?? Date.now() });
  const { outcome, answer } = await send(path, true);
  if (outcome === "offline") await registration.sync?.register("marks").catch(() => {});
  return outcome === "refused" ? answer : here;
}

// ---- showing ----

const NOTHING_KEPT = `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>No connection</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><h1>No connection</h1><p>This phone has not kept this register. Load the page again when the connection is back.</p></body></html>`;

async function show(request, path) {
  await sweep();
  const page = await kept(path), justNow = page && Date.now() - down < JUST_NOW;
  if (!justNow && (await inTurn(() => send(path))).outcome !== "offline") {
    const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
    const answer = await Promise.race([fetch(request), late]).catch(() => null);
    if (answer) return answer;
  }
  return page ?? new Response(NOTHING_KEPT, { status: 503, headers: { "content-type": "text/html; charset=utf-8" } });
}

async function keepPage({ path, who, until }) {
  const page = await ask(`${path}?kept=1`);
  if (page && whoseIs(page.html) === who) await keep(path, page.answer, page.html, { who, until });
}

// Whether the connection is back, and what became of what waited. No page is asked for: what the last act reports is for the one that is loaded next.
async function look(path) {
  const { outcome } = await inTurn(() => send(path));
  return outcome === "none" ? ((await ask("/healthz")) ? "sent" : "offline") : outcome;
}

// ---- what the browser tells ----

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(Promise.all([clients.claim(), sweep()])));

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.mode !== "navigate" || !REGISTER.test(pathname)) return;
  event.respondWith(request.method === "POST" ? inTurn(() => save(request, pathname)) : show(request, pathname));
});

addEventListener("message", (event) => {
  const { data, ports } = event;
  if (data.keep) event.waitUntil(keepPage(data.keep));
  if (data.look) event.waitUntil(look(data.look).then((outcome) => ports[0].postMessage(outcome)));
});

addEventListener("sync", (event) => event.waitUntil(unsent().then((paths) => Promise.all(paths.map((path) => inTurn(() => send(path)))))));
