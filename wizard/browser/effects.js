/** What Python asks the page to do: each effect does one thing and says how it ended. */

const EFFECTS = { copy, convert, download, open: openAddress, print: printPage, replace, share, forget };

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

async function copy({ text }) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

/** The old way, for pages without a secure context. */
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

async function share({ title, text, name, media_type: type, file }, files) {
  const shared = { title, text };
  if (file !== undefined) {
    const letter = new File([files[file]], name, { type });
    if (navigator.canShare?.({ files: [letter] })) shared.files = [letter];
  }
  await navigator.share(shared);
}

async function forget(_effect, _files, shell) {
  await shell.forget();
}

/** Draw an image of a format that the letter refuses as one that it takes, and attach that. */
async function convert({ id, media_type: type }, _files, shell) {
  const { name, type: found, bytes } = shell.attachments.get(id);
  const bitmap = await createImageBitmap(new Blob([bytes], { type: found }));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("2d").drawImage(bitmap, 0, 0);
  const drawn = await canvas.convertToBlob({ type });
  await shell.attach([new File([drawn], name, { type })]);
}
