import assert from "node:assert/strict";
import { test } from "node:test";
import { localTime } from "../../static/presence/card_view.js";
import { mine } from "../../static/presence/mine.js";
import { seenAs } from "../../static/presence/my_state.js";
import { chosenWords } from "../../static/presence/words.js";

function said(state, { chosen = "auto", audience = "everyone" } = {}) {
  return { entry: { id: 1, state }, chosen: { state: chosen, emoji: "", text: "", until: null }, audience };
}

test("my own mark is what others see", () => {
  for (const state of ["online", "away", "busy"]) assert.equal(seenAs("open", said(state)).mark, state);
  assert.match(seenAs("open", said("busy")).words, /^Others see you as busy$/);
});

test("on the way I am connecting, and offline to nobody", () => {
  assert.equal(seenAs("connecting", null).mark, "connecting");
  assert.equal(seenAs("open", null).mark, "connecting");
  assert.equal(seenAs("open", said("offline")).mark, "connecting");
});

test("who hides is told so, and from whom", () => {
  assert.match(seenAs("open", said("offline", { chosen: "invisible" })).words, /invisible/);
  assert.match(seenAs("open", said("offline", { audience: "roommates" })).words, /your rooms/);
  assert.match(seenAs("open", said("offline", { audience: "nobody" })).words, /^Nobody/);
});

test("without a connection nothing else is claimed", () => {
  for (const connection of ["waiting", "signed_out", "refused"]) assert.match(seenAs(connection, said("online")).words, /^Not connected/);
});

test("in the list I am offline only where I mean to be", () => {
  mine.id = 1;
  assert.equal(mine.stateOf({ id: 1, state: "offline" }), "connecting");
  assert.equal(mine.stateOf({ id: 2, state: "offline" }), "offline");
  mine.take(said("offline", { chosen: "invisible" }));
  assert.equal(mine.stateOf({ id: 1, state: "offline" }), "offline");
  mine.take(said("online"));
});

test("a local time is that of the other's clocks; of none where the zone is unknown", () => {
  const noon = new Date("2026-05-01T12:00:00Z");
  assert.match(localTime("Asia/Tokyo", noon, "en-GB"), /21:00/);
  assert.deepEqual(["", "Mars/Olympus"].map((zone) => localTime(zone, noon, "en-GB")), ["", ""]);
});

test("what was just chosen is said, and that nothing is", () => {
  assert.equal(chosenWords({ state: "away", emoji: "", text: "Lunch", until: null }), "Your status: away · Lunch");
  assert.equal(chosenWords({ state: "auto", emoji: "", text: "", until: null }), "You have no status any more.");
});
