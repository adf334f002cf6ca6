/** The lines of one feed that are held, and whether any are missing. No page. */

export const HELD = 5000;

/**
 * @typedef {{n: number, text: string, at: string | null, styles?: {start: number, end: number, look: string}[],
 *   cut?: number, partial?: boolean}} Line
 * @typedef {{key: string, line?: Line, note?: {skipped?: number, began?: string}}} Entry what is shown, in order
 */

export class Lines {
  /** @param {{held?: number, from?: {generation: string, n: number} | null}} how many are held, and after which one asks first */
  constructor({ held = HELD, from = null } = {}) {
    Object.assign(this, { held, from });
    this.generation = from?.generation ?? "";
    /** @type {Entry[]} */
    this.entries = [];
    /** The last whole line held. @type {number | null} */
    this.last = null;
    this.notes = 0;
  }

  /** What to ask for after a loss. */
  get since() {
    return this.last === null ? this.from : { generation: this.generation, n: this.last };
  }

  /** The answer to following. */
  replace({ generation, lines, skipped, continues }) {
    if (!continues) this.#forget(generation);
    this.#add(lines, skipped);
  }

  /** News. @returns {boolean} false where something before it is missing: follow again */
  take({ generation, after, lines, skipped, began }) {
    if (began && generation !== this.generation) this.#begin(generation, began);
    else if (generation !== this.generation || (after ?? -1) > (this.last ?? this.from?.n ?? -1)) return false;
    this.#add(lines, skipped);
    return true;
  }

  #forget(generation) {
    this.generation = generation;
    this.entries = [];
    this.last = null;
  }

  #begin(generation, began) {
    this.#dropPartial();
    this.generation = generation;
    this.last = null;
    this.#note({ began });
  }

  #add(lines, skipped) {
    this.#dropPartial();
    if (skipped) this.#note({ skipped });
    for (const line of lines) {
      if (this.last !== null && line.n <= this.last) continue;
      this.entries.push({ key: `${this.generation}:${line.n}${line.partial ? `:${line.text.length}` : ""}`, line });
      if (!line.partial) this.last = line.n;
    }
    if (this.entries.length > this.held) this.entries.splice(0, this.entries.length - this.held);
  }

  /** A line that had not ended comes again, or is overtaken. */
  #dropPartial() {
    if (this.entries.at(-1)?.line?.partial) this.entries.pop();
  }

  #note(note) {
    this.entries.push({ key: `note:${(this.notes += 1)}`, note });
  }
}
