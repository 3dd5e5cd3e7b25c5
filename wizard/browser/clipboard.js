/**
 * The clipboard. Safari lets a page copy only while it answers a click, and the text comes later,
 * from the worker: so the click promises it, and the answer keeps the promise.
 * https://webkit.org/blog/10855/async-clipboard-api/
 */
const TYPE = "text/plain";

export class Clipboard {
  /** Called while a click is handled whose answer will be a text to copy. */
  expect() {
    this.forget();
    const promised = {};
    const text = new Promise((resolve, reject) => Object.assign(promised, { resolve, reject }));
    promised.written = write(text.then((copied) => new Blob([copied], { type: TYPE })));
    promised.written.catch(() => {}); // looked at when the text is there
    this.promised = promised;
  }

  /** No text came. */
  forget() {
    this.promised?.reject(new Error("There is nothing to copy."));
    this.promised = null;
  }

  /** Copy, by the first way that this browser allows; rejects when it allows none. */
  async copy(text) {
    const { promised } = this;
    this.promised = null;
    promised?.resolve(text);
    try {
      await (promised ? promised.written : Promise.reject());
    } catch {
      await writeText(text).catch(() => copyBySelection(text));
    }
  }
}

/** Outside a secure context there is no clipboard at all, and this rejects. */
async function writeText(text) {
  await navigator.clipboard.writeText(text);
}

async function write(blob) {
  blob.catch(() => {}); // a browser that refuses at once never looks at it
  await navigator.clipboard.write([new ClipboardItem({ [TYPE]: blob })]);
}

/** The old way. */
function copyBySelection(text) {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  document.body.append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (!copied) throw new Error("The browser refused to copy.");
}
