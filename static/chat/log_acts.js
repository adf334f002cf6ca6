/** What is done with messages of the log: the menu, editing, deleting, their history, a link to them. */

import { gettext } from "../site/text.js";
import { confirmDeletion, showHistory } from "./dialogs.js";
import { Editor } from "./editor.js";
import { actionsFor, lastOf } from "./message_actions.js";
import { MessageBar } from "./message_bar.js";
import { MessageMenu } from "./message_menu.js";
import { tendRowKeys } from "./row_keys.js";

const byId = (id) => document.getElementById(id);

export class LogActs {
  /**
   * @param {{scroller: Element, view: import("./log_view.js").LogView, session: import("./session.js").RoomSession,
   *   me: {id: number}, standing: {me: number, isOwner: boolean, isArchived: boolean}, limit: () => number, sources: import("./completion_sources.js").Sources,
   *   marks: import("./marks.js").Marks, keepUnread: (position: number) => void, threads: import("./threads.js").Threads,
   *   reply: (message: import("./log.js").Message, row: Element) => void,
   *   say: (words: string) => void, done: () => void}} parts
   */
  constructor(parts) {
    Object.assign(this, parts);
    this.editor = null;
    this.menu = new MessageMenu({
      menu: byId("message-menu"),
      scroller: this.scroller,
      actionsOf: (row) => this.#actionsOf(row),
      chosen: (action, row, item) => this.#act(action, this.#messageOf(row), row, item),
    });
    this.bar = new MessageBar({
      bar: byId("message-bar"),
      list: this.view.list,
      actionsOf: (row) => this.#actionsOf(row),
      chosen: (action, row, item) => this.#act(action, this.#messageOf(row), row, item),
    });
    this.#tendLink("reply", (row) => this.reply(this.#messageOf(row), row));
    this.#tendLink("history", (row) => this.#act("history", this.#messageOf(row), row), () => this.session.socket.state === "open");
    for (const scroller of this.scroller.querySelectorAll(".log-scroll")) this.#tendKeys(scroller);
  }

  #tendKeys(scroller) {
    tendRowKeys({
      scroller,
      actionsOf: (row) => this.#actionsOf(row),
      chosen: (action, row) => this.#act(action, this.#messageOf(row), row),
    });
  }

  /** Do here what a row's link leads to. With a key held it is a link like any other. */
  #tendLink(name, act, isPossible = () => true) {
    this.scroller.addEventListener("click", (event) => {
      const row = event.target.closest(`[data-${name}]`)?.closest(".message");
      if (!row || event.ctrlKey || event.metaKey || !isPossible()) return;
      event.preventDefault();
      act(row);
    });
  }

  /** ↑ in an empty composer. */
  editLast() {
    const message = lastOf(this.session.log.list(), this.me.id);
    if (message) this.#edit(message, this.view.rowAt(message.position));
  }

  /** What is edited here may have been deleted elsewhere. */
  check() {
    if (this.editor && !this.editor.row.isConnected) this.editor.close();
    if (this.editor?.row.hasAttribute("data-deleted")) this.editor.close();
  }

  #messageOf(row) {
    const id = Number(row.dataset.id);
    return this.threads.has(row) ? this.threads.session.find(id) : this.session.log.messages.get(id);
  }

  #actionsOf(row) {
    const message = this.#messageOf(row);
    if (!message) return [];
    return actionsFor(message, { ...this.standing, isBookmarked: this.marks.bookmarks.has(message.id) });
  }

  async #act(action, message, row, item) {
    try {
      await {
        react: () => this.marks.react(message, item?.dataset.emoji, row.querySelector("[data-menu]")),
        reacted: () => this.marks.who(message),
        pin: () => this.marks.pin(message, true),
        unpin: () => this.marks.pin(message, false),
        bookmark: () => this.marks.bookmark(message, true),
        unbookmark: () => this.marks.bookmark(message, false),
        reply: () => this.reply(message, row),
        thread: () => this.threads.open(message),
        edit: () => this.#edit(message, row),
        unread: () => this.keepUnread(message.position),
        link: () => this.#copyLink(row),
        history: () => this.#showHistory(message),
        delete: () => this.#delete(message, row),
      }[action]();
    } catch (error) {
      this.failed(error);
    }
  }

  failed(error) {
    this.say(error.message || gettext("That did not work just now. Try again in a moment."));
  }

  async #edit(message, row) {
    this.editor?.close();
    const text = message.text ?? (await this.session.textOf(message));
    this.editor = new Editor({
      row,
      text,
      limit: this.limit(),
      sources: this.sources,
      save: (changed) => this.session.edit(message, changed),
      closed: () => this.#edited(),
    });
  }

  #edited() {
    this.editor = null;
    this.done();
  }

  async #delete(message, row) {
    const isSure = await confirmDeletion(byId("delete-dialog"), row.querySelector("[data-body]"));
    if (isSure) await this.session.delete(message);
  }

  async #showHistory(message) {
    const [before, text] = await Promise.all([this.session.historyOf(message), message.text ?? this.session.textOf(message)]);
    showHistory(byId("history-dialog"), [...before, { text, at: message.edited_at }]);
  }

  async #copyLink(row) {
    const { href } = row.querySelector("[data-link]");
    // Plain http has no clipboard: there the link itself is shown, to be copied by hand.
    if (!navigator.clipboard) return this.say(href);
    await navigator.clipboard.writeText(href);
    this.say(gettext("Link copied"));
  }
}
