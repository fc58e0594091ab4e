// What an event's people are given to read, without script: added and shared by the office, opened by who has a place and by nobody else.
import assert from "node:assert/strict";
import { fill, heading, main, picture, press, waitFor } from "./browser.mjs";
import { ask, elf } from "./record.mjs";

export default async function materials({ it, program, office, teacher, lead }) {
  let event, paper;
  await it("the office adds a file for before an event; a program that calls itself a PDF is refused, and what was typed is still there", async () => {
    await teacher.goto(`${program.address}/my`);
    const places = await teacher.getByRole("main").locator('a[href^="/registrations/"]').evaluateAll((links) => links.map((link) => link.href));
    for (const place of places) {
      await teacher.goto(place);
      if ((await heading(teacher)) === "You have a place") break;
    }
    event = (await teacher.getByRole("main").locator('a[href^="/events/"]').first().getAttribute("href")).match(/\d+/)[0];
    await office.goto(`${program.address}/events/${event}/materials/new?for=before`);
    await fill(office, { "What people see": "A poem to read" });
    const file = (buffer) => office.getByLabel("A file", { exact: true }).setInputFiles({ name: "poem.pdf", mimeType: "application/pdf", buffer });
    await file(elf);
    await press(office, "Add it");
    await waitFor(office, "By its content the file is none of these");
    assert.equal(await office.getByLabel("What people see").inputValue(), "A poem to read");
    await file(Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n"));
    await press(office, "Add it");
    await waitFor(office, "Nobody else sees it until you share it");
    await picture(office, "materials");
  });

  await it("whoever has a place finds it once it is shared, as an attachment; their school's CPD lead, who has none, does not", async () => {
    await teacher.goto(`${program.address}/events/${event}`);
    assert.doesNotMatch(await main(teacher), /A poem to read/);
    await office.getByRole("main").getByRole("button", { name: /^Share (it|them)$/ }).click();
    await waitFor(office, "Whoever has a place is told by email");
    await teacher.reload();
    paper = await teacher.getByRole("link", { name: "A poem to read" }).getAttribute("href");
    const got = await ask(teacher, `${program.address}${paper}`);
    const { "content-type": type, "content-disposition": disposition, "x-content-type-options": sniff } = got.headers();
    assert.deepEqual([got.status(), type, sniff], [200, "application/pdf", "nosniff"]);
    assert.match(disposition, /^attachment; filename="poem\.pdf"/);
    assert.equal((await ask(lead, `${program.address}${paper}`)).status(), 404);
  });
}
