// Where sites are served and which fragments to open there in, what `abrir.js` made of each out: the page's own code
// under Node. Each answer is {"view": …} or {"failure": kind}.

import { webcrypto } from "node:crypto";
import { text } from "node:stream/consumers";

const AT_ONCE = 16;
// Node before 20 has WebCrypto, but not as a global.
globalThis.crypto ??= webcrypto;
const { fileOf, keysOf, tokenFrom, viewIn } = await import(process.argv[2]);
const { base, fragments } = JSON.parse(await text(process.stdin));
// What a document's address is to a browser: `fetch` finds relative addresses from it, and counts it the same origin.
globalThis[Symbol.for("undici.globalOrigin.1")] = new URL(base);

const answers = [];
let next = 0;

async function work() {
  while (next < fragments.length) {
    const at = next++;
    try {
      const keys = await keysOf(tokenFrom(fragments[at]));
      answers[at] = { view: await viewIn(await fileOf(keys, ""), keys) };
    } catch (failure) {
      // Only a Failure has a kind: anything else would be a crash, and must not pass for a refusal.
      answers[at] = { failure: failure.kind ?? `crash: ${failure.stack}` };
    }
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, work));
process.stdout.write(JSON.stringify(answers));
