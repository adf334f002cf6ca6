import assert from "node:assert/strict";
import { test } from "node:test";
import { PresenceWindow, holds, windowFor } from "../../static/presence/window.js";

const ann = { id: 1, username: "ann", name: "Ann", state: "online" };
const bob = { id: 2, username: "bob", name: "Bob", state: "offline" };

function held() {
  const window = new PresenceWindow();
  window.replace({ version: 4, as_of: null, counts: { online: 1 }, groups: { online: 1 }, total: 250, from: 100, users: [ann, bob] });
  return window;
}

test("a change that follows on is applied in place", () => {
  const window = held();
  const away = { ...ann, state: "away" };
  assert.equal(window.patch({ since: 4, version: 5, as_of: null, counts: { away: 1 }, groups: { away: 1 }, users: [away] }), true);
  assert.deepEqual(window.users, [away, bob]);
  assert.deepEqual([window.version, window.counts, window.groups], [5, { away: 1 }, { away: 1 }]);
});

test("a change that does not follow on is refused and leaves all as it was", () => {
  const window = held();
  assert.equal(window.patch({ since: 5, version: 6, as_of: null, counts: {}, groups: {}, users: [{ ...ann, state: "busy" }] }), false);
  assert.deepEqual(window.users, [ann, bob]);
  assert.equal(window.version, 4);
});

test("somebody outside the window changes nothing in it", () => {
  const window = held();
  window.patch({ since: 4, version: 5, as_of: null, counts: {}, groups: {}, users: [{ id: 9, state: "online" }] });
  assert.deepEqual(window.users, [ann, bob]);
});

test("a window lies around what is seen, at a step that others share", () => {
  assert.equal(windowFor({ first: 0, end: 20 }), 0);
  assert.equal(windowFor({ first: 5_000, end: 5_020 }), 4_950);
  assert.equal(windowFor({ first: 4_997, end: 5_017 }), 4_950);
});

test("whatever is seen, the window for it holds it with some rows to spare", () => {
  for (let first = 0; first < 400; first += 1) {
    const seen = { first, end: first + 45 };
    assert.ok(holds(windowFor(seen), seen, 100_000), `from row ${first}`);
  }
});

test("at both ends of the list there is nothing to spare", () => {
  assert.ok(holds(0, { first: 0, end: 90 }, 90));
  assert.ok(holds(900, { first: 960, end: 1000 }, 1000));
  assert.ok(!holds(0, { first: 60, end: 95 }, 1000));
});
