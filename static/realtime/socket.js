/** The page's one WebSocket: it reconnects, answers requests with promises, and says how it is. */

import { Backoff } from "./backoff.js";
import { answerTo, isRejection } from "./closing.js";
import { Requests } from "./requests.js";

const CALM = 10;
const ANSWER_WITHIN = 10;
const CONNECT_WITHIN = 20;
const NORMAL = 1000;
const SLEEPS_ON = new Set(["connecting", "refused", "disconnected"]);

/** @typedef {"connecting" | "open" | "waiting" | "signed_out" | "refused" | "disconnected"} State */

/** Time as the browser has it, in seconds; tests bring their own. */
export const browserClock = {
  now: () => Date.now() / 1000,
  after: (seconds, call) => setTimeout(call, seconds * 1000),
  cancel: (timer) => clearTimeout(timer),
};

export class Socket {
  /**
   * @param {string} url
   * @param {{WebSocket?: typeof WebSocket, clock?: typeof browserClock, random?: () => number,
   *   visible?: () => boolean}} world
   */
  constructor(url, { WebSocket = globalThis.WebSocket, clock = browserClock, random, visible = () => true } = {}) {
    Object.assign(this, { url, WebSocket, clock, visible });
    this.backoff = new Backoff({ random });
    this.requests = new Requests();
    this.handlers = new Map();
    this.timers = new Map();
    this.connection = null;
    /** @type {State} */
    this.state = "connecting";
    this.reason = "";
    this.retryAt = null;
    this.rejections = 0;
    this.announced = null;
    this.hello = null;
  }

  /** Call `handler` with each event of this type, and with each "state". @returns {() => void} ends it */
  on(type, handler) {
    const handlers = this.handlers.get(type) ?? this.handlers.set(type, new Set()).get(type);
    handlers.add(handler);
    return () => handlers.delete(handler);
  }

  /**
   * Ask, and be answered. Rejected with the server's error, or with code "disconnected".
   * @returns {Promise<object>}
   */
  request(type, fields = {}) {
    if (this.state !== "open") return Promise.reject({ code: "disconnected", message: "" });
    const { id, answer } = this.requests.open();
    this.#write({ ...fields, type, id });
    return answer;
  }

  /** Say something that needs no answer; lost without a word while not connected. */
  send(type, fields = {}) {
    if (this.state === "open") this.#write({ ...fields, type });
  }

  connect() {
    this.#stopTimers();
    this.#become("connecting");
    const connection = new this.WebSocket(this.url);
    this.connection = connection;
    connection.onmessage = ({ data }) => this.connection === connection && this.#receive(data);
    connection.onclose = (closed) => this.connection === connection && this.#closed(closed);
    this.#in("connect", CONNECT_WITHIN, () => this.#giveUp());
  }

  /** The network or the person is back: do not wait any longer, and do not trust an old connection. */
  wake() {
    if (this.state === "open") this.#check();
    else if (!SLEEPS_ON.has(this.state)) this.connect();
  }

  /** The person asks for a connection: also one that they ended from another page. */
  retry() {
    if (this.state === "disconnected") this.connect();
    else this.wake();
  }

  /** End it for good, with a state that says why. */
  stop(state, reason = "") {
    this.connection?.close(NORMAL);
    this.connection = null;
    this.#end(state, reason);
  }

  #write(request) {
    this.connection.send(JSON.stringify(request));
  }

  #receive(data) {
    this.#stop("answer");
    for (const event of JSON.parse(data)) this.#take(event);
  }

  #take(event) {
    if (event.type === "hello") this.#opened(event);
    if (event.type === "goodbye") this.announced = event.retry_after;
    this.requests.settle(event);
    this.#tell(event.type, event);
  }

  #opened(hello) {
    this.hello = hello;
    this.announced = null;
    this.#stop("connect");
    this.#in("calm", CALM, () => this.#calm());
    this.#become("open");
    this.#beat();
  }

  #calm() {
    this.backoff.reset();
    this.rejections = 0;
  }

  #beat() {
    this.#in("beat", this.hello.heartbeat, () => {
      if (this.visible()) this.#check();
      this.#beat();
    });
  }

  #check() {
    this.#write({ type: "ping" });
    this.#in("answer", ANSWER_WITHIN, () => this.#giveUp());
  }

  /** A connection nobody answers on: its own close may take minutes, so go on without it. */
  #giveUp() {
    const silent = this.connection;
    this.#closed({ code: 1006, reason: "" });
    silent?.close();
  }

  #closed({ code, reason }) {
    this.connection = null;
    this.#stopTimers();
    const answer = answerTo({ code, reason }, this);
    if (isRejection(code)) this.rejections += 1;
    if (answer.state === "waiting") this.#wait(answer.after ?? this.backoff.next());
    else this.#end(answer.state, answer.reason);
    this.requests.abandon();
  }

  #wait(seconds) {
    this.announced = null;
    this.retryAt = this.clock.now() + seconds;
    this.#in("retry", seconds, () => this.connect());
    this.#become("waiting");
  }

  #end(state, reason) {
    this.#stopTimers();
    this.reason = reason;
    this.#become(state);
    this.requests.abandon();
  }

  #become(state) {
    this.state = state;
    this.#tell("state", state);
  }

  #tell(type, event) {
    for (const handler of this.handlers.get(type) ?? []) handler(event);
  }

  #in(name, seconds, call) {
    this.#stop(name);
    this.timers.set(name, this.clock.after(seconds, call));
  }

  #stop(name) {
    this.clock.cancel(this.timers.get(name));
    this.timers.delete(name);
  }

  #stopTimers() {
    for (const name of [...this.timers.keys()]) this.#stop(name);
  }
}
