import { byId, el, setAttribute, setText, syncChildren } from '../dom.js';
import { time } from '../format.js';

/** @type {Venue[]} */
let venues = [];

const title = document.title;

/**
 * Says where orders go, on every page. What cannot be read keeps its last state and says so: an alarm is not lowered by silence.
 * @param {TopicEvent<Venue[]>} event
 */
export function showVenues(event) {
  venues = event.value ?? venues;
  const note = event.problem ? ` · as last read, order-execution ${event.problem}` : '';
  const box = byId('venues', HTMLElement);
  setAttribute(box, 'data-state', event.problem ? 'stale' : 'read');
  if (!venues.length) {
    if (event.problem) setText(box, `Venue unknown: order-execution ${event.problem} (since ${time(event.at)})`);
    return;
  }
  if (!box.firstElementChild) box.textContent = '';
  syncChildren(box, venues, (venue) => `${venue.name}/${venue.account}`, () => el('p'), (line, venue) => {
    line.className = isLive(venue) ? 'live-orders' : 'venue';
    const orders = isLive(venue) ? 'LIVE ORDERS' : venue.enabled ? '' : 'orders off';
    setText(line, [venue.name, `account ${venue.account}`, orders].filter((text) => text).join(' · ') + note);
    setAttribute(line, 'title', isLive(venue) ? 'Orders go to this venue and move real money.' : venue.disabledReason ?? null);
  });
  document.title = venues.some(isLive) ? `LIVE ORDERS · ${title}` : title;
}

/**
 * Only a clear "no" is no.
 * @param {Venue} venue
 */
function isLive(venue) {
  return venue.liveOrders !== false;
}
