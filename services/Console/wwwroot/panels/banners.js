import { byId, el, setText, syncChildren } from '../dom.js';
import { time } from '../format.js';
import { bannersOf } from './causes.js';

/** @typedef {{ key: string, level: 'bad' | 'warn' | 'info', title: string, text: string, countdown?: string }} Banner */

/** @type {Map<string, Banner[]>} */
const bySource = new Map();

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
    // A screen reader would read a whole alert again with each second of a countdown.
    () => el('p', { class: 'banner' }, el('strong'), el('span', { 'aria-hidden': 'true' }), el('span')),
    (element, banner) => {
      const [title, countdown, text] = /** @type {[Element, HTMLElement, Element]} */ ([...element.children]);
      element.dataset.level = banner.level;
      setText(title, banner.title);
      countdown.hidden = !banner.countdown;
      setText(countdown, banner.countdown ? `${banner.countdown}.` : '');
      setText(text, banner.text);
    },
  );
}

/** @type {ServiceState[]} */
let services = [];
/** @type {Strategy[]} */
let faulted = [];

/** @param {ServiceState[]} states */
export function showServices(states) {
  services = states;
  show('services', bannersOf(services.filter((service) => !isExplained(service))));
}

/** @param {Strategy[]} strategies those that have faulted */
export function showFaults(strategies) {
  faulted = strategies;
  show('faulted', faulted.map(({ id, name, fault }) => ({
    key: `faulted-${id}`,
    level: 'bad',
    title: `Strategy faulted: ${name}`,
    text: fault ? `Since ${time(fault.at)}: ${fault.type}: ${fault.message}` : '',
  })));
  showServices(services);
}

/**
 * Whether the banner of a faulted strategy says already why a service is degraded.
 * @param {ServiceState} service
 */
function isExplained({ state, checks }) {
  return state === 'degraded' && checks.length > 0
    && checks.every((check) => faulted.some(({ id, fault }) => fault && check.includes(id) && check.includes(fault.type)));
}

/**
 * @param {import('../stream.js').StreamState} state
 * @param {Date | null} lastHeard
 */
export function showStream(state, lastHeard) {
  if (state !== 'lost') {
    show('stream', []);
    return;
  }
  // What a service suffered from is not known any more: the lost stream is the one cause.
  showServices([]);
  show('stream', [{
    key: 'stream',
    level: 'bad',
    title: 'The live stream is lost',
    text: lastHeard
      ? `What you see is from ${time(lastHeard.toISOString())}. Reconnecting…`
      : 'Nothing has been received yet. Reconnecting…',
  }]);
}
