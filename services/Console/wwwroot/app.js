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

/** @type {{ symbol: string, interval: string }} */
const choice = { symbol: '', interval: '1m', ...JSON.parse(localStorage.getItem(choiceKey) ?? '{}') };

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
    if (choice.symbol) void chart.load(choice.symbol, choice.interval);
  }
});

/**
 * @param {string} symbol
 * @param {string} interval
 */
function show(symbol, interval) {
  choice.symbol = symbol;
  choice.interval = interval;
  localStorage.setItem(choiceKey, JSON.stringify(choice));
  markCurrent(symbol);
  stream.open(symbol, interval);
  void chart.load(symbol, interval);
}

stream.on('prices', (/** @type {TopicEvent<Price[]>} */ event) => {
  showPrices(event, (symbol) => show(symbol, choice.interval));
  const symbols = event.value?.map((row) => row.symbol).sort() ?? [];
  const first = symbols[0];
  if (first && !symbols.includes(choice.symbol)) show(first, choice.interval);
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
startIntervals(choice.interval, (interval) => show(choice.symbol, interval));
await chart.start();
if (choice.symbol) show(choice.symbol, choice.interval);
else stream.open(null, choice.interval);
