import assert from "node:assert/strict";
import { test } from "node:test";
import { MessageLog } from "../../static/chat/log.js";

const message = (position, version = position, more = {}) => ({ id: 100 + position, position, version, html: "", ...more });
const positions = (log) => log.list().map((held) => held.position);

function holding(...messages) {
  const log = new MessageLog();
  log.replace(messages, Math.max(0, ...messages.map((held) => held.version)));
  return log;
}

test("messages are read in the room's order, however they arrive", () => {
  const log = holding(message(1));
  for (const position of [4, 2, 3]) log.apply(message(position));
  assert.deepEqual(positions(log), [1, 2, 3, 4]);
});

test("the same message twice is there once", () => {
  const log = holding(message(1));
  assert.equal(log.apply(message(2)), "new");
  assert.equal(log.apply(message(2)), null);
  assert.deepEqual(positions(log), [1, 2]);
});

test("an older state of a message does not overwrite a newer one", () => {
  const log = holding(message(1, 5, { html: "new" }));
  assert.equal(log.apply(message(1, 4, { html: "old" })), null);
  assert.equal(log.list()[0].html, "new");
  assert.equal(log.apply(message(1, 6, { html: "newer" })), "changed");
  assert.equal(log.list()[0].html, "newer");
});

test("where a room is held from its beginning, what was lost comes late and is kept", () => {
  const log = holding();
  assert.equal(log.apply(message(3)), "new");
  assert.equal(log.hasHole, true);
  for (const position of [1, 2]) assert.equal(log.apply(message(position)), "new");
  assert.deepEqual(positions(log), [1, 2, 3]);
});

test("an unknown message below the lowest held is left for the history", () => {
  const log = holding(message(10), message(11));
  assert.equal(log.apply(message(4, 12)), null);
  assert.deepEqual(positions(log), [10, 11]);
  assert.equal(log.version, 12);
});

test("the first message of an empty room joins", () => {
  const log = holding();
  assert.equal(log.apply(message(1)), "new");
});

test("a change that was skipped is a hole until it comes", () => {
  const log = holding(message(1));
  log.apply(message(3));
  assert.deepEqual([log.version, log.hasHole], [1, true]);
  log.apply(message(2));
  assert.deepEqual([log.version, log.hasHole], [3, false]);
});

test("catching up closes every hole below it", () => {
  const log = holding(message(1));
  log.apply(message(3));
  log.apply(message(6));
  log.caughtUp(5);
  assert.deepEqual([log.version, log.hasHole], [6, false]);
});

test("older pages go before, and never undo a newer state", () => {
  const log = holding(message(3, 9, { html: "edited" }), message(4));
  log.prepend([message(1), message(2), message(3, 3, { html: "first" })], false);
  assert.deepEqual(positions(log), [1, 2, 3, 4]);
  assert.equal(log.list()[2].html, "edited");
  assert.equal(log.more, false);
});

test("a page from the middle takes no new messages until it reaches the newest", () => {
  const log = holding(message(5), message(6));
  log.attached = false;
  assert.equal(log.apply(message(9)), "beyond");
  assert.deepEqual(positions(log), [5, 6]);
  log.append([message(7), message(8), message(9)], false);
  assert.equal(log.apply(message(10)), "new");
  assert.deepEqual(positions(log), [5, 6, 7, 8, 9, 10]);
});

test("a replaced log forgets what it held", () => {
  const log = holding(message(1), message(2));
  log.replace([message(50), message(51)], 60);
  assert.deepEqual(positions(log), [50, 51]);
  assert.deepEqual([log.version, log.more], [60, true]);
});

test("a trimmed log keeps the newest and knows that there is more", () => {
  const log = holding(message(1), message(2), message(3));
  log.trim(2);
  assert.deepEqual(positions(log), [2, 3]);
  assert.equal(log.more, true);
  assert.equal(log.apply(message(1, 4)), null);
});

test("a log trimmed at its end keeps the oldest, and new ones no longer join on", () => {
  const log = holding(message(1), message(2), message(3));
  log.trimEnd(2);
  assert.deepEqual([positions(log), log.attached], [[1, 2], false]);
  assert.equal(log.apply(message(4)), "beyond");
  log.append([message(3), message(4)], false);
  assert.deepEqual([positions(log), log.attached], [[1, 2, 3, 4], true]);
});

test("what is told while the last page is on its way is not taken for held", () => {
  const log = holding(message(1), message(2), message(3));
  log.trimEnd(2);
  assert.equal(log.apply(message(4)), "beyond");
  log.append([message(3)], false);
  assert.equal(log.attached, false);
  log.append([message(4)], false);
  assert.deepEqual([positions(log), log.attached], [[1, 2, 3, 4], true]);
});

test("a log that moves elsewhere joins on to new ones where it reached the newest", () => {
  const log = holding(message(8), message(9));
  log.moveTo([message(3), message(4)]);
  assert.deepEqual([positions(log), log.more, log.attached, log.version], [[3, 4], true, false, 9]);
  log.moveTo([message(8), message(9)]);
  assert.equal(log.attached, true);
});

test("what was kept joins on below, and asks from its own version", () => {
  const log = holding(message(4, 9), message(5, 10));
  log.restore({ version: 7, messages: [message(2), message(3), message(4, 4), message(5)] });
  assert.deepEqual(positions(log), [2, 3, 4, 5]);
  assert.deepEqual([log.version, log.more], [7, true]);
  assert.equal(log.messages.get(104).version, 9);
});

test("what was kept brings the text that a rendered page lacks", () => {
  const log = holding(message(2), message(3));
  log.restore({ version: 3, messages: [message(1), message(2, 2, { text: "two" })] });
  assert.equal(log.messages.get(102).text, "two");
});

test("what was kept too long ago to join on is left aside", () => {
  const log = holding(message(10), message(11));
  log.restore({ version: 7, messages: [message(6), message(7)] });
  assert.deepEqual([positions(log), log.version], [[10, 11], 11]);
});

test("a page of the past takes nothing that was kept", () => {
  const log = holding(message(3), message(4));
  log.attached = false;
  log.restore({ version: 2, messages: [message(1), message(2)] });
  assert.deepEqual(positions(log), [3, 4]);
});

test("a replaced log follows the server back, too", () => {
  const log = holding(message(1, 90));
  log.replace([message(1, 2)], 2);
  assert.deepEqual([log.version, log.hasHole], [2, false]);
});
