/** What this device keeps of one page: a small IndexedDB database with a store for each kind of row. */
const STORES = { files: "id", letters: "id" };
const VERSION = 2; // raised with every change of the stores

export class Database {
  /** @param {string|undefined} name without one nothing outlives the page */
  constructor(name) {
    this.name = name;
  }

  /**
   * @param {string} store
   * @param {"readonly"|"readwrite"} mode
   * @param {(store: IDBObjectStore) => IDBRequest} act
   * @returns {Promise<any>} what the request gives; undefined without a name
   */
  async transact(store, mode, act) {
    if (!this.name) return undefined;
    const database = await this.open();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode);
      const request = act(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  open() {
    this.opened ??= new Promise((resolve, reject) => {
      const request = indexedDB.open(this.name, VERSION);
      request.onupgradeneeded = () => addStores(request.result);
      request.onsuccess = () => {
        // A newer version of the site in another tab must not wait for this one.
        request.result.onversionchange = () => request.result.close();
        resolve(request.result);
      };
      request.onerror = () => reject(request.error);
    });
    return this.opened;
  }
}

function addStores(database) {
  for (const [store, keyPath] of Object.entries(STORES)) {
    if (!database.objectStoreNames.contains(store)) database.createObjectStore(store, { keyPath });
  }
}
