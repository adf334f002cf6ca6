/** The chains of a room: the open one at the side, and what is unseen of each. */

import { Composer } from "./composer.js";
import { Replying } from "./replying.js";
import { readSeen } from "./replies_row.js";
import { ThreadMarks } from "./thread_marks.js";
import { ThreadPanel } from "./thread_panel.js";
import { ThreadSession } from "./thread_session.js";

const byId = (id) => document.getElementById(id);

export class Threads {
  /**
   * @param {{socket: object, room: number, url: string, me: {id: number}, standing: object, view: import("./log_view.js").LogView, outbox: object,
   *   limit: () => number, sources: object, obeying: (post: (text: string) => Promise<void>) => (text: string) => Promise<void>, changed: () => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    const { socket, me } = this;
    this.marks = new ThreadMarks({ me: me.id, ask: (messages) => socket.request("thread.marks", { messages }), changed: this.changed });
    for (const [root, seen] of readSeen(this.view.list)) this.marks.take(root, seen);
    this.session = new ThreadSession({ socket, changed: () => this.panel?.render(), opened: (opened) => this.panel.opened(opened), lost: () => this.close() });
    this.panel = this.#makePanel();
    this.told = new Map();
    this.#listen();
    this.#adopt();
  }

  #makePanel() {
    const { room, url, me, standing, outbox, session } = this;
    const draft = `${me.id}:${room}:${byId("thread").dataset.root}`;
    const composer = this.#makeComposer(`draft:${draft}`);
    const replying = new Replying({ form: composer.form, key: `reply:${draft}`, focus: () => composer.box.focus() });
    const seen = (root, count) => this.#seen(root, count);
    return new ThreadPanel({ place: byId("thread"), scroller: byId("thread-scroll"), room, url, me, standing, session, outbox, composer, replying, seen, closed: () => this.#leave() });
  }

  #makeComposer(draftKey) {
    const { limit, sources } = this;
    const post = (text) => this.panel.post(text);
    const form = byId("thread-composer");
    return new Composer({ form, draftKey, limit, sources, post, obey: this.obeying(post), typed: () => {}, editLast: () => {} });
  }

  #listen() {
    this.socket.on("thread.read", ({ message, seen }) => this.marks.take(message, seen));
    this.outbox.subscribe({ changed: () => this.panel.render(), confirmed: (message) => this.session.take(message) });
    window.addEventListener("popstate", ({ state }) => (state?.thread ? this.#show(state.thread) : this.close()));
  }

  /** The page came with a chain open. */
  #adopt() {
    if (!this.panel.isOpen) return;
    const { root, replies, more } = this.panel.adopt();
    this.session.open(root, replies, more);
    this.panel.show();
  }

  /** @param {import("./log.js").Message} message any of the chain */
  async open(message) {
    const root = message.thread ? await this.#rootOf(message.id) : message;
    const address = `${this.url}${root.position}/thread/`;
    if (this.panel.isOpen) history.replaceState(history.state, "", address);
    else history.pushState({ thread: root }, "", address);
    this.#show(root);
  }

  async #rootOf(message) {
    return (await this.socket.request("thread.open", { message })).message;
  }

  #show(root) {
    this.session.open(root);
    this.panel.show();
  }

  /** Whether a row stands in the open chain, so that it is answered there. */
  has(row) {
    return this.panel.place.contains(row);
  }

  /** The room is connected again. */
  reopened() {
    this.marks.forget();
    this.session.reopen();
  }

  /** Back to the room: as the address says that was there before. */
  #leave() {
    if (history.state?.thread) return history.back();
    history.replaceState(null, "", this.url);
    this.close();
  }

  close() {
    if (!this.panel.isOpen) return;
    const { root } = this.session;
    this.panel.hide();
    this.session.close();
    const row = root && this.view.rowAt(root.position);
    (row?.querySelector("[data-replies]") ?? row?.querySelector("[data-link]") ?? byId("composer-text")).focus({ preventScroll: true });
  }

  #seen(root, count) {
    if (count <= (this.told.get(root) ?? -1)) return;
    this.told.set(root, count);
    this.socket.request("thread.read", { message: root, seen: count }).then(
      () => this.marks.take(root, count),
      () => this.told.delete(root),
    );
  }
}
