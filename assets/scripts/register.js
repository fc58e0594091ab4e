// The register's page where there may be no connection: a worker keeps it, and here stands what waits on this phone and whether it has gone.
import { forget, unsent, waiting } from "./kept.js";

const AGAIN = 3000;   // between looks for the connection

const able = () => Boolean(navigator.serviceWorker && window.caches);
const counted = (n) => (n === 1 ? "1 mark is" : `${n} marks are`);
const clock = (when) => new Date(when).toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true, timeZone: "Europe/London" }).replace(":", ".").replace(" ", "");

function say(banner, strong, words) {
  const bold = document.createElement("b");
  bold.textContent = strong;
  banner.querySelector("p").replaceChildren(bold, ` ${words}`);
  banner.hidden = false;
}

function sayOffline(banner, since, n) {
  say(banner, `No connection since ${clock(since)}.`, n ? `Carry on: ${counted(n)} kept on this phone and sent when it is back.`
    : "Carry on: what you save is kept on this phone and sent when it is back.");
}

// What was saved on this phone stands over what the page last knew.
function lay(form, marks) {
  for (const [id, { mark, minutes }] of Object.entries(marks)) {
    const radio = form.querySelector(`input[name="mark_${id}"][value="${mark}"]`), input = form.querySelector(`input[name="minutes_${id}"]`);
    if (radio) radio.checked = true;
    if (input && mark === "part") input.value = minutes;
  }
}

function look(worker, path) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage({ look: path }, [port2]);
  });
}

// The kept page is on the screen: as soon as the connection is back, so is the whole one, unless something on it is not saved yet.
function watch(form, banner, worker, path) {
  let changed = false, looking = false;
  form.addEventListener("change", () => (changed = true));
  const once = async () => {
    if (looking) return;
    looking = true;
    const outcome = await look(worker, path);
    looking = false;
    if (outcome === "offline") return;
    if (changed) say(banner, "The connection is back.", "Save the register.");
    else location.reload();
  };
  setInterval(once, AGAIN);
  addEventListener("online", once);
}

export async function register(part) {
  if (!able()) return;
  const { lyRegister: path, lyWho: who, lyUntil: until } = part.dataset;
  const form = part.querySelector("form"), banner = document.querySelector("[data-ly-kept]"), lean = part.hasAttribute("data-ly-lean");
  const found = await waiting(path), waits = found?.who === who ? found : null;
  const n = waits ? Object.keys(waits.marks).length : 0;
  if (waits) lay(form, waits.marks);
  if (lean) sayOffline(banner, waits?.since ?? Date.now(), n);
  else if (n) say(banner, `${counted(n)} on this phone and not sent yet.`, "Save the register to send them.");

  await navigator.serviceWorker.register("/register-worker.js", { scope: "/events/" });
  const { active } = await navigator.serviceWorker.ready;
  if (lean) watch(form, banner, active, path);
  else active.postMessage({ keep: { path, who, until } });
  addEventListener("offline", () => sayOffline(banner, Date.now(), n));
  addEventListener("online", () => (banner.hidden = !lean));
}

// Signing out takes everything from this phone, with a connection or without; what was not sent is asked about first.
export function signOut(form) {
  if (!able()) return;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const left = await unsent();
      if (left.length && !confirm("Marks of a register are on this phone and not sent yet. Sign out, and they are lost?")) return;
      await forget();
      await (await navigator.serviceWorker.getRegistration("/events/"))?.unregister();
    } catch {
      // a browser that keeps nothing has nothing to forget
    }
    form.submit();
  });
}
