/** Waiting times between attempts: full jitter, so that a crowd does not come back as one. */

const FIRST_CEILING = 1;

export class Backoff {
  /** @param {{low?: number, high?: number, random?: () => number}} options in seconds */
  constructor({ low = 0.5, high = 30, random = Math.random } = {}) {
    this.low = low;
    this.high = high;
    this.random = random;
    this.attempts = 0;
  }

  /** Seconds to wait before the next attempt. */
  next() {
    const ceiling = Math.min(this.high, FIRST_CEILING * 2 ** this.attempts);
    this.attempts += 1;
    return this.low + this.random() * (ceiling - this.low);
  }

  reset() {
    this.attempts = 0;
  }
}
