/** What the page knows of time: the moment, the visitor's clock, and that both go on. */

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The longest holidays and the norm of an answer together are shorter. */
const DAYS_AHEAD = 45;

/** The moment and the visitor's clock, as a request to Python carries them. */
export function circumstances(now = Date.now()) {
  return {
    now: new Date(now).toISOString(),
    utc_offset: offsetAt(now),
    offset_changes: offsetChanges(now),
  };
}

/** Minutes east of Greenwich. */
function offsetAt(moment) {
  return -new Date(moment).getTimezoneOffset();
}

/** When the visitor's clock will be put forward or back, and its offset from then on. */
function offsetChanges(now) {
  const changes = [];
  for (let day = 0; day < DAYS_AHEAD; day += 1) {
    let before = now + day * DAY;
    let after = before + DAY;
    const offset = offsetAt(after);
    if (offsetAt(before) === offset) continue;
    while (after - before > MINUTE) {
      const middle = (before + after) / 2;
      if (offsetAt(middle) === offset) after = middle;
      else before = middle;
    }
    const at = new Date(Math.round(after / MINUTE) * MINUTE).toISOString();
    changes.push({ at, utc_offset: offset });
  }
  return changes;
}

/** Call `refresh` each minute that the page is seen, and at once when it is seen again later. */
export function everyMinuteSeen(refresh) {
  let last = Date.now();
  const check = () => {
    if (document.hidden || Date.now() - last < MINUTE) return;
    last = Date.now();
    refresh();
  };
  setInterval(check, MINUTE);
  document.addEventListener("visibilitychange", check);
}
