/**
 * The live stream. The server sends state, not events: after a break the newest values come by themselves, so nothing needs to
 * be replayed. A heartbeat every few seconds tells a quiet system from a dead stream.
 */

const silenceMs = 12_000;
const firstRetryMs = 1_000;
const longestRetryMs = 15_000;

/** @typedef {'connecting' | 'open' | 'lost'} StreamState */

export class LiveStream {
  /** @type {EventSource | null} */
  #source = null;
  /** @type {Map<string, (event: TopicEvent<any>) => void>} */
  #handlers = new Map();
  /** @type {(state: StreamState, lastHeard: Date | null) => void} */
  #onState;
  /** @type {StreamState} */
  #state = 'connecting';
  /** @type {Date | null} */
  #lastHeard = null;
  #url = '';
  #retryMs = firstRetryMs;
  #retryTimer = 0;
  #silenceTimer = 0;

  /** @param {(state: StreamState, lastHeard: Date | null) => void} onState */
  constructor(onState) {
    this.#onState = onState;
  }

  /**
   * @template T
   * @param {string} topic
   * @param {(event: TopicEvent<T>) => void} handler
   */
  on(topic, handler) {
    this.#handlers.set(topic, handler);
  }

  /**
   * (Re)opens the stream for one chart; everything else comes with it.
   * @param {Instrument | null} instrument
   * @param {string} interval
   */
  open(instrument, interval) {
    this.#url = instrument ? `/console/stream?${chartQuery(instrument, interval)}&symbol=${encodeURIComponent(instrument.symbol)}` : '/console/stream';
    this.#connect();
  }

  #connect() {
    this.#source?.close();
    clearTimeout(this.#retryTimer);
    const source = new EventSource(this.#url);
    this.#source = source;
    for (const [topic, handler] of this.#handlers) {
      source.addEventListener(topic, (event) => {
        if (source !== this.#source) return;
        this.#heard();
        handler(JSON.parse(event.data));
      });
    }
    source.addEventListener('beat', () => source === this.#source && this.#heard());
    source.addEventListener('error', () => source === this.#source && this.#broken());
    this.#awaitNext();
  }

  #heard() {
    this.#lastHeard = new Date();
    this.#retryMs = firstRetryMs;
    this.#set('open');
    this.#awaitNext();
  }

  #awaitNext() {
    clearTimeout(this.#silenceTimer);
    this.#silenceTimer = setTimeout(() => this.#broken(), silenceMs);
  }

  /** Own retries instead of EventSource's: those stop for good at an error status. */
  #broken() {
    this.#source?.close();
    clearTimeout(this.#silenceTimer);
    this.#set('lost');
    this.#retryTimer = setTimeout(() => this.#connect(), this.#retryMs * (0.75 + Math.random() / 2));
    this.#retryMs = Math.min(this.#retryMs * 2, longestRetryMs);
  }

  /** @param {StreamState} state */
  #set(state) {
    if (state === this.#state && state !== 'lost') return;
    this.#state = state;
    this.#onState(state, this.#lastHeard);
  }
}

/**
 * What names a chart in a request beside its symbol; the venue may be left out until it is known.
 * @param {Instrument} instrument
 * @param {string} interval
 */
export function chartQuery({ venue }, interval) {
  return `interval=${encodeURIComponent(interval)}${venue ? `&venue=${encodeURIComponent(venue)}` : ''}`;
}
