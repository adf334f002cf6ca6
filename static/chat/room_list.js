/** The rooms I am in, as the server last told them: state only, no page. */

/** @typedef {{id: number, name: string, kind: string, position: number, version: number, read: number,
 *   role: string, favourite: number | null, muted: boolean, archived: boolean, people?: number[]}} Room */

/** What a room's name is marked with: its kind, or that it is a conversation of several. @param {Room} room */
export function signOf({ kind, people = [] }) {
  return people.length > 2 ? "group" : kind;
}

/** The only other who is in a conversation, or oneself; null where there are several, or it is none. */
export function otherIn({ people = [] }, me) {
  return { 1: people[0], 2: people.find((id) => id !== me) }[people.length] ?? null;
}

/** Where in the list a room stands. @param {Room} room */
export function sectionOf({ archived, favourite, kind }) {
  if (archived) return "archived";
  if (favourite) return "favourites";
  return kind === "direct" ? "direct" : "rooms";
}

export class RoomList {
  constructor() {
    /** @type {Map<number, Room>} */
    this.rooms = new Map();
  }

  replace(rooms) {
    this.rooms = new Map(rooms.map((room) => [room.id, room]));
  }

  put(room) {
    this.rooms.set(room.id, { ...this.rooms.get(room.id), ...room });
  }

  /** What is told of a room I am in; of another, it tells nothing whole. */
  change(facts) {
    if (this.rooms.has(facts.id)) this.put(facts);
  }

  remove(id) {
    this.rooms.delete(id);
  }

  /** Something was said: the room's newest position grows, never shrinks. */
  advance(id, position) {
    const room = this.rooms.get(id);
    if (room) room.position = Math.max(room.position, position);
  }

  /** My read mark, wherever I moved it. */
  mark(id, position) {
    const room = this.rooms.get(id);
    if (room) room.read = position;
  }

  /** What there is to be told of: nothing where I have muted the room. */
  unread(id) {
    const room = this.rooms.get(id);
    return room && !room.muted && !room.archived ? Math.max(0, room.position - room.read) : 0;
  }

  get unreadTotal() {
    return [...this.rooms.keys()].reduce((sum, id) => sum + this.unread(id), 0);
  }

  /** @returns {Room[]} */
  withUnread() {
    return [...this.rooms.values()].filter(({ id }) => this.unread(id) > 0);
  }

  /** Favourites in my order; others by name, in the reader's own alphabet. @returns {Room[]} */
  list(section, collator = new Intl.Collator()) {
    const those = [...this.rooms.values()].filter((room) => sectionOf(room) === section);
    const place = (room) => (section === "favourites" ? room.favourite : 0);
    return those.sort((a, b) => place(a) - place(b) || collator.compare(a.name, b.name) || a.id - b.id);
  }
}

/** A badge's words: beyond 99 nobody counts. */
export function badge(count) {
  return count > 99 ? "99+" : String(count);
}
