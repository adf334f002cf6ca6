/** A clock that moves when told to, and WebSockets whose other end is the test. */

export class FakeClock {
  constructor() {
    this.time = 0;
    this.timers = new Map();
    this.last = 0;
  }

  now = () => this.time;

  after = (seconds, call) => {
    this.timers.set((this.last += 1), { at: this.time + seconds, call });
    return this.last;
  };

  cancel = (timer) => this.timers.delete(timer);

  advance(seconds) {
    const end = this.time + seconds;
    for (let due = this.#due(end); due; due = this.#due(end)) {
      this.timers.delete(due[0]);
      this.time = due[1].at;
      due[1].call();
    }
    this.time = end;
  }

  #due(end) {
    const ready = [...this.timers].filter(([, { at }]) => at <= end);
    return ready.sort((a, b) => a[1].at - b[1].at)[0];
  }
}

/** A WebSocket class whose instances are kept in `made`. */
export function fakeWebSocket() {
  return class FakeWebSocket {
    static made = [];

    static get newest() {
      return this.made.at(-1);
    }

    constructor(url) {
      this.url = url;
      this.sent = [];
      this.constructor.made.push(this);
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close(code = 1000, reason = "") {
      this.closedWith = { code, reason };
    }

    /** The server speaks. */
    tell(...events) {
      this.onmessage({ data: JSON.stringify(events) });
    }

    greet(hello = {}) {
      this.tell({ type: "hello", user: { id: 1, username: "ann" }, heartbeat: 25, limits: {}, ...hello });
    }

    /** The server closes. */
    end(code, reason = "") {
      this.onclose({ code, reason });
    }
  };
}

/** The tabs of one browser: what one tells, the others hear; closing one frees its lock. */
export function fakeBrowser() {
  const channels = new Set();
  const held = new Map();
  class Channel {
    constructor() {
      channels.add(this);
    }

    postMessage(data) {
      for (const other of channels) if (other !== this) other.onmessage?.({ data: structuredClone(data) });
    }
  }
  const locks = {
    async request(name, call) {
      await null;
      while (held.has(name)) await held.get(name).freed;
      const { promise: freed, resolve: free } = withResolvers();
      held.set(name, { freed, free: () => held.delete(name) && free() });
      await Promise.race([call(), freed]);
      held.get(name)?.free();
    },
  };
  return { locks, Channel, close: (tabs) => channels.delete(tabs.channel) && held.get(`${tabs.name}:${tabs.id}`).free() };
}

function withResolvers() {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
}

/** Let everything go on that waits for nothing but its turn. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
