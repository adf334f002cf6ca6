import assert from "node:assert/strict";
import { test } from "node:test";
import { IDLE_AFTER, Idleness } from "../../static/presence/idleness.js";

test("ten minutes without a touch make a person idle, once", () => {
  const idleness = new Idleness(0);
  assert.equal(idleness.check(IDLE_AFTER - 1), false);
  assert.equal(idleness.check(IDLE_AFTER), true);
  assert.equal(idleness.check(IDLE_AFTER + 60), false);
});

test("a touch starts the time again, and ends idleness once", () => {
  const idleness = new Idleness(0);
  assert.equal(idleness.touch(500), false);
  assert.equal(idleness.check(IDLE_AFTER), false);
  assert.equal(idleness.check(500 + IDLE_AFTER), true);
  assert.equal(idleness.touch(2000), true);
  assert.equal(idleness.touch(2001), false);
});
