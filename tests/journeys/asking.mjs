// What an event asks of whoever is booked on it, what people need, and places that are named later: with script and without.
import assert from "node:assert/strict";
import { field, fill, follow, main, picture, press, waitFor } from "./browser.mjs";

export default async function asking({ it, town, program, lead, office }) {
  const event = await program.bookable();
  const questions = `${program.address}/office/events/${event.id}/questions`;
  const teacher = await town.person({ phone: true, email: await program.who("teacher") });

  await it("the office asks whether people stay for lunch, and what they would like only of those who do", async () => {
    await office.goto(questions);
    await press(office, "Add a question");
    await fill(office, { Question: "Will you stay for lunch?" });
    await office.getByLabel("Yes or no").check();
    await office.getByLabel("It must be answered").check();
    await press(office, "Save the question");
    await press(office, "Add a question");
    await fill(office, { Question: "What would you like?", "Answers to choose from, a line each": "Soup\nA pie" });
    await office.getByLabel("One of several answers").check();
    await field(office, "Asked").selectOption({ label: "Only if “Will you stay for lunch?” is answered “Yes”" });
    await office.getByLabel("It must be answered").check();
    await press(office, "Save the question");
    assert.match(await main(office), /Only if “Will you stay for lunch\?” is answered “Yes”/);
  });

  await it("a teacher says once what they need, and shares it with the booking; what the answer before decides is hidden until it does", async () => {
    await teacher.goto(`${program.address}/account`);
    await follow(teacher, "Say what you need");
    await teacher.getByLabel("Vegetarian").check();
    await fill(teacher, { "Anything else about food, like an allergy (optional)": "no sesame" });
    await picture(teacher, "needs-phone");
    await press(teacher, "Save");
    await waitFor(teacher, "What you need is saved");
    await teacher.goto(`${program.address}/events/${event.id}/book`);
    const dish = teacher.getByRole("group", { name: /What would you like\?/ });
    assert.equal(await dish.isVisible(), false);
    const lunch = teacher.getByRole("group", { name: /Will you stay for lunch\?/ });
    await lunch.getByLabel("Yes").check();
    assert.equal(await dish.isVisible(), true);
    await press(teacher, "Ask for the place");
    await waitFor(teacher, "There is a problem");
    assert.equal(await lunch.getByLabel("Yes").isChecked(), true);
    await dish.getByLabel("Soup").check();
    await teacher.getByLabel("Share what I need with whoever runs this event").check();
    await picture(teacher, "asked-phone");
    await press(teacher, "Ask for the place");
    await waitFor(teacher, "Share it no more");
    assert.match(await main(teacher), /Vegetarian, no sesame[\s\S]*Whoever runs this event sees it until it ends/);
  });

  await it("without script a CPD lead is asked for each colleague once they are chosen, with the condition in words", async () => {
    await lead.goto(`${program.address}/events/${event.id}/book`);
    await lead.getByRole("checkbox", { disabled: false }).first().check();
    await fill(lead, { "Places to hold, names later (optional)": "1" });
    await press(lead, "Confirm the places");
    await waitFor(lead, "2 questions for each person, then confirm below.");
    assert.match(await main(lead), /Only if “Will you stay for lunch\?” is answered “Yes”/);
    assert.equal(await lead.getByText("There is a problem").count(), 0);
    await lead.getByRole("group", { name: /Will you stay for lunch\?/ }).getByLabel("No").check();
    await picture(lead, "asked-of-each-phone");
    await press(lead, "Confirm the places");
    await waitFor(lead, "2 places are booked");
  });

  await it("without script the place that was held is named from the school’s bookings, and whoever comes for it is asked as well", async () => {
    await lead.goto(`${program.address}/bookings?event=${event.id}`);
    await follow(lead, "Say who comes");
    await lead.getByText("Somebody not listed").click();
    await fill(lead, { Name: "Tilda Moss", "Work email address": "tilda.moss@kilnmeadow.example" });
    await press(lead, "Name this colleague");
    await waitFor(lead, /Answer “Will you stay for lunch\?”/);
    assert.equal(await field(lead, "Name").inputValue(), "Tilda Moss");
    await lead.getByRole("group", { name: /Will you stay for lunch\?/ }).getByLabel("No").check();
    await press(lead, "Name this colleague");
    await waitFor(lead, "The place is Tilda Moss’s now");
  });

  await it("the office reads who answered what, and once a place is approved what its person needs who has shared it", async () => {
    const name = (await teacher.locator(".ly-account b").innerText()).trim();
    await office.goto(`${program.address}/office/events/${event.id}/answers`);
    const read = await main(office);
    assert.match(read, /Tilda Moss[\s\S]*No/);
    assert.doesNotMatch(read, /no sesame/);
    await lead.goto(`${program.address}/approvals`);
    await lead.getByRole("main").getByRole("link", { name }).first().click();
    if (await lead.getByLabel(/^Approve all the same/).count()) await lead.getByLabel(/^Approve all the same/).check();
    await press(lead, "Approve");
    await waitFor(lead, `${name} has a place`);
    await office.reload();
    assert.match(await main(office), /Vegetarian, no sesame/);
    await picture(office, "answers-1280");
  });
}
