import { byId, setText } from '../dom.js';
import * as banners from './banners.js';

const keyName = 'trading.apiKey';

export function startKillSwitch() {
  const dialog = byId('halt-dialog', HTMLDialogElement);
  const key = byId('halt-key', HTMLInputElement);
  byId('halt-open', HTMLButtonElement).addEventListener('click', () => {
    setText(byId('halt-problem', HTMLElement), '');
    key.value = sessionStorage.getItem(keyName) ?? '';
    dialog.showModal();
  });
  byId('halt-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => (key.value = ''));
  byId('halt-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    void send('halt', key.value, dialog);
  });
  byId('resume-submit', HTMLButtonElement).addEventListener('click', () => {
    if (key.reportValidity()) void send('resume', key.value, dialog);
  });
}

/**
 * @param {'halt' | 'resume'} action
 * @param {string} key
 * @param {HTMLDialogElement} dialog
 */
async function send(action, key, dialog) {
  const response = await fetch(`/console/risk/${action}`, { method: 'POST', headers: { 'X-Api-Key': key } }).catch(() => null);
  if (response?.ok) {
    sessionStorage.setItem(keyName, key);
    dialog.close();
    return;
  }
  if (response?.status === 401) sessionStorage.removeItem(keyName);
  setText(byId('halt-problem', HTMLElement), reasonOf(response));
}

/** @param {Response | null} response */
function reasonOf(response) {
  switch (response?.status) {
    case 401: return 'This key is not known.';
    case 403: return 'This key may not do that: it needs the role admin.';
    default: return 'Not done: order-execution does not answer.';
  }
}

/**
 * @param {TopicEvent<Record<string, unknown>>} event the risk limits; their `halted` says whether the kill switch is on
 */
export function showHalt(event) {
  if (!event.value) return;
  const halted = event.value.halted === true;
  setText(byId('halt-open', HTMLButtonElement), halted ? 'Resume trading…' : 'Halt trading…');
  banners.show('halt', halted ? [{ key: 'halt', level: 'bad', title: 'Trading is halted', text: 'The kill switch is on: no new order passes.' }] : []);
}
