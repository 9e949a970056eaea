import { post, rememberedKey } from '../apiKey.js';
import { byId, el, markPanel, setText, syncChildren } from '../dom.js';
import { onZoneChange, quantity, time, words } from '../format.js';
import * as banners from './banners.js';

/** @type {Strategy[]} */
let strategies = [];
let chosen = '';

export function startStrategies() {
  const dialog = byId('align-dialog', HTMLDialogElement);
  const key = byId('align-key', HTMLInputElement);
  byId('align-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => (key.value = ''));
  byId('align-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    void align(dialog, key.value);
  });
  onZoneChange(render);
}

/** @param {TopicEvent<Strategy[]>} event */
export function showStrategies(event) {
  markPanel('panel-strategies', event.problem && `paper-trading ${event.problem}`);
  if (!event.value) return;
  strategies = event.value;
  render();
}

function render() {
  const shown = strategies.filter((strategy) => strategy.promoted || strategy.drift?.length);
  byId('strategies-empty', HTMLElement).hidden = shown.length > 0;
  syncChildren(byId('strategies', HTMLElement), shown, (strategy) => strategy.id, create, update);
  const apart = shown.filter((strategy) => strategy.drift?.length);
  banners.show('drift', apart.map((strategy) => ({
    key: `drift-${strategy.id}`,
    level: 'warn',
    title: `Live and paper differ: ${strategy.name}`,
    text: `${driftsOf(strategy).map(sentence).join('; ')}.`,
  })));
}

/** @param {Strategy} strategy */
function create(strategy) {
  const button = el('button', { type: 'button' }, 'Align…');
  button.setAttribute('aria-label', `Align live with paper: ${strategy.name}`);
  button.addEventListener('click', () => open(strategy.id));
  return el('li', {}, el('span', { class: 'name' }), el('span', { class: 'state' }), button, el('span', { class: 'detail' }));
}

/**
 * @param {HTMLElement} line
 * @param {Strategy} strategy
 */
function update(line, strategy) {
  const [name, state, button, detail] = /** @type {[HTMLElement, HTMLElement, HTMLButtonElement, HTMLElement]} */ ([...line.children]);
  const drifts = driftsOf(strategy);
  setText(name, strategy.name);
  setText(state, strategy.pausedReason ? 'paused' : words(strategy.state));
  state.dataset.state = strategy.pausedReason ? 'paused' : strategy.state;
  button.hidden = drifts.length === 0;
  line.dataset.state = drifts.length ? 'apart' : 'together';
  setText(detail, [
    strategy.pausedReason ? `Paused: ${strategy.pausedReason.replace(/\.$/, '')}.` : '',
    drifts.length ? `▲ ${drifts.map(sentence).join('; ')}.` : 'Live and paper positions agree.',
  ].filter((text) => text).join(' '));
}

/** @param {Strategy} strategy */
function driftsOf(strategy) {
  return strategy.drift ?? [];
}

/** @param {Drift} drift */
function sentence(drift) {
  return `${drift.symbol} live ${quantity(drift.live)}, paper ${quantity(drift.paper)}, since ${time(drift.since)}`;
}

/** @param {string} id */
function open(id) {
  const strategy = strategies.find((candidate) => candidate.id === id);
  if (!strategy) return;
  chosen = id;
  const drifts = driftsOf(strategy);
  const dialog = byId('align-dialog', HTMLDialogElement);
  const key = byId('align-key', HTMLInputElement);
  setText(byId('align-title', HTMLElement), `Align ${strategy.name}`);
  byId('align-orders', HTMLElement).replaceChildren(...drifts.map((drift) => el('li', {},
    `${drift.symbol}: live ${quantity(drift.live)} becomes ${quantity(drift.paper)}`)));
  setText(byId('align-submit', HTMLButtonElement), drifts.length === 1 ? `Align ${drifts[0]?.symbol}` : `Align ${drifts.length} positions`);
  setText(byId('align-problem', HTMLElement), '');
  key.value = rememberedKey();
  dialog.showModal();
  (key.value ? byId('align-submit', HTMLButtonElement) : key).focus();
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {string} key
 */
async function align(dialog, key) {
  const button = byId('align-submit', HTMLButtonElement);
  button.disabled = true;
  setText(byId('align-problem', HTMLElement), '');
  const { problem } = await post(`/console/strategies/${encodeURIComponent(chosen)}/align`, key);
  button.disabled = false;
  if (problem === null) dialog.close();
  else setText(byId('align-problem', HTMLElement), problem);
}
