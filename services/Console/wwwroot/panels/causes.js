import { sentence, time } from '../format.js';

/** What stands still on this page while a service does not answer.
 * @type {Record<string, string>} */
const affected = {
  'market-data': 'Prices and candles stand still.',
  'paper-trading': 'Paper accounts and trades stand still.',
  'order-execution': 'Orders stand still; none can be sent or cancelled.',
  downloader: 'History is not fetched and gaps are not healed.',
  scanner: 'No new signals are raised.',
  'exchange-simulator': 'The simulated venue is gone.',
};

const nextTry = /next try in \d+ s|trying now/;

/**
 * One banner for each cause, whatever the number of services that suffer from it.
 * @param {ServiceState[]} services
 * @returns {import('./banners.js').Banner[]}
 */
export function bannersOf(services) {
  /** @type {Map<string, ServiceState[]>} */
  const groups = new Map();
  for (const service of services.filter((candidate) => candidate.state !== 'healthy')) {
    const cause = service.cause ?? `${service.state}: ${service.problem ?? ''}`;
    groups.set(cause, [...(groups.get(cause) ?? []), service]);
  }
  return [...groups].map(([cause, members]) => banner(cause, members));
}

/**
 * @param {string} cause
 * @param {ServiceState[]} members at least one
 * @returns {import('./banners.js').Banner}
 */
function banner(cause, members) {
  const first = /** @type {ServiceState} */ (members[0]);
  const since = members.map((service) => service.since).sort()[0];
  const names = members.map((service) => service.name).join(', ');
  const broken = members.filter((service) => service.state !== 'degraded');
  const effects = broken.map((service) => affected[service.name] ?? '').filter((text) => text).join(' ');
  const common = { key: `service-${cause}`, level: /** @type {'bad' | 'warn'} */ (broken.length ? 'bad' : 'warn') };
  if (first.cause) {
    const countdown = members.map((service) => nextTry.exec(service.problem ?? '')?.[0]).find((text) => text) ?? '';
    return { ...common, title: sentence(first.cause), countdown, text: `Since ${time(since)}: ${names}. ${effects}`.trim() };
  }
  const why = first.problem ? `: ${first.problem}` : '';
  return members.length === 1
    ? { ...common, title: `${names} is ${first.state}`, text: `since ${time(since)}${why}. ${effects}`.trim() }
    : { ...common, title: `${members.length} services are ${first.state}`, text: `since ${time(since)}${why}. ${names}. ${effects}`.trim() };
}
