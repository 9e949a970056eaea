import { byId, el, setText, syncChildren } from '../dom.js';
import { bothZones, decimal, direction, price, quantity, time } from '../format.js';

const shownRows = 120;

/**
 * @param {string} symbol
 * @param {Bar[]} bars newest first
 */
export function showCandles(symbol, bars) {
  syncChildren(
    byId('candles', HTMLTableSectionElement),
    bars.slice(0, shownRows),
    (bar) => `${symbol}:${bar.openTime}`,
    () => el('tr', {}, el('td', { class: 'when' }), ...Array.from({ length: 4 }, () => el('td', { class: 'num' })), el('td', { class: 'num wider' }), el('td', { class: 'num wider' })),
    (line, bar) => {
      const texts = [
        time(bar.openTime),
        price(symbol, bar.open), price(symbol, bar.high), price(symbol, bar.low), price(symbol, bar.close),
        quantity(bar.volume), decimal(bar.tradeCount),
      ];
      texts.forEach((text, index) => setText(/** @type {Element} */ (line.children[index]), text));
      line.title = bothZones(bar.openTime);
      /** @type {Element} */ (line.children[4]).className = `num ${direction(String(Number(bar.close) - Number(bar.open)))}`;
    },
  );
}

/**
 * Open, high, low and close of one candle in a line above the chart.
 * @param {string} symbol
 * @param {Bar | undefined} bar
 */
export function showLegend(symbol, bar) {
  const legend = byId('chart-legend', HTMLElement);
  if (!bar) {
    legend.replaceChildren();
    return;
  }
  const change = Number(bar.open) === 0 ? 0 : ((Number(bar.close) - Number(bar.open)) / Number(bar.open)) * 100;
  const part = (/** @type {string} */ name, /** @type {string} */ value) => el('span', {}, `${name} `, el('b', {}, value));
  legend.replaceChildren(
    part('O', price(symbol, bar.open)), part('H', price(symbol, bar.high)), part('L', price(symbol, bar.low)), part('C', price(symbol, bar.close)),
    el('span', { class: direction(String(change)) }, `${change > 0 ? '+' : change < 0 ? '−' : ''}${Math.abs(change).toFixed(2)} %`),
    part('Vol', quantity(bar.volume)),
  );
}
