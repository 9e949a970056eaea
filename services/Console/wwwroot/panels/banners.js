import { byId, el, setText, syncChildren } from '../dom.js';
import { time } from '../format.js';

/** @typedef {{ key: string, level: 'bad' | 'warn', title: string, text: string }} Banner */

/** @type {Map<string, Banner[]>} */
const bySource = new Map();

/** What stands still on this page while a service is away.
 * @type {Record<string, string>} */
const affected = {
  'market-data': 'Prices and candles stand still.',
  'paper-trading': 'Paper accounts and trades stand still.',
  'order-execution': 'Orders stand still; none can be sent or cancelled.',
  downloader: 'History is not fetched and gaps are not healed.',
  scanner: 'No new signals are raised.',
  'exchange-simulator': 'The simulated venue is gone.',
};

/**
 * Replaces the banners of one source; sources do not touch each other's.
 * @param {string} source
 * @param {Banner[]} banners
 */
export function show(source, banners) {
  bySource.set(source, banners);
  const all = [...bySource.values()].flat();
  syncChildren(
    byId('banners', HTMLElement),
    all,
    (banner) => banner.key,
    () => el('p', { class: 'banner' }, el('strong'), el('span')),
    (element, banner) => {
      element.dataset.level = banner.level;
      setText(/** @type {Element} */ (element.firstElementChild), banner.title);
      setText(/** @type {Element} */ (element.lastElementChild), banner.text);
    },
  );
}

/** @param {ServiceState[]} services */
export function showServices(services) {
  show('services', services.filter((service) => service.state !== 'healthy').map((service) => ({
    key: `service-${service.name}`,
    level: service.state === 'degraded' ? 'warn' : 'bad',
    title: service.state === 'away' ? `${service.name} is away` : `${service.name} is ${service.state}`,
    text: [
      `since ${time(service.since)}${service.problem ? `: ${service.problem}` : ''}.`,
      service.state === 'degraded' ? '' : affected[service.name] ?? '',
    ].join(' ').trim(),
  })));
}

/**
 * @param {import('../stream.js').StreamState} state
 * @param {Date | null} lastHeard
 */
export function showStream(state, lastHeard) {
  show('stream', state !== 'lost' ? [] : [{
    key: 'stream',
    level: 'bad',
    title: 'The live stream is lost',
    text: lastHeard
      ? `What you see is from ${time(lastHeard.toISOString())}. Reconnecting…`
      : 'Nothing has been received yet. Reconnecting…',
  }]);
}
