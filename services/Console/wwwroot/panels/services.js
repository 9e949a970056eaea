import { byId, el, markPanel, setText, syncChildren } from '../dom.js';
import { bothZones, time } from '../format.js';

/** @param {TopicEvent<ServiceState[]>} event */
export function showServices(event) {
  markPanel('panel-services', event.problem);
  if (!event.value) return;
  syncChildren(byId('services', HTMLElement), event.value, (service) => service.name,
    (service) => el('li', {}, el('span', {}, service.name), el('span', { class: 'health' }), el('span', { class: 'detail' })),
    (line, service) => {
      const health = /** @type {HTMLElement} */ (line.children[1]);
      health.dataset.state = service.state;
      setText(health, service.state);
      const details = service.checks.length ? service.checks.join('; ') : service.problem ?? '';
      setText(/** @type {Element} */ (line.children[2]), details && `${details} (since ${time(service.since)})`);
      line.title = `since ${bothZones(service.since)}`;
    });
}
