// One line for each sentence that the office would agree with. A sentence that does not hold ends its journey: what follows builds on it.
export class JourneyOver extends Error {}

const MOST_LINES = 40;
let failed = 0;
let told = 0;

export const failures = () => failed;
export const sentences = () => told;

export function ok(sentence) {
  told++;
  console.log(`ok - ${sentence}`);
}

export function notOk(sentence, why) {
  told++;
  failed++;
  for (const line of String(why).split("\n").slice(0, MOST_LINES)) console.log(`# ${line}`);
  console.log(`not ok - ${sentence}`);
}

export const skip = (sentence, why) => console.log(`ok - ${sentence} # SKIP ${why}`);

// The sentences of one journey, each told with the store that it was walked on.
export function journey(store, pages) {
  return async function it(sentence, walk) {
    const words = `${sentence} (${store})`;
    try {
      await walk();
    } catch (error) {
      const where = await Promise.all(pages().map(async (page) => `${page.url()}: ${await page.title().catch(() => "closed")}`));
      notOk(words, `${error.stack ?? error}\nopen pages:\n${where.join("\n")}`);
      throw new JourneyOver(sentence);
    }
    ok(words);
  };
}
