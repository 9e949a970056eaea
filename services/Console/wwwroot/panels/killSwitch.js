import { post, rememberedKey } from '../apiKey.js';
import { byId, el, setText, syncChildren } from '../dom.js';
import { time, words } from '../format.js';
import * as banners from './banners.js';

const ordersListed = 20;

/** What the button says that it will do. */
const haltNames = /** @type {const} */ ({
  all: 'Halt and cancel all open orders',
  increasing: 'Halt and cancel increasing orders',
  none: 'Halt and leave open orders working',
});

let halted = false;
/** @type {(id: string) => void} */
let opener = () => {};

/** @param {(orderId: string) => void} open called with the order whose details are wanted */
export function startKillSwitch(open) {
  opener = open;
  const dialog = byId('halt-dialog', HTMLDialogElement);
  const key = byId('halt-key', HTMLInputElement);
  byId('halt-open', HTMLButtonElement).addEventListener('click', () => {
    setText(byId('halt-problem', HTMLElement), '');
    key.value = rememberedKey();
    nameButtons();
    dialog.showModal();
    (key.value ? byId('halt-submit', HTMLButtonElement) : key).focus();
  });
  byId('halt-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => (key.value = ''));
  const form = byId('halt-form', HTMLFormElement);
  form.addEventListener('change', nameButtons);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const reason = byId('halt-reason', HTMLInputElement).value.trim();
    // All is what a halt does when nothing is said: so it works with every version of order-execution.
    void send('halt', dialog, { ...(reason ? { reason } : {}), ...(chosen() === 'all' ? {} : { cancelOpen: chosen() }) });
  });
  byId('resume-submit', HTMLButtonElement).addEventListener('click', () => {
    if (key.reportValidity()) void send('resume', dialog);
  });
}

/** @returns {'all' | 'increasing' | 'none'} */
function chosen() {
  const value = String(new FormData(byId('halt-form', HTMLFormElement)).get('cancelOpen'));
  return value === 'increasing' || value === 'none' ? value : 'all';
}

function nameButtons() {
  setText(byId('halt-submit', HTMLButtonElement), halted ? haltNames[chosen()].replace('Halt', 'Halt again') : haltNames[chosen()]);
  setText(byId('halt-title', HTMLElement), halted ? 'Trading is halted' : 'Halt trading');
  setText(byId('halt-key-label', HTMLElement), halted ? 'API key (resume: role admin; halt again: role trader)' : 'API key with the role trader');
  byId('resume-submit', HTMLButtonElement).hidden = !halted;
}

/**
 * @param {'halt' | 'resume'} action
 * @param {HTMLDialogElement} dialog
 * @param {object} [body]
 */
async function send(action, dialog, body) {
  const buttons = [byId('halt-submit', HTMLButtonElement), byId('resume-submit', HTMLButtonElement)];
  setText(byId('halt-problem', HTMLElement), '');
  for (const button of buttons) button.disabled = true;
  setText(byId('halt-pending', HTMLElement), action === 'halt' ? 'Halting…' : 'Resuming…');
  const { answer, problem } = await post(`/console/risk/${action}`, byId('halt-key', HTMLInputElement).value, body);
  setText(byId('halt-pending', HTMLElement), '');
  for (const button of buttons) button.disabled = false;
  if (problem !== null) {
    setText(byId('halt-problem', HTMLElement), problem);
    return;
  }
  if (answer) showHalt({ at: new Date().toISOString(), problem: null, value: answer });
  dialog.close();
}

/** @param {TopicEvent<RiskState>} event the risk limits, which hold the state of the kill switch */
export function showHalt(event) {
  if (!event.value) return;
  const risk = event.value;
  halted = risk.halted === true;
  setText(byId('halt-open', HTMLButtonElement), halted ? 'Resume trading…' : 'Halt trading…');
  banners.show('halt', halted ? [{ key: 'halt', level: 'bad', title: 'Trading is halted', text: summary(risk) }] : []);
  showOrders(halted ? risk : null);
}

/** @param {RiskState} risk */
function summary(risk) {
  const by = [`since ${time(risk.haltAt)}`, risk.haltBy ? `by ${risk.haltBy}` : '', risk.haltReason ? `: ${risk.haltReason}` : ''].filter((text) => text).join(' ').replace(' :', ':');
  const counts = [
    risk.cancelled ? `${orders(risk.cancelled.length)} cancelled` : '',
    risk.inFlight ? `${risk.inFlight.length} in flight` : '',
    risk.notCancelled ? `${risk.notCancelled.length} not cancelled` : '',
  ].filter((text) => text).join(', ');
  const choice = risk.cancelOpen === 'none' ? 'Open orders were left working and can still fill.'
    : risk.cancelOpen === 'increasing' ? 'Orders that only reduce a position were left working.' : '';
  return [`${by}.`, 'No new order passes.', counts && `${counts}.`, choice].filter((text) => text).join(' ');
}

/** @param {number} count */
function orders(count) {
  return count === 1 ? '1 order' : `${count} orders`;
}

/**
 * Lists what a halt has not ended, which may still fill, and what it has cancelled.
 * @param {RiskState | null} risk
 */
function showOrders(risk) {
  const left = [
    ...(risk?.notCancelled ?? []).map((order) => ({ id: order.id, text: `not cancelled, ${words(order.status)}: ${order.reason || 'no reason given'}` })),
    ...(risk?.inFlight ?? []).map((id) => ({ id, text: 'in flight: sent before the halt, its outcome is not known yet' })),
  ];
  const cancelled = (risk?.cancelled ?? []).map((id) => ({ id, text: 'cancelled' }));
  byId('halt-left', HTMLElement).hidden = left.length === 0;
  byId('halt-cancelled', HTMLElement).hidden = cancelled.length === 0;
  byId('halt-orders', HTMLElement).hidden = left.length + cancelled.length === 0;
  setText(byId('halt-cancelled-count', HTMLElement), `${orders(cancelled.length)} cancelled`);
  showList('halt-left', left);
  showList('halt-cancelled', cancelled);
}

/**
 * @param {string} name
 * @param {{ id: string, text: string }[]} rows
 */
function showList(name, rows) {
  setText(byId(`${name}-more`, HTMLElement), rows.length > ordersListed ? `and ${rows.length - ordersListed} more: see GET /risk/limits` : '');
  syncChildren(byId(`${name}-list`, HTMLElement), rows.slice(0, ordersListed), (row) => row.id,
    (row) => {
      const button = el('button', { type: 'button', class: 'link mono', title: 'Show the history of this order' }, row.id);
      button.addEventListener('click', () => opener(row.id));
      return el('li', {}, button, el('span'));
    },
    (line, row) => setText(/** @type {Element} */ (line.lastElementChild), row.text));
}
