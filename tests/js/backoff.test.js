import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../../static/realtime/backoff.js";

test("waiting times grow to the ceiling and stay there", () => {
  const backoff = new Backoff({ random: () => 1 });
  const waits = Array.from({ length: 8 }, () => backoff.next());
  assert.deepEqual(waits, [1, 2, 4, 8, 16, 30, 30, 30]);
});

test("luck alone decides between the shortest time and the ceiling", () => {
  const backoff = new Backoff({ random: () => 0 });
  assert.deepEqual([backoff.next(), backoff.next(), backoff.next()], [0.5, 0.5, 0.5]);
});

test("after a reset it starts again", () => {
  const backoff = new Backoff({ random: () => 1 });
  backoff.next();
  backoff.next();
  backoff.reset();
  assert.equal(backoff.next(), 1);
});
