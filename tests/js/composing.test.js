import assert from "node:assert/strict";
import { test } from "node:test";
import { isCommand, unescaped } from "../../static/chat/commands.js";

test("a word of letters right after the slash is a command, known or not", () => {
  for (const text of ["/away", "/status 🌴 at the sea", "/BACK", "/busy\nfor 30 minutes", "/statusquo", "/主题", "/me"]) assert.ok(isCommand(text), text);
  for (const text of ["/", "/home/ann", " /away", "back", "/me laughs", "/1", "//away", "/a-b"]) assert.ok(!isCommand(text), text);
});

test("two slashes say one, but only where a command would stand", () => {
  assert.equal(unescaped("//away now"), "/away now");
  assert.equal(unescaped("// a comment"), "// a comment");
  assert.equal(unescaped("//host/share"), "//host/share");
});
