import assert from "node:assert/strict";
import { test } from "node:test";
import { ago, clockTime, dayName, dayOf } from "../../static/site/time.js";

const now = new Date(2026, 10, 20, 0, 30);
const back = (minutes) => new Date(now - minutes * 60_000);

test("how long ago is said in the coarsest fitting unit", () => {
  assert.equal(ago(back(0), now, "en"), "this minute");
  assert.equal(ago(back(5), now, "en"), "5 minutes ago");
  assert.equal(ago(back(61), now, "en"), "1 hour ago");
  assert.equal(ago(back(60 * 24), now, "en"), "yesterday");
  assert.equal(ago(back(60 * 24 * 15), now, "zh-hans"), "2周前");
});

test("a clock that runs ahead of ours does not speak of the future", () => {
  assert.equal(ago(back(-5), now, "en"), "this minute");
});

test("days are those of the calendar, not of 24 hours", () => {
  assert.equal(dayName(back(20), now, "en"), "Today");
  assert.equal(dayName(back(40), now, "en"), "Yesterday");
  assert.equal(dayName(back(60 * 24 * 3), now, "en"), "Tuesday, November 17");
  assert.notEqual(dayOf(back(20)), dayOf(back(40)));
});

test("a day of another year says which", () => {
  assert.match(dayName(new Date(2025, 0, 2), now, "en"), /2025/);
});

test("a clock shows 24 hours or 12 as the account says, else as the language has them", () => {
  const shown = (locale, clock) => clockTime(new Date(2026, 2, 5, 0, 7), locale, clock).replace(/\s/, " ");
  assert.equal(shown("en", "24"), "00:07");
  assert.equal(shown("en", "12"), "12:07 AM");
  assert.equal(shown("en"), "12:07 AM");
  assert.equal(shown("zh-hans"), "0:07");
  assert.match(shown("zh-hans", "12"), /^\D+12:07$/);
});
