// Proof of work for a guarded form: begins by itself, works in short slices, tells in words where it is.
// SHA-256 is written out here because browsers offer theirs on HTTPS only, and this has to run on plain HTTP as well.

const SLICE = 12; // milliseconds of work before the page may breathe
const MARGIN = 120; // seconds before its end at which a challenge is renewed

const primes = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
const fraction = (x) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const K = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
const START = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
const w = new Int32Array(64);

/** SHA-256 of nine words (salt, nonce, counter): one block. The result is written to `out`. */
function digest(words, out) {
  w.fill(0, 9, 16);
  w.set(words);
  w[9] = 0x80000000 | 0;
  w[15] = 288;
  for (let i = 16; i < 64; i += 1) {
    const x = w[i - 15];
    const y = w[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = START;
  for (let i = 0; i < 64; i += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (out[i] = (word + START[i]) | 0));
}

const toWords = (hex) => hex.match(/.{8}/g).map((part) => parseInt(part, 16) | 0);
const toHex = (words) => [...words].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");

// A message to oneself comes back at once, also in a page that lies in the background; a timer would not.
const breath = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });

/** The payload for the form. `tell` gets the part of the work done, from 0 to 1. */
async function solve(challenge, most, tell) {
  const { salt, nonce, keyPrefix } = challenge.parameters;
  const words = Int32Array.from([...toWords(salt), ...toWords(nonce), 0]);
  const wanted = toWords(keyPrefix);
  const found = new Int32Array(8);
  let pause = performance.now() + SLICE;
  for (let counter = 0; counter <= most; counter += 1) {
    words[8] = counter;
    digest(words, found);
    if (found[0] === wanted[0] && wanted.every((word, i) => word === found[i])) {
      return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey: toHex(found) } }));
    }
    if (counter % 64 === 0 && performance.now() > pause) {
      tell(counter / most);
      await breath();
      pause = performance.now() + SLICE;
    }
  }
  throw new Error("no solution");
}

function keep(guard) {
  const { form } = guard.querySelector("[name=guard_proof]");
  const proof = form.elements.guard_proof;
  const status = guard.querySelector("[role=status]");
  const { most, lifetime, renewal, working } = guard.dataset;
  let solvedFor = JSON.parse(guard.dataset.challenge);
  let begun = Date.now();
  let work = null;
  let isWaiting = false;
  let mayGo = false;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };
  // In quarters: a screen reader reads every change aloud.
  const tell = (part) => isWaiting || say(working.replace("%", `${Math.floor(part * 4) * 25}%`));

  async function prove(isFirst) {
    proof.value = "";
    try {
      if (!isFirst) {
        const answer = await fetch(renewal, { headers: { Accept: "application/json" } });
        if (!answer.ok) throw new Error(answer.statusText);
        solvedFor = await answer.json();
        begun = Date.now();
      }
      proof.value = await solve(solvedFor, Number(most), tell);
      say(isWaiting ? guard.dataset.waiting : guard.dataset.done);
    } catch {
      say(guard.dataset.failed); // the form can be sent all the same: it comes back with a question
    }
    work = null;
  }

  const start = (isFirst = false) => (work ??= prove(isFirst));
  const isOld = () => Date.now() - begun > (Number(lifetime) - MARGIN) * 1000;

  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented || mayGo || (!work && !isOld())) return;
    event.preventDefault();
    if (isWaiting) return;
    const { submitter } = event;
    isWaiting = true;
    say(guard.dataset.waiting);
    await start();
    isWaiting = false;
    mayGo = true; // with a proof or without: nobody is held back by a network that failed
    form.requestSubmit(submitter);
    mayGo = false;
  });
  setInterval(() => isOld() && start(), 30_000);
  // Shown again from the browser's memory: the proof may have been used.
  window.addEventListener("pageshow", (event) => event.persisted && start());
  start(true);
}

document.querySelectorAll("[data-guard]").forEach(keep);
