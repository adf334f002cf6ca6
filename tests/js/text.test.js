import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { gettext, interpolate, ngettext, useCatalog } from "../../static/site/text.js";

afterEach(() => useCatalog({}));

test("without a catalogue the message is its own translation", () => {
  assert.equal(gettext("People"), "People");
  assert.equal(ngettext("{n} message", "{n} messages", 1), "{n} message");
  assert.equal(ngettext("{n} message", "{n} messages", 2), "{n} messages");
});

test("a language with one form uses it for every number", () => {
  useCatalog({ "{n} message": ["{n} 条消息"], People: "成员" });
  assert.equal(gettext("People"), "成员");
  assert.equal(ngettext("{n} message", "{n} messages", 1), "{n} 条消息");
  assert.equal(ngettext("{n} message", "{n} messages", 5), "{n} 条消息");
});

test("values go where they are named, and an unknown name stays visible", () => {
  assert.equal(interpolate("{a} and {b}", { a: "ann" }), "ann and {b}");
});

test("a value is never read as a template", () => {
  assert.equal(interpolate("{a}{b}", { a: "{b}", b: "$&" }), "{b}$&");
});
