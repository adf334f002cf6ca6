/** A room's messages as far as this page holds them: a map by id, read in the room's order. */

import { requote } from "./quotes.js";

/** @typedef {{id: number, position: number, version: number, author: {id: number, username: string, name: string},
 *   client_id: string, text?: string, html: string | null, created_at: string, edited_at: string | null, deleted_at: string | null,
 *   reply_to?: import("./quotes.js").Quote, thread?: number, replies?: {count: number, last_at: string}}} Message */

export class MessageLog {
  constructor() {
    this.messages = new Map();
    this.ahead = new Set();
    /** The newest version up to which nothing is missing. */
    this.version = 0;
    /** Whether the newest message of the room is held, so that new ones join on. */
    this.attached = true;
    this.more = false;
    /** The highest position the server has told of, held or not. */
    this.head = 0;
  }

  /** Oldest first. @returns {Message[]} */
  list() {
    return [...this.messages.values()].sort((a, b) => a.position - b.position);
  }

  get lowest() {
    return this.#edge(Math.min);
  }

  get highest() {
    return this.#edge(Math.max);
  }

  /** Whether a change was skipped over, so that the room must be opened again. */
  get hasHole() {
    return this.ahead.size > 0;
  }

  /** Forget everything and hold these, the newest of the room at that version. */
  replace(messages, version) {
    this.messages.clear();
    for (const message of messages) this.messages.set(message.id, message);
    this.attached = true;
    this.more = this.lowest > 1;
    this.head = Math.max(this.head, this.highest);
    this.version = version;
    this.#passOver();
  }

  /** Hold these instead, from anywhere in the room, in the states they have by now. */
  moveTo(messages) {
    this.messages.clear();
    this.#fillIn(messages);
    this.more = this.lowest > 1;
    this.attached = this.highest >= this.head;
  }

  /**
   * Take what was kept of the room earlier, where it joins on to what is held; what has changed
   * since is to be asked for from the older of the two versions.
   * @returns {boolean} whether it joined on
   */
  restore({ messages, version }) {
    if (!this.attached || !this.#continues(messages)) return false;
    this.#fillIn(messages);
    this.version = Math.min(this.version, version);
    this.more = this.lowest > 1;
    return true;
  }

  /** The server has told everything up to this version. */
  caughtUp(version) {
    this.version = Math.max(this.version, version);
    this.#passOver();
  }

  /**
   * Take a message in its present state.
   * @returns {"new" | "changed" | "beyond" | null} beyond: newer than the page from the past that
   *   is held; null: nothing to show
   */
  apply(message) {
    this.#note(message.version);
    this.head = Math.max(this.head, message.position);
    const held = this.messages.get(message.id);
    if (held && message.version <= held.version) return null;
    const isQuoted = requote(this.messages, message);
    if (!held && !this.#joins(message)) return this.#outside(message, isQuoted);
    this.messages.set(message.id, message);
    return held ? "changed" : "new";
  }

  /** Take a page of older messages. */
  prepend(messages, more) {
    this.#fillIn(messages);
    this.more = more;
  }

  /** Take a page of newer messages. New ones join on after the last, which may be newer than the page. */
  append(messages, more) {
    this.#fillIn(messages);
    this.attached = !more && this.highest >= this.head;
  }

  /** Keep only the newest; the others can be asked for again. */
  trim(size) {
    const surplus = this.list().slice(0, Math.max(0, this.messages.size - size));
    this.#drop(surplus);
    this.more ||= surplus.length > 0;
  }

  /** Keep only the oldest, for somebody who reads those. */
  trimEnd(size) {
    const surplus = this.list().slice(size);
    this.#drop(surplus);
    this.attached &&= surplus.length === 0;
  }

  #drop(messages) {
    for (const { id } of messages) this.messages.delete(id);
  }

  #outside({ position }, isQuoted) {
    if (position > this.highest) return "beyond";
    return isQuoted ? "changed" : null;
  }

  #joins({ position }) {
    if (this.messages.size === 0) return this.attached;
    // Where the room is held from its beginning nothing is past: what comes late was lost before.
    const isPast = this.more && position < this.lowest;
    return !isPast && (this.attached || position <= this.highest);
  }

  #continues(messages) {
    if (!messages.length || !this.messages.size) return false;
    return messages[0].position < this.lowest && messages.at(-1).position >= this.lowest - 1;
  }

  #fillIn(messages) {
    for (const message of messages) {
      const held = this.messages.get(message.id);
      if (!held || held.version <= message.version) this.messages.set(message.id, message);
    }
  }

  #note(version) {
    if (version > this.version) this.ahead.add(version);
    this.#passOver();
  }

  #passOver() {
    while (this.ahead.delete(this.version + 1)) this.version += 1;
    for (const version of this.ahead) if (version <= this.version) this.ahead.delete(version);
  }

  #edge(pick) {
    const positions = [...this.messages.values()].map((message) => message.position);
    return positions.length ? positions.reduce((a, b) => pick(a, b)) : 0;
  }
}
