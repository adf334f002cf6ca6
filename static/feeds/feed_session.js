/** One feed's conversation with the server: following, catching up, stopping. No page. */

import { Lines } from "./lines.js";

const KEPT = 100;

export class FeedSession {
  /** @param {{socket: import("../realtime/socket.js").Socket, feed: string, changed: () => void, lines?: Lines, portion?: number}} parts */
  constructor(parts) {
    Object.assign(this, { lines: new Lines(), portion: 500 }, parts);
    /** @type {"waiting" | "following" | "stopped" | "forbidden"} */
    this.state = "waiting";
    /** Of the file, as the server tells it. */
    this.file = "live";
    /** Of a run, as the server tells it. @type {object | null} */
    this.run = null;
    this.isAsking = false;
    /** Whether the server has more lines than were told so far. */
    this.isBehind = false;
    /** News that came while an answer was awaited: before it, or in one frame with it. */
    this.kept = [];
    this.#listen();
  }

  #listen() {
    const { socket } = this;
    socket.on("hello", () => this.isWanted && this.follow());
    socket.on("state", (state) => state !== "open" && this.#become(this.isWanted ? "waiting" : this.state));
    this.#hear("feed.lines", (news) => this.#take(news));
    this.#hear("feed.state", (news) => this.#learn(news));
    this.#hear("feed.missed", () => this.follow());
    this.#hear("feed.stopped", () => this.#become("forbidden"));
  }

  #hear(type, handler) {
    this.socket.on(type, (event) => event.feed === this.feed && this.isWanted && handler(event));
  }

  get isWanted() {
    return this.state === "waiting" || this.state === "following";
  }

  /** Follow from the last line held. */
  async follow() {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      do await this.#followOn();
      while (this.isBehind && this.isWanted);
    } catch (error) {
      if (error.retry_after) return this.#askAgain(error.retry_after);
      if (error.code === "not_found") this.#become("forbidden");
    }
    this.#asked();
  }

  async #followOn() {
    const { feed, portion, lines } = this;
    this.#followed(await this.socket.request("feed.follow", { feed, lines: portion, since: lines.since }));
  }

  #followed(answer) {
    if (!this.isWanted) return;
    this.lines.replace(answer);
    this.file = answer.state;
    this.run = answer.run ?? null;
    this.isBehind = Boolean(answer.more);
    this.#become("following");
  }

  #asked() {
    this.isAsking = false;
    for (const news of this.kept.splice(0)) this.#take(news);
  }

  /** Until then nothing else is asked, whatever is missing. */
  #askAgain(seconds) {
    this.socket.clock.after(seconds, () => {
      this.isAsking = false;
      this.kept = [];
      if (this.isWanted) this.follow();
    });
  }

  resume() {
    this.#become("waiting");
    this.follow();
  }

  stop() {
    this.socket.send("feed.stop", { feed: this.feed });
    this.#become("stopped");
  }

  #take(news) {
    if (this.isAsking) return void (this.kept.length < KEPT && this.kept.push(news));
    if (!this.lines.take(news)) this.follow();
    this.changed();
  }

  #learn({ state, run }) {
    this.file = state;
    this.run = run ?? this.run;
    this.changed();
  }

  #become(state) {
    this.state = state;
    this.changed();
  }
}
