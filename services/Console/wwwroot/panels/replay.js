import { byId, setAttribute, setText } from '../dom.js';
import { onZoneChange, time } from '../format.js';
import * as banners from './banners.js';

/** @type {Replay | null} */
let replay = null;

export function startReplay() {
  onZoneChange(render);
}

/**
 * Prices and trades of a replay carry the recording's time: the header says so beside the clock.
 * @param {TopicEvent<Replay>} event
 */
export function showReplay(event) {
  if (event.value) replay = event.value;
  render();
}

function render() {
  const state = replay?.state;
  const ended = state === 'completed';
  const clock = byId('replay', HTMLElement);
  clock.hidden = state !== 'running' && !ended;
  setAttribute(clock, 'data-state', state ?? null);
  setText(clock, ended ? 'Replay ended' : `Replay ${time(replay?.time)}`);
  banners.show('replay', !ended ? [] : [{
    key: 'replay',
    level: 'info',
    title: 'Replay ended',
    text: [
      replay?.endedAt ? `At ${time(replay.endedAt)}.` : '', `The recording's last event is from ${time(replay?.time)}. No new price comes.`,
    ].join(' ').trim(),
  }]);
}
