// The office tries next year's prices on the real roll: a study, two models, an amount that is mistyped, who would pay more or less; and a package
// is made of one, which a headteacher reads at their own school's price.
import assert from "node:assert/strict";
import { field, heading, main, press, waitFor } from "./browser.mjs";

export async function laboratory({ it, town, program }) {
  const office = await town.person({ email: await program.who("course administrator") });

  await it("a study of prices is begun, and an amount that is none is refused beside its field with what was typed kept", async () => {
    await office.goto(`${program.address}/office/laboratory`);
    await office.getByRole("button", { name: "New study" }).click();
    await field(office, "Name").fill("What a base price would do");
    await field(office, "What the year has to bring (optional)").fill("30,000");
    await office.getByLabel("Phase", { exact: true }).selectOption("primary");
    await press(office, "Save and add a model");
    await field(office, "Name").fill("By the pupil, with a floor");
    await office.getByLabel("For a pupil").fill("5,00");
    await office.getByLabel("At least").fill("750");
    await press(office, "Save the model");
    await waitFor(office, "Enter the price for a pupil in pounds, like 750 or 1.08");
    assert.equal(await office.getByLabel("For a pupil").inputValue(), "5,00");
    assert.equal(await office.getByLabel("At least").inputValue(), "750");
    await office.getByLabel("For a pupil").fill("5.00");
    await press(office, "Save the model");
    await waitFor(office, "Model A is saved.");
    assert.match(await main(office), /£5 a pupil, at least £750\./);
  });

  await it("a second model stands beside it: what both bring, who pays more and who less, and each school in the table", async () => {
    await office.getByRole("button", { name: "Add a model" }).click();
    await field(office, "Name").fill("A base and a little by the pupil");
    await office.getByLabel("Flat").fill("439");
    await office.getByLabel("For a pupil").fill("1.08");
    await press(office, "Add another price");
    assert.equal(await office.getByLabel("Flat").count(), 2);
    assert.equal(await office.getByLabel("Flat").first().inputValue(), "439");
    await press(office, "Save the model");
    await waitFor(office, "Model B is saved.");
    assert.equal(await heading(office), "What a base price would do");
    assert.match(await main(office), /than the £30,000 needed[^]*By model B (no |\d+ )schools? pays? more and \d+ less\.[^]*All \d+ schools/);
    await office.getByRole("link", { name: "Against model B" }).click();
    await waitFor(office, "Who pays more and who less than by model B");
  });

  await it("a package is made of a model, published, and read by a headteacher with the price for their own school", async () => {
    const head = await town.person({ email: await program.who("headteacher") });
    await office.getByRole("link", { name: "Make a package of model A" }).click();
    await field(office, "Name").fill("Primary package");
    await field(office, "Places").fill("forty");
    await press(office, "Save as a draft");
    await waitFor(office, "Enter how many places it includes as a whole number, like 40, or leave it empty");
    await field(office, "Places").fill("40");
    await office.getByLabel("Governor training, without a limit").check();
    await press(office, "Save as a draft");
    await waitFor(office, "The package is a draft.");
    await head.goto(`${program.address}/package`);
    assert.doesNotMatch(await main(head), /Primary package/);
    await press(office, "Publish");
    await press(office, "Publish the package");
    await waitFor(office, "The package is published.");
    await head.goto(`${program.address}/package`);
    assert.match(await main(head), /Primary package[^]*£[\d,]+[^]*pupils at £5, at least £750[^]*40 places at courses and events[^]*Governor training, without a limit/);
  });
}
