/** What I wrote and the server has not confirmed, in all rooms: kept, and sent in order until answered. */

import { POSTS } from "../site/kept.js";

const LATER = new Set(["too_fast", "unavailable"]);
const ANSWER_WITHIN = 20;
const PAUSE = 1;

/** @typedef {{key: string, client_id: string, user: number, room: number, tab: string, text: string, at: number,
 *   reply_to?: import("./quotes.js").Quote & {thread: number}, state: "sending" | "failed", reason: string}} Post
 *   `tab`: the one that sends it; `at` in seconds; `reply_to`: what it answers */

export class Outbox {
  /**
   * @param {{user: number, records: Promise<import("../site/records.js").MemoryRecords>, tabs: import("../site/tabs.js").Tabs,
   *   clock: object, send: (post: Post) => Promise<{message: object}>}} parts
   */
  constructor({ user, records, tabs, clock, send }) {
    Object.assign(this, { user, records, tabs, clock, send });
    /** @type {Map<string, Post>} */
    this.posts = new Map();
    this.busy = new Set();
    this.listeners = new Set();
    /** Whether what is written outlives this page. */
    this.isDurable = true;
    this.latest = 0;
    tabs.hear((news) => this.#heard(news));
    this.loaded = this.#load();
  }

  /** @param {{changed: () => void, confirmed: (message: object) => void}} listener */
  subscribe(listener) {
    this.listeners.add(listener);
  }

  /** In the order they were written. @returns {Post[]} */
  list(room) {
    const those = [...this.posts.values()].filter((post) => post.room === room);
    return those.sort((a, b) => a.at - b.at);
  }

  /** @returns {Promise<void>} when it is kept, so that it outlives the page */
  add(room, client_id, text, reply_to = undefined) {
    this.latest = Math.max(this.clock.now(), this.latest + 0.001);
    const post = { key: client_id, client_id, user: this.user, room, tab: this.tabs.id, text, reply_to, at: this.latest, state: "sending", reason: "" };
    return this.#put(post);
  }

  /** Send what waits; again and again does no harm, for the server knows each by its id. */
  flush() {
    const rooms = new Set([...this.posts.values()].map((post) => post.room));
    return Promise.all([...rooms].map((room) => this.#pump(room)));
  }

  retry(client_id) {
    const post = this.posts.get(client_id);
    if (post) return this.#put({ ...post, tab: this.tabs.id, state: "sending", reason: "" });
  }

  /** Confirmed by the log, or given up by its author. */
  drop(client_id) {
    if (!this.posts.delete(client_id)) return;
    this.tabs.tell({ dropped: client_id });
    this.records.then((records) => records.remove(POSTS, client_id)).catch(() => this.#isRefused());
    this.#changed();
  }

  async #load() {
    const records = await this.records;
    this.isDurable = records.isDurable;
    const posts = await records.all(POSTS).catch(() => []);
    const mine = posts.filter((post) => post.user === this.user);
    for (const post of mine) this.#know(post);
    if (!this.tabs.seesEndings) for (const { tab } of mine) this.#adopt(tab);
    this.#changed();
  }

  /** A post's own tab sends it; when that is gone, another one does. */
  #know(post) {
    if (!this.posts.has(post.client_id)) this.posts.set(post.client_id, post);
    this.tabs.whenGone(post.tab, () => this.#adopt(post.tab));
  }

  #adopt(tab) {
    const orphans = [...this.posts.values()].filter((post) => post.tab === tab);
    return Promise.all(orphans.map((post) => this.#put({ ...post, tab: this.tabs.id })));
  }

  #heard({ put, dropped }) {
    if (dropped) this.posts.delete(dropped);
    if (put) this.posts.delete(put.client_id);
    if (put) this.#know(put);
    this.#changed();
  }

  async #put(post) {
    this.posts.set(post.client_id, post);
    this.tabs.tell({ put: post });
    const kept = this.#keep(post);
    this.#changed();
    this.#pump(post.room);
    await kept;
  }

  async #keep(post) {
    try {
      await (await this.records).put(POSTS, post);
    } catch {
      this.#isRefused();
    }
  }

  #isRefused() {
    this.isDurable = false;
    this.#changed();
  }

  /** One at a time: whatever is refused for now or lost on the way, none overtakes another. */
  async #pump(room) {
    if (this.busy.has(room)) return;
    this.busy.add(room);
    await this.loaded;
    for (let goOn = true; goOn; ) {
      const post = this.list(room).find(({ tab, state }) => tab === this.tabs.id && state === "sending");
      goOn = Boolean(post) && (await this.#send(post));
    }
    this.busy.delete(room);
  }

  /** @returns {Promise<boolean>} whether the next one may be tried */
  async #send(post) {
    try {
      const { message } = await Promise.race([this.send(post), this.#patience()]);
      for (const { confirmed } of this.listeners) confirmed(message);
      this.drop(post.client_id);
      return true;
    } catch (error) {
      return this.#refused(post, error);
    }
  }

  async #refused({ client_id }, { code, message, retry_after }) {
    if (code === "disconnected") return false;
    if (LATER.has(code)) await this.#pause(retry_after ?? PAUSE);
    else if (code !== "unanswered") this.#fail(client_id, message);
    return true;
  }

  #fail(client_id, reason) {
    const post = this.posts.get(client_id);
    if (post) this.#put({ ...post, state: "failed", reason });
  }

  async #patience() {
    await this.#pause(ANSWER_WITHIN);
    throw { code: "unanswered" };
  }

  #pause(seconds) {
    return new Promise((resolve) => this.clock.after(seconds, resolve));
  }

  #changed() {
    for (const { changed } of this.listeners) changed();
  }
}
