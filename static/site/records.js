/** Records kept in the browser's own database; in memory where the browser refuses one. */

const OPEN_WITHIN = 5000;

/** A promise's face for IndexedDB. A record is found by its `key`. */
class DatabaseRecords {
  isDurable = true;

  constructor(database) {
    this.database = database;
    // Another tab brings a newer version of the site: never stand in its way.
    database.onversionchange = () => database.close();
  }

  all(store) {
    return this.#ask(store, "readonly", (records) => records.getAll());
  }

  keys(store) {
    return this.#ask(store, "readonly", (records) => records.getAllKeys());
  }

  get(store, key) {
    return this.#ask(store, "readonly", (records) => records.get(key));
  }

  put(store, record) {
    return this.#ask(store, "readwrite", (records) => records.put(record));
  }

  remove(store, key) {
    return this.#ask(store, "readwrite", (records) => records.delete(key));
  }

  #ask(store, mode, question) {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(store, mode);
      const request = question(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.commit?.();
    });
  }
}

/** The same, gone with the page. */
export class MemoryRecords {
  isDurable = false;

  constructor(stores) {
    this.stores = new Map(stores.map((store) => [store, new Map()]));
  }

  async all(store) {
    return structuredClone([...this.stores.get(store).values()]);
  }

  async keys(store) {
    return [...this.stores.get(store).keys()];
  }

  async get(store, key) {
    return structuredClone(this.stores.get(store).get(key));
  }

  async put(store, record) {
    this.stores.get(store).set(record.key, structuredClone(record));
  }

  async remove(store, key) {
    this.stores.get(store).delete(key);
  }
}

function opened(factory, name, stores) {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store, { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    setTimeout(reject, OPEN_WITHIN, new Error("The browser's database does not answer."));
  });
}

/** @param {string[]} stores the kinds of records @returns {Promise<DatabaseRecords | MemoryRecords>} never rejected */
export async function openRecords(name, stores, factory = () => globalThis.indexedDB) {
  try {
    return new DatabaseRecords(await opened(factory(), name, stores));
  } catch {
    return new MemoryRecords(stores);
  }
}
