import assert from "node:assert/strict";
import { test } from "node:test";
import { Layout } from "../../static/presence/layout.js";

const sizes = { row: 50, heading: 30 };
const layout = new Layout({ online: 3, away: 0, busy: 1, offline: 100_000 }, sizes);

test("groups stand below each other, empty ones nowhere", () => {
  assert.deepEqual(layout.groups.map(({ state, from, top }) => [state, from, top]), [["online", 0, 0], ["busy", 3, 180], ["offline", 4, 260]]);
  assert.equal(layout.total, 100_004);
  assert.equal(layout.height, 3 * 30 + 100_004 * 50);
});

test("the row at the top of each row is that row", () => {
  for (const index of [0, 2, 3, 4, 5, 99_999, 100_003]) assert.equal(layout.indexAt(layout.topOf(index)), index);
});

test("at a heading stands the row below it, and beyond the ends the last", () => {
  assert.equal(layout.indexAt(185), 3);
  assert.equal(layout.indexAt(-10), 0);
  assert.equal(layout.indexAt(1e9), 100_003);
});

test("what is seen is a few rows of a hundred thousand", () => {
  assert.deepEqual(layout.between(1000, 1500), { first: 18, end: 29 });
  assert.deepEqual(layout.between(-800, 0), { first: 0, end: 0 });
  assert.deepEqual(layout.around({ first: 2, end: 9 }, 5), { first: 0, end: 14 });
});

test("an empty list has no height and shows nothing", () => {
  const empty = new Layout({}, sizes);
  assert.deepEqual([empty.height, empty.topOf(0), empty.indexAt(9)], [0, 0, 0]);
  assert.deepEqual(empty.between(-10, 900), { first: 0, end: 0 });
});
