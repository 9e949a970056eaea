import { post } from '../apiKey.js';
import { byId, el, setText, syncChildren } from '../dom.js';
import { money, onZoneChange, profit, quantity, time, words } from '../format.js';
import { KeyDialog } from '../keyDialog.js';
import { markPanel, onSecond } from '../staleness.js';
import * as banners from './banners.js';

/** Live and paper differ for a moment with each order that is under way. Whoever enters the event says when it is one; until then none is. */
let driftPatienceMs = Infinity;

/** @type {Strategy[]} */
let strategies = [];
let chosen = '';
const dialog = new KeyDialog('align', 'Aligning…', (key) => post(`/console/strategies/${encodeURIComponent(chosen)}/align`, key));

export function startStrategies() {
  onZoneChange(render);
  onSecond(showDrift);
}

/** @param {TopicEvent<AlertmanagerState>} event */
export function setDriftPatience(event) {
  if (!event.value) return;
  driftPatienceMs = event.value.driftSeconds * 1000;
  showDrift();
}

/** @param {TopicEvent<Strategy[]>} event */
export function showStrategies(event) {
  markPanel('panel-strategies', event.problem && `paper-trading ${event.problem}`, event.at);
  if (!event.value) return;
  strategies = event.value;
  render();
}

function render() {
  byId('strategies-empty', HTMLElement).hidden = strategies.length > 0;
  const rank = (/** @type {Strategy} */ strategy) => (strategy.state === 'faulted' ? 0 : strategy.promoted || strategy.drift?.length ? 1 : 2);
  const sorted = [...strategies].sort((a, b) => rank(a) - rank(b));
  syncChildren(byId('strategies', HTMLElement), sorted, (strategy) => strategy.id, create, update);
  banners.showFaults(strategies.filter((strategy) => strategy.state === 'faulted'));
  showDrift();
}

function showDrift() {
  const apart = strategies
    .map((strategy) => ({ strategy, drifts: driftsOf(strategy).filter((drift) => Date.now() - Date.parse(drift.since) >= driftPatienceMs) }))
    .filter(({ drifts }) => drifts.length);
  banners.show('drift', apart.map(({ strategy, drifts }) => ({
    key: `drift-${strategy.id}`,
    level: 'warn',
    title: `Live and paper differ: ${strategy.name}`,
    text: `${drifts.map(sentence).join('; ')}.`,
  })));
}

/** @param {Strategy} strategy */
function create(strategy) {
  const button = el('button', { type: 'button' }, 'Align…');
  button.setAttribute('aria-label', `Align live with paper: ${strategy.name}`);
  button.addEventListener('click', () => open(strategy.id));
  return el('li', {}, el('span', { class: 'name' }), el('span', { class: 'state' }), button, el('span', { class: 'detail' }), el('span', { class: 'profit' }));
}

/**
 * @param {HTMLElement} line
 * @param {Strategy} strategy
 */
function update(line, strategy) {
  const [name, state, button, detail, profits] =
    /** @type {[HTMLElement, HTMLElement, HTMLButtonElement, HTMLElement, HTMLElement]} */ ([...line.children]);
  const drifts = driftsOf(strategy);
  const shown = strategy.pausedReason && strategy.state === 'running' ? 'paused' : strategy.state;
  setText(name, strategy.name);
  setText(state, words(shown));
  state.dataset.state = shown;
  button.hidden = drifts.length === 0;
  line.dataset.state = strategy.state === 'faulted' ? 'faulted' : drifts.length ? 'apart' : 'together';
  setText(detail, [
    faultOf(strategy),
    strategy.pausedReason ? `Paused: ${strategy.pausedReason.replace(/\.$/, '')}.` : '',
    drifts.length ? `▲ ${drifts.map(sentence).join('; ')}.` : strategy.promoted ? 'Live and paper positions agree.' : 'On paper only.',
  ].filter((text) => text).join(' '));
  setText(profits, strategy.totalPnl === undefined ? '' : profit(strategy).map((part) => `${part.name} ${money(part.value, part.signed)}`).join(' · '));
}

/** @param {Strategy} strategy */
function faultOf(strategy) {
  return strategy.fault ? `${strategy.fault.type}: ${strategy.fault.message} (${time(strategy.fault.at)}).` : '';
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
  setText(byId('align-title', HTMLElement), `Align ${strategy.name}`);
  byId('align-orders', HTMLElement).replaceChildren(...drifts.map((drift) => el('li', {},
    `${drift.symbol}: live ${quantity(drift.live)} becomes ${quantity(drift.paper)}`)));
  setText(byId('align-submit', HTMLButtonElement), drifts.length === 1 ? `Align ${drifts[0]?.symbol}` : `Align ${drifts.length} positions`);
  dialog.open();
}
