/**
 * The search box of every page: once Python is ready, its answers stand in the theme's dialog, with
 * the theme's keys; until then, or where it cannot be had, the theme's own search goes on.
 */

import { circumstances } from "./clock.js";
import { isGoodLine, whenIdle } from "./idle.js";

const base = new URL(".", import.meta.url);
const site = new URL("../../", import.meta.url);
const DELAY = 80;

class SiteSearch {
  /** @param {HTMLInputElement} query @param {HTMLElement} result the theme's list of results */
  constructor(query, result) {
    this.query = query;
    this.result = result;
    this.found = result.querySelector("[data-search-found]");
    this.status = result.querySelector("[data-search-status]");
    this.theirs = result.querySelector(":scope > :last-child");
    this.timer = 0;
    this.answered = "";
    this.opensFirst = false;
  }

  /** Python starts when the page is done and idle, or when the visitor turns to the search box. */
  listen() {
    this.query.addEventListener("focus", () => this.start(), { once: true });
    if (document.activeElement === this.query) this.start();
    else if (isGoodLine()) whenIdle(() => this.start());
  }

  async start() {
    if (this.client) return;
    const { pageClient } = await import("./page_client.js");
    this.client = pageClient(base.href);
    this.client.start();
    try {
      await this.client.ready;
    } catch {
      return; // the theme's search stays
    }
    this.takeOver();
  }

  takeOver() {
    // The theme searches at every key; its listener on the field must not hear them any more.
    this.query.form.addEventListener("keyup", (event) => event.stopPropagation(), true);
    this.query.addEventListener("input", () => this.schedule());
    this.query.addEventListener("keydown", (event) => this.keepEnter(event));
    this.query.form.addEventListener("reset", () => this.clear());
    this.search();
  }

  /** Enter before the answer is there opens its first page as soon as it comes. */
  keepEnter(event) {
    const text = this.query.value.trim();
    if (event.key !== "Enter" || !text || text === this.answered) return;
    event.preventDefault();
    event.stopPropagation(); // the theme would open the first page of an older answer
    this.opensFirst = true;
  }

  schedule() {
    this.opensFirst = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), DELAY);
  }

  async search() {
    const text = this.query.value.trim();
    if (!text) return this.clear();
    try {
      const { body } = await this.client.request(this.question(text), [], { latest: "search" });
      if (text !== this.query.value.trim()) return;
      this.show(body.fragments.search, body.announce);
      this.answered = text;
      if (this.opensFirst) this.found.querySelector(".md-search-result__link")?.click();
      this.opensFirst = false;
    } catch (error) {
      console.error(error);
      this.found.hidden = true;
      delete this.result.dataset.searchBy;
    }
  }

  question(text) {
    return {
      operation: "search",
      text,
      site: site.href,
      ...circumstances(),
    };
  }

  show(html, announced) {
    this.theirs.replaceChildren();
    this.found.innerHTML = html;
    this.found.hidden = false;
    this.result.dataset.searchBy = "python";
    this.status.textContent = announced ?? "";
    this.result.parentElement.scrollTop = 0;
  }

  clear() {
    clearTimeout(this.timer);
    this.answered = "";
    this.opensFirst = false;
    this.found.replaceChildren();
    this.found.hidden = true;
    this.status.textContent = "";
    delete this.result.dataset.searchBy;
  }
}

const query = document.querySelector('[data-md-component="search-query"]');
const result = document.querySelector('[data-md-component="search-result"]');
if (query && result) new SiteSearch(query, result).listen();
