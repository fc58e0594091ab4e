// The mail server that letters go to, and reading them there.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const tests = fileURLToPath(new URL("..", import.meta.url));
const PATIENCE = 30_000;

function parse(text, file) {
  const [head, ...parts] = text.split(/^--- /m);
  const header = (name) => head.match(new RegExp(`^${name}: (.*)$`, "mi"))?.[1] ?? "";
  const bodies = parts.map((part) => {
    const [, type, method] = part.match(/^(\S+) (\S*)/);
    return { type, method, text: part.slice(part.indexOf("\n") + 1).replace(/=== from .*\n$/, "") };
  });
  const plain = bodies.find((body) => body.type === "text/plain")?.text ?? "";
  return {
    file, subject: header("Subject"), to: text.match(/=== from \S+ to (.*)\n$/)[1], id: header("Message-ID"),
    text: plain, links: plain.match(/https?:\/\/[^\s)>]+/g) ?? [],
    calendars: bodies.filter((body) => body.type === "text/calendar"),
  };
}

export class Mail {
  user = "lyceum";
  password = "a password of its own";

  constructor(folder) {
    this.folder = folder;
    this.ca = join(folder, "ca.pem");
  }

  async start() {
    writeFileSync(join(this.folder, "mode"), "accept");
    this.process = spawn("/usr/bin/python3", [join(tests, "mail_server.py"), this.folder], { stdio: ["pipe", "ignore", "inherit"] });
    for (let tries = 0; !existsSync(join(this.folder, "port")); tries++) {
      if (tries > 200 || this.process.exitCode !== null) throw new Error("The mail server does not start");
      await sleep(50);
    }
    this.address = `smtp://localhost:${readFileSync(join(this.folder, "port"), "utf8")}`;
  }

  stop() {
    this.process.stdin.end();
  }

  // Every letter so far, in the order in which they came.
  letters() {
    const found = [];
    for (let n = 1; existsSync(join(this.folder, `${n}.txt`)); n++) {
      const text = readFileSync(join(this.folder, `${n}.txt`), "utf8");
      if (text.includes("\n=== from ")) found.push(parse(text, join(this.folder, `${n}.eml`)));
    }
    return found;
  }

  // The newest letter to this address with these words in its subject, as soon as it is there.
  async letter(to, subject) {
    for (let waited = 0; waited < PATIENCE; waited += 100) {
      const found = this.letters().filter((letter) => letter.to === to && letter.subject.includes(subject));
      if (found.length) return found.at(-1);
      await sleep(100);
    }
    throw new Error(`No letter “${subject}” came to ${to}. These came:\n${this.letters().map((letter) => `${letter.to}: ${letter.subject}`).join("\n")}`);
  }
}

// What a parser that is not the program's own understands of an invitation.
export function understood(calendar, folder) {
  const file = join(folder, "invitation.ics");
  writeFileSync(file, calendar.text.replace(/\r?\n/g, "\r\n"));
  const said = execFileSync("/usr/bin/python3", [join(tests, "calendar_reader.py"), file], { encoding: "utf8" });
  const of = (pattern) => said.match(pattern)?.[1];
  return {
    method: of(/^method (.*)$/m), uid: of(/^event (\S+)/m), sequence: Number(of(/sequence (\d+)/)), status: of(/status (\S+)/),
    starts: of(/^starts (\S+)/m), summary: of(/^summary (.*)$/m), place: of(/^place '(.*)'$/m), attendee: of(/^attendee (\S+)/m),
  };
}
