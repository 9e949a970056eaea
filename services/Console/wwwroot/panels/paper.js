import { byId, el, setText, syncChildren } from '../dom.js';
import { bothZones, direction, money, onZoneChange, percent, price, profit, quantity, time, words } from '../format.js';
import { markPanel } from '../staleness.js';

/** @type {PaperEntry[]} */
let entries = [];
let chosen = '';

export function startPaper() {
  const select = byId('paper-account', HTMLSelectElement);
  select.addEventListener('change', () => {
    chosen = select.value;
    render();
  });
  onZoneChange(render);
}

/** @param {TopicEvent<PaperEntry[]>} event */
export function showPaper(event) {
  const problem = event.problem && `paper-trading ${event.problem}`;
  markPanel('panel-paper', problem, event.at);
  markPanel('panel-trades', problem, event.at);
  if (!event.value) return;
  entries = event.value;
  render();
}

function render() {
  const entry = entries.find((candidate) => candidate.account.id === chosen) ?? entries[0];
  byId('paper-empty', HTMLElement).hidden = entry !== undefined;
  if (!entry) return;
  chosen = entry.account.id;
  renderChoice();
  renderFigures(entry.account);
  renderPositions(entry.account.positions ?? []);
  renderTrades(entry.trades);
}

function renderChoice() {
  const select = byId('paper-account', HTMLSelectElement);
  select.hidden = entries.length < 1;
  syncChildren(select, entries, (entry) => entry.account.id, (entry) => el('option', { value: entry.account.id }),
    (option, entry) => setText(option, entry.account.strategy.name));
  select.value = chosen;
}

/** @param {PaperAccount} account */
function renderFigures(account) {
  /** @type {{ name: string, text: string, tone: string }[]} */
  const figures = [
    { name: 'Equity', text: money(account.equity), tone: '' },
    { name: 'Cash', text: money(account.cash), tone: '' },
    { name: 'Drawdown', text: percent(account.drawdownRatio), tone: '' },
    ...profit(account).map(({ name, value, signed }) => ({ name, text: money(value, signed), tone: signed ? direction(value) : '' })),
    { name: 'Max drawdown', text: percent(account.maxDrawdownRatio), tone: '' },
  ];
  syncChildren(byId('paper-figures', HTMLElement), figures, (figure) => figure.name,
    (figure) => el('div', {}, el('dt', {}, figure.name), el('dd')),
    (element, figure) => {
      const value = /** @type {Element} */ (element.lastElementChild);
      setText(value, figure.text);
      value.className = figure.tone;
    });
}

/** @param {PaperPosition[]} positions */
function renderPositions(positions) {
  const open = positions.filter((position) => Number(position.quantity) !== 0);
  byId('paper-positions-table', HTMLElement).hidden = open.length === 0;
  syncChildren(byId('paper-positions', HTMLTableSectionElement), open, (position) => position.symbol,
    () => el('tr', {}, el('td', { class: 'symbol' }), el('td', { class: 'num' }), el('td', { class: 'num entry' }), el('td'), el('td')),
    (line, position) => {
      const profits = [position.realizedPnl, position.unrealizedPnl];
      const texts = [position.symbol, quantity(position.quantity), price(position.symbol, position.averageEntryPrice), ...profits.map((value) => money(value, true))];
      texts.forEach((text, index) => setText(/** @type {Element} */ (line.children[index]), text));
      profits.forEach((value, index) => (/** @type {Element} */ (line.children[3 + index]).className = `num ${direction(value)}`));
      line.title = `entered at ${price(position.symbol, position.averageEntryPrice)}, valued at ${price(position.symbol, position.markPrice)}, the last trade in the market`;
    });
}

/** @param {PaperTrade[]} trades */
function renderTrades(trades) {
  byId('trades-empty', HTMLElement).hidden = trades.length > 0;
  syncChildren(byId('paper-trades', HTMLTableSectionElement), trades, (trade) => trade.id,
    () => el('tr', {}, el('td', { class: 'muted when' }), el('td', { class: 'symbol' }), el('td'), el('td', { class: 'num' }), el('td', { class: 'num' })),
    (line, trade) => {
      const texts = [time(trade.time), trade.symbol, words(trade.side), quantity(trade.quantity), price(trade.symbol, trade.price)];
      texts.forEach((text, index) => setText(/** @type {Element} */ (line.children[index]), text));
      /** @type {Element} */ (line.children[2]).className = trade.side === 'buy' ? 'up' : 'down';
      line.title = `${bothZones(trade.time)} · ${trade.quantity} at ${trade.price}, fee ${trade.fee}`;
    });
}
