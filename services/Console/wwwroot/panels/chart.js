import { byId, setText } from '../dom.js';
import { bothZones, clock, currentZone, day, decimalsOf, onZoneChange } from '../format.js';
import { markPanel } from '../staleness.js';
import { chartQuery } from '../stream.js';
import { showCandles, showLegend } from './candles.js';

const keepBars = 1_000;
/** Where there are more bars than the panel takes at this width, the newest are shown. */
const leastBarPx = 7;
/** Half of what one character of an axis label takes. */
const halfCharacterPx = 3.4;

/**
 * The candles of one symbol and interval: a chart where the chart library was installed at build, a table otherwise or by choice.
 */
export class ChartPanel {
  /** @type {Map<number, Bar>} by open time in seconds */
  #bars = new Map();
  #symbol = '';
  #venue = '';
  #interval = '';
  /** @type {import('lightweight-charts').IChartApi | null} */
  #chart = null;
  /** @type {import('lightweight-charts').ISeriesApi<'Candlestick'> | null} */
  #candles = null;
  /** @type {import('lightweight-charts').ISeriesApi<'Histogram'> | null} */
  #volume = null;
  #asTable = true;
  /** Whether a person has zoomed or scrolled: the view is theirs then. */
  #moved = false;

  async start() {
    const library = await import('../vendor/lightweight-charts.js');
    if (typeof library.createChart === 'function') this.#build(library);
    const toggle = byId('chart-toggle', HTMLButtonElement);
    toggle.hidden = this.#chart === null;
    toggle.addEventListener('click', () => {
      this.#asTable = !this.#asTable;
      toggle.setAttribute('aria-pressed', String(this.#asTable));
      this.#arrange();
    });
    onZoneChange(() => this.#redraw());
  }

  /**
   * Loads the history; newer bars then come over the stream.
   * @param {Instrument} instrument
   * @param {string} interval
   */
  async load({ venue, symbol }, interval) {
    const same = () => venue === this.#venue && symbol === this.#symbol && interval === this.#interval;
    const changed = !same();
    this.#venue = venue;
    this.#symbol = symbol;
    this.#interval = interval;
    setText(byId('title-chart', HTMLElement), symbol);
    byId('title-chart', HTMLElement).title = venue;
    if (changed) {
      this.#moved = false;
      this.#bars.clear();
      this.#redraw();
    }
    const response = await fetch(`/console/bars/${encodeURIComponent(symbol)}?${chartQuery({ venue, symbol }, interval)}&limit=500`).catch(() => null);
    if (!same()) return;
    if (!response?.ok) {
      markPanel('panel-chart', 'the history cannot be read');
      return;
    }
    markPanel('panel-chart', null);
    const bars = /** @type {Bar[]} */ (await response.json());
    if (!same()) return;
    for (const bar of bars) this.#keep(bar);
    this.#redraw();
  }

  /** @param {TopicEvent<Bar[]>} event */
  show(event) {
    markPanel('panel-chart', event.problem && `market-data ${event.problem}`, event.at);
    if (!event.value) return;
    const newest = Math.max(...this.#bars.keys(), 0);
    const fresh = event.value.map((bar) => this.#keep(bar)).sort((a, b) => a - b);
    if (this.#candles && !this.#asTable && fresh.every((at) => at >= newest) && newest > 0) {
      for (const at of fresh) this.#update(at);
      if (fresh.some((at) => at > newest)) this.#fit();
      this.#describe();
    } else this.#redraw();
  }

  /** @param {Bar} bar */
  #keep(bar) {
    const at = Date.parse(bar.openTime) / 1000;
    this.#bars.set(at, bar);
    if (this.#bars.size > keepBars) this.#bars.delete(Math.min(...this.#bars.keys()));
    return at;
  }

  /** @param {number} at */
  #update(at) {
    const bar = this.#bars.get(at);
    if (!bar) return;
    this.#candles?.update(candle(at, bar));
    this.#volume?.update(volume(at, bar));
  }

  #sorted() {
    return [...this.#bars.entries()].sort(([a], [b]) => a - b);
  }

  #redraw() {
    const bars = this.#sorted();
    if (this.#candles && this.#volume) {
      const decimals = decimalsOf(this.#symbol);
      this.#candles.applyOptions({ priceFormat: { type: 'price', precision: decimals, minMove: 10 ** -decimals } });
      this.#candles.setData(bars.map(([at, bar]) => candle(at, bar)));
      this.#volume.setData(bars.map(([at, bar]) => volume(at, bar)));
      this.#fit();
    }
    this.#arrange();
    this.#describe();
  }

  /** Spreads the newest bars over the whole width. */
  #fit() {
    const scale = this.#chart?.timeScale();
    const count = this.#bars.size;
    if (!scale || this.#moved || count === 0 || scale.width() === 0) return;
    const shown = Math.min(count, Math.floor(scale.width() / leastBarPx));
    scale.setVisibleLogicalRange({ from: count - shown - 0.5, to: count - 0.5 + shown * 0.03 });
  }

  #arrange() {
    const any = this.#bars.size > 0;
    byId('chart', HTMLElement).hidden = this.#asTable;
    byId('candles-box', HTMLElement).hidden = !this.#asTable || !any;
    byId('chart-empty', HTMLElement).hidden = any;
    if (this.#asTable) showCandles(this.#symbol, this.#sorted().map(([, bar]) => bar).reverse());
  }

  #describe() {
    const last = this.#sorted().at(-1)?.[1];
    showLegend(this.#symbol, last);
    byId('chart', HTMLElement).setAttribute('aria-label',
      last ? `Candle chart of ${this.#symbol}, ${this.#interval}; last close ${last.close} at ${bothZones(last.openTime)}` : 'Candle chart, empty');
    if (this.#asTable) showCandles(this.#symbol, this.#sorted().map(([, bar]) => bar).reverse());
  }

  /** @param {typeof import('lightweight-charts')} library */
  #build(library) {
    this.#asTable = false;
    this.#chart = library.createChart(byId('chart', HTMLElement), {
      autoSize: true,
      // The logo's style element would break the content security policy; the footer credits the library instead.
      layout: { attributionLogo: false, fontSize: 11 },
      rightPriceScale: { borderVisible: false, entireTextOnly: true, scaleMargins: { top: 0.08, bottom: 0.24 } },
      timeScale: { borderVisible: false, timeVisible: true, secondsVisible: true, tickMarkFormatter: this.#tickMark },
      localization: { timeFormatter: (/** @type {number} */ at) => `${day(new Date(at * 1000), currentZone())} ${clock(new Date(at * 1000), currentZone())}` },
      crosshair: { mode: library.CrosshairMode.Normal },
    });
    this.#candles = this.#chart.addSeries(library.CandlestickSeries, { borderVisible: false });
    this.#volume = this.#chart.addSeries(library.HistogramSeries, { priceScaleId: '', priceFormat: { type: 'volume' }, lastValueVisible: false, priceLineVisible: false });
    this.#volume.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    this.#chart.subscribeCrosshairMove((move) => {
      const bar = typeof move.time === 'number' ? this.#bars.get(move.time) : undefined;
      showLegend(this.#symbol, bar ?? this.#sorted().at(-1)?.[1]);
    });
    this.#follow(this.#chart.timeScale(), byId('chart', HTMLElement));
    this.#colour();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#colour());
    byId('chart-credit', HTMLElement).hidden = false;
  }

  /**
   * @param {import('lightweight-charts').ITimeScaleApi<import('lightweight-charts').Time>} scale
   * @param {HTMLElement} box
   */
  #follow(scale, box) {
    const moved = () => (this.#moved = true);
    box.addEventListener('wheel', moved, { passive: true });
    box.addEventListener('pointermove', (event) => event.buttons !== 0 && moved());
    scale.subscribeSizeChange(() => this.#fit());
    // The library keeps the text of a mark that it has formatted; where a mark stands decides whether it is whole.
    scale.subscribeVisibleLogicalRangeChange(() => scale.applyOptions({}));
  }

  /**
   * Text of a mark on the time axis; none where an edge would cut it.
   * @param {import('lightweight-charts').Time} at
   * @param {import('lightweight-charts').TickMarkType} type 0 to 2 are year, month and day; 3 is minutes, 4 seconds
   */
  #tickMark = (at, type) => {
    const date = new Date(Number(at) * 1000);
    const text = type <= 2 ? day(date, currentZone()).slice(5) : clock(date, currentZone()).slice(0, type === 3 ? 5 : 8);
    const scale = this.#chart?.timeScale();
    const x = scale?.timeToCoordinate(at) ?? 0;
    const half = text.length * halfCharacterPx;
    return scale && x >= half && x <= scale.width() - half ? text : '';
  };

  #colour() {
    const styles = getComputedStyle(document.documentElement);
    const colour = (/** @type {string} */ name) => styles.getPropertyValue(name).trim();
    this.#chart?.applyOptions({
      layout: { background: { color: colour('--panel') }, textColor: colour('--muted') },
      grid: { vertLines: { color: colour('--raised') }, horzLines: { color: colour('--raised') } },
    });
    this.#candles?.applyOptions({ upColor: colour('--up'), downColor: colour('--down'), wickUpColor: colour('--up'), wickDownColor: colour('--down') });
    this.#volume?.applyOptions({ color: `${colour('--muted')}55` });
  }
}

/**
 * @param {number} at
 * @param {Bar} bar
 */
function candle(at, bar) {
  return { time: /** @type {import('lightweight-charts').UTCTimestamp} */ (at), open: Number(bar.open), high: Number(bar.high), low: Number(bar.low), close: Number(bar.close) };
}

/**
 * @param {number} at
 * @param {Bar} bar
 */
function volume(at, bar) {
  return { time: /** @type {import('lightweight-charts').UTCTimestamp} */ (at), value: Number(bar.volume) };
}
