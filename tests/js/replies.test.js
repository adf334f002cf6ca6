import assert from "node:assert/strict";
import { test } from "node:test";
import { followsOn, layOut } from "../../static/chat/grouping.js";
import { MessageLog } from "../../static/chat/log.js";
import { excerptOf, quoteOf, rootOf } from "../../static/chat/quotes.js";

const ann = { id: 1, username: "ann", name: "" };
const AT = "2026-11-20T12:00:00Z";

const message = (position, version, more = {}) => ({
  id: position * 10,
  position,
  version,
  author: ann,
  html: `<p>${position}</p>`,
  created_at: AT,
  edited_at: null,
  deleted_at: null,
  ...more,
});

function logOf(...messages) {
  const log = new MessageLog();
  log.replace(messages, Math.max(...messages.map(({ version }) => version)));
  return log;
}

const answer = (position, version, original) => message(position, version, { reply_to: quoteOf(original), thread: rootOf(original) });

test("an excerpt is one line of plain text, cut as the server cuts it", () => {
  assert.equal(excerptOf("<p>one</p>\n\n<p>two<br>three</p>"), "one two three");
  assert.equal(excerptOf("<p>&lt;b&gt; &amp; co &amp;lt;</p>"), "<b> & co &lt;");
  assert.equal(excerptOf(`<p>${"🙂".repeat(141)}</p>`), `${"🙂".repeat(139)}…`);
  assert.equal(excerptOf("<hr>"), "…");
});

test("a quote shows what its original says by now", () => {
  const original = message(1, 1);
  const log = logOf(original, answer(2, 2, original));
  log.apply(message(1, 3, { html: "<p>changed</p>", edited_at: AT }));
  assert.equal(log.list()[1].reply_to.text, "changed");
  log.apply(message(1, 4, { html: undefined, deleted_at: AT }));
  assert.equal(log.list()[1].reply_to.text, undefined);
});

test("an original that is not held changes what is quoted of it all the same", () => {
  const original = message(1, 1);
  const log = logOf(answer(5, 5, original));
  log.more = true;
  assert.equal(log.apply(message(1, 6, { html: "<p>changed</p>" })), "changed");
  assert.equal(log.list()[0].reply_to.text, "changed");
  assert.equal(log.apply(message(1, 7, { html: "<p>changed</p>" })), null);
});

test("an older state of the original that comes late changes nothing", () => {
  const original = message(1, 3, { html: "<p>new</p>" });
  const log = logOf(original, answer(2, 2, original));
  log.apply(message(1, 1, { html: "<p>old</p>" }));
  assert.equal(log.list()[1].reply_to.text, "new");
});

test("a reply to a reply belongs to the first message of the chain", () => {
  const first = message(1, 1);
  const second = answer(2, 2, first);
  assert.deepEqual([rootOf(first), rootOf(second), rootOf(answer(3, 3, second))], [10, 10, 10]);
});

test("a reply has a head of its own, for it answers something", () => {
  const first = message(1, 1);
  assert.ok(followsOn(first, message(2, 2)));
  assert.ok(!followsOn(first, answer(2, 2, first)));
});

test("in its chain a reply is one of several its author gives, unless it answers another", () => {
  const first = message(1, 1);
  const [second, third] = [answer(2, 2, first), answer(3, 3, first)];
  assert.ok(followsOn(second, third, first.id));
  assert.ok(!followsOn(second, third));
  assert.ok(!followsOn(third, answer(4, 4, second), first.id));
  assert.ok(!followsOn(first, second, first.id), "the first message stands apart");
  const lines = layOut([second, third], { me: 1, newAfter: null, after: first, root: first.id });
  assert.deepEqual(lines.map(({ follows }) => follows), [false, true]);
});
