import assert from "node:assert/strict";
import { test } from "node:test";
import { endOf, untilWords } from "../../static/presence/endings.js";
import { statusWords, countWords } from "../../static/presence/words.js";

const now = new Date(2026, 4, 1, 17, 20);

test("each choice of the form is a moment, is never, or is as before", () => {
  const choices = { "30m": [1, 17, 50], "1h": [1, 18, 20], "4h": [1, 21, 20], tomorrow: [2, 0, 0] };
  for (const [choice, [day, hour, minute]] of Object.entries(choices)) {
    assert.equal(endOf(choice, "", now), new Date(2026, 4, day, hour, minute).toISOString(), choice);
  }
  assert.equal(endOf("", "", now), null);
  assert.equal(endOf("stays", "", now), undefined);
});

test("a time of day is the next one, here", () => {
  assert.equal(endOf("at", "19:30", now), new Date(2026, 4, 1, 19, 30).toISOString());
  assert.equal(endOf("at", "09:00", now), new Date(2026, 4, 2, 9).toISOString());
  assert.equal(endOf("at", "17:20", now), new Date(2026, 4, 2, 17, 20).toISOString());
  assert.throws(() => endOf("at", "", now), RangeError);
});

test("an end today is a time, another one has its day", () => {
  assert.equal(untilWords(new Date(2026, 4, 1, 19, 30), now, "en-GB"), "19:30");
  assert.equal(untilWords(new Date(2026, 4, 2, 9, 5), now, "en-GB"), "2 May, 9:05");
});

test("a status is shown with its sign, its words and its end", () => {
  assert.equal(statusWords(null), "");
  assert.equal(statusWords({ emoji: "🌴", text: "At the sea", until: null }), "🌴 At the sea");
  assert.match(statusWords({ emoji: "", text: "Lunch", until: new Date(2026, 4, 1, 18).toISOString() }, now), /^Lunch · until .*(6:00|18:00)/);
});

test("counts are spoken without those that are none", () => {
  assert.equal(countWords({ online: 12, away: 0, busy: 1, offline: 900 }), "12 online, 1 busy");
});
