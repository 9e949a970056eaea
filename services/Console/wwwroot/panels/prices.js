import { byId, el, setAttribute, setText, syncChildren } from '../dom.js';
import { age, bothZones, learnDecimals, price } from '../format.js';
import { markPanel, onSecond } from '../staleness.js';

/** @type {Map<string, string>} last price shown, by venue and symbol */
const shown = new Map();
/** @type {Instrument} */
let current = { venue: '', symbol: '' };

/**
 * @param {Price} row
 * @param {(instrument: Instrument) => void} choose
 */
function create(row, choose) {
  const button = el('button', { type: 'button', class: 'link symbol' }, row.symbol);
  const line = el('tr', { class: 'choice' },
    el('td', {}, button, el('span', { class: 'venue-of' }), el('span', { class: 'age' })),
    el('td', { class: 'num' }, el('span', { class: 'tick', 'aria-hidden': 'true' }), el('span', { class: 'last' })),
    el('td', { class: 'num muted bid' }),
    el('td', { class: 'num muted ask' }));
  line.addEventListener('click', () => choose(row));
  return line;
}

/**
 * @param {HTMLTableRowElement} line
 * @param {Price} row
 */
function update(line, row) {
  const key = `${row.venue}:${row.symbol}`;
  const last = /** @type {HTMLElement} */ (line.querySelector('.last'));
  const tick = /** @type {HTMLElement} */ (line.querySelector('.tick'));
  const before = shown.get(key);
  if (before !== undefined && before !== row.price) {
    const moved = Number(row.price) > Number(before) ? 'up' : 'down';
    last.dataset.moved = moved;
    setText(tick, moved === 'up' ? '▲' : '▼');
    setAttribute(tick, 'class', `tick ${moved}`);
    for (const animation of last.getAnimations()) {
      animation.cancel();
      animation.play();
    }
  }
  shown.set(key, row.price);
  setText(last, price(row.symbol, row.price));
  setText(/** @type {Element} */ (line.querySelector('.bid')), price(row.symbol, row.bid));
  setText(/** @type {Element} */ (line.querySelector('.ask')), price(row.symbol, row.ask));
  const chosen = row.symbol === current.symbol && row.venue === current.venue;
  setAttribute(line, 'data-current', chosen ? 'true' : null);
  const button = /** @type {Element} */ (line.querySelector('button'));
  setAttribute(button, 'aria-current', chosen ? 'true' : null);
  setAttribute(button, 'aria-label', `Show candles of ${row.symbol}${venueOf(row)}`);
  setText(/** @type {Element} */ (line.querySelector('.venue-of')), venueOf(row));
  const old = ageOf(row);
  setAttribute(line, 'data-stale', old ? 'true' : null);
  setText(/** @type {Element} */ (line.querySelector('.age')), old);
  setAttribute(line, 'title', `${row.venue} · ${bothZones(row.exchangeTime)}`);
}

/** @type {Map<string, Feed>} by venue and symbol */
const feeds = new Map();

/**
 * How old a price is whose feed brings none; nothing while it does.
 * @param {Price} row
 */
function ageOf(row) {
  const feed = feeds.get(`${row.venue}:${row.symbol}`);
  if (!feed || (feed.status === 'connected' && !feed.stale)) return '';
  return feed.status === 'ended' ? 'replay ended' : `${age(Date.parse(row.receivedTime ?? row.exchangeTime))} old`;
}

/** @type {Price[]} */
let rows = [];
/** @type {(instrument: Instrument) => void} */
let chooser = () => {};

function render() {
  syncChildren(byId('prices', HTMLTableSectionElement), rows, (row) => `${row.venue}:${row.symbol}`, (row) => create(row, chooser), update);
  byId('prices-empty', HTMLElement).hidden = rows.length > 0;
}

/**
 * The venue of a row, where the run has several.
 * @param {Price} row
 */
function venueOf(row) {
  return rows.some((other) => other.venue !== row.venue) ? ` ${row.venue}` : '';
}

export function startPrices() {
  onSecond(() => rows.some((row) => ageOf(row)) && render());
}

/** @param {TopicEvent<Feed[]>} event */
export function showFeeds(event) {
  if (!event.value) return;
  feeds.clear();
  for (const feed of event.value) feeds.set(`${feed.venue}:${feed.symbol}`, feed);
  render();
}

/**
 * @param {TopicEvent<Price[]>} event
 * @param {(instrument: Instrument) => void} choose called with what is clicked
 */
export function showPrices(event, choose) {
  chooser = choose;
  markPanel('panel-prices', event.problem && `market-data ${event.problem}`, event.at);
  if (!event.value) return [];
  for (const row of event.value) learnDecimals(row.symbol, row.price);
  rows = [...event.value].sort((a, b) => a.symbol.localeCompare(b.symbol) || a.venue.localeCompare(b.venue));
  render();
  return rows;
}

/** @param {Instrument} instrument */
export function markCurrent(instrument) {
  current = { ...instrument };
  render();
}
