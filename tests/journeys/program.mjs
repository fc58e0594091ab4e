// The program under test, as an ordinary user would run it: a store of its own, `serve`, and on PostgreSQL a `worker` beside it.
import { execFile, spawn } from "node:child_process";
import { chownSync, copyFileSync, chmodSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const NOBODY = 65534;
const user = process.getuid() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
const execute = promisify(execFile);

// What puts another clock under a program: Debian keeps it in a folder of the machine's kind.
function clockLibrary() {
  const found = readdirSync("/usr/lib").map((kind) => `/usr/lib/${kind}/faketime/libfaketimeMT.so.1`).find(existsSync);
  if (!found) throw new Error("There is no libfaketime here: apt-get install libfaketime");
  return found;
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// The binary is copied to where an ordinary user may run it: the project may lie in a folder that is root's alone.
export function ordinaryCopy(folder, binary) {
  const copy = join(folder, "lyceum");
  copyFileSync(binary, copy);
  chmodSync(copy, 0o755);
  return copy;
}

export function ownFolder(parent, name) {
  const folder = join(parent, name);
  mkdirSync(folder);
  if (user.uid) chownSync(folder, user.uid, user.gid);
  return folder;
}

// A schema of its own in PostgreSQL, dropped when the journeys are over.
export async function postgresSchema(url, name) {
  const psql = (sql) => execute("psql", ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname", url, "--command", sql]);
  await psql(`CREATE SCHEMA ${name}`);
  const store = `${url}${url.includes("?") ? "&" : "?"}options=-csearch_path%3D${name}`;
  return { store, drop: () => psql(`DROP SCHEMA ${name} CASCADE`) };
}

// A way to the program that can be cut, for every request of whoever comes by it, a worker's too.
export class CutLine {
  async lay(program) {
    const { port } = new URL(program.address);
    this.sockets = new Set();
    this.server = createServer((here) => {
      const there = connect(Number(port), "127.0.0.1");
      for (const [socket, other] of [[here, there], [there, here]]) {
        this.sockets.add(socket);
        socket.on("error", () => other.destroy()).on("close", () => this.sockets.delete(socket) && other.destroy()).pipe(other);
      }
      if (this.cut) here.destroy();
    });
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.address = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  snap() {
    this.cut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend() {
    this.cut = false;
  }

  take() {
    this.snap();
    this.server.close();
  }
}

export class Program {
  constructor({ binary, store, folder, mail }) {
    Object.assign(this, { binary, store, folder, mail, processes: [], clock: {} });
  }

  async run(...words) {
    const { stdout } = await execute(this.binary, [...words, "--store", this.store], { ...user, cwd: this.folder, maxBuffer: 1 << 24, env: { ...process.env, ...this.clock } });
    return stdout.trim();
  }

  // The page of a link that signs this person in.
  link(email) {
    return this.run("user", "link", email, "--url", this.address);
  }

  // A code that stands for this person's authenticator app once.
  code(email) {
    return this.run("user", "code", email);
  }

  // The demonstration's person of a role, like "CPD lead": their address.
  async who(role) {
    const faces = await this.run("demo", "people");
    return faces.split("\n").map((line) => line.split("\t")).find(([known]) => known === role)[1];
  }

  // Events of the public programme that have places enough for whoever a journey books, and are for everybody, the soonest first.
  async bookables() {
    const { events } = await fetch(`${this.address}/courses.json`).then((answer) => answer.json());
    const ruled = /^(Safeguarding refresher for designated leads|SEND link governors)$/;
    return events.filter((event) => event.places - event.taken >= 6 && !event.waiting && Date.parse(event.starts_at) > Date.now() + 3 * 86_400_000 && !ruled.test(event.title));
  }

  async bookable() {
    return (await this.bookables())[0];
  }

  // It ends and begins again at the same address, at a later instant: what is due by then is done, and who was signed in signs in again.
  async later(instant) {
    const codes = await this.stop();
    if (codes.some((code) => code !== 0)) throw new Error(`lyceum did not end as told: ${codes}`);
    this.clock = { LD_PRELOAD: clockLibrary(), FAKETIME: `+${Math.round((instant - Date.now()) / 1000)}`, FAKETIME_DONT_FAKE_MONOTONIC: "1" };
    await this.serve();
  }

  async serve() {
    const port = this.port ??= await freePort();
    this.address = `http://127.0.0.1:${port}`;
    this.begin("serve", "--listen", `127.0.0.1:${port}`);
    if (this.store.startsWith("postgres")) this.begin("worker");
    for (let tries = 0; tries < 200; tries++) {
      if (await fetch(`${this.address}/healthz`).then((answer) => answer.ok, () => false)) return;
      await sleep(50);
    }
    throw new Error(`lyceum serve does not answer:\n${this.log()}`);
  }

  begin(...words) {
    const log = openSync(join(this.folder, "log"), "a");
    const mail = this.mail ? ["--mail", this.mail.address, "--mail-user", this.mail.user, "--mail-ca", this.mail.ca] : [];
    this.processes.push(spawn(this.binary, [...words, "--store", this.store, ...mail], {
      ...user, cwd: this.folder, stdio: ["ignore", log, log], env: { ...process.env, ...this.clock, LYCEUM_MAIL_PASSWORD: this.mail?.password ?? "" },
    }));
  }

  log() {
    return readFileSync(join(this.folder, "log"), "utf8");
  }

  // Warnings and errors that the program logged of itself, apart from a busy machine's slow writer, a letter that waited for the next start, and a provider of card
  // payments that a journey sends away.
  complaints() {
    return this.log().split("\n").filter((line) => line && !/"level":"info"|"event":"(act\.slow|cards)"|aborted by an application callback/.test(line));
  }

  async stop() {
    const ended = this.processes.map((process) => new Promise((resolve) => (process.exitCode === null ? process.on("exit", resolve) : resolve(process.exitCode))));
    for (const process of this.processes) process.kill("SIGTERM");
    this.processes = [];
    return Promise.all(ended);
  }
}
