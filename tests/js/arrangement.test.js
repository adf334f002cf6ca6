import assert from "node:assert/strict";
import { test } from "node:test";
import { Arrangement, Hold, PATIENCE } from "../../static/presence/arrangement.js";

const person = (id, state = "online") => ({ id, state });

function arranged() {
  const made = new Arrangement();
  made.adopt({ from: 25, groups: { online: 3 }, users: [person(1), person(2), person(3)] });
  return made;
}

test("while it waits nobody moves, and each is shown as of late", () => {
  const list = arranged();
  list.refresh({ from: 25, groups: { online: 2, away: 1 }, users: [person(2), person(3), person(1, "away")] });
  assert.deepEqual([25, 26, 27].map((index) => list.at(index)), [person(1, "away"), person(2), person(3)]);
  assert.deepEqual(list.groups, { online: 3 });
  assert.equal(list.isBehind, true);
});

test("who is no longer in the window is never shown as they were", () => {
  const list = arranged();
  list.refresh({ from: 25, groups: { online: 2 }, users: [person(2), person(3)] });
  assert.equal(list.at(25).moved, true);
  list.refresh({ from: 25, groups: { online: 3 }, users: [person(1), person(2), person(3)] });
  assert.deepEqual([list.at(25), list.isBehind], [person(1), false]);
});

test("a state that moves nobody leaves nothing to wait for", () => {
  const list = arranged();
  list.refresh({ from: 25, groups: { online: 3 }, users: [person(1), { ...person(2), status: { text: "x" } }, person(3)] });
  assert.equal(list.isBehind, false);
  assert.equal(list.at(26).status.text, "x");
});

test("it knows where somebody stands, and who stands outside", () => {
  const list = arranged();
  assert.deepEqual([list.indexOf(3), list.indexOf(9), list.at(24), list.at(28)], [27, null, null, null]);
});

test("the order waits while the list is touched, a minute at most, and no longer than the pointer stays", () => {
  const hold = new Hold();
  assert.equal(hold.isOn(0), false);
  hold.touch("pointer", 0);
  assert.deepEqual([hold.isOn(PATIENCE - 1), hold.isOn(PATIENCE)], [true, false]);
  hold.touch("pointer", 100);
  hold.touch("focus", 100);
  hold.end("pointer");
  assert.equal(hold.isOn(101), true);
  hold.end("focus");
  assert.equal(hold.isOn(101), false);
});
