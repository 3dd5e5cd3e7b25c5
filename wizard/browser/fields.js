/** The fields of a page as texts by name, and the messages beside them. */

/** @returns {Object<string, string>} what stands in the fields; of radio buttons the checked one */
export function readFields(root) {
  const values = {};
  for (const field of root.querySelectorAll("[name]")) {
    if (field.type === "file" || (field.type === "radio" && !field.checked)) continue;
    values[field.name] = valueOf(field);
  }
  return values;
}

/** What stands there now and is not what was `sent`. */
export function changedFields(root, sent) {
  const current = Object.entries(readFields(root));
  return Object.fromEntries(current.filter(([name, value]) => value !== (sent[name] ?? "")));
}

/** Put `values` into the fields of these names. */
export function writeFields(root, values) {
  for (const field of root.querySelectorAll("[name]")) {
    if (!(field.name in values) || field.type === "file") continue;
    if (field.type === "radio" || field.type === "checkbox") {
      field.checked = field.value === values[field.name];
    } else {
      field.value = values[field.name];
    }
  }
}

/** Put each message at its field and into the summary; a field that is not named is right. */
export function showErrors(root, errors) {
  for (const place of root.querySelectorAll("[data-error-of]")) {
    const name = place.dataset.errorOf;
    const field = document.getElementById(`field-${name}`);
    place.textContent = errors[name] ?? "";
    if (name in errors) field?.setAttribute("aria-invalid", "true");
    else field?.removeAttribute("aria-invalid");
  }
  for (const line of root.querySelectorAll("[data-problem-of]")) {
    const text = errors[line.dataset.problemOf];
    line.hidden = text === undefined;
    if (text) line.firstElementChild.textContent = text;
  }
  const summary = root.querySelector("#error-summary");
  if (summary) summary.hidden = !summary.querySelector("[data-problem-of]:not([hidden])");
}

/** The number in a field, NaN where there is none; whether it is allowed Python says. */
export function numberIn(field) {
  return field.value.trim() ? Number(field.value.replace(",", ".")) : NaN;
}

/** A spin button says its number to those who cannot see it. */
export function tellNumber(field) {
  const number = numberIn(field);
  if (Number.isNaN(number)) field.removeAttribute("aria-valuenow");
  else field.setAttribute("aria-valuenow", String(number));
}

function valueOf(field) {
  return field.type === "checkbox" && !field.checked ? "" : field.value;
}
