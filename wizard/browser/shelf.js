/** The letters that left from this device, each with the bytes of its files. */
export class Shelf {
  /** @param {import("./database.js").Database} database */
  constructor(database) {
    this.database = database;
  }

  /** The letters as Python knows them: without the bytes. */
  async entries() {
    const rows = (await this.transact("readonly", (store) => store.getAll())) ?? [];
    return rows.map(({ files, ...entry }) => entry);
  }

  /**
   * @param {{id: string}} entry the letter as Python gave it
   * @param {object[]} files rows of `Attachments`
   */
  async keep(entry, files) {
    await this.transact("readwrite", (store) => store.put({ ...entry, files }));
  }

  /** The rows of its files. */
  async filesOf(id) {
    return (await this.transact("readonly", (store) => store.get(id)))?.files ?? [];
  }

  /** Remove one letter; without an id, all of them. */
  async discard(id) {
    await this.transact("readwrite", (store) =>
      id === undefined ? store.clear() : store.delete(id),
    );
  }

  transact(mode, act) {
    return this.database.transact("letters", mode, act);
  }
}
