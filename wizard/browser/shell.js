/**
 * The page's side of the wizard: collects the fields, sends them to Python, swaps the fragment that
 * comes back, moves focus and carries out effects. It knows no rule, no price and no wording.
 *
 * Markup contract, all of it rendered by Python:
 *   data-action="…"  on a button, or on a form for its submit: ask Python to take this action
 *   data-follow      on a link with an action: the browser follows it as well
 *   data-shelf="…"   on a button: ask Python to do this with the letters that this device keeps
 *   data-live="…"    on a field: ask this operation while it changes
 *   data-files       on a file input: what is chosen, dropped or pasted is handed to Python
 *   data-word="…"    in data-words: a text that the shell shows itself
 */
import { Attachments } from "./attachments.js";
import { Database } from "./database.js";
import { Draft } from "./draft.js";
import { runEffect } from "./effects.js";
import { pageClient } from "./page_client.js";
import { Shelf } from "./shelf.js";

const LIVE_DELAY = 150;

class Shell {
  /** @param {HTMLElement} root the element that holds one wizard or calculator */
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector("[data-stage]");
    this.step = this.stage.dataset.step;
    this.responses = {};
    this.draft = new Draft(root.dataset.draft);
    const database = new Database(root.dataset.draft);
    this.attachments = new Attachments(database);
    this.shelf = new Shelf(database);
    this.timers = new Map();
    this.client = pageClient(root.dataset.base, (fraction) => this.showProgress(fraction));
  }

  async start() {
    this.plainRoad(false);
    this.listen();
    this.restore();
    this.client.start();
    await this.attachments.load();
    try {
      await this.client.ready;
    } catch (error) {
      this.report(error);
      return;
    }
    this.root.dataset.state = "ready";
    await this.firstRequest();
    await this.showShelf();
  }

  /** A draft beyond the first step, or an address with a query, needs Python to be drawn. */
  async firstRequest() {
    // What a visitor typed comes in the fragment, which no server sees (home_question.js).
    const query = location.hash.startsWith("#q=") ? location.hash.slice(1) : location.search;
    if (this.stage.dataset.step === this.step && !query) {
      this.refreshLive();
      return;
    }
    if (query) history.replaceState(history.state, "", location.pathname);
    this.collect();
    const sent = { ...this.responses };
    const page = this.root.dataset.wizard;
    await this.ask({ operation: "open", page, query }, [], { sent });
    this.refreshLive();
  }

  restore() {
    const saved = this.draft.load();
    if (saved) {
      this.responses = saved.responses;
      this.step = saved.step;
      this.writeFields(saved.responses);
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
    this.root.addEventListener("keydown", (event) => this.onKeyDown(event));
    this.root.addEventListener("dragover", (event) => this.onDragOver(event));
    this.root.addEventListener("drop", (event) => this.onDrop(event));
    this.root.addEventListener("paste", (event) => this.onPaste(event));
    window.addEventListener("popstate", (event) => this.onPopState(event));
  }

  // Events ------------------------------------------------------------------------------------

  onInput(event) {
    const field = event.target;
    if (!field.name || field.type === "file") return;
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
    if (changed) this.act(changed.dataset.change);
  }

  /** Arrow keys on a number that is typed as text, as on any spin button. */
  onKeyDown(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const field = event.target;
    if (!direction || !field.dataset?.spin) return;
    const value = Number(field.value.replace(",", "."));
    if (Number.isNaN(value)) return;
    event.preventDefault();
    const next = Math.max(0, value + direction * Number(field.dataset.spin));
    field.value = String(next).replace(".", ",");
    field.setAttribute("aria-valuenow", String(next));
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
    const button = event.target.closest("[data-action]");
    if (!button || button instanceof HTMLFormElement) return;
    if (!("follow" in button.dataset)) event.preventDefault();
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

  /** The bytes of the file that a button speaks of (data-with names its id). */
  bytesFor(button) {
    const file = this.attachments.get(button.dataset.with);
    return file ? [file.bytes] : [];
  }

  dropZone() {
    return this.root.querySelector("[data-files]");
  }

  // Requests ----------------------------------------------------------------------------------

  /** Ask Python to take `action`, with everything that is on the page. */
  async act(action, remember = true, bytes = []) {
    if (this.stage.dataset.step !== this.step) return; // the draft's own step is still to be drawn
    this.cancelLive();
    this.collect();
    const sent = { ...this.responses };
    const files = action.startsWith("send:") ? this.attachments.inOrder(sent) : bytes;
    await this.ask({ operation: "step", action }, files, { sent, remember });
  }

  /** `before` are the sizes of pictures that were drawn anew, as they had been. */
  async attach(chosen, before = []) {
    this.collect();
    const added = await this.attachments.add(chosen);
    const files = added.map(({ id, name }, place) => ({ id, name, before: before[place] }));
    await this.ask(
      { operation: "attach", files },
      added.map((file) => file.bytes),
      { sent: { ...this.responses }, remember: false },
    );
  }

  /** Ask Python to do this with the letters that this device keeps. */
  async askShelf(action) {
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
      this.toast(this.word("failed", "shelve"));
    }
    await this.showShelf();
  }

  schedule(field) {
    const operation = field.dataset.live;
    clearTimeout(this.timers.get(operation));
    this.timers.set(operation, setTimeout(() => this.live(field), LIVE_DELAY));
  }

  cancelLive() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.liveRun = (this.liveRun ?? 0) + 1;
  }

  async live(field) {
    const run = this.liveRun;
    const reply = await this.request(
      { operation: field.dataset.live },
      [],
      { latest: field.dataset.live },
    );
    if (reply && run === this.liveRun) this.show(reply, { keepFocus: true });
  }

  /** What stands in the fields is not being typed now: nothing to wait for. */
  refreshLive() {
    for (const field of this.root.querySelectorAll("[data-live]")) {
      if (field.value) this.live(field);
    }
  }

  async ask(operation, files, { sent, remember = true }) {
    this.stage.setAttribute("aria-busy", "true");
    const reply = await this.request(operation, files);
    this.stage.removeAttribute("aria-busy");
    if (!reply) return;
    const typedMeanwhile = this.changedSince(sent);
    this.responses = { ...reply.body.responses, ...typedMeanwhile };
    if (remember && reply.body.step && reply.body.step !== this.step) {
      history.pushState({ step: reply.body.step }, "");
    }
    this.show(reply, { keepFocus: false, typedMeanwhile });
    const shelving = reply.body.shelve ? this.shelve(reply.body.shelve) : null;
    for (const effect of reply.body.effects ?? []) {
      const outcome = await runEffect(effect, reply.files, this);
      this.toast(this.word(outcome, effect.type));
    }
    await shelving;
    this.attachments.keepOnly(this.responses);
  }

  async request(operation, files = [], options = {}) {
    const question = {
      ...operation,
      step: this.step,
      responses: this.responses,
      now: new Date().toISOString(),
      utc_offset: -new Date().getTimezoneOffset(),
      seed: crypto.getRandomValues(new Uint32Array(1))[0],
      site: new URL(this.root.dataset.site, location.origin + location.pathname).href,
    };
    try {
      return await this.client.request(question, files, options);
    } catch (error) {
      this.report(error);
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
      this.writeFields(typedMeanwhile);
    }
    this.hideWhatIsMissing();
    this.save();
    if (body.announce) this.say(body.announce);
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
    for (const field of this.root.querySelectorAll("[name]")) {
      if (field.type === "file") continue;
      if (field.type === "radio" && !field.checked) continue;
      this.responses[field.name] =
        field.type === "checkbox" ? (field.checked ? field.value : "") : field.value;
    }
    this.save();
  }

  /** What was typed while the answer was on its way. */
  changedSince(sent) {
    const current = {};
    for (const field of this.root.querySelectorAll("textarea[name], input[name]")) {
      if (field.type === "radio" ? !field.checked : field.type === "file") continue;
      const value = field.type === "checkbox" ? (field.checked ? field.value : "") : field.value;
      if (value !== (sent[field.name] ?? "")) current[field.name] = value;
    }
    return current;
  }

  writeFields(values) {
    for (const field of this.root.querySelectorAll("[name]")) {
      if (!(field.name in values) || field.type === "file") continue;
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = field.value === values[field.name];
      } else {
        field.value = values[field.name];
      }
    }
  }

  save() {
    this.draft.save({ step: this.step, responses: this.responses });
  }

  /** Forget everything typed on this device (the «clear» effect). */
  async forget() {
    this.draft.remove();
    await this.attachments.clear();
  }

  showProgress(fraction) {
    const bar = this.root.querySelector("progress");
    if (bar) bar.value = fraction;
  }

  say(text) {
    const status = this.root.querySelector("[data-status]");
    if (status && text) status.textContent = text;
  }

  word(...names) {
    const words = this.root.querySelector("[data-words]");
    return words?.querySelector(`[data-word="${names.join("-")}"]`)?.textContent ?? "";
  }

  toast(text) {
    const place = this.root.querySelector("[data-toast]");
    if (!place || !text) return;
    place.textContent = text;
    place.hidden = false;
    this.say(text);
    clearTimeout(this.toastTimer);
    this.toastTimer = setTimeout(() => {
      place.hidden = true;
    }, 6000);
  }

  /** The road without Python stands open until the shell runs, and again when Python cannot. */
  plainRoad(open) {
    const road = this.root.querySelector("[data-plain]");
    if (road) road.open = open;
  }

  /** What was typed stays; without Python the road that needs none opens. */
  report(error) {
    console.error(error);
    if (error.code === "unavailable") {
      this.root.dataset.state = "failed";
      this.say(this.root.querySelector("[data-failed]")?.textContent);
      this.plainRoad(true);
    } else this.toast(this.word("error"));
  }
}

for (const root of document.querySelectorAll("[data-wizard]")) new Shell(root).start();
