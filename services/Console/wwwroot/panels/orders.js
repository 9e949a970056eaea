import { byId, el, setAttribute, setText, syncChildren } from '../dom.js';
import { bothZones, onZoneChange, price, quantity, time, words } from '../format.js';
import { markPanel } from '../staleness.js';

/** @type {Order[]} */
let orders = [];
/** @type {(order: Order) => void} */
let opener = () => {};

/** @param {(order: Order) => void} open called with the order whose details are wanted */
export function startOrders(open) {
  opener = open;
  onZoneChange(render);
}

/** @param {TopicEvent<Order[]>} event */
export function showOrders(event) {
  markPanel('panel-orders', event.problem && `order-execution ${event.problem}`, event.at);
  if (!event.value) return orders;
  orders = [...event.value].sort((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)));
  render();
  return orders;
}

/** @param {Order} order */
function create(order) {
  const button = el('button', { type: 'button', class: 'link', title: 'Show the history of this order' });
  const line = el('tr', { class: 'choice' },
    el('td', { class: 'when' }, button), el('td', { class: 'mono muted wider', title: order.clientOrderId }, shortId(order.clientOrderId)), el('td', { class: 'symbol' }), el('td'),
    el('td', { class: 'wider' }), el('td', { class: 'num' }, el('span'), el('span', { class: 'wide' })), el('td', { class: 'num wide' }),
    el('td', {}, el('span', { class: 'state' })));
  line.addEventListener('click', () => opener(orders.find((candidate) => candidate.id === order.id) ?? order));
  return line;
}

function render() {
  byId('orders-empty', HTMLElement).hidden = orders.length > 0;
  const filled = orders.filter((order) => order.status === 'filled').length;
  setText(byId('orders-count', HTMLElement), orders.length ? `last ${orders.length}, ${filled} filled` : '');
  syncChildren(byId('orders', HTMLTableSectionElement), orders, (order) => order.id, create, (line, order) => {
    const cell = (/** @type {number} */ index) => /** @type {HTMLElement} */ (line.children[index]);
    const button = /** @type {HTMLElement} */ (cell(0).firstElementChild);
    // In a replay the venue's time is the recording's.
    const at = order.exchangeTime ?? order.createdAt;
    setText(button, time(at));
    cell(0).title = `venue ${bothZones(order.exchangeTime) || 'no time yet'}; created ${bothZones(order.createdAt)}`;
    setAttribute(button, 'aria-label', `${time(at)}, ${words(order.side)} ${order.symbol}, ${words(order.status)}: show the history of this order`);
    setText(cell(2), order.symbol);
    cell(2).title = order.venue ?? '';
    setText(cell(3), words(order.side));
    cell(3).className = order.side === 'buy' ? 'up' : 'down';
    setText(cell(4), words(order.type));
    setText(/** @type {Element} */ (cell(5).firstElementChild), quantity(order.filledQuantity ?? '0'));
    setText(/** @type {Element} */ (cell(5).lastElementChild), ` / ${quantity(order.quantity)}`);
    const paid = Number(order.averagePrice ?? 0) > 0 ? order.averagePrice : order.price;
    setText(cell(6), price(order.symbol, paid));
    const state = /** @type {HTMLElement} */ (cell(7).firstElementChild);
    state.dataset.state = order.status;
    setText(state, words(order.status));
    state.title = order.reason ?? '';
  });
}

/** @param {string} id */
function shortId(id) {
  return id.length > 16 ? `${id.slice(0, 7)}…${id.slice(-6)}` : id;
}
