/** @module time Times as people read them. Market time is Hong Kong's; a message's is the reader's own. */

const HK = "Asia/Hong_Kong";
const LOCALE = "en-GB";

const format = (options) => {
  const formatter = new Intl.DateTimeFormat(LOCALE, options);
  return (date) => formatter.format(date);
};

const localClock = format({ hour: "2-digit", minute: "2-digit" });
const localLong = format({ weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
const localDay = format({ weekday: "long", day: "numeric", month: "long" });
const localKey = format({ year: "numeric", month: "2-digit", day: "2-digit" });

/** @param {Date} date */
export const hktClock = format({ hour: "2-digit", minute: "2-digit", timeZone: HK });
/** @param {Date} date */
export const hktDate = format({ weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: HK });

/** @param {string} ts a Slack timestamp */
export function dateOf(ts) {
  return new Date(Number(ts) * 1000);
}

/** @param {string} ts */
export function clockOf(ts) {
  return localClock(dateOf(ts));
}

/** @param {string} ts */
export function fullTimeOf(ts) {
  return localLong(dateOf(ts));
}

/** @param {string} ts */
export function dayKey(ts) {
  return localKey(dateOf(ts));
}

/**
 * @param {string} ts
 * @param {Date} now
 * @returns {string} "Today", "Yesterday" or the day.
 */
export function dayLabel(ts, now) {
  return relativeDay(dateOf(ts), now) ?? localDay(dateOf(ts));
}

function relativeDay(date, now) {
  const days = [["Today", 0], ["Yesterday", -1], ["Tomorrow", 1]];
  const found = days.find(([, shift]) => {
    const other = new Date(now);
    other.setDate(other.getDate() + shift);
    return localKey(other) === localKey(date);
  });
  return found?.[0];
}

const DATE_TOKENS = {
  date_num: format({ year: "numeric", month: "2-digit", day: "2-digit" }),
  date: format({ day: "numeric", month: "long", year: "numeric" }),
  date_short: format({ day: "numeric", month: "short", year: "numeric" }),
  date_long: format({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
  time: localClock,
  time_secs: format({ hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

/**
 * Slack's date format, such as `{date_short} {time}`, in the reader's own zone.
 * @param {number} unix seconds
 * @param {string} pattern
 * @param {string} fallback said when the pattern or the time cannot be read
 */
export function slackDate(unix, pattern, fallback) {
  const date = new Date(unix * 1000);
  if (Number.isNaN(date.getTime())) return fallback;
  const now = new Date();
  return pattern.replace(/\{(\w+?)(_pretty)?\}/g, (whole, name, pretty) => {
    if (name === "ago") return ago(date, now);
    const say = DATE_TOKENS[name];
    if (!say) return whole;
    return (pretty && relativeDay(date, now)?.toLowerCase()) || say(date);
  });
}

function ago(date, now) {
  const minutes = Math.round((now.getTime() - date.getTime()) / 60000);
  if (Math.abs(minutes) < 60) return `${minutes} min ago`;
  return Math.abs(minutes) < 1440 ? `${Math.round(minutes / 60)} h ago` : `${Math.round(minutes / 1440)} d ago`;
}

/**
 * The instant at which a clock in some zone shows a time.
 * @param {string} day such as `2025-07-15`
 * @param {string} clock such as `09:30`
 * @param {string} zone
 * @returns {Date}
 */
export function zoned(day, clock, zone) {
  const guess = new Date(`${day}T${clock}:00Z`);
  const there = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  const shown = new Date(`${there.format(guess).replace(" ", "T")}Z`);
  return new Date(2 * guess.getTime() - shown.getTime());
}

/**
 * @param {Date} date
 * @returns {string} its Hong Kong day, such as `2025-07-15`.
 */
export function hktDay(date) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: HK, dateStyle: "short" }).format(date);
}
