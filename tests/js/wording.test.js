import assert from "node:assert/strict";
import { test } from "node:test";
import { speaks } from "../../static/site/connection.js";
import { atLength } from "../../static/site/wording.js";

test("a short loss is not worth a banner, a lasting one is", () => {
  assert.equal(speaks("waiting", 3.9), false);
  assert.equal(speaks("connecting", 4), true);
  assert.equal(speaks("open", 100), false);
});

test("what needs the person's hand is said at once", () => {
  assert.equal(speaks("signed_out", 0), true);
  assert.equal(speaks("refused", 0), true);
});

test("the banner counts down to the next attempt", () => {
  assert.equal(atLength({ state: "waiting", reason: "", left: 3.2 }), "Reconnecting in 4 s…");
  assert.equal(atLength({ state: "waiting", reason: "", left: 0.1 }), "Reconnecting…");
});

test("a refusal names its reason", () => {
  assert.match(atLength({ state: "refused", reason: "origin", left: 0 }), /address/);
  assert.match(atLength({ state: "refused", reason: "banned: Spam", left: 0 }), /banned.*Spam/);
});
