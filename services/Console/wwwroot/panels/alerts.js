import { byId, el, setAttribute, setText, syncChildren } from '../dom.js';
import { bothZones, onZoneChange, time } from '../format.js';
import { markPanel } from '../staleness.js';

/** @type {Alert[]} */
let alerts = [];

export function startAlerts() {
  onZoneChange(render);
}

/** @param {TopicEvent<Alert[]>} event */
export function showAlerts(event) {
  markPanel('panel-alerts', event.problem, event.at);
  if (!event.value) return;
  alerts = event.value;
  render();
}

/** @param {TopicEvent<AlertmanagerState>} event */
export function showAlertmanager(event) {
  const state = event.value;
  setText(byId('alertmanager', HTMLElement), !state || state.state === 'answers' ? ''
    : state.state === 'none' ? 'No Alertmanager here: no rule is evaluated. Halts, live drift and faulted strategies are shown.'
      : `Alertmanager ${state.problem} since ${time(state.since)}: rules raise nothing. Halts, live drift and faulted strategies are shown.`);
}

/** @param {Alert} alert */
const rank = (alert) => (alert.state === 'firing' ? ['critical', 'warning', 'info'].indexOf(alert.severity) : 9);

function render() {
  const sorted = [...alerts].sort((a, b) => rank(a) - rank(b) || b.id - a.id);
  const firing = alerts.filter((alert) => alert.state === 'firing').length;
  setText(byId('alerts-count', HTMLElement), firing ? `${firing} firing` : alerts.length ? 'none firing' : '');
  byId('alerts-empty', HTMLElement).hidden = alerts.length > 0;
  syncChildren(byId('alerts', HTMLElement), sorted, (alert) => String(alert.id), create, (line, alert) => {
    setAttribute(line, 'data-state', alert.state);
    setAttribute(line, 'data-severity', alert.severity);
    setText(/** @type {Element} */ (line.querySelector('.when')),
      alert.endsAt ? `${time(alert.startsAt)} – ${time(alert.endsAt)}` : `${alert.severity} since ${time(alert.startsAt)}`);
    setText(/** @type {Element} */ (line.querySelector('.source')), alert.source);
    setText(/** @type {Element} */ (line.querySelector('.summary')), alert.summary);
    line.title = `${alert.description} (${bothZones(alert.startsAt)})`;
  });
}

/**
 * Runbooks are pages of this console: a link elsewhere, or to a scheme that runs something, came with a forged alert.
 * @param {string | null} link
 * @returns {link is string}
 */
function leadsToRunbook(link) {
  return link !== null && URL.canParse(link, location.href) && new URL(link, location.href).origin === location.origin;
}

/** @param {Alert} alert */
function create(alert) {
  const name = el('span', { class: 'name' });
  if (leadsToRunbook(alert.runbook)) name.append(el('a', { href: alert.runbook, target: '_blank', rel: 'noreferrer', title: 'Runbook' }, alert.name));
  else name.append(alert.name);
  return el('li', {}, name, el('span', { class: 'when' }), el('span', { class: 'summary' }), el('span', { class: 'source', title: 'Who raised it' }));
}
