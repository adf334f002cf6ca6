import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Outbox } from "../../static/chat/outbox.js";
import { quoteOf } from "../../static/chat/quotes.js";
import { ThreadMarks } from "../../static/chat/thread_marks.js";
import { ThreadSession } from "../../static/chat/thread_session.js";
import { POSTS } from "../../static/site/kept.js";
import { MemoryRecords } from "../../static/site/records.js";
import { Tabs } from "../../static/site/tabs.js";
import { FakeClock, fakeBrowser, settled } from "./world.js";

const ann = { id: 1, username: "ann", name: "" };
const bob = { id: 2, username: "bob", name: "" };
const AT = "2026-11-20T12:00:00Z";
const replied = (count) => ({ replies: { count, last_at: AT } });

const message = (position, version, more = {}) => ({
  id: 100 + position,
  room: 7,
  position,
  version,
  author: bob,
  client_id: `c${position}`,
  html: `<p>${position}</p>`,
  created_at: AT,
  edited_at: null,
  deleted_at: null,
  ...more,
});

const root = (version, more = {}) => message(1, version, more);
const reply = (position, version, more = {}) => message(position, version, { thread: 101, reply_to: quoteOf(root(1)), ...more });

let asked, answers, handlers, changes, lost;

function fakeSocket() {
  return {
    on: (type, handler) => handlers.set(type, handler),
    request: (type, fields) => {
      asked.push([type, fields]);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
  };
}

beforeEach(() => {
  [asked, answers, handlers, changes, lost] = [[], [], new Map(), 0, 0];
});

function thread() {
  return new ThreadSession({ socket: fakeSocket(), changed: () => (changes += 1), opened: () => {}, lost: () => (lost += 1) });
}

async function opened(replies, { more = false, of = root(9, replied(replies.length)) } = {}) {
  const session = thread();
  session.open(root(1));
  answers.shift().resolve({ message: of, replies, more, seen: null });
  await settled();
  return session;
}

const positions = (session) => session.replies.map(({ position }) => position);
const hear = (told) => handlers.get("message")({ message: told });

test("a chain is its first message and the replies to it, live", async () => {
  const session = await opened([reply(3, 3)]);
  hear(reply(5, 10));
  hear(root(11, replied(2)));
  hear(message(6, 12));
  hear(message(7, 13, { thread: 999 }));
  assert.deepEqual(positions(session), [3, 5]);
  assert.equal(session.root.replies.count, 2);
});

test("an older state that comes late changes nothing", async () => {
  const session = await opened([reply(3, 5, { html: "<p>new</p>" })]);
  hear(reply(3, 4, { html: "<p>old</p>" }));
  hear(root(2));
  assert.equal(session.find(103).html, "<p>new</p>");
  assert.equal(session.root.version, 9);
});

test("earlier replies are asked for before the first one held, and come above it", async () => {
  const session = await opened([reply(8, 8), reply(9, 9)], { more: true });
  hear(reply(2, 10));
  assert.deepEqual(positions(session), [8, 9]);
  const earlier = session.earlier();
  assert.deepEqual(asked.at(-1), ["thread.open", { message: 101, before: 8 }]);
  answers.shift().resolve({ replies: [reply(2, 10), reply(4, 4)], more: false });
  await earlier;
  assert.deepEqual([positions(session), session.more], [[2, 4, 8, 9], false]);
});

test("after a lost connection nothing is missing in between", async () => {
  const session = await opened([reply(3, 3), reply(4, 4)]);
  session.reopen();
  answers.shift().resolve({ message: root(30), replies: [reply(4, 4), reply(6, 6)], more: true, seen: 1 });
  await settled();
  assert.deepEqual([positions(session), session.more], [[3, 4, 6], false]);
  session.reopen();
  answers.shift().resolve({ message: root(99), replies: [reply(80, 80)], more: true, seen: 1 });
  await settled();
  assert.deepEqual([positions(session), session.more], [[80], true]);
});

test("an answer goes to the first message, or to the newest that is left", async () => {
  const session = await opened([reply(3, 3), reply(4, 4)]);
  assert.deepEqual([session.target.id, session.target.thread], [101, 101]);
  hear(root(20, { deleted_at: AT }));
  assert.deepEqual([session.target.id, session.target.thread], [104, 101]);
  hear(reply(4, 21, { deleted_at: AT }));
  hear(reply(3, 22, { deleted_at: AT }));
  assert.equal(session.target, null);
});

test("a chain one may not read any more is closed", async () => {
  const session = thread();
  session.open(root(1));
  answers.shift().reject({ code: "not_found" });
  await settled();
  assert.equal(lost, 1);
});

function marks(told = {}) {
  const ask = async (messages) => {
    asked.push(messages);
    return { marks: told };
  };
  return new ThreadMarks({ me: ann.id, ask, changed: () => (changes += 1) });
}

test("what is unseen is counted for those who take part, and for who began", () => {
  const mine = marks();
  assert.equal(mine.unseen(root(1, replied(3))), 0);
  assert.equal(mine.unseen(root(1, { ...replied(3), author: ann })), 3);
  mine.take(101, 2);
  assert.equal(mine.unseen(root(1, replied(3))), 1);
  assert.equal(mine.unseen(root(1)), 0);
});

test("a mark goes only forward", () => {
  const mine = marks();
  mine.take(101, 3);
  mine.take(101, 1);
  assert.deepEqual([mine.unseen(root(1, replied(3))), changes], [0, 1]);
});

test("marks are asked for once for each chain in view, and again after a lost connection", async () => {
  const mine = marks({ 101: 2 });
  await mine.learn([root(1, replied(3)), message(2, 2)]);
  await mine.learn([root(1, replied(4))]);
  assert.deepEqual(asked, [[101]]);
  assert.equal(mine.unseen(root(1, replied(4))), 2);
  mine.forget();
  await mine.learn([root(1, replied(4))]);
  assert.equal(asked.length, 2);
});

test("what a post answers survives a reload", async () => {
  const [records, clock, browser] = [new MemoryRecords([POSTS]), new FakeClock(), fakeBrowser()];
  const sent = [];
  const box = () => {
    const tabs = new Tabs("posts:1", browser);
    const send = (post) => {
      sent.push([post.text, post.reply_to?.id]);
      return new Promise(() => {});
    };
    return { tabs, outbox: new Outbox({ user: 1, records: Promise.resolve(records), clock, tabs, send }) };
  };
  const before = box();
  await before.outbox.add(7, "a", "yes", { ...quoteOf(root(1)), thread: 101 });
  browser.close(before.tabs);
  const after = box();
  await settled();
  await settled();
  after.outbox.flush();
  await settled();
  assert.deepEqual(sent.at(-1), ["yes", 101]);
  assert.equal(after.outbox.list(7)[0].reply_to.text, "1");
});
