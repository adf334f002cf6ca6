/** The room on the page: joins its parts to each other and to the socket. */

import { records } from "../site/kept.js";
import { newId } from "../site/ids.js";
import { socket } from "../site/site.js";
import { Announcer } from "./announcer.js";
import { RoomCache } from "./cache.js";
import { obeying } from "./commands.js";
import { sourcesOf, withoutCommands } from "./completion_sources.js";
import { Composer } from "./composer.js";
import { HereList } from "./here.js";
import { LogActs } from "./log_acts.js";
import { tendPresses } from "./log_presses.js";
import { LogView } from "./log_view.js";
import { Marks } from "./marks.js";
import { Notice, showLost } from "./notices.js";
import { outbox } from "./my_outbox.js";
import { Reader } from "./reader.js";
import { Replying } from "./replying.js";
import { toEnd } from "./scrolling.js";
import { RoomSession } from "./session.js";
import { Threads } from "./threads.js";
import { Typing } from "./typing.js";
import { WayBack } from "./way_back.js";
import { LogWindow } from "./window.js";

const TEXT_LIMIT = 4000;
const CACHE_WITHIN = 1;

const byId = (id) => document.getElementById(id);
const { user, username, name } = document.body.dataset;
const me = { id: Number(user), username, name };
const limit = () => socket.hello?.limits.text ?? TEXT_LIMIT;

class RoomPage {
  constructor(section) {
    this.facts = section.dataset;
    this.room = Number(this.facts.room);
    /** What I may do here, as it is now. */
    this.standing = { me: me.id, isOwner: this.facts.role === "owner", isArchived: "archived" in this.facts };
    this.scroller = byId("log-scroll");
    this.view = new LogView({ scroller: this.scroller, list: byId("log"), url: this.facts.url, me, standing: this.standing });
    this.here = new HereList(byId("here"));
    this.announcer = new Announcer(byId("announcer"));
    this.notice = new Notice({ place: byId("log-notice"), clock: socket.clock });
    this.typing = this.#makeTyping();
    this.cache = this.#makeCache();
    this.session = this.#makeSession();
    this.window = this.#makeWindow();
    this.#adopt();
    this.reader = this.#makeReader();
    this.marks = this.#makeMarks();
    this.sources = sourcesOf({ socket, room: this.room, isDirect: section.querySelector("h1").dataset.kind === "direct" });
    this.threads = this.#makeThreads();
    this.marks.tend(byId("thread"), (id) => this.threads.session.find(id));
    this.acts = this.#makeActs();
    this.composer = this.#makeComposer();
    this.replying = new Replying({ form: byId("composer"), key: `reply:${me.id}:${this.room}`, focus: () => this.composer.box.focus() });
    this.wayBack = new WayBack({ scroller: this.scroller, view: this.view, link: byId("way-back") });
    this.#listen();
    this.#begin();
  }

  #makeTyping() {
    const tell = () => socket.send("room.typing", { room: this.room });
    return new Typing({ place: document.querySelector("[data-typing]"), tell });
  }

  #makeCache() {
    return new RoomCache({ records, user: me.id, room: this.room, clock: socket.clock, state: () => this.#state() });
  }

  /** What is worth keeping: nothing while the page shows the past, or is still behind. */
  #state() {
    const { log } = this.session;
    return log.attached && !log.hasHole ? { version: log.version, read: this.reader.mark.read, messages: log.list() } : null;
  }

  #makeSession() {
    return new RoomSession({
      socket,
      outbox,
      room: this.room,
      me,
      ready: this.#restored(),
      changed: () => this.#changed(),
      arrived: (message) => this.#arrived(message),
      opened: (opened) => this.#opened(opened),
      lost: (reason) => this.#lost(reason),
    });
  }

  #makeWindow() {
    const { scroller, session, view } = this;
    return new LogWindow({ scroller, session, view, url: this.facts.url, isOnline: () => socket.state === "open" });
  }

  /** A browser whose database is slow does not keep the room waiting. */
  async #restored() {
    const patience = new Promise((resolve) => socket.clock.after(CACHE_WITHIN, resolve));
    const kept = await Promise.race([this.cache.load(), patience]);
    if (kept) this.session.log.restore(kept);
    this.#changed();
  }

  #makeReader() {
    const { read, head, url } = this.facts;
    const parts = { socket, room: this.room, url, scroller: this.scroller, view: this.view, log: this.session.log };
    return new Reader({ ...parts, read: Number(read), head: Number(head), changed: () => this.#changed(), moveTo: (position) => this.window.moveTo(position) });
  }

  #makeThreads() {
    const { room, view, sources, standing } = this;
    const obey = (post) => obeying({ socket, room, post, say: (words) => this.notice.say(words) });
    const threads = new Threads({ socket, room, url: this.facts.url, me, standing, view, outbox, limit, sources, obeying: obey, changed: () => this.#changed() });
    view.unseen = (message) => threads.marks.unseen(message);
    return threads;
  }

  #makeMarks() {
    const { session, view, room } = this;
    const { url, bookmarks } = this.facts;
    return new Marks({ socket, session, view, room, url, me, known: bookmarks, failed: (error) => this.acts.failed(error) });
  }

  #makeActs() {
    return new LogActs({
      marks: this.marks,
      threads: this.threads,
      scroller: document.querySelector(".room-layout"),
      view: this.view,
      session: this.session,
      me,
      limit,
      sources: withoutCommands(this.sources),
      standing: this.standing,
      keepUnread: (position) => this.reader.keepUnread(position),
      reply: (message, row) => (this.threads.has(row) ? this.threads.panel.replying : this.replying).begin(message),
      say: (words) => this.notice.say(words),
      done: () => this.composer.focus(),
    });
  }

  #makeComposer() {
    return new Composer({
      form: byId("composer"),
      draftKey: `draft:${me.id}:${this.room}`,
      limit,
      sources: this.sources,
      post: (text) => this.#post(text),
      obey: obeying({ socket, room: this.room, post: (text) => this.#post(text), say: (words) => this.notice.say(words) }),
      typed: () => this.typing.typed(),
      editLast: () => this.acts.editLast(),
    });
  }

  /** What the server rendered is the first state of the log. */
  #adopt() {
    const { log } = this.session;
    log.replace(this.view.adopt(), Number(this.facts.version));
    log.attached = this.facts.latest === "true";
    log.more = Boolean(this.facts.older);
  }

  #begin() {
    this.#render();
    const target = this.facts.target ? this.view.rowAt(this.facts.target) : this.view.firstNew;
    target?.scrollIntoView({ block: "center" });
    if (!this.facts.target) this.composer.focus();
    this.reader.look();
  }

  #listen() {
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    tendPresses({
      list: byId("log"),
      outbox,
      toQuote: (event, { dataset }) => this.wayBack.go(event, { to: dataset.at, from: event.target.closest(".message").dataset.position }),
      openThread: (id) => this.threads.open(this.session.log.messages.get(id)),
    });
    byId("older").addEventListener("click", (event) => this.#pressedOlder(event));
    window.addEventListener("pagehide", () => this.cache.save());
    socket.on("state", (state) => this.#connected(state));
    socket.on("typing", (event) => event.room === this.room && this.typing.heard(event.user));
    socket.on("room.here", (event) => event.room === this.room && this.here.show(event));
    socket.on("room.changed", ({ room }) => room.id === this.room && this.#setArchived(room.archived));
    socket.on("room.mine", ({ room, role }) => room === this.room && this.#setOwner(role === "owner"));
  }

  #connected(state) {
    this.here.stale(state !== "open");
    if (state === "signed_out" || state === "refused") this.cache.close();
  }

  /** Many events come in one frame: the page follows once, after all of them. */
  #changed() {
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => this.#render());
  }

  #render() {
    this.isDue = false;
    const { log } = this.session;
    const { newAfter, mark } = this.reader;
    this.window.trim();
    const posts = this.session.posts();
    this.view.show(log.list(), posts, { newAfter, isMarked: mark.isHeld }, log.attached);
    this.acts.check();
    this.marks.show();
    this.replying?.check(log.messages);
    if (socket.state === "open") this.threads?.marks.learn(log.list());
    byId("older").hidden = !log.more;
    byId("older").href = `?before=${log.lowest}`;
    byId("log-empty").hidden = log.messages.size + posts.length > 0;
    byId("outbox-note").hidden = outbox.isDurable;
    if (log.attached) byId("newest")?.remove();
    this.reader.show(this.view.messageRows);
    this.cache.touch();
  }

  #scrolled() {
    this.window.look();
    this.reader.look();
  }

  #pressedOlder(event) {
    if (socket.state !== "open") return;
    event.preventDefault();
    this.session.older();
  }

  /** @returns {Promise<void>} when the text is kept */
  async #post(text) {
    this.reader.posted();
    this.typing.sent();
    const kept = outbox.add(this.room, newId(), text, this.replying.take() ?? undefined);
    toEnd(this.scroller);
    await kept;
    if (!this.session.log.attached && socket.state === "open") await this.window.moveTo();
  }

  #arrived(message) {
    this.typing.done(message.author.id);
    this.reader.arrived(message, me.id);
    if (message.author.id !== me.id) this.announcer.tell(message);
  }

  #opened(opened) {
    this.reader.opened(opened);
    this.threads.reopened();
    this.marks.pins.count(opened.pins);
    this.composer.open();
    showLost(byId("room-lost"), null);
  }

  #lost(reason) {
    this.cache.forget();
    this.composer.close();
    this.threads.close();
    showLost(byId("room-lost"), reason);
  }

  /** Owners see more of edited messages. */
  #setOwner(isOwner) {
    this.standing.isOwner = isOwner;
    this.#changed();
    this.threads.panel.render();
  }

  /** What was being written stays in the composer, which comes back with the room. */
  #setArchived(isArchived) {
    this.standing.isArchived = isArchived;
    for (const composer of [this.composer, this.threads.panel.composer]) {
      if (isArchived) composer.close();
      else composer.open();
    }
  }
}

new RoomPage(byId("room"));
