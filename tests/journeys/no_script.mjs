// Everything works where script is off: finding, filtering, booking, the register, cancelling.
import assert from "node:assert/strict";
import { fill, follow, heading, main, press, waitFor } from "./browser.mjs";
import materials from "./materials.mjs";
import asking from "./asking.mjs";
import record from "./record.mjs";

export default async function noScript({ it, town, program }) {
  const page = await town.person({ script: false });

  await it("without script a visitor searches the programme, filters it, takes the prospectus along and looks at the calendar", async () => {
    await page.goto(`${program.address}/courses`);
    const all = Number((await main(page)).match(/(\d+) events/)[1]);
    await page.getByRole("searchbox").first().fill("first aid");
    await page.getByRole("main").getByRole("button", { name: "Search" }).first().click();
    assert.match(await main(page), /Paediatric first aid/);
    await page.goto(`${program.address}/courses`);
    await page.getByLabel(/^Online/).check();
    await press(page, "Update the list");
    const [, found, of] = (await main(page)).match(/(\d+) of (\d+) events/);
    assert.ok(Number(found) < all && Number(of) === all, `${found} of ${of}, all ${all}`);
    await page.getByRole("link", { name: /^Remove: Online/ }).click();
    assert.match(await main(page), new RegExp(`${all} events`));
    await page.getByRole("link", { name: /^Prospectus/ }).click();
    const [copy] = await Promise.all([page.waitForEvent("download"), page.getByRole("main").getByRole("button", { name: /^Download PDF/ }).first().click()]);
    assert.equal(copy.suggestedFilename(), "programme.pdf");
    await page.goBack();
    await follow(page, "Calendar");
    await page.getByRole("table").first().waitFor();
  });

  await it("without script a word typed with a slip finds what was meant, and says so", async () => {
    await page.goto(`${program.address}/courses?q=safegarding`);
    assert.match(await main(page), /Shown for safeguarding/);
    assert.match(await main(page), /\d+ events/);
    await follow(page, "Search for “safegarding” itself");
    assert.match(await main(page), /No event to come matches “safegarding”/);
  });

  const lead = await town.person({ script: false, phone: true, email: await program.who("CPD lead") });
  await it("without script a CPD lead saves what they search for, renames it and deletes it", async () => {
    await lead.goto(`${program.address}/courses?q=first+aid&show=places`);
    await follow(lead, "Save this search");
    await fill(lead, { Name: "First aid with places" });
    await press(lead, "Save the search");
    await waitFor(lead, "Your search is saved");
    await follow(lead, "Change First aid with places");
    await fill(lead, { Name: "First aid" });
    await press(lead, "Save");
    await follow(lead, "Change First aid");
    await follow(lead, "Delete this search");
    await press(lead, "Delete it");
    await waitFor(lead, "The search is deleted");
  });

  const event = await program.bookable();
  let sent;
  await it("without script a CPD lead books a colleague and somebody unknown, on a phone", async () => {
    await lead.goto(`${program.address}/events/${event.id}`);
    await lead.getByRole("button", { name: "Book places" }).first().click();
    await lead.getByRole("checkbox").first().check();
    await lead.getByText("Somebody not listed").click();
    await fill(lead, { Name: "Ivo Lang", "Work email address": "ivo.lang@kilnmeadow.example" });
    [sent] = await Promise.all([lead.waitForRequest((request) => request.method() === "POST"), press(lead, "Confirm the places")]);
    await waitFor(lead, "2 places are booked");
  });

  await it("without script a form sent twice books once, and both are answered alike", async () => {
    const { cookie, "content-type": type } = await sent.allHeaders();
    const again = await lead.request.post(sent.url(), { headers: { cookie, "content-type": type }, data: sent.postData(), maxRedirects: 0 });
    assert.equal(again.status(), 303);
    assert.equal(new URL(again.headers().location, lead.url()).href, lead.url());
  });

  // What a browser keeps of a form on the way back differs; what the page tells does not.
  await it("without script who goes back to the form sees who has a place already, and sending it again books nobody", async () => {
    await lead.goBack();
    assert.match(await main(lead), /Ivo Lang.* have a place already/);
    await press(lead, "Confirm the places");
    assert.match(await main(lead), /Nobody more has been booked/);
    await lead.goto(`${program.address}/bookings?q=lang`);
    assert.equal(await lead.getByRole("row").filter({ hasText: "Ivo Lang" }).count(), 1);
  });

  await it("without script a place is cancelled", async () => {
    await follow(lead, "Ivo Lang");
    await follow(lead, "Cancel this place");
    await lead.getByRole("main").getByRole("button", { name: /^Cancel the place/ }).click();   // what it costs stands on it
    await waitFor(lead, "It is cancelled");
    assert.match(await main(lead), /This place was cancelled/);
  });

  const facilitator = await town.person({ script: false, email: await program.who("facilitator") });
  await it("without script a facilitator takes the register, mark by mark", async () => {
    await facilitator.goto(`${program.address}/facilitating`);
    await facilitator.getByRole("main").getByRole("link").first().click();
    const marks = (n) => facilitator.getByRole("main").getByRole("group").first().getByRole("radio").nth(n);
    await marks(1).check();
    await press(facilitator, "Save the register");
    await waitFor(facilitator, "The register is kept");
    assert.ok(await marks(1).isChecked());
    await marks(0).check();
    await press(facilitator, "Save the register");
    assert.ok(await marks(0).isChecked());
  });
  await it("without script somebody who came for a part is put down in minutes, and minutes that are none are refused beside them", async () => {
    const row = facilitator.getByRole("main").getByRole("listitem").filter({ has: facilitator.getByRole("group") }).first();
    const part = async (minutes) => {
      await row.getByRole("radio").nth(2).check();
      await row.getByRole("textbox").fill(minutes);
      await press(facilitator, "Save the register");
    };
    await part("an hour");
    await waitFor(facilitator, /Enter the minutes that they were there as a number/);
    assert.equal(await row.getByRole("textbox").inputValue(), "an hour");
    await part("40");
    await waitFor(facilitator, "The register is kept");
    assert.equal(await row.getByRole("textbox").inputValue(), "40");
  });

  const office = await town.person({ script: false, email: await program.who("course administrator") });
  await it("without script the office looks through who did not come and has not said why, and puts down what it hears", async () => {
    await office.goto(`${program.address}/office/no-shows?list=silent`);
    const name = await office.getByRole("rowheader").first().getByRole("link").innerText();
    await office.getByRole("rowheader").first().getByRole("link").click();
    await press(office, "Tell the partnership");
    await waitFor(office, /Enter a few words on why/);
    await fill(office, { "Why was that?": "The school rang: a burst pipe" });
    await press(office, "Tell the partnership");
    await waitFor(office, "Thank you: the partnership knows why now");
    await office.goto(`${program.address}/office/no-shows?list=answered`);
    assert.match(await office.getByRole("row").filter({ hasText: name }).first().innerText(), /The school rang: a burst pipe/);
  });

  await it("without script the office sees where training is overdue over all schools, and goes to the school with most", async () => {
    await office.goto(`${program.address}/office/requirements`);
    await press(office, "Who is due");
    const first = office.getByRole("rowheader").first().getByRole("link"), school = await first.innerText();
    await first.click();
    assert.match(await main(office), new RegExp(school.replace(/[^\w ]/g, ".")));
    assert.match(await main(office), /Overdue/);
  });

  const teacher = await record({ it, town, program, lead, office });
  await materials({ it, program, office, teacher, lead });
  await asking({ it, town, program, lead, office });
}
