import { byId, el, setText } from '../dom.js';
import { bothZones, decimal, words } from '../format.js';

const dialog = byId('order-dialog', HTMLDialogElement);
let openId = '';
let shownState = '';

export function startOrderDialog() {
  byId('order-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => (openId = ''));
}

/** @param {Order} order */
export async function openOrder(order) {
  openId = order.id;
  setText(byId('order-title', HTMLElement), `Order ${order.clientOrderId}`);
  render(order);
  if (!dialog.open) dialog.showModal();
  await refresh(order);
}

/**
 * Follows the open order while the stream brings newer states of it.
 * @param {Order[]} orders
 */
export function followOrder(orders) {
  const order = orders.find((candidate) => candidate.id === openId);
  if (order && `${order.status}${order.filledQuantity}` !== shownState) void refresh(order);
}

/** @param {Order} order */
async function refresh(order) {
  shownState = `${order.status}${order.filledQuantity}`;
  const response = await fetch(`/console/orders/${encodeURIComponent(order.id)}`).catch(() => null);
  if (openId !== order.id) return;
  const problem = byId('order-problem', HTMLElement);
  if (!response?.ok) {
    setText(problem, 'The history cannot be read: order-execution does not answer.');
    return;
  }
  setText(problem, '');
  render(await response.json());
}

/** @param {Order} order */
function render(order) {
  /** @type {[string, string | null | undefined, string?][]} */
  const facts = [
    ['State', words(order.status)],
    ['Side and type', `${words(order.side)} ${words(order.type)}`],
    ['Symbol', order.symbol],
    ['Filled / quantity', `${decimal(order.filledQuantity ?? '0')} / ${decimal(order.quantity)}`],
    ['Limit price', order.price],
    ['Average price', order.averagePrice],
    ['Account', order.account],
    ['Route', order.route],
    ['Strategy', order.strategy],
    ['Reason', order.reason, 'whole'],
    ['Created', bothZones(order.createdAt), 'whole'],
    ['Order id', order.id, 'whole mono'],
    ['Trace id', order.traceId, 'whole mono'],
  ];
  byId('order-facts', HTMLElement).replaceChildren(...facts
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value, kind]) => el('div', { class: kind?.startsWith('whole') ? 'whole' : '' },
      el('dt', {}, name), el('dd', { class: kind?.endsWith('mono') ? 'mono' : '' }, name.includes('price') ? decimal(value) : String(value)))));
  const events = order.events ?? [];
  byId('order-events', HTMLElement).replaceChildren(...events.map(eventLine));
}

const timeNames = ['at', 'time', 'occurredAt', 'recordedAt'];
const titleNames = ['type', 'kind', 'event', 'status', 'name'];

/** @param {OrderEvent} event */
function eventLine(event) {
  const at = timeNames.map((name) => event[name]).find((value) => typeof value === 'string');
  const titleName = titleNames.find((name) => typeof event[name] === 'string') ?? '';
  const details = flatten(event).filter(([name]) => name !== titleName && !timeNames.includes(name) && name !== 'orderId');
  const text = details.map(([name, value]) => `${words(name)} ${value}`).join(' · ');
  return el('li', {}, el('strong', {}, words(String(event[titleName] ?? 'event'))),
    el('div', {}, ...(text ? [el('p', {}, text)] : []), el('p', { class: 'muted' }, typeof at === 'string' ? bothZones(at) : '')));
}

/**
 * @param {Record<string, unknown>} value
 * @returns {[string, string][]}
 */
function flatten(value) {
  return Object.entries(value).flatMap(([name, part]) => {
    if (part === null || part === '') return [];
    if (typeof part === 'object') return flatten(/** @type {Record<string, unknown>} */ (part));
    return [[name, String(part)]];
  });
}
