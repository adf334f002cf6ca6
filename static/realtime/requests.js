/** Requests that wait for their answers, by id. */

export class Requests {
  constructor() {
    this.waiting = new Map();
    this.last = 0;
  }

  /** @returns {{id: string, answer: Promise<object>}} */
  open() {
    const id = String((this.last += 1));
    const answer = new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
    return { id, answer };
  }

  /** Give an event to the request it answers. @returns {boolean} whether one was waiting */
  settle(event) {
    const request = this.waiting.get(event.id);
    if (!request) return false;
    this.waiting.delete(event.id);
    if (event.type === "error") request.reject(event);
    else request.resolve(event);
    return true;
  }

  /** The socket is gone: whether they took effect is unknown. */
  abandon() {
    const left = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of left) reject({ code: "disconnected", message: "" });
  }
}
