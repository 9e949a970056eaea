import { byId, el, setText } from '../dom.js';
import { bothZones, decimal, words } from '../format.js';

const dialog = byId('order-dialog', HTMLDialogElement);
const RETRY_MS = 2000;
let openId = '';
let shownState = '';

export function startOrderDialog() {
  byId('order-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => (openId = ''));
}

/**
 * @param {string} id
 * @param {Order} [known] what is known of it already
 */
export async function openOrder(id, known) {
  openId = id;
  setText(byId('order-title', HTMLElement), 'Order');
  byId('order-facts', HTMLElement).replaceChildren();
  byId('order-events', HTMLElement).replaceChildren();
  if (known) render(known);
  if (!dialog.open) dialog.showModal();
  await refresh(id, known);
}

/**
 * Follows the open order while the stream brings newer states of it.
 * @param {Order[]} orders
 */
export function followOrder(orders) {
  const order = orders.find((candidate) => candidate.id === openId);
  if (order && `${order.status}${order.filledQuantity}` !== shownState) void refresh(order.id, order);
}

/**
 * @param {string} id
 * @param {Order} [known]
 */
async function refresh(id, known) {
  if (known) shownState = `${known.status}${known.filledQuantity}`;
  const response = await fetch(`/console/orders/${encodeURIComponent(id)}`).catch(() => null);
  if (openId !== id) return;
  const problem = byId('order-problem', HTMLElement);
  if (!response?.ok) {
    setText(problem, 'The history cannot be read: order-execution does not answer. Trying again.');
    setTimeout(() => { if (openId === id) void refresh(id); }, RETRY_MS);
    return;
  }
  setText(problem, '');
  render(await response.json());
}

/** @param {Order} order */
function render(order) {
  setText(byId('order-title', HTMLElement), `Order ${order.clientOrderId}`);
  /** @type {[string, string | null | undefined, string?][]} */
  const facts = [
    ['State', words(order.status)],
    ['Side and type', `${words(order.side)} ${words(order.type)}`],
    ['Symbol', order.symbol],
    ['Filled / quantity', `${decimal(order.filledQuantity ?? '0')} / ${decimal(order.quantity)}`],
    ['Limit price', order.price],
    ['Average price', order.averagePrice],
    ['Account', order.account],
    ['Venue', order.venue],
    ['Route', order.route],
    ['Strategy', order.strategy],
    ['Reason', order.reason, 'whole'],
    ['Venue time', bothZones(order.exchangeTime), 'whole'],
    ['Created', bothZones(order.createdAt), 'whole'],
    ['Order id', order.id, 'whole mono'],
    ['Trace id', order.traceId, 'whole mono'],
  ];
  byId('order-facts', HTMLElement).replaceChildren(...facts
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value, kind]) => el('div', { class: kind?.startsWith('whole') ? 'whole' : '' },
      el('dt', {}, name), el('dd', { class: kind?.endsWith('mono') ? 'mono' : '' }, name.includes('price') ? decimal(value) : String(value)))));
  const events = order.events ?? [];
  byId('order-events', HTMLElement).replaceChildren(...events.map((event) => eventLine(event, order)));
}

/**
 * @param {OrderEvent} event
 * @param {Order} order
 */
function eventLine(event, order) {
  const details = [event.detail, event.traceId && event.traceId !== order.traceId ? `trace ${event.traceId}` : null].filter((text) => text).join(' · ');
  return el('li', {}, el('strong', {}, words(event.kind)),
    el('div', {}, ...(details ? [el('p', {}, details)] : []), el('p', { class: 'muted' }, bothZones(event.at))));
}
