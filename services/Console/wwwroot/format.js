/** Formatting of decimals (which stay strings, so that no digit is lost) and of times, in the zone that the reader chose. */

const zoneKey = 'trading.zone';

/** @type {'local' | 'utc'} */
let zone = localStorage.getItem(zoneKey) === 'utc' ? 'utc' : 'local';

/** @type {Set<() => void>} */
const zoneListeners = new Set();

export function currentZone() {
  return zone;
}

/** @param {'local' | 'utc'} next */
export function setZone(next) {
  zone = next;
  localStorage.setItem(zoneKey, next);
  for (const listener of zoneListeners) listener();
}

/** @param {() => void} listener */
export function onZoneChange(listener) {
  zoneListeners.add(listener);
}

/**
 * Groups thousands and keeps every digit that is there; trailing zeros go, down to the given number of decimals.
 * @param {string | number | null | undefined} value
 * @param {number} [decimals] fewest decimals shown
 */
export function decimal(value, decimals = 0) {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value ?? ''));
  if (!match) return value === null || value === undefined || value === '' ? '–' : String(value);
  const [, sign, whole = '', fraction = ''] = match;
  const kept = fraction.replace(/0+$/, '').padEnd(decimals, '0');
  return `${sign ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${kept ? `.${kept}` : ''}`;
}

/** @type {Map<string, number>} */
const priceDecimals = new Map();

/**
 * Learns from a price of the market with how many decimals prices of this symbol are shown, so that digits do not jump.
 * @param {string} symbol
 * @param {string} value
 */
export function learnDecimals(symbol, value) {
  const decimals = (value.split('.')[1] ?? '').replace(/0+$/, '').length;
  priceDecimals.set(symbol, Math.min(Math.max(priceDecimals.get(symbol) ?? 2, decimals), 8));
}

/**
 * A price with the decimals of its symbol; averages and simulated fills are rounded to them.
 * @param {string} symbol
 * @param {string | null | undefined} value
 */
export function price(symbol, value) {
  if (value === null || value === undefined || value === '') return '–';
  return decimal(Number(value).toFixed(decimalsOf(symbol)), decimalsOf(symbol));
}

/** @param {string} symbol */
export function decimalsOf(symbol) {
  return priceDecimals.get(symbol) ?? 2;
}

const cents = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const fewDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

/**
 * Money to the cent, for people; exact values are in the API.
 * @param {string | null | undefined} value
 * @param {boolean} [signed]
 */
export function money(value, signed = false) {
  if (value === null || value === undefined || value === '') return '–';
  const amount = Number(value);
  const text = cents.format(Math.abs(amount));
  if (text === '0.00') return text;
  return amount < 0 ? `−${text}` : signed ? `+${text}` : text;
}

/**
 * Profit in the API's words and order: realizedPnl + unrealizedPnl - fees + funding = totalPnl.
 * @param {Profit} of
 */
export function profit(of) {
  return [
    { name: 'Realised P&L', value: of.realizedPnl, signed: true },
    { name: 'Unrealised P&L', value: of.unrealizedPnl, signed: true },
    { name: 'Fees', value: of.fees, signed: false },
    { name: 'Funding', value: of.funding, signed: true },
    { name: 'Total P&L', value: of.totalPnl, signed: true },
  ];
}

/**
 * A fraction as a percentage.
 * @param {string | number | null | undefined} value
 */
export function percent(value) {
  return value === null || value === undefined ? '–' : `${(Number(value) * 100).toFixed(2)} %`;
}

/**
 * A quantity to six significant digits.
 * @param {string | null | undefined} value
 */
export function quantity(value) {
  if (value === null || value === undefined || value === '') return '–';
  return fewDigits.format(Number(value)).replace('-', '−');
}

/**
 * @param {string | null | undefined} value
 * @returns {'up' | 'down' | ''}
 */
export function direction(value) {
  const amount = Number(value ?? 0);
  return amount > 0 ? 'up' : amount < 0 ? 'down' : '';
}

/** @param {number} value */
const two = (value) => String(value).padStart(2, '0');

/**
 * @param {Date} at
 * @param {'local' | 'utc'} in_
 */
export function clock(at, in_) {
  return in_ === 'utc'
    ? `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`
    : `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/**
 * @param {Date} at
 * @param {'local' | 'utc'} in_
 */
export function day(at, in_) {
  return in_ === 'utc'
    ? `${at.getUTCFullYear()}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())}`
    : `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/**
 * Time of day in the chosen zone; with the date when it is not today's, with the year when it is not this one. The services write
 * a time that never was as the year 1970 or 1.
 * @param {string | null | undefined} iso
 */
export function time(iso) {
  const at = new Date(iso ?? '');
  if (!(at.getTime() > 0)) return '–';
  const [now, then] = [day(new Date(), zone), day(at, zone)];
  if (now === then) return clock(at, zone);
  return `${now.slice(0, 4) === then.slice(0, 4) ? then.slice(5) : then} ${clock(at, zone)}`;
}

/**
 * Both zones in full, for titles and details.
 * @param {string | null | undefined} iso
 */
export function bothZones(iso) {
  if (!iso) return '';
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return String(iso);
  if (at.getTime() <= 0) return '–';
  return `${day(at, 'local')} ${clock(at, 'local')} local · ${day(at, 'utc')} ${clock(at, 'utc')} UTC`;
}

/**
 * `partiallyFilled` as `partially filled`.
 * @param {string | null | undefined} name
 */
export function words(name) {
  return (name ?? '').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/**
 * How long ago, in the largest fitting unit.
 * @param {number} since milliseconds since 1970
 */
export function age(since) {
  const seconds = Math.max(0, Math.round((Date.now() - since) / 1000));
  return seconds < 90 ? `${seconds} s` : seconds < 5_400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`;
}

/**
 * The first letter of a word as a capital; an address stays as it is.
 * @param {string} text
 */
export function sentence(text) {
  return /^[a-z]+[ ,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
