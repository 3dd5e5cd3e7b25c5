/**
 * The page's side of the wizard: collects the fields, sends them to Python, swaps the fragment that
 * comes back, moves focus and carries out effects. It knows no rule, no price and no wording.
 *
 * Markup contract, all of it rendered by Python:
 *   data-action="…"  on a button, or on a form for its submit: ask Python to take this action
 *   data-follow      on a link with an action: the browser follows it as well
 *   data-shelf="…"   on a button: ask Python to do this with the letters that this device keeps
 *   data-copies      on a button or link: the answer is a text for the clipboard
 *   data-restore     on a button: bring back what «clear» has just removed
 *   data-live="…"    on a field: ask this operation while it changes
 *   data-recheck="…" on a form with errors: ask this operation when a field has changed
 *   data-error-of="…" and data-problem-of="…" hold the message of the field of that name
 *   data-files       on a file input: what is chosen, dropped or pasted is handed to Python
 *   data-clock       on what changes by itself with the time of day
 *   data-redraw      on the root: a draft may have more fields than the page was built with
 *   data-word="…"    in data-words: a text that the shell shows itself
 */
import { Attachments } from "./attachments.js";
import { circumstances, everyMinuteSeen } from "./clock.js";
import { Clipboard } from "./clipboard.js";
import { Database } from "./database.js";
import { Draft } from "./draft.js";
import { runEffect } from "./effects.js";
import {
  changedFields,
  numberIn,
  readFields,
  showErrors,
  tellNumber,
  writeFields,
} from "./fields.js";
import { Notices } from "./notices.js";
import { pageClient, startsWith } from "./page_client.js";
import { Shelf } from "./shelf.js";

const LIVE_DELAY = 150;
/** Another tab's typing is followed in its pauses. */
const FOLLOW_DELAY = 300;

class Shell {
  /** @param {HTMLElement} root the element that holds one wizard or calculator */
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector("[data-stage]");
    this.step = this.stage.dataset.step;
    this.firstStep = this.step;
    this.responses = {};
    this.draft = new Draft(root.dataset.draft);
    const database = new Database(root.dataset.draft);
    this.attachments = new Attachments(database);
    this.shelf = new Shelf(database);
    this.clipboard = new Clipboard();
    this.notices = new Notices(root);
    this.timers = new Map();
    this.client = pageClient(root.dataset.base, (fraction) => this.notices.showProgress(fraction));
  }

  async start() {
    startsWith(new Promise((resolve) => (this.tellAsked = resolve)));
    this.notices.plainRoad(false);
    this.listen();
    this.restore();
    this.client.start();
    await this.attachments.load();
    try {
      await this.client.ready;
    } catch (error) {
      this.notices.report(error);
      this.tellAsked();
      return;
    }
    this.root.dataset.state = "ready";
    everyMinuteSeen(() => this.refreshClock());
    await this.firstRequest().finally(() => this.tellAsked());
    await this.showShelf();
  }

  /** A draft beyond the first step, or an address with a query, needs Python to be drawn. */
  async firstRequest() {
    // What a visitor typed comes in the fragment, which no server sees (home_question.js).
    const query = location.hash.startsWith("#q=") ? location.hash.slice(1) : location.search;
    const redrawn = this.drafted && "redraw" in this.root.dataset;
    if (this.stage.dataset.step === this.step && !query && !redrawn) {
      this.refreshLive();
      return;
    }
    if (query) history.replaceState(history.state, "", location.pathname);
    this.collect();
    const sent = { ...this.responses };
    const page = this.root.dataset.wizard;
    const shelf = query ? await this.shelved() : [];
    await this.ask({ operation: "open", page, query, shelf }, [], { sent });
    this.refreshLive();
  }

  /** Go on from where another tab has left the draft; what is drawn here is older. */
  async follow() {
    if (this.root.dataset.state !== "ready") {
      this.restore();
      return;
    }
    const saved = this.draft.load() ?? { step: this.firstStep, responses: {} };
    this.isFollowing = true; // saved again, it would come back to the tab where somebody types
    await this.attachments.load();
    this.cancelLive();
    Object.assign(this, saved);
    const sent = { ...saved.responses, ...readFields(this.root) };
    const page = this.root.dataset.wizard;
    await this.ask({ operation: "open", page, query: "" }, [], { sent, remember: false });
    this.isFollowing = false;
    await this.showShelf();
  }

  restore() {
    const saved = this.draft.load();
    this.drafted = saved !== null;
    if (saved) {
      this.responses = saved.responses;
      this.step = saved.step;
      writeFields(this.root, saved.responses);
    }
    this.collect();
    // Back must find the step of the page's own entry as well as of those pushed after it.
    history.replaceState({ step: this.step, ...history.state }, "");
  }

  listen() {
    this.root.addEventListener("input", (event) => this.onInput(event));
    this.root.addEventListener("change", (event) => this.onChange(event));
    this.root.addEventListener("click", (event) => this.onClick(event));
    this.root.addEventListener("submit", (event) => this.onSubmit(event));
    this.root.addEventListener("pointerdown", () => this.onPointerDown());
    this.root.addEventListener("keydown", (event) => this.onKeyDown(event));
    this.root.addEventListener("dragover", (event) => this.onDragOver(event));
    this.root.addEventListener("drop", (event) => this.onDrop(event));
    this.root.addEventListener("paste", (event) => this.onPaste(event));
    window.addEventListener("popstate", (event) => this.onPopState(event));
    window.addEventListener("storage", (event) => this.onStorage(event));
  }

  // Events ------------------------------------------------------------------------------------

  onInput(event) {
    const field = event.target;
    if (!field.name || field.type === "file") return;
    if (field.dataset.spin) tellNumber(field);
    this.collect();
    const live = field.closest("[data-live]");
    if (live) this.schedule(live);
  }

  onChange(event) {
    const input = event.target;
    if (input.matches("[data-files]")) {
      this.attach([...input.files]);
      input.value = "";
      return;
    }
    const changed = input.closest("[data-change]");
    const checked = input.closest("[data-recheck]");
    if (changed) this.act(changed.dataset.change);
    else if (checked) this.live(checked.dataset.recheck);
  }

  /** Until the pointer is up, and its click is over, nothing may move under it. */
  onPointerDown() {
    this.released = new Promise((resolve) => {
      const waiting = new AbortController();
      const release = () => {
        waiting.abort();
        setTimeout(resolve);
      };
      for (const end of ["pointerup", "pointercancel"]) {
        addEventListener(end, release, { signal: waiting.signal });
      }
    });
  }

  /** Arrow keys on a number that is typed as text, as on any spin button. */
  onKeyDown(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const field = event.target;
    if (!direction || !field.dataset?.spin) return;
    const value = field.value.trim() ? numberIn(field) : 0;
    if (Number.isNaN(value)) return;
    event.preventDefault();
    const next = Math.max(0, value + direction * Number(field.dataset.spin));
    field.value = String(next).replace(".", ",");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  onClick(event) {
    const link = event.target.closest('a[href^="#"]:not([data-action])');
    if (link) {
      // Going there by address would leave an entry without a step for Back to stop at.
      event.preventDefault();
      this.focusOn(decodeURIComponent(link.hash.slice(1)));
      return;
    }
    const shelved = event.target.closest("[data-shelf]");
    if (shelved) this.askShelf(shelved.dataset.shelf);
    if (event.target.closest("[data-restore]")) this.restoreForgotten();
    const button = event.target.closest("[data-action]");
    if (!button || button instanceof HTMLFormElement) return;
    if (!("follow" in button.dataset)) event.preventDefault();
    if ("copies" in button.dataset) this.clipboard.expect();
    this.act(button.dataset.action, true, this.bytesFor(button));
  }

  onSubmit(event) {
    event.preventDefault();
    const action = event.target.dataset.action;
    if (action) this.act(action);
  }

  onDragOver(event) {
    if (this.dropZone() && event.dataTransfer?.types.includes("Files")) event.preventDefault();
  }

  onDrop(event) {
    if (!this.dropZone() || !event.dataTransfer?.files.length) return;
    event.preventDefault();
    this.attach([...event.dataTransfer.files]);
  }

  onPaste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!this.dropZone() || files.length === 0) return;
    event.preventDefault();
    this.attach(files);
  }

  onPopState(event) {
    const step = event.state?.step;
    if (step && step !== this.step) this.act(`go:${step}`, false);
  }

  /** Another tab has changed the draft that both show. */
  onStorage({ key }) {
    if (key !== this.draft.key) return;
    clearTimeout(this.following);
    this.following = setTimeout(() => this.follow(), FOLLOW_DELAY);
  }

  /** The bytes of the file that a button speaks of (data-with names its id). */
  bytesFor(button) {
    const file = this.attachments.get(button.dataset.with);
    return file ? [file.bytes] : [];
  }

  dropZone() {
    return this.root.querySelector("[data-files]");
  }

  // Requests ----------------------------------------------------------------------------------

  /**
   * Take actions one after another: each answer holds what the next one builds on. A second press
   * that would land in another step is left alone; moving through the history is not.
   */
  act(action, remember = true, bytes = []) {
    const from = this.step;
    const before = this.acting ?? Promise.resolve();
    this.acting = before
      .then(() => (remember && this.step !== from ? null : this.actNow(action, remember, bytes)))
      .catch((error) => this.notices.report(error));
  }

  /** Ask Python to take `action`, with everything that is on the page. */
  async actNow(action, remember, bytes) {
    if (this.stage.dataset.step !== this.step) return; // the draft's own step is still to be drawn
    await this.attaching;
    this.cancelLive();
    this.collect();
    this.notices.withdrawOffer();
    const sent = { ...this.responses };
    const files = action.startsWith("send:") ? this.attachments.inOrder(sent) : bytes;
    await this.ask({ operation: "step", action }, files, { sent, remember });
  }

  /** Files are taken one choice after another: each answer holds the list that the next adds to. */
  attach(chosen) {
    const before = this.attaching ?? Promise.resolve();
    this.attaching = before.then(() => this.attachNow(chosen)).catch((error) => this.notices.report(error));
  }

  /**
   * `notes` are what Python wants to know of each picture that was drawn anew; `told` is what the
   * reply that wanted them drawn has said of other files.
   */
  async attachNow(chosen, notes = [], told = []) {
    this.collect();
    const added = await this.attachments.add(chosen);
    const files = added.map(({ id, name }, place) => ({ id, name, ...notes[place] }));
    await this.ask(
      { operation: "attach", files, told },
      added.map((file) => file.bytes),
      { sent: { ...this.responses }, remember: false },
    );
  }

  /** Ask Python to do this with the letters that this device keeps. */
  async askShelf(action) {
    await this.attaching;
    this.cancelLive();
    this.collect();
    const sent = { ...this.responses };
    await this.ask({ operation: "shelf", action, shelf: await this.shelved() }, [], { sent });
  }

  /** Draw the list of kept letters; most visitors have none, and then nothing is asked. */
  async showShelf() {
    const place = this.root.querySelector("[data-shelf-place]");
    const shelf = place ? await this.shelved() : [];
    if (!shelf.length) return;
    const reply = await this.request({ operation: "shelf", action: "show", shelf });
    if (reply) this.show(reply, { keepFocus: true });
  }

  /** A browser that keeps nothing (a private window) has no letters to show. */
  async shelved() {
    return this.shelf.entries().catch(() => []);
  }

  async shelve(entry) {
    try {
      await this.shelf.keep(entry, this.attachments.rowsOf(entry.responses));
    } catch (error) {
      console.warn(error);
      this.notices.outcome("failed", "shelve");
    }
    await this.showShelf();
  }

  schedule(field) {
    if (this.root.dataset.state !== "ready") return; // all that is filled is asked for then
    const operation = field.dataset.live;
    clearTimeout(this.timers.get(operation));
    this.timers.set(operation, setTimeout(() => this.live(operation), LIVE_DELAY));
  }

  cancelLive() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.liveRun = (this.liveRun ?? 0) + 1;
  }

  async live(operation) {
    const run = this.liveRun;
    const reply = await this.request({ operation }, [], { latest: operation });
    await this.released;
    if (reply && run === this.liveRun) this.show(reply, { keepFocus: true });
  }

  /** What stands in the fields is not being typed now: nothing to wait for. */
  refreshLive() {
    const filled = [...this.root.querySelectorAll("[data-live]")].filter((field) => field.value);
    for (const operation of new Set(filled.map((field) => field.dataset.live))) this.live(operation);
  }

  /** What the page says of working hours and deadlines was true when it was drawn. */
  refreshClock() {
    if (this.root.querySelector("[data-clock]")) this.live("clock");
  }

  async ask(operation, files, { sent, remember = true }) {
    this.stage.setAttribute("aria-busy", "true");
    const reply = await this.request(operation, files);
    this.stage.removeAttribute("aria-busy");
    if (!reply) {
      this.clipboard.forget();
      return;
    }
    this.keepForgotten(sent, reply.body.effects);
    const typedMeanwhile = changedFields(this.root, sent);
    this.responses = { ...reply.body.responses, ...typedMeanwhile };
    if (remember && reply.body.step && reply.body.step !== this.step) {
      history.pushState({ step: reply.body.step }, "");
    }
    this.show(reply, { keepFocus: false, typedMeanwhile });
    const shelving = reply.body.shelve ? this.shelve(reply.body.shelve) : null;
    for (const effect of reply.body.effects ?? []) {
      const outcome = await runEffect(effect, reply.files, this);
      this.notices.outcome(outcome, effect.type);
    }
    this.clipboard.forget();
    await shelving;
    this.attachments.keepOnly(this.responses);
  }

  async request(operation, files = [], options = {}) {
    const question = {
      ...operation,
      step: this.step,
      responses: this.responses,
      ...circumstances(),
      seed: crypto.getRandomValues(new Uint32Array(1))[0],
      site: new URL(this.root.dataset.site, location.origin + location.pathname).href,
    };
    try {
      return await this.client.request(question, files, options);
    } catch (error) {
      this.notices.report(error);
      return null;
    }
  }

  // The page ----------------------------------------------------------------------------------

  show({ body }, { keepFocus, typedMeanwhile = {} }) {
    const focused = document.activeElement?.id;
    for (const [id, html] of Object.entries(body.fragments ?? {})) {
      const place = document.getElementById(id);
      if (place) place.innerHTML = html;
    }
    if (body.step) {
      this.step = body.step;
      this.stage.dataset.step = body.step;
    }
    writeFields(this.root, typedMeanwhile);
    if (body.errors) showErrors(this.root, body.errors);
    this.hideWhatIsMissing();
    this.save();
    if (body.announce || body.step) this.notices.say(body.announce ?? "");
    if (!keepFocus && body.focus) this.focusOn(body.focus);
    else if (focused && document.activeElement?.id !== focused) {
      document.getElementById(focused)?.focus({ preventScroll: true });
    }
  }

  /** Buttons for what this browser cannot do (data-needs names a function of navigator). */
  hideWhatIsMissing() {
    for (const button of this.root.querySelectorAll("[data-needs]")) {
      button.hidden = !(button.dataset.needs in navigator);
    }
  }

  focusOn(id) {
    const element = document.getElementById(id);
    if (!element) return;
    if (!element.hasAttribute("tabindex") && !element.matches("input, textarea, select, button, a")) {
      element.setAttribute("tabindex", "-1");
    }
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  }

  /** Read every field of the page into the responses, and keep them as the draft. */
  collect() {
    Object.assign(this.responses, readFields(this.root));
    this.save();
  }

  save() {
    if (this.isFollowing) return;
    this.draft.save({ step: this.step, responses: this.responses });
  }

  /** Forget everything typed on this device (the «forget» effect). */
  async forget() {
    this.draft.remove();
    await this.attachments.clear();
  }

  /** What is about to be forgotten stays on the page until the visitor goes on. */
  keepForgotten(sent, effects = []) {
    const forgets = effects.some(({ type }) => type === "forget") && Boolean(sent.text);
    this.forgotten = forgets
      ? { step: this.step, responses: sent, rows: this.attachments.rowsOf(sent) }
      : null;
    this.notices.part("forgotten").hidden = !forgets;
  }

  async restoreForgotten() {
    const { step, responses, rows } = this.forgotten;
    for (const row of rows) await this.attachments.put(row);
    this.step = step;
    this.responses = responses;
    // What stands in the fields now is older than what comes back.
    const sent = { ...responses, ...readFields(this.root) };
    await this.ask({ operation: "open", page: this.root.dataset.wizard, query: "" }, [], { sent });
  }
}

for (const root of document.querySelectorAll("[data-wizard]")) new Shell(root).start();
