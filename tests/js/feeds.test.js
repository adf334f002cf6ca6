import assert from "node:assert/strict";
import { test } from "node:test";
import { FeedSession } from "../../static/feeds/feed_session.js";
import { LineWindow, SHOWN, STEP } from "../../static/feeds/line_window.js";
import { HELD, Lines } from "../../static/feeds/lines.js";
import { Matcher, sourceOf } from "../../static/feeds/matcher.js";
import { piecesOf } from "../../static/feeds/pieces.js";
import { FakeClock } from "./world.js";

const line = (n, more = {}) => ({ n, text: `line ${n}`, at: null, ...more });
const news = (after, ns, more = {}) => ({ feed: "log:app", generation: "g", after, lines: ns.map((n) => line(n)), skipped: 0, ...more });
const answer = (ns, more = {}) => ({ generation: "g", lines: ns.map((n) => line(n)), skipped: 0, continues: false, state: "live", ...more });
const texts = ({ entries }) => entries.map(({ line, note }) => line?.text ?? JSON.stringify(note));

function held(...ns) {
  const lines = new Lines();
  lines.replace(answer(ns));
  return lines;
}

test("lines follow on, and what is held already is not taken twice", () => {
  const lines = held(0, 10);
  assert.equal(lines.take(news(0, [10, 20])), true);
  assert.equal(lines.take(news(20, [30])), true);
  assert.deepEqual(texts(lines), ["line 0", "line 10", "line 20", "line 30"]);
  assert.deepEqual(lines.since, { generation: "g", n: 30 });
});

test("a hole is noticed, and closed by what followed the last line held", () => {
  const lines = held(0);
  assert.equal(lines.take(news(10, [20])), false);
  lines.replace(answer([10, 20], { continues: true }));
  assert.deepEqual(texts(lines), ["line 0", "line 10", "line 20"]);
});

test("another generation without a reason is a hole; with one, lines count anew", () => {
  const lines = held(0, 10);
  assert.equal(lines.take(news(10, [20], { generation: "h" })), false);
  assert.equal(lines.take(news(null, [0], { generation: "h", began: "rotated" })), true);
  assert.deepEqual(texts(lines), ["line 0", "line 10", '{"began":"rotated"}', "line 0"]);
});

test("a beginning that is told twice is one", () => {
  const lines = held(0);
  lines.take(news(null, [0, 10], { began: "truncated" }));
  assert.deepEqual(texts(lines), ["line 0", "line 10"]);
});

test("a line that has not ended is replaced by the whole one, and never asked from", () => {
  const lines = held(0);
  lines.take({ ...news(0, []), lines: [line(10, { text: "li", partial: true })] });
  assert.deepEqual(texts(lines), ["line 0", "li"]);
  assert.equal(lines.since.n, 0);
  lines.take(news(0, [10]));
  assert.deepEqual(texts(lines), ["line 0", "line 10"]);
});

test("no more is held than can be shown, and what was skipped is said", () => {
  const lines = held(0);
  lines.take(news(0, Array.from({ length: HELD + 5 }, (_, n) => n + 1), { skipped: 7 }));
  assert.equal(lines.entries.length, HELD);
  lines.take(news(HELD + 5, [HELD + 6], { skipped: 3 }));
  assert.deepEqual(lines.entries.at(-2).note, { skipped: 3 });
});

test("styles and hits cut a line into pieces, whatever its characters are", () => {
  assert.deepEqual(piecesOf("plain"), [{ text: "plain", look: "", isHit: false }]);
  assert.deepEqual(piecesOf("😀 FAIL", [{ start: 2, end: 6, look: "red" }], [[5, 7]]), [
    { text: "😀 ", look: "", isHit: false },
    { text: "FA", look: "red", isHit: false },
    { text: "IL", look: "red", isHit: true },
  ]);
});

test("text is found as it stands; an expression that is none yet is told", () => {
  assert.match("a.b*[c]/d", new RegExp(sourceOf("a.b*[c]/d", false), "u"));
  assert.doesNotMatch("axb", new RegExp(sourceOf("a.b", false), "u"));
  assert.equal(sourceOf("(", true), null);
});

/** A worker that answers at once, or never. */
const fakeWorker = (reply) => ({
  postMessage(asked) {
    const data = reply?.(asked);
    if (data) queueMicrotask(() => this.onmessage({ data }));
  },
  terminate() {
    this.isEnded = true;
  },
});

const finding = (asked) => ({ source, texts }) => {
  asked.push(texts);
  return texts.map((text) => (text === source ? [[0, text.length]] : null));
};

test("each line is looked at once", async () => {
  const asked = [];
  const matcher = new Matcher({ makeWorker: () => fakeWorker(finding(asked)), clock: new FakeClock(), gaveUp: () => {} });
  const entries = [{ line: { text: "hit" } }, { line: { text: "no" } }, { note: {} }];
  matcher.use("hit");
  await matcher.look(entries);
  entries.push({ line: { text: "hit" } });
  await matcher.look(entries);
  assert.deepEqual(asked, [["hit", "no"], ["hit"]]);
  assert.deepEqual(entries.map((entry) => matcher.hitsOf(entry)), [[[0, 3]], null, undefined, [[0, 3]]]);
});

test("who changes the pattern while it is looked for gets the new one's lines", async () => {
  const workers = [fakeWorker(null), fakeWorker(finding([]))];
  const matcher = new Matcher({ makeWorker: () => workers.shift(), clock: new FakeClock(), gaveUp: () => {} });
  const entry = { line: { text: "new" } };
  matcher.use("old");
  const looked = matcher.look([entry]);
  matcher.use("new");
  await looked;
  assert.deepEqual(matcher.hitsOf(entry), [[0, 3]]);
});

test("an expression that takes for ever is ended with its worker", async () => {
  const clock = new FakeClock();
  const worker = fakeWorker(null);
  let gaveUp = 0;
  const matcher = new Matcher({ makeWorker: () => worker, clock, gaveUp: () => (gaveUp += 1) });
  matcher.use("(a+)+$");
  const looked = matcher.look([{ line: { text: "aaaa!" } }]);
  clock.advance(3);
  await looked;
  assert.deepEqual([worker.isEnded, matcher.isOn, gaveUp], [true, false, 1]);
});

function world() {
  const handlers = {};
  const asked = [];
  const socket = {
    clock: new FakeClock(),
    on: (type, handler) => (handlers[type] = handler),
    send: (type, fields) => asked.push({ type, ...fields }),
    request: (type, fields) => new Promise((resolve, reject) => asked.push({ type, ...fields, resolve, reject })),
  };
  const session = new FeedSession({ socket, feed: "log:app", changed: () => {} });
  return { session, socket, asked, tell: (type, event) => handlers[type](event) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test("news in one frame with the answer is not lost", async () => {
  const { session, asked, tell } = world();
  tell("hello");
  asked[0].resolve(answer([0]));
  tell("feed.lines", news(0, [10]));
  await settled();
  assert.deepEqual(texts(session.lines), ["line 0", "line 10"]);
});

test("after a loss it is asked for what came since", async () => {
  const { session, asked, tell } = world();
  tell("hello");
  asked[0].resolve(answer([0, 10]));
  await settled();
  tell("state", "waiting");
  assert.equal(session.state, "waiting");
  tell("hello");
  assert.deepEqual(asked[1].since, { generation: "g", n: 10 });
  asked[1].resolve(answer([20], { continues: true }));
  await settled();
  assert.deepEqual(texts(session.lines), ["line 0", "line 10", "line 20"]);
});

test("who stopped hears nothing, also after a reconnect, and starts again where they were", async () => {
  const { session, asked, tell } = world();
  tell("hello");
  asked[0].resolve(answer([0]));
  await settled();
  session.stop();
  tell("feed.lines", news(0, [10]));
  tell("hello");
  assert.deepEqual(asked.map(({ type }) => type), ["feed.follow", "feed.stop"]);
  session.resume();
  assert.deepEqual(asked[2].since, { generation: "g", n: 0 });
});

test("a right that ended is told, and not asked for again", async () => {
  const { session, asked, tell } = world();
  tell("hello");
  asked[0].resolve(answer([0]));
  await settled();
  tell("feed.stopped", { feed: "log:app", reason: "forbidden" });
  tell("hello");
  assert.deepEqual([session.state, asked.length], ["forbidden", 1]);
});

test("who is told to wait asks once more, and only then", async () => {
  const { session, socket, asked, tell } = world();
  tell("hello");
  asked[0].reject({ code: "too_fast", retry_after: 2 });
  await settled();
  tell("feed.lines", news(20, [30]));
  assert.equal(asked.length, 1);
  socket.clock.advance(2);
  asked[1].resolve(answer([30]));
  await settled();
  assert.deepEqual(texts(session.lines), ["line 30"]);
});

const many = (count) => Array.from({ length: count }, (_, n) => ({ key: `k${n}`, line: line(n) }));

test("the end is followed until one reads further up, and then nothing moves", () => {
  const window = new LineWindow();
  const entries = many(SHOWN + 700);
  window.take(entries);
  assert.deepEqual([window.shown.length, window.shown.at(-1)], [SHOWN, entries.at(-1)]);
  window.hold();
  const [first] = window.shown;
  window.take([...entries, ...many(100)]);
  assert.equal(window.shown[0], first);
  assert.equal(window.hasLater, true);
});

test("what comes between two looks at the end is not something further down", () => {
  const window = new LineWindow();
  const entries = many(10);
  window.take(entries);
  entries.push(...many(SHOWN + 10));
  assert.equal(window.hasLater, false);
});

test("further up and down there are earlier and later lines, to the first and the last", () => {
  const window = new LineWindow();
  const entries = many(SHOWN + 700);
  window.take(entries);
  window.earlier();
  assert.equal(window.shown[0], entries[700 - STEP]);
  window.earlier();
  assert.equal(window.shown[0], entries[0]);
  assert.equal(window.hasEarlier, false);
  window.later();
  window.later();
  assert.equal(window.shown.at(-1), entries.at(-1));
  window.toStart();
  assert.equal(window.shown[0], entries[0]);
  window.toEnd();
  assert.equal(window.isAtEnd, true);
});

test("where lines are left out, what one reads stays if it is still there", () => {
  const window = new LineWindow();
  const entries = many(SHOWN + 700);
  window.take(entries);
  window.hold();
  const [first] = window.shown;
  window.take(entries.filter((entry, place) => place % 2 === 0));
  assert.equal(window.shown.includes(first), true);
  window.take(many(3));
  assert.equal(window.shown.length, 3);
});

test("a run is asked for from its first line, in portions, until nothing is behind", async () => {
  const asked = [];
  const answers = [answer([1, 2], { generation: "run", continues: true, more: true, run: { lines: 3 } }), answer([3], { generation: "run", continues: true, run: { lines: 3 } })];
  const socket = { on: () => {}, request: async (type, fields) => (asked.push(fields.since.n), answers.shift()) };
  const lines = new Lines({ from: { generation: "run", n: 0 } });
  const session = new FeedSession({ socket, feed: "run:1", lines, portion: 2, changed: () => {} });
  await session.follow();
  assert.deepEqual(asked, [0, 2]);
  assert.deepEqual(texts(lines), ["line 1", "line 2", "line 3"]);
  assert.equal(lines.take({ ...news(4, [5]), generation: "run" }), false);
});
