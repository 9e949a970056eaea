import { post } from '../apiKey.js';
import { byId, el, setText, syncChildren } from '../dom.js';
import { onZoneChange, time, words } from '../format.js';
import { KeyDialog } from '../keyDialog.js';
import * as banners from './banners.js';

const ordersListed = 20;

/** What the button says that it will do. */
const haltNames = /** @type {const} */ ({
  all: 'Halt and cancel all open orders',
  increasing: 'Halt and cancel increasing orders',
  none: 'Halt and leave open orders working',
});

/** @type {RiskState} */
let risk = { halted: false };
/** @type {(id: string) => void} */
let opener = () => {};

/** @param {(orderId: string) => void} open called with the order whose details are wanted */
export function startKillSwitch(open) {
  opener = open;
  const reason = byId('halt-reason', HTMLInputElement);
  const resumeReason = byId('resume-reason', HTMLInputElement);
  // All is what a halt does when nothing is said: so it works with every version of order-execution.
  const halt = new KeyDialog('halt', 'Halting…',
    (key) => send('halt', key, { reason: reason.value.trim(), ...(chosen() === 'all' ? {} : { cancelOpen: chosen() }) }));
  const resume = new KeyDialog('resume', 'Resuming…',
    (key) => send('resume', key, resumeReason.value.trim() ? { reason: resumeReason.value.trim() } : undefined));
  byId('halt-open', HTMLButtonElement).addEventListener('click', () => {
    reason.value = '';
    nameButton();
    halt.open(reason);
  });
  byId('resume-open', HTMLButtonElement).addEventListener('click', () => {
    resumeReason.value = '';
    setText(byId('resume-facts', HTMLElement), `${whoAndWhen(risk)}: ${risk.haltReason ?? 'no reason given'}`);
    resume.open(resumeReason);
  });
  byId('halt-form', HTMLFormElement).addEventListener('change', nameButton);
  onZoneChange(render);
}

/** @returns {'all' | 'increasing' | 'none'} */
function chosen() {
  const value = String(new FormData(byId('halt-form', HTMLFormElement)).get('cancelOpen'));
  return value === 'increasing' || value === 'none' ? value : 'all';
}

function nameButton() {
  setText(byId('halt-submit', HTMLButtonElement), risk.halted ? haltNames[chosen()].replace('Halt', 'Halt again') : haltNames[chosen()]);
  setText(byId('halt-title', HTMLElement), risk.halted ? 'Halt again' : 'Halt trading');
}

/**
 * @param {'halt' | 'resume'} action
 * @param {string} key
 * @param {object} [body]
 */
async function send(action, key, body) {
  const { answer, problem } = await post(`/console/risk/${action}`, key, body);
  if (answer) showHalt({ at: new Date().toISOString(), problem: null, value: answer });
  return { problem };
}

/** @param {TopicEvent<RiskState>} event the risk limits, which hold the state of the kill switch */
export function showHalt(event) {
  if (!event.value) return;
  risk = event.value;
  render();
}

function render() {
  const halted = risk.halted === true;
  setText(byId('halt-open', HTMLButtonElement), halted ? 'Halt again…' : 'Halt trading…');
  byId('resume-open', HTMLButtonElement).hidden = !halted;
  banners.show('halt', halted ? [{ key: 'halt', level: 'bad', title: 'Trading is halted', text: summary() }] : []);
  showOrders(halted ? risk : null);
}

/** @param {RiskState} state */
function whoAndWhen(state) {
  return `since ${time(state.haltAt)} by ${state.haltBy || 'an unknown role'}`;
}

function summary() {
  const counts = [
    risk.cancelled ? `${orders(risk.cancelled.length)} cancelled` : '',
    risk.inFlight ? `${risk.inFlight.length} in flight` : '',
    risk.notCancelled ? `${risk.notCancelled.length} not cancelled` : '',
  ].filter((text) => text).join(', ');
  const choice = risk.cancelOpen === 'none' ? 'Open orders were left working and can still fill.'
    : risk.cancelOpen === 'increasing' ? 'Orders that only reduce a position were left working.' : '';
  const why = `${whoAndWhen(risk)}: ${risk.haltReason || 'no reason given'}`.replace(/\.$/, '');
  return [`${why}.`, 'No new order passes.', counts && `${counts}.`, choice].filter((text) => text).join(' ');
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
