/** The bytes of chosen files, by id; which of them belong to the letter is Python's to say. */
export class Attachments {
  /** @param {import("./database.js").Database} database */
  constructor(database) {
    this.database = database;
    this.files = new Map();
  }

  /** Bring back the files of an earlier visit. */
  async load() {
    const rows = await this.transact("readonly", (store) => store.getAll()).catch(() => []);
    for (const row of (rows ?? []).filter(isWhole)) this.files.set(row.id, row);
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
      added.push(row);
      await this.put(row);
    }
    return added;
  }

  /** Put other bytes in the place of a file (an image that was converted). */
  async replace(id, name, type, bytes) {
    await this.put({ id, name, type, bytes });
  }

  /** A row that is none, of a damaged or foreign store, is left out. */
  async put(row) {
    if (!isWhole(row)) return;
    this.files.set(row.id, row);
    await this.transact("readwrite", (store) => store.put(row)).catch(() => {});
  }

  get(id) {
    return this.files.get(id);
  }

  /** The rows of the files that the responses name. */
  rowsOf(responses) {
    return this.named(responses).flatMap((id) => this.files.get(id) ?? []);
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

  transact(mode, act) {
    return this.database.transact("files", mode, act);
  }
}

function isWhole(row) {
  return typeof row?.id === "string" && typeof row.name === "string" && row.bytes instanceof Uint8Array;
}
