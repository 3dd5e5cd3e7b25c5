/** What Python asks the page to do: each effect does one thing and says how it ended. */

import { convert } from "./pictures.js";

const EFFECTS = {
  copy,
  convert,
  discard,
  download,
  forget,
  open: openAddress,
  print: printPage,
  replace,
  share,
  unshelve,
};

/**
 * @param {{type: string}} effect one entry of a reply's `effects`
 * @param {Uint8Array[]} files the files that came with the reply
 * @param {object} shell
 * @returns {Promise<"done"|"failed">}
 */
export async function runEffect(effect, files, shell) {
  try {
    await EFFECTS[effect.type](effect, files, shell);
    return "done";
  } catch (error) {
    console.warn(error);
    return "failed";
  }
}

/** A browser that does not let the page copy lets the visitor do it: the text is there, selected. */
async function copy({ text }, _files, shell) {
  try {
    await shell.clipboard.copy(text);
  } catch (error) {
    shell.notices.offerByHand(text);
    throw error;
  }
}

function download({ name, media_type: type, file }, files) {
  const address = URL.createObjectURL(new Blob([files[file]], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function openAddress({ url }) {
  // mailto: must go through the page itself; a new window for it stays behind, empty.
  if (url.startsWith("mailto:")) location.href = url;
  // A browser opens no tab for a press that is long over, and does not say so.
  else if (navigator.userActivation?.isActive === false) throw new Error("The press is too old.");
  else window.open(url, "_blank", "noopener,noreferrer");
}

function printPage() {
  // The offer is on the page only while it is printed, so that the page itself can be printed too.
  const clear = () => document.getElementById("offer")?.replaceChildren();
  addEventListener("afterprint", clear, { once: true });
  window.print();
}

/** Other bytes in the place of an attached file. */
async function replace({ id, file }, files, shell) {
  const { name, type } = shell.attachments.get(id);
  await shell.attachments.replace(id, name, type, files[file]);
}

/** What is folded on the page and is all that paper shows (data-print), open while it is printed. */
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details[data-print]:not([open])")];
  for (const part of folded) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of folded) part.open = false;
});

/** The letter as a file, or its text with the enclosed files, or its text: whatever can be shared. */
async function share({ title, text, name, media_type: type, file }, files, shell) {
  const letter = new File([files[file]], name, { type });
  const enclosed = shell.attachments.rowsOf(shell.responses).map(asFile);
  const can = (some) => some.length > 0 && navigator.canShare?.({ files: some });
  const shared = [[letter], enclosed].find(can);
  await navigator.share(shared ? { title, text, files: shared } : { title, text });
}

function asFile({ name, type, bytes }) {
  return new File([bytes], name, { type });
}

async function forget(_effect, _files, shell) {
  await shell.forget();
}

/** Remove a letter, or all of them, from this device. */
async function discard({ id }, _files, shell) {
  await shell.shelf.discard(id);
}

/** Bring back the files of a letter that goes on as the draft. */
async function unshelve({ id }, _files, shell) {
  for (const row of await shell.shelf.filesOf(id)) await shell.attachments.put(row);
}
