import { byId, setAttribute, setText } from './dom.js';
import { clock, currentZone, setZone } from './format.js';
import { showAlertmanager, showAlerts, startAlerts } from './panels/alerts.js';
import * as banners from './panels/banners.js';
import { ChartPanel } from './panels/chart.js';
import { startIntervals } from './panels/intervals.js';
import { showHalt, startKillSwitch } from './panels/killSwitch.js';
import { followOrder, openOrder, startOrderDialog } from './panels/orderDialog.js';
import { showOrders, startOrders } from './panels/orders.js';
import { showPaper, startPaper } from './panels/paper.js';
import { markCurrent, showFeeds, showPrices, startPrices } from './panels/prices.js';
import { showReplay, startReplay } from './panels/replay.js';
import { render as renderServices, showServices, startServices } from './panels/services.js';
import { setDriftPatience, showStrategies, startStrategies } from './panels/strategies.js';
import { showVenues } from './panels/venues.js';
import { markStream } from './staleness.js';
import { LiveStream } from './stream.js';

const choiceKey = 'trading.chart';

/** @type {Instrument & { interval: string }} */
const choice = { venue: '', symbol: '', interval: '1m', ...JSON.parse(localStorage.getItem(choiceKey) ?? '{}') };

const chart = new ChartPanel();
let wasLost = false;

const stream = new LiveStream((state, lastHeard) => {
  const pill = byId('stream-state', HTMLElement);
  setAttribute(pill, 'data-state', state);
  setText(pill, state === 'open' ? 'stream' : `stream ${state}`);
  banners.showStream(state, lastHeard);
  markStream(state === 'lost', lastHeard);
  renderServices();
  if (state === 'lost') wasLost = true;
  else if (state === 'open' && wasLost) {
    wasLost = false;
    // The stream brings the newest candle only; those of the break come from the history.
    if (choice.symbol) void chart.load(choice, choice.interval);
  }
});

/**
 * @param {Instrument} instrument
 * @param {string} interval
 */
function show({ venue, symbol }, interval) {
  Object.assign(choice, { venue, symbol, interval });
  localStorage.setItem(choiceKey, JSON.stringify(choice));
  markCurrent(choice);
  stream.open(choice, interval);
  void chart.load(choice, interval);
}

stream.on('prices', (/** @type {TopicEvent<Price[]>} */ event) => {
  const rows = showPrices(event, (instrument) => show(instrument, choice.interval));
  const first = rows.find((row) => row.symbol === choice.symbol) ?? rows[0];
  if (first && !rows.some((row) => row.venue === choice.venue && row.symbol === choice.symbol)) show(first, choice.interval);
});
stream.on('bars', (/** @type {TopicEvent<Bar[]>} */ event) => chart.show(event));
stream.on('paper', showPaper);
stream.on('orders', (/** @type {TopicEvent<Order[]>} */ event) => followOrder(showOrders(event)));
stream.on('risk', showHalt);
stream.on('strategies', showStrategies);
stream.on('venues', showVenues);
stream.on('alerts', showAlerts);
stream.on('alertmanager', (/** @type {TopicEvent<AlertmanagerState>} */ event) => {
  showAlertmanager(event);
  setDriftPatience(event);
});
stream.on('services', showServices);
stream.on('feeds', showFeeds);
stream.on('replay', showReplay);

function startClocks() {
  const tick = () => {
    const now = new Date();
    setText(byId('clock-local', HTMLElement), clock(now, 'local'));
    setText(byId('clock-utc', HTMLElement), clock(now, 'utc'));
  };
  const mark = () => {
    for (const zone of /** @type {const} */ (['local', 'utc'])) byId(`zone-${zone}`, HTMLButtonElement).setAttribute('aria-pressed', String(zone === currentZone()));
  };
  for (const zone of /** @type {const} */ (['local', 'utc'])) {
    byId(`zone-${zone}`, HTMLButtonElement).addEventListener('click', () => {
      setZone(zone);
      mark();
    });
  }
  mark();
  tick();
  setInterval(tick, 1_000);
}

startClocks();
startPrices();
startServices();
startReplay();
startPaper();
startOrders((order) => void openOrder(order.id, order));
startOrderDialog();
startAlerts();
startKillSwitch((orderId) => void openOrder(orderId));
startStrategies();
startIntervals(choice.interval, (interval) => show(choice, interval));
await chart.start();
if (choice.symbol) show(choice, choice.interval);
else stream.open(null, choice.interval);
