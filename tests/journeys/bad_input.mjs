// A form that is refused: what is wrong, where, and what to do; and what was typed is still there.
import assert from "node:assert/strict";
import { field, fill, fillDate, heading, main, picture, press } from "./browser.mjs";
import limits from "./limits.mjs";

// The summary has the focus, its links lead to their fields, and the title says that something is wrong.
async function refused(page, mistakes) {
  assert.match(await page.title(), /^Error: /);
  const summary = page.getByRole("alert");
  assert.ok(await page.evaluate(() => document.activeElement.contains(document.querySelector("[role=alert]"))), "the summary has no focus");
  for (const [words, label] of Object.entries(mistakes)) {
    const link = summary.getByRole("link", { name: words });
    await link.click();
    const at = await page.evaluate(() => ({ label: document.activeElement.labels?.[0]?.innerText ?? "", described: document.activeElement.getAttribute("aria-describedby") ?? "", group: document.activeElement.closest("fieldset")?.innerText ?? "" }));
    assert.ok(at.label.startsWith(label) || at.group.startsWith(label), `“${words}” leads to “${at.label}”`);
    if (at.described) assert.match(await page.locator(`#${at.described.split(" ").at(-1)}`).innerText(), new RegExp(words.slice(0, 20).replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  }
}

export default async function badInput({ it, town, program, mail, folder }) {
  const office = await town.person({ email: await program.who("course administrator") });
  const ballotEnds = await limits({ it, town, program, mail, folder, office });

  await it("a course without a title is refused; its other words, ticks and choices are still there", async () => {
    await office.goto(`${program.address}/office/courses/new`);
    await fill(office, { Code: "ZZ-900", Summary: "Kept <b>as typed</b> & whole", Outcome: "Nothing is lost" });
    await field(office, "Kind").selectOption({ index: 2 });
    const kind = await field(office, "Kind").inputValue();
    await office.getByRole("group", { name: "Phases" }).getByRole("checkbox").nth(1).check();
    await press(office, "Save as a draft");
    await refused(office, { "Enter a title": "Title" });
    assert.equal(await field(office, "Summary").inputValue(), "Kept <b>as typed</b> & whole");
    assert.equal(await field(office, "Outcome").inputValue(), "Nothing is lost");
    assert.equal(await field(office, "Kind").inputValue(), kind);
    assert.ok(await office.getByRole("group", { name: "Phases" }).getByRole("checkbox").nth(1).isChecked());
    await picture(office, "refused-1280");
  });

  await it("an event with three mistakes is told all three at once", async () => {
    await office.goto(`${program.address}/office/events/new`);
    await fill(office, { Places: "many", "Price for members": "six" });
    await fillDate(office, "Booking opens", "2027-02-31");
    await press(office, "Save and add its sessions");
    assert.match(await office.title(), /^Error: /);
    assert.ok(await office.getByRole("alert").getByRole("link").count() >= 2);
    assert.equal(await field(office, "Price for members").inputValue(), "six");
    assert.equal(await field(office, "Places").inputValue(), "many");
    assert.equal(await office.getByRole("group", { name: "Booking opens" }).getByLabel("Day").inputValue(), "31");
  });

  await it("a session in the hour that the clocks skip is refused, one in the hour that they repeat asks which", async () => {
    await office.goto(`${program.address}/office/programme`);
    await office.getByRole("main").getByRole("rowheader").getByRole("link").first().click();
    await office.getByRole("link", { name: "Add a session" }).click();
    await fillDate(office, "Date", "2027-03-28");
    await fill(office, { Starts: "1.30am", Ends: "3am" });
    await office.getByLabel("Online", { exact: true }).check();
    await press(office, "Save the session");
    assert.match(await office.getByRole("alert").innerText(), /The clocks go forward on .*28 March/);
    await fillDate(office, "Date", "2027-10-31");
    await press(office, "Save the session");
    assert.match(await office.getByRole("alert").innerText(), /happens twice/);
    await office.getByLabel(/The second, after the clocks went back/).waitFor();
    assert.equal(await field(office, "Starts").inputValue(), "1.30am");
  });

  await it("a booking with a wrong address is refused; ticks and names are kept, and the fold with them is open", async () => {
    const lead = await town.person({ email: await program.who("CPD lead"), phone: true });
    await lead.goto(`${program.address}/events/${(await program.bookable()).id}`);
    await lead.getByRole("button", { name: "Book places" }).first().click();
    await lead.getByRole("checkbox").first().check();
    await lead.getByText("Somebody not listed").click();
    await fill(lead, { Name: "محمد الأمين", "Work email address": "nowhere" });
    await lead.evaluate(() => document.querySelectorAll("form").forEach((form) => (form.noValidate = true)));
    await press(lead, "Confirm 2 places");
    assert.match(await lead.title(), /^Error: /);
    assert.match(await lead.getByRole("alert").innerText(), /email address/);
    assert.equal(await field(lead, "Name").inputValue(), "محمد الأمين");
    assert.ok(await field(lead, "Name").isVisible());
    assert.ok(await lead.getByRole("checkbox").first().isChecked());
    await picture(lead, "booking-refused-390");
    await refused(lead, { "Enter an email address with an @, like name@school.example": "Work email address" });
  });

  await it("a CSV file without its columns, and one that is no text, are refused in words", async () => {
    await office.goto(`${program.address}/office/imports/people`);
    for (const bytes of [Buffer.from("Forename;Surname\nAnn;Example\n"), Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0, 0xff, 0xfe])]) {
      await office.getByLabel("The file").setInputFiles({ name: "staff.csv", mimeType: "text/csv", buffer: bytes });
      await press(office, "See what it would change");
      assert.match(await office.title(), /^Error: /);
      assert.ok((await office.getByRole("alert").innerText()).length > 40);
    }
  });

  await it("an address that is nobody's is a page that says so and leads on; somebody else's is the same page", async () => {
    const teacher = await town.person({ email: await program.who("teacher") });
    await teacher.goto(`${program.address}/events/1`);
    const nothing = await heading(teacher);
    await teacher.goto(`${program.address}/bookings/1`);
    assert.equal(await heading(teacher), nothing);
    assert.match(await main(teacher), /programme/i);
    await picture(teacher, "not-found-1280");
  });

  await it("a name of 300 characters is refused in words; one in Arabic is kept as it is", async () => {
    await office.goto(`${program.address}/office/venues/new`);
    await fill(office, { Name: "x".repeat(300) });
    await press(office, "Save the venue");
    assert.match(await office.title(), /^Error: /);
    await fill(office, { Name: "بيت النهر", Address: "1 Weir Street" });
    await press(office, "Save the venue");
    assert.match(await main(office), /بيت النهر/);
  });

  await ballotEnds();
}
