import assert from "node:assert/strict";
import { test } from "node:test";
import { PresenceWindow, limitFor } from "../../static/presence/window.js";

const ann = { id: 1, username: "ann", name: "Ann", state: "online" };
const bob = { id: 2, username: "bob", name: "Bob", state: "offline" };

function held() {
  const window = new PresenceWindow();
  window.replace({ version: 4, as_of: null, counts: { online: 1 }, total: 250, from: 100, users: [ann, bob] });
  return window;
}

test("a change that follows on is applied in place", () => {
  const window = held();
  const away = { ...ann, state: "away" };
  assert.equal(window.patch({ since: 4, version: 5, as_of: null, counts: { away: 1 }, users: [away] }), true);
  assert.deepEqual(window.users, [away, bob]);
  assert.deepEqual([window.version, window.counts], [5, { away: 1 }]);
});

test("a change that does not follow on is refused and leaves all as it was", () => {
  const window = held();
  assert.equal(window.patch({ since: 5, version: 6, as_of: null, counts: {}, users: [{ ...ann, state: "busy" }] }), false);
  assert.deepEqual(window.users, [ann, bob]);
  assert.equal(window.version, 4);
});

test("somebody outside the window changes nothing in it", () => {
  const window = held();
  window.patch({ since: 4, version: 5, as_of: null, counts: {}, users: [{ id: 9, state: "online" }] });
  assert.deepEqual(window.users, [ann, bob]);
});

test("it knows the pages before and after it", () => {
  const window = held();
  assert.deepEqual([window.previous, window.next], [0, 102]);
  window.from = 0;
  window.total = 2;
  assert.deepEqual([window.previous, window.next], [null, null]);
});

test("a list the server gives whole is asked for whole", () => {
  assert.equal(limitFor(500), 500);
  assert.equal(limitFor(501), 100);
});
