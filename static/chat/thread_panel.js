/** A chain of replies at the side of its room: a panel, on a phone the whole screen. */

import { newId } from "../site/ids.js";
import { LogView } from "./log_view.js";
import { hasTouchKeyboard } from "./keys.js";
import { countWords } from "./replies_row.js";
import { tendPresses } from "./log_presses.js";
import { isNearEnd, toEnd } from "./scrolling.js";
import { isLooking } from "./sight.js";
import { show } from "./way_back.js";

const find = (place, name) => place.querySelector(`[data-${name}]`);

export class ThreadPanel {
  /**
   * @param {{place: HTMLElement, scroller: HTMLElement, room: number, url: string, me: object, standing: object, session: import("./thread_session.js").ThreadSession,
   *   outbox: import("./outbox.js").Outbox, composer: import("./composer.js").Composer, replying: import("./replying.js").Replying,
   *   seen: (root: number, count: number) => void, closed: () => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    const { scroller, url, me, standing, place } = this;
    const root = () => this.session.root?.id ?? null;
    const of = (name) => new LogView({ scroller, list: find(place, name), url, me, standing, prefix: "t", root });
    this.first = of("thread-root");
    this.rest = of("thread-replies");
    /** The position after which replies are new; null where none is. */
    this.newAfter = null;
    this.#listen();
  }

  #listen() {
    find(this.place, "close-thread").addEventListener("click", (event) => this.#close(event));
    this.place.addEventListener("keydown", (event) => this.#key(event));
    find(this.place, "earlier").addEventListener("click", (event) => this.#pressedEarlier(event));
    tendPresses({ list: this.scroller, outbox: this.outbox, toQuote: (event, quote) => this.#toQuote(event, quote), openThread: () => {} });
    this.scroller.addEventListener("scroll", () => this.look(), { passive: true });
    for (const type of ["focus", "visibilitychange"]) window.addEventListener(type, () => this.look());
  }

  get isOpen() {
    return !this.place.hidden;
  }

  /** Take over what the server rendered. @returns {{root: object, replies: object[], more: boolean}} */
  adopt() {
    const [root] = this.first.adopt();
    return { root, replies: this.rest.adopt(), more: !find(this.place, "earlier").hidden };
  }

  show() {
    this.newAfter = null;
    this.place.hidden = false;
    this.render();
    const draft = `${this.me.id}:${this.room}:${this.session.root.id}`;
    this.composer.turnTo(`draft:${draft}`);
    this.replying.turnTo(`reply:${draft}`);
    toEnd(this.scroller);
    if (hasTouchKeyboard()) this.place.focus({ preventScroll: true });
    else this.composer.box.focus({ preventScroll: true });
  }

  hide() {
    this.place.hidden = true;
  }

  /** Where the line "New" stands is settled once, as the chain is opened. */
  opened({ seen }) {
    const { root, replies } = this.session;
    const unseen = seen === null ? 0 : (root.replies?.count ?? 0) - seen;
    const last = replies.at(-unseen - 1);
    if (unseen > 0 && this.newAfter === null) this.newAfter = last?.position ?? root.position;
  }

  render() {
    const { session, place } = this;
    if (!this.isOpen || !session.root) return;
    const posts = session.posts(this.outbox, this.room);
    const count = session.root.replies?.count ?? 0;
    this.first.show([session.root], [], { newAfter: null });
    this.rest.show(session.replies, posts, { newAfter: this.newAfter, after: session.root });
    this.#hideQuotesOf(session.root);
    find(place, "thread-count").textContent = count ? countWords(count) : "";
    find(place, "thread-empty").hidden = count + posts.length > 0;
    find(place, "earlier").hidden = !session.more;
    find(place, "thread-closed").hidden = Boolean(session.target);
    this.composer.form.hidden = !session.target;
    this.replying.check(session.messages);
    this.look();
  }

  /** That a reply answers the first message goes without saying here. */
  #hideQuotesOf({ id }) {
    for (const quote of this.scroller.querySelectorAll("[data-quote]")) quote.hidden = quote.dataset.of === String(id);
  }

  /** What stands at the end of the open chain has been seen. */
  look() {
    const { root } = this.session;
    const count = root?.replies?.count ?? 0;
    if (count && this.session.isLoaded && this.isOpen && isLooking() && isNearEnd(this.scroller)) this.seen(root.id, count);
  }

  /** @returns {Promise<void>} when the text is kept */
  async post(text) {
    const answered = this.replying.take() ?? this.session.target;
    this.newAfter = null;
    const kept = this.outbox.add(this.room, newId(), text, answered);
    toEnd(this.scroller);
    await kept;
  }

  #toQuote(event, { dataset }) {
    const row = this.rest.rowAt(dataset.at);
    if (!row) return;
    event.preventDefault();
    show(row, this.scroller);
  }

  #close(event) {
    event.preventDefault();
    this.closed();
  }

  #key(event) {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented || event.shiftKey) return;
    event.preventDefault();
    this.closed();
  }

  #pressedEarlier(event) {
    event.preventDefault();
    this.session.earlier().catch(() => {});
  }
}
