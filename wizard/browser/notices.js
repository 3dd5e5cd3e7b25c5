/** What the page itself tells the visitor; the words stand in the page, rendered by Python's templates. */
const TOAST_TIME = 6000;

export class Notices {
  /** @param {HTMLElement} root the element that holds one wizard or calculator */
  constructor(root) {
    this.root = root;
  }

  /** A part of the page outside the step, by its `data-…` name; pages may do without it. */
  part(name) {
    return this.root.querySelector(`[data-${name}]`) ?? document.createElement("div");
  }

  /** Read to those who do not see the change. */
  say(text) {
    this.part("status").textContent = text;
  }

  /** Tell how an effect of this type ended, where the page has words for it. */
  outcome(ended, type) {
    this.toast(this.word(`${ended}-${type}`));
  }

  word(name) {
    return this.part("words").querySelector(`[data-word="${name}"]`)?.textContent ?? "";
  }

  toast(text) {
    if (!text) return;
    const place = this.part("toast");
    place.textContent = text;
    place.hidden = false;
    this.say(text);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      place.hidden = true;
    }, TOAST_TIME);
  }

  /** A text that the browser did not let the page copy, selected for the visitor to copy. */
  offerByHand(text) {
    const area = this.part("by-hand").querySelector("textarea");
    this.part("by-hand").hidden = false;
    area.value = text;
    area.focus();
    area.select();
  }

  withdrawOffer() {
    this.part("by-hand").hidden = true;
  }

  showProgress(fraction) {
    const bar = this.root.querySelector("progress");
    if (bar) bar.value = fraction;
  }

  /** The road without Python stands open until the shell runs, and again when Python cannot. */
  plainRoad(open) {
    this.part("plain").open = open;
  }

  /** What was typed stays; without Python the road that needs none opens. */
  report(error) {
    console.error(error);
    if (error.code === "unavailable") {
      this.root.dataset.state = "failed";
      this.say(this.part("failed").textContent);
      this.plainRoad(true);
    } else this.toast(this.word("error"));
  }
}
