// Which journeys there are, and the house around them: stores, servers, mail, a browser. Two stores at a time, for two cores.
import { chownSync, chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser, Town } from "./browser.mjs";
import { Mail } from "./mail.mjs";
import { ordinaryCopy, ownFolder, postgresSchema, Program } from "./program.mjs";
import { failures, journey, JourneyOver, notOk, ok, sentences, skip } from "./tap.mjs";
import buying from "./buying.mjs";
import badInput from "./bad_input.mjs";
import evaluation from "./evaluation.mjs";
import everyPage from "./every_page.mjs";
import keyboard from "./keyboard.mjs";
import mainJob from "./main_job.mjs";
import noScript from "./no_script.mjs";
import payments from "./payments.mjs";
import packages from "./package.mjs";
import prices from "./prices.mjs";
import recharges from "./recharges.mjs";
import signingIn from "./signing_in.mjs";
import value from "./value.mjs";

const tests = fileURLToPath(new URL("..", import.meta.url));
const journeys = {
  every_page: { walk: everyPage, demo: true },   // the longest, so that no lane is left alone with it
  main_job: { walk: mainJob },
  signing_in: { walk: signingIn, demo: true },
  no_script: { walk: noScript, demo: true },
  evaluation: { walk: evaluation, demo: true },
  keyboard: { walk: keyboard, demo: true },
  bad_input: { walk: badInput, demo: true },
  package: { walk: packages, demo: true },
  prices: { walk: prices, demo: true },
  buying: { walk: buying, demo: true },
  value: { walk: value, demo: true },
  payments: { walk: payments, demo: true },
  recharges: { walk: recharges, demo: true },
};

async function walk(name, store, world) {
  const folder = ownFolder(world.parent, `${name}-${store}`);
  const mailFolder = ownFolder(folder, "mail");
  const schema = store === "PostgreSQL" ? await postgresSchema(process.env.LYCEUM_TEST_POSTGRES, `journey_${name}_${process.pid}`) : null;
  const mail = new Mail(mailFolder);
  const program = new Program({ binary: world.binary, folder, mail, store: schema?.store ?? join(folder, "lyceum.db") });
  const town = new Town(world.browser, program);
  town.pictured = store === "SQLite";
  const it = journey(store, () => town.pages());
  try {
    await mail.start();
    await program.run("migrate", "--quiet");
    if (journeys[name].demo) await program.run("demo", "--quiet");
    await program.serve();
    await journeys[name].walk({ it, town, program, mail, folder, tests, store });
    await it(`${name}: no page complained in the browser's console, and none asked another host`, async () => {
      if (town.complaints.length) throw new Error(town.complaints.join("\n"));
    });
  } catch (error) {
    if (!(error instanceof JourneyOver)) notOk(`${name}: it could begin and go on (${store})`, error.stack);
  } finally {
    await town.leave();
    const codes = await program.stop();
    const complaints = program.complaints();
    if (codes.some((code) => code !== 0)) notOk(`${name}: the program ends as told (${store})`, `exit codes ${codes}\n${program.log()}`);
    else if (complaints.length) notOk(`${name}: the program complained of nothing (${store})`, complaints.join("\n"));
    else ok(`${name}: the program complained of nothing and ends as told (${store})`);
    mail.stop();
    await schema?.drop();
  }
}

async function walkAll(chosen, world) {
  const queue = [];
  for (const store of ["SQLite", "PostgreSQL"]) {
    if (store === "PostgreSQL" && !process.env.LYCEUM_TEST_POSTGRES) skip("the journeys on PostgreSQL", "LYCEUM_TEST_POSTGRES names no server");
    else for (const name of chosen) queue.push([name, store]);
  }
  const lane = async () => {
    for (let next; (next = queue.shift());) {
      const began = Date.now();
      await walk(...next, world);
      console.log(`# ${next.join(" on ")}: ${Math.round((Date.now() - began) / 1000)} s`);
    }
  };
  await Promise.all([lane(), lane()]);
}

export async function run(binary, chosen) {
  if (!binary || !existsSync(binary)) {
    console.error("usage: tests/journeys/run BINARY [JOURNEY...]");
    process.exit(2);
  }
  const parent = mkdtempSync(join(tmpdir(), "lyceum-journeys-"));
  chmodSync(parent, 0o755);
  const browser = await openBrowser();
  try {
    await walkAll(chosen.length ? chosen : Object.keys(journeys), { parent, browser, binary: ordinaryCopy(parent, resolve(binary)) });
  } finally {
    await browser.close();
    if (process.env.LYCEUM_JOURNEYS_KEEP) console.log(`# kept: ${parent}`);
    else rmSync(parent, { recursive: true, force: true });
  }
  console.log(`# ${sentences()} sentences, ${failures()} of them do not hold`);
  process.exit(failures() ? 1 : 0);
}
