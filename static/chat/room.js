/** The room on the page: joins its parts to each other and to the socket. */

import { newId } from "../site/ids.js";
import { socket } from "../site/site.js";
import { Announcer } from "./announcer.js";
import { HereList } from "./here.js";
import { tendPresses } from "./log_presses.js";
import { outbox } from "./my_outbox.js";
import { Notice, showLost } from "./notices.js";
import * as parts from "./room_parts.js";
import { toEnd } from "./scrolling.js";
import { WayBack } from "./way_back.js";

const CACHE_WITHIN = 1;

const { me } = parts;
const byId = (id) => document.getElementById(id);

class RoomPage {
  constructor(section) {
    this.facts = section.dataset;
    this.room = Number(this.facts.room);
    /** What I may do here, as it is now. */
    this.standing = { me: me.id, isOwner: this.facts.role === "owner", isArchived: "archived" in this.facts };
    this.scroller = byId("log-scroll");
    this.view = parts.makeView(this);
    this.here = new HereList(byId("here"));
    this.announcer = new Announcer(byId("announcer"));
    this.notice = new Notice({ place: byId("log-notice"), clock: socket.clock });
    this.typing = parts.makeTyping(this);
    this.cache = parts.makeCache(this);
    this.session = parts.makeSession(this);
    this.window = parts.makeWindow(this);
    this.#adopt();
    this.reader = parts.makeReader(this);
    this.marks = parts.makeMarks(this);
    this.sources = parts.makeSources(this);
    this.threads = parts.makeThreads(this);
    this.marks.tend(byId("thread"), (id) => this.threads.session.find(id));
    this.acts = parts.makeActs(this);
    this.composer = parts.makeComposer(this);
    this.replying = parts.makeReplying(this);
    this.wayBack = new WayBack({ scroller: this.scroller, view: this.view, link: byId("way-back") });
    this.#listen();
    this.#begin();
  }

  /** What is worth keeping: nothing while the page shows the past, or is still behind. */
  state() {
    const { log } = this.session;
    return log.attached && !log.hasHole ? { version: log.version, read: this.reader.mark.read, messages: log.list() } : null;
  }

  /** A browser whose database is slow does not keep the room waiting. */
  async restored() {
    const patience = new Promise((resolve) => socket.clock.after(CACHE_WITHIN, resolve));
    const loading = this.cache.load();
    const kept = await Promise.race([loading, patience]);
    if (kept) this.session.log.restore(kept);
    else loading.then((late) => late && this.cache.isOpen && this.session.restore(late));
    this.changed();
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
  changed() {
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
  async post(text) {
    this.reader.posted();
    this.typing.sent();
    const kept = outbox.add(this.room, newId(), text, this.replying.take() ?? undefined);
    toEnd(this.scroller);
    await kept;
    if (!this.session.log.attached && socket.state === "open") await this.window.moveTo();
  }

  arrived(message) {
    this.typing.done(message.author.id);
    this.reader.arrived(message, me.id);
    if (message.author.id !== me.id) this.announcer.tell(message);
  }

  opened(opened) {
    this.reader.opened(opened);
    this.threads.reopened();
    this.marks.pins.count(opened.pins);
    if (opened.role) this.#setOwner(opened.role === "owner");
    this.#setArchived(opened.facts?.archived ?? this.standing.isArchived);
    showLost(byId("room-lost"), null);
  }

  lost(reason) {
    this.cache.forget();
    this.composer.close();
    this.threads.close();
    showLost(byId("room-lost"), reason);
  }

  /** Owners see more of edited messages. */
  #setOwner(isOwner) {
    if (this.standing.isOwner === isOwner) return;
    this.standing.isOwner = isOwner;
    this.changed();
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
