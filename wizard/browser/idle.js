/** When and whether a page may fetch what nobody has asked for yet. */

/** Once the page is loaded and has nothing to do. */
export function whenIdle(act) {
  const later = () => (window.requestIdleCallback ?? setTimeout)(act);
  if (document.readyState === "complete") later();
  else window.addEventListener("load", later, { once: true });
}

/** Not for those who asked to save data, nor on a line that the browser itself calls slow. */
export function isGoodLine() {
  const { saveData = false, effectiveType = "4g" } = navigator.connection ?? {};
  return !saveData && effectiveType === "4g";
}
