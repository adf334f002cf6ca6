import assert from "node:assert/strict";
import { test } from "node:test";
import { isLetter, rowAfter } from "../../static/presence/roving.js";

const list = { page: 10, total: 100_000 };

test("arrows, pages and ends lead through the list and not beyond it", () => {
  const cases = [["ArrowDown", 0, 1], ["ArrowUp", 0, 0], ["PageDown", 99_995, 99_999], ["PageUp", 15, 5], ["Home", 500, 0], ["End", 3, 99_999]];
  for (const [key, from, to] of cases) assert.equal(rowAfter(key, from, list), to, key);
});

test("other keys do not move", () => {
  for (const key of ["Enter", "Tab", "a", " "]) assert.equal(rowAfter(key, 5, list), null);
});

test("a letter begins a name, a shortcut does not", () => {
  assert.ok(isLetter({ key: "é" }));
  assert.ok(isLetter({ key: "王" }));
  for (const event of [{ key: " " }, { key: "Tab" }, { key: "f", ctrlKey: true }, { key: "a", isComposing: true }]) assert.ok(!isLetter(event));
});
