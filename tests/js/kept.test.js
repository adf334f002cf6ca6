import assert from "node:assert/strict";
import { test } from "node:test";
import { RoomCache } from "../../static/chat/cache.js";
import { withBadge } from "../../static/site/favicon.js";
import { ROOMS } from "../../static/site/kept.js";
import { plain } from "../../static/site/plain.js";
import { MemoryRecords, openRecords } from "../../static/site/records.js";
import { FakeClock, settled } from "./world.js";

const positions = (count) => Array.from({ length: count }, (_, index) => ({ position: index + 1 }));

function cacheOf(messages, clock = new FakeClock()) {
  const records = new MemoryRecords([ROOMS]);
  const cache = new RoomCache({ records: Promise.resolve(records), user: 1, room: 7, clock, state: () => ({ version: 9, read: 3, messages }) });
  return { cache, records, clock };
}

test("the newest two hundred messages of a room are kept, with version and mark", async () => {
  const { cache } = cacheOf(positions(250));
  await cache.save();
  const { version, read, messages } = await cache.load();
  assert.deepEqual([version, read, messages.length, messages[0].position], [9, 3, 200, 51]);
});

test("many changes are kept once, a moment later", async () => {
  const { cache, records, clock } = cacheOf(positions(2));
  cache.touch();
  cache.touch();
  assert.deepEqual(await records.keys(ROOMS), []);
  clock.advance(1);
  await settled();
  assert.deepEqual(await records.keys(ROOMS), ["1:7"]);
  assert.equal(clock.timers.size, 0);
});

test("after a log-out nothing is kept any more", async () => {
  const { cache, records } = cacheOf(positions(2));
  cache.close();
  await cache.save();
  assert.deepEqual(await records.keys(ROOMS), []);
});

test("a room that is lost is forgotten", async () => {
  const { cache } = cacheOf(positions(2));
  await cache.save();
  await cache.forget();
  assert.equal(await cache.load(), undefined);
});

test("where the browser refuses a database, memory serves, and says so", async () => {
  const refusing = () => { throw new Error("refused"); };
  const records = await openRecords("rollcall", ["posts"], refusing);
  await records.put("posts", { key: "a", text: "hi" });
  assert.deepEqual([records.isDurable, await records.all("posts")], [false, [{ key: "a", text: "hi" }]]);
});

test("names lose what would turn a sentence around, and nothing else", () => {
  assert.equal(plain("A\u202enn\u0000"), "Ann");
  assert.equal(plain("Zoë 世界 👩‍🚀 שלום"), "Zoë 世界 👩‍🚀 שלום");
  assert.equal([...plain(`A${"\u0301".repeat(500)}`)].length, 5);
});

test("the mark on the tab says how much is unread", () => {
  assert.equal(withBadge("<svg></svg>", 0), "<svg></svg>");
  assert.match(withBadge("<svg></svg>", 3), /<circle.*>3<\/text><\/svg>$/);
  assert.doesNotMatch(withBadge("<svg></svg>", 10), /<text/);
});
