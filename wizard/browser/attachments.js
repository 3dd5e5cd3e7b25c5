/** The bytes of chosen files, by id; which of them belong to the letter is Python's to say. */
export class Attachments {
  /** @param {string|undefined} key name of the database; without one nothing outlives the page */
  constructor(key) {
    this.key = key;
    this.files = new Map();
  }

  /** Bring back the files of an earlier visit. */
  async load() {
    const rows = await this.transact("readonly", (store) => store.getAll()).catch(() => []);
    for (const row of rows ?? []) this.files.set(row.id, row);
  }

  /** @param {File[]} chosen */
  async add(chosen) {
    const added = [];
    for (const file of chosen) {
      const row = {
        id: crypto.randomUUID(),
        name: file.name,
        type: file.type,
        bytes: new Uint8Array(await file.arrayBuffer()),
      };
      this.files.set(row.id, row);
      added.push(row);
      await this.transact("readwrite", (store) => store.put(row)).catch(() => {});
    }
    return added;
  }

  /** Put other bytes in the place of a file (an image that was converted). */
  async replace(id, name, type, bytes) {
    const row = { id, name, type, bytes };
    this.files.set(id, row);
    await this.transact("readwrite", (store) => store.put(row)).catch(() => {});
    return row;
  }

  get(id) {
    return this.files.get(id);
  }

  /** The bytes of the files that the responses name, in their order. */
  inOrder(responses) {
    return this.named(responses).map((id) => this.files.get(id)?.bytes ?? new Uint8Array());
  }

  /** Drop the files that the responses no longer name. */
  keepOnly(responses) {
    const named = new Set(this.named(responses));
    for (const id of this.files.keys()) {
      if (named.has(id)) continue;
      this.files.delete(id);
      this.transact("readwrite", (store) => store.delete(id)).catch(() => {});
    }
  }

  async clear() {
    this.files.clear();
    await this.transact("readwrite", (store) => store.clear()).catch(() => {});
  }

  named(responses) {
    try {
      return JSON.parse(responses.files ?? "[]").map((file) => file.id);
    } catch {
      return [];
    }
  }

  async transact(mode, act) {
    if (!this.key) return undefined;
    const database = await this.open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction("files", mode);
      const request = act(transaction.objectStore("files"));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  open() {
    this.database ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.key, 1);
      request.onupgradeneeded = () => request.result.createObjectStore("files", { keyPath: "id" });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    return this.database;
  }
}
