/** Which lines a pattern is found in, and where; an expression that takes too long is given up. */

const PATIENCE = 3;

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

function newPromise() {
  let resolve;
  const promise = new Promise((done) => (resolve = done));
  return { promise, resolve };
}

/** @returns {string | null} the pattern as an expression; null where it is none */
export function sourceOf(pattern, isExpression) {
  const source = isExpression ? pattern : escaped(pattern);
  try {
    new RegExp(source, "giu");
    return source;
  } catch {
    return null;
  }
}

export class Matcher {
  /** @param {{makeWorker: () => Worker, clock: typeof import("../realtime/socket.js").browserClock, gaveUp: () => void}} parts */
  constructor({ makeWorker, clock, gaveUp }) {
    Object.assign(this, { makeWorker, clock, gaveUp });
    this.worker = null;
    this.asked = null;
    this.use(null);
  }

  /** @param {string | null} source an expression; null finds nothing */
  use(source) {
    this.#end();
    this.source = source;
    /** Hits by entry: null is "not in this line". */
    this.hits = new WeakMap();
    this.isTired = false;
  }

  get isOn() {
    return this.source !== null && !this.isTired;
  }

  knows(entry) {
    return this.hits.has(entry);
  }

  hitsOf(entry) {
    return this.hits.get(entry);
  }

  /** Look at lines nobody has looked at. @returns {Promise<void>} when it is known, whatever the pattern is by then */
  async look(entries) {
    for (let unknown = this.#unknown(entries); unknown.length; unknown = this.#unknown(entries)) {
      this.worker ??= this.#makeWorker();
      await this.#ask(unknown);
    }
  }

  #unknown(entries) {
    return this.isOn ? entries.filter((entry) => entry.line && !this.knows(entry)) : [];
  }

  #makeWorker() {
    const worker = this.makeWorker();
    worker.onmessage = ({ data }) => worker === this.worker && this.asked?.answer(data);
    return worker;
  }

  #ask(entries) {
    const texts = entries.map(({ line }) => line.text);
    const { promise, resolve } = newPromise();
    const timer = this.clock.after(PATIENCE, () => this.#tire());
    const done = () => resolve(this.clock.cancel(timer));
    const answer = (hits) => {
      entries.forEach((entry, index) => this.hits.set(entry, hits[index]));
      done();
    };
    this.asked = { answer, done };
    this.worker.postMessage({ source: this.source, texts });
    return promise;
  }

  #tire() {
    this.isTired = true;
    this.#end();
    this.gaveUp();
  }

  /** Whoever waits for the worker goes on at once, and sees that it is another pattern's now, or none's. */
  #end() {
    this.worker?.terminate();
    this.worker = null;
    this.asked?.done();
    this.asked = null;
  }
}
