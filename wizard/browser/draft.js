/** What was typed, kept on this device until it is cleared. */
export class Draft {
  /** @param {string|undefined} key where to keep it; without one nothing is kept */
  constructor(key) {
    this.key = key;
  }

  /** @returns {{step: string, responses: Object<string, string>}|null} */
  load() {
    if (!this.key) return null;
    try {
      const saved = JSON.parse(localStorage.getItem(this.key) ?? "null");
      return typeof saved?.step === "string" && isTexts(saved.responses) ? saved : null;
    } catch {
      return null; // storage may be closed (private windows) or hold something foreign
    }
  }

  save(value) {
    if (!this.key) return;
    try {
      localStorage.setItem(this.key, JSON.stringify(value));
    } catch {
      // A full or closed storage must not stop anyone from typing.
    }
  }

  remove() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // As above.
    }
  }
}

/** Whether it is an object of texts, as `save` was given one. */
function isTexts(value) {
  const texts = value !== null && typeof value === "object" && !Array.isArray(value);
  return texts && Object.values(value).every((text) => typeof text === "string");
}
