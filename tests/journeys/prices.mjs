// What a place costs whom: the office says an event's prices by what a customer is and lets a school in hardship off a part; a neighbour reads their own price and
// why, on a phone, and is not charged more than the page said; a headteacher says what there is for training in the year.
import assert from "node:assert/strict";
import { field, fill, fillDate, heading, main, picture, press, waitFor } from "./browser.mjs";

const NEIGHBOUR = { school: "Abbot's Mead Primary School", email: "david.harcourt@abbotsmead.example" };
const date = (instant) => new Date(instant).toISOString().slice(0, 10);
const DAY = 86_400_000;

export default async function prices({ it, town, program }) {
  const office = await town.person({ email: await program.who("course administrator") });
  const neighbour = await town.person({ email: NEIGHBOUR.email, phone: true });
  const event = (await program.bookables()).find(({ sessions, member_price_pence: members, other_price_pence: others }) => sessions === 1 && members && others > members);
  const pricesOf = `${program.address}/office/events/${event.id}/prices`;

  await it("what is usual is said by kind of course, and a sum that is none is refused beside its field with everything kept", async () => {
    await office.goto(`${program.address}/office/prices`);
    await picture(office, "usual-prices");
    await office.getByRole("link", { name: "Change what is usual for a visit" }).click();
    await fill(office, { Members: "20", Others: "1,00", "School of another authority": "45" });
    await press(office, "Save what is usual");
    await waitFor(office, "Enter the price for others in pounds, like 60 or 60.50, or leave it empty");
    assert.equal(await field(office, "Others").inputValue(), "1,00");
    assert.equal(await field(office, "School of another authority").inputValue(), "45");
    await fill(office, { Others: "30" });
    await press(office, "Save what is usual");
    await waitFor(office, "The usual prices are saved.");
    assert.match(await main(office), /Visit[^]*£20 for members, £30 for others, £45 for schools of another authority/);
  });

  await it("an event has a price for neighbours, and costs less for booking by a day", async () => {
    await office.goto(pricesOf);
    await fill(office, { "School of another authority": "130", "Booking early costs": "10", "and early is up to": "", "Many places at once cost": "", "and many is from": "" });
    await fillDate(office, "or up to this day", date(Date.now() + DAY));
    await picture(office, "event-prices");
    await press(office, "Save prices and discounts");
    await waitFor(office, "Prices and discounts are saved.");
    assert.match(await main(office), /£130 for schools of another authority/);
  });

  await it("a school in hardship pays less from then on, and the office alone reads why", async () => {
    await office.goto(`${program.address}/office/waivers/new`);
    await fill(office, { "School or organisation": NEIGHBOUR.school, "They pay": "50", "Why?": "A flood closed the lower school" });
    await fillDate(office, "To, this day included", date(Date.now() + 90 * DAY));
    await press(office, "Give the waiver");
    await waitFor(office, "The waiver is given.");
    assert.match(await main(office), /50%[^]*A flood closed the lower school/);
    await picture(office, "waivers");
  });

  await it("the neighbour reads their own price and why before confirming, and the page says what others pay", async () => {
    await neighbour.goto(`${program.address}/events/${event.id}`);
    assert.match(await main(neighbour), /£58\.50 a place[^]*£130, the price for schools of another authority; 10% less for booking by [^;]+; 50% less under the hardship waiver\./);
    assert.doesNotMatch(await main(neighbour), /flood/);
    await picture(neighbour, "event-own-price");
    await neighbour.goto(`${program.address}/events/${event.id}/book`);
    assert.match(await main(neighbour), /£58\.50[^]*50% less under the hardship waiver/);
  });

  await it("a price that rises while the form is open is not charged: it is said, and confirmed anew", async () => {
    await neighbour.getByRole("checkbox", { disabled: false }).first().check();
    await office.goto(pricesOf);
    await fill(office, { "School of another authority": "140" });
    await press(office, "Save prices and discounts");
    await waitFor(office, "Prices and discounts are saved.");
    await press(neighbour, "Confirm 1 place");
    await waitFor(neighbour, "The place costs £63 now, more than this page said. Look at it again, and confirm that");
    await press(neighbour, "Confirm 1 place");
    await neighbour.waitForURL(/\/(bookings|registrations)\/\d+$/);
    assert.match(await main(neighbour), /£140, the price for schools of another authority; 10% less for booking by [^;]+; 50% less under the hardship waiver/);
    await picture(neighbour, "booking-own-price");
  });

  await it("a headteacher says what there is for training, mistypes it once, and reads what is left", async () => {
    const head = await town.person({ email: await program.who("headteacher") });
    await head.goto(`${program.address}/budget`);
    assert.equal((await heading(head)).endsWith("Our budget for training"), true);
    await fill(head, { "Budget for training": "9500£" });
    await press(head, "Save the budget");
    await waitFor(head, "Enter the budget in pounds, like 4,500 or 4500.00, or leave it empty");
    await fill(head, { "Budget for training": "9,500" });
    await press(head, "Save the budget");
    await waitFor(head, "The budget is saved.");
    assert.match(await main(head), /Budget for training\s+£9,500\.00[^]*(Left|Over the budget)/);
    await picture(head, "school-budget");
  });
}
