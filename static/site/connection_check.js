/** The live half of the connection page: measures, shows each verdict, makes the report. */

import { gettext } from "./text.js";
import {
  clockAhead, judgeAddress, judgeClock, judgeCookies, judgeEcho, judgeLasting, judgeSocket, LASTING, report,
} from "./connection_verdicts.js";

const ECHOES = 5;
const ANSWER_WITHIN = 5000; // milliseconds

const page = document.querySelector("[data-check]");
const rows = new Map();

function row(key, name) {
  rows.set(key, name);
  show(key, { state: "waiting", text: "" });
}

/** Put a verdict into its row, in place. */
function show(key, { state, text, advice = "" }) {
  const fresh = page.querySelector(`[data-template="${state}"]`).content.firstElementChild.cloneNode(true);
  fresh.dataset.key = key;
  fresh.querySelector("[data-name]").textContent = rows.get(key);
  fresh.querySelector("[data-text]").textContent = text;
  fresh.querySelector("[data-advice]").textContent = advice;
  const list = page.querySelector("[data-live]");
  const old = list.querySelector(`[data-key="${key}"]`);
  old ? old.replaceWith(fresh) : list.append(fresh);
}

async function measureClock() {
  const began = Date.now();
  const answer = await fetch(page.dataset.ready, { cache: "no-store" });
  const { time } = await answer.json();
  return clockAhead(began, Date.parse(time), Date.now());
}

function socketAddress() {
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${page.dataset.socketPath}`;
}

/** Open a socket of this page's own; resolves once it is clear how it began. */
function openSocket() {
  return new Promise((resolve) => {
    const socket = new WebSocket(socketAddress());
    const began = { socket, opened: false, said: null, code: null, reason: "" };
    const end = () => resolve(began);
    socket.addEventListener("open", () => { began.opened = true; });
    socket.addEventListener("message", ({ data }) => { began.said ??= JSON.parse(data)[0].type; end(); });
    socket.addEventListener("close", ({ code, reason }) => { Object.assign(began, { code, reason }); end(); });
    setTimeout(end, ANSWER_WITHIN);
  });
}

/** One round trip in milliseconds, or null where no answer came in time. */
function echo(socket, id) {
  const sent = performance.now();
  return new Promise((resolve) => {
    const hear = ({ data }) => {
      if (!JSON.parse(data).some((event) => event.id === id)) return;
      socket.removeEventListener("message", hear);
      resolve(performance.now() - sent);
    };
    socket.addEventListener("message", hear);
    setTimeout(resolve, ANSWER_WITHIN, null);
    socket.send(JSON.stringify({ type: "ping", id }));
  });
}

async function measureEchoes(socket) {
  const times = [];
  for (let n = 0; n < ECHOES && socket.readyState === WebSocket.OPEN; n++) {
    const time = await echo(socket, `check-${n}`);
    if (time !== null) times.push(time);
  }
  return times;
}

function watchSocket(socket) {
  const began = performance.now();
  const lasted = () => (performance.now() - began) / 1000;
  const tick = setInterval(() => {
    show("lasting", judgeLasting(lasted(), null));
    if (lasted() >= LASTING) clearInterval(tick);
  }, 1000);
  socket.addEventListener("close", ({ code, reason }) => {
    clearInterval(tick);
    show("lasting", judgeLasting(lasted(), code, reason));
  });
}

async function checkSocket() {
  const began = await openSocket();
  const { origin } = location;
  show("socket", judgeSocket(began, { origin, signedIn: "signedIn" in page.dataset }));
  if (began.said !== "hello") return;
  row("echo", gettext("Echo"));
  row("lasting", gettext("Staying connected"));
  watchSocket(began.socket);
  show("echo", judgeEcho(await measureEchoes(began.socket)));
}

function checkClock() {
  return measureClock().then(
    (ahead) => show("clock", judgeClock(ahead)),
    () => show("clock", { state: "failed", text: gettext("The server did not answer.") }),
  );
}

function rowsShown() {
  return [...page.querySelectorAll("li[data-state]")].map((item) => ({
    state: item.dataset.state,
    name: item.querySelector("[data-name]").textContent,
    text: item.querySelector("[data-text]").textContent,
    advice: item.querySelector("[data-advice]").textContent,
  }));
}

async function copyReport() {
  const facts = { address: location.origin, agent: navigator.userAgent, at: new Date().toISOString() };
  const text = report(rowsShown(), facts);
  const told = page.querySelector("[data-copied]");
  try {
    await navigator.clipboard.writeText(text);
    told.textContent = gettext("Copied.");
  } catch {
    // Over plain http browsers give no clipboard: show it to be copied by hand.
    const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: 12, className: "form-control mt-3" });
    page.append(area);
    area.select();
  }
}

row("address", gettext("Address in your browser"));
row("cookies", gettext("Cookies"));
row("clock", gettext("Clocks"));
row("socket", gettext("WebSocket"));
show("address", judgeAddress(location.origin, page.dataset.seen));
show("cookies", judgeCookies(navigator.cookieEnabled));
const copy = page.querySelector("[data-copy]");
copy.hidden = false;
copy.addEventListener("click", copyReport);
checkClock();
checkSocket();
