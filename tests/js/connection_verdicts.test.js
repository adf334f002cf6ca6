import assert from "node:assert/strict";
import { test } from "node:test";
import {
  clockAhead, describeClose, judgeAddress, judgeClock, judgeCookies, judgeEcho, judgeLasting, judgeSocket, LASTING,
  median, report,
} from "../../static/site/connection_verdicts.js";

const site = { origin: "https://chat.example.com", signedIn: true };
const refused = { said: null, opened: true, code: 1006, reason: "" };

test("the same address on both sides is fine", () => {
  assert.equal(judgeAddress("https://a.com", "https://a.com").state, "ok");
});

test("another scheme asks for the proxy's X-Forwarded-Proto", () => {
  const told = judgeAddress("https://a.com", "http://a.com");
  assert.equal(told.state, "failed");
  assert.match(told.advice, /X-Forwarded-Proto.*TRUSTED_PROXIES/);
});

test("another host asks the proxy to pass on Host", () => {
  assert.match(judgeAddress("https://a.com", "http://127.0.0.1:8000").advice, /Host/);
});

test("a greeted socket is fine", () => {
  assert.equal(judgeSocket({ ...refused, said: "hello", code: null }, site).state, "ok");
});

test("a stranger's socket that opens is fine too", () => {
  assert.equal(judgeSocket({ ...refused, code: 4401 }, { ...site, signedIn: false }).state, "ok");
});

test("a signed-in person's refused socket is not", () => {
  assert.equal(judgeSocket({ ...refused, code: 4401 }, site).state, "failed");
});

test("a refused origin names the setting and the address to put there", () => {
  const told = judgeSocket({ ...refused, code: 4403, reason: "origin" }, site);
  assert.match(told.advice, /PUBLIC_URL=https:\/\/chat\.example\.com/);
  assert.match(told.advice, /CSRF_TRUSTED_ORIGINS/);
});

test("a socket that never opens points at the proxy", () => {
  assert.match(judgeSocket({ ...refused, opened: false }, site).advice, /Upgrade/);
});

test("echoes are judged by the one in the middle", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([1, 2, 3, 4]), 2.5);
  assert.match(judgeEcho([10, 900, 20]).text, /20 ms/);
  assert.equal(judgeEcho([10, 900, 20]).state, "ok");
  assert.equal(judgeEcho([600]).state, "warning");
  assert.equal(judgeEcho([]).state, "failed");
});

test("a clock is compared with the middle of the request", () => {
  assert.equal(clockAhead(10_000, 4_000, 12_000), 7);
  assert.equal(judgeClock(0.4).state, "ok");
  assert.match(judgeClock(7).text, /7\.0 s ahead/);
  assert.match(judgeClock(-7).text, /7\.0 s behind/);
});

test("cookies are allowed or not", () => {
  assert.equal(judgeCookies(true).state, "ok");
  assert.equal(judgeCookies(false).state, "failed");
});

test("a socket has lasted once it outlives the usual proxy", () => {
  assert.equal(judgeLasting(LASTING - 1, null).state, "waiting");
  assert.equal(judgeLasting(LASTING, null).state, "ok");
  const cut = judgeLasting(60.2, 1006, "");
  assert.equal(cut.state, "warning");
  assert.match(cut.text, /60 s.*cut/);
  assert.match(cut.advice, /proxy_read_timeout/);
});

test("every close code of the site has its words", () => {
  const unknown = describeClose(4999).replace("4999", "");
  for (const code of [1000, 1001, 1006, 1009, 1011, 1012, 1013, 4401, 4403, 4408, 4410, 4429]) {
    assert.notEqual(describeClose(code).replace(String(code), ""), unknown);
  }
  assert.match(describeClose(4403, "banned"), /4403, banned/);
});

test("a report is plain text with each row's advice", () => {
  const rows = [
    { state: "ok", name: "Cookies", text: "Allowed.", advice: "" },
    { state: "failed", name: "WebSocket", text: "No.", advice: "Mend it." },
  ];
  const text = report(rows, { address: "https://a.com", agent: "Browser", at: "now" });
  assert.match(text, /\[ok\] Cookies: Allowed\.\n\[failed\] WebSocket: No\. → Mend it\.$/);
});
