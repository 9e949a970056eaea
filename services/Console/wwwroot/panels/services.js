import { byId, el, setText, syncChildren } from '../dom.js';
import { bothZones, onZoneChange, time } from '../format.js';
import { isStreamLost, markPanel } from '../staleness.js';
import * as banners from './banners.js';

/** @type {ServiceState[]} */
let services = [];

export function startServices() {
  onZoneChange(render);
}

/** @param {TopicEvent<ServiceState[]>} event */
export function showServices(event) {
  markPanel('panel-services', event.problem, event.at);
  if (!event.value) return;
  services = event.value;
  banners.showServices(services);
  render();
}

/** Without the stream no state is known: the last one is shown as such. */
export function render() {
  const lost = isStreamLost();
  syncChildren(byId('services', HTMLElement), services, (service) => service.name,
    (service) => el('li', {}, el('span', {}, service.name), el('span', { class: 'health' }), el('span', { class: 'detail' })),
    (line, service) => {
      const health = /** @type {HTMLElement} */ (line.children[1]);
      health.dataset.state = lost ? 'unknown' : service.state;
      setText(health, lost ? `unknown, was ${service.state}` : service.state);
      const details = service.checks.length ? service.checks.join('; ') : service.problem ?? '';
      setText(/** @type {Element} */ (line.children[2]), !lost && details ? `${details} (since ${time(service.since)})` : '');
      line.title = `since ${bothZones(service.since)}`;
    });
}
