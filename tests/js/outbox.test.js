import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Outbox } from "../../static/chat/outbox.js";
import { POSTS } from "../../static/site/kept.js";
import { MemoryRecords } from "../../static/site/records.js";
import { Tabs } from "../../static/site/tabs.js";
import { FakeClock, fakeBrowser, settled } from "./world.js";

const LOBBY = 7;
let records, sent, confirmed, answers, clock, browser;

beforeEach(() => {
  records = new MemoryRecords([POSTS]);
  clock = new FakeClock();
  browser = fakeBrowser();
  [sent, confirmed, answers] = [[], [], new Map()];
});

function outbox({ user = 1, kept = records, tabs = new Tabs("posts:1", browser) } = {}) {
  const send = (post) => {
    sent.push(post.text);
    return new Promise((resolve, reject) => answers.set(post.text, { resolve, reject }));
  };
  const box = new Outbox({ user, records: Promise.resolve(kept), clock, tabs, send });
  box.subscribe({ changed: () => {}, confirmed: (message) => confirmed.push(message.text) });
  return box;
}

async function accept(text) {
  answers.get(text).resolve({ message: { text } });
  await settled();
}

async function refuse(text, error) {
  answers.get(text).reject({ message: "", ...error });
  await settled();
}

async function written(...texts) {
  const box = outbox();
  for (const text of texts) box.add(LOBBY, text, text);
  await settled();
  return box;
}

const states = (box) => box.list(LOBBY).map((post) => post.state);
const kept = async () => (await records.all(POSTS)).map((post) => post.text);

test("a confirmed post leaves the outbox and what the browser keeps", async () => {
  const box = await written("hi");
  assert.deepEqual([states(box), await kept()], [["sending"], ["hi"]]);
  await accept("hi");
  assert.deepEqual([confirmed, states(box), await kept()], [["hi"], [], []]);
});

test("one post of a room is on its way at a time, in the order written", async () => {
  await written("one", "two", "three");
  assert.deepEqual(sent, ["one"]);
  await accept("one");
  await accept("two");
  assert.deepEqual(sent, ["one", "two", "three"]);
});

test("rooms do not wait for each other", async () => {
  const box = await written("one");
  box.add(8, "elsewhere", "elsewhere");
  await settled();
  assert.deepEqual(sent, ["one", "elsewhere"]);
});

test("a post whose connection went is sent again with its own id, before later ones", async () => {
  const box = await written("one", "two");
  await refuse("one", { code: "disconnected" });
  assert.deepEqual([sent, states(box)], [["one"], ["sending", "sending"]]);
  box.flush();
  await settled();
  assert.deepEqual([sent, box.list(LOBBY)[0].client_id], [["one", "one"], "one"]);
});

test("a reload loses nothing and keeps the order", async () => {
  const tabs = new Tabs("posts:1", browser);
  const before = outbox({ tabs });
  before.add(LOBBY, "b", "first");
  before.add(LOBBY, "a", "second");
  await settled();
  browser.close(tabs);
  sent.length = 0;
  const after = outbox();
  await settled();
  assert.deepEqual(sent, ["first"]);
  await accept("first");
  assert.deepEqual(sent, ["first", "second"]);
  await accept("second");
  assert.deepEqual([states(after), await kept()], [[], []]);
});

test("a refused post keeps its text and says why, and lets the next one pass", async () => {
  const box = await written("bad", "good");
  await refuse("bad", { code: "invalid", message: "too long" });
  assert.deepEqual(sent, ["bad", "good"]);
  const [post] = box.list(LOBBY);
  assert.deepEqual([post.state, post.reason, post.text], ["failed", "too long", "bad"]);
  box.flush();
  await accept("good");
  assert.deepEqual(sent, ["bad", "good"]);
});

test("a refused post is sent again when its author says so", async () => {
  const box = await written("bad");
  await refuse("bad", { code: "forbidden", message: "no" });
  box.retry("bad");
  await settled();
  assert.deepEqual([sent, states(box)], [["bad", "bad"], ["sending"]]);
});

test("a post that came too fast is sent again after the time named, and none overtakes it", async () => {
  const box = await written("one", "two");
  await refuse("one", { code: "too_fast", retry_after: 2 });
  box.flush();
  clock.advance(1.9);
  await settled();
  assert.deepEqual(sent, ["one"]);
  clock.advance(0.1);
  await settled();
  assert.deepEqual([sent, states(box)], [["one", "one"], ["sending", "sending"]]);
});

test("a post that is never answered is sent again", async () => {
  await written("hi");
  clock.advance(20);
  await settled();
  assert.deepEqual(sent, ["hi", "hi"]);
});

test("a dropped post is forgotten everywhere", async () => {
  const box = await written("hi");
  const other = outbox();
  await settled();
  assert.deepEqual(states(other), ["sending"]);
  box.drop("hi");
  await settled();
  assert.deepEqual([states(box), states(other), await kept()], [[], [], []]);
});

test("another tab shows what this one sends, and sends it only when this one is gone", async () => {
  const tabs = new Tabs("posts:1", browser);
  const here = outbox({ tabs });
  const there = outbox();
  here.add(LOBBY, "hi", "hi");
  await settled();
  there.flush();
  await settled();
  assert.deepEqual([sent, states(there)], [["hi"], ["sending"]]);
  browser.close(tabs);
  await settled();
  assert.deepEqual(sent, ["hi", "hi"]);
  await accept("hi");
  assert.deepEqual([states(there), await kept()], [[], []]);
});

test("what another person wrote in this browser is not mine to send", async () => {
  await written("hi");
  const other = outbox({ user: 2, tabs: new Tabs("posts:2", browser) });
  other.flush();
  await settled();
  assert.deepEqual([sent, other.list(LOBBY)], [["hi"], []]);
});

test("without locks every tab sends what it finds, which the server takes once", async () => {
  const alone = { Channel: browser.Channel, locks: null };
  const here = outbox({ tabs: new Tabs("posts:1", alone) });
  here.add(LOBBY, "hi", "hi");
  await settled();
  outbox({ tabs: new Tabs("posts:1", alone) });
  await settled();
  assert.deepEqual(sent, ["hi", "hi"]);
});

test("a browser that keeps nothing is told of, and sends all the same", async () => {
  const refusing = { isDurable: true, all: async () => [], put: async () => Promise.reject(new Error("full")), remove: async () => {} };
  const box = outbox({ kept: refusing });
  box.add(LOBBY, "hi", "hi");
  await settled();
  assert.deepEqual([box.isDurable, sent], [false, ["hi"]]);
});
