/** The header of a page without a stream: it asks now and then. */

import { showVenues } from './panels/venues.js';

const everyMs = 5_000;

async function read() {
  const response = await fetch('/console/venues').catch(() => null);
  const value = response?.ok ? await response.json().catch(() => null) : null;
  showVenues({ at: new Date().toISOString(), problem: value ? null : 'does not answer', value });
}

setInterval(() => void read(), everyMs);
await read();
