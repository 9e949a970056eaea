import { byId, el } from '../dom.js';

const intervals = ['1s', '1m', '5m', '15m', '1h'];

/**
 * A radio group: one tab stop, arrow keys move the choice.
 * @param {string} current
 * @param {(interval: string) => void} choose
 */
export function startIntervals(current, choose) {
  const group = byId('intervals', HTMLElement);
  const buttons = intervals.map((interval) => el('button', { type: 'button', role: 'radio' }, interval));
  const mark = (/** @type {number} */ chosen) => buttons.forEach((button, index) => {
    button.setAttribute('aria-checked', String(index === chosen));
    button.tabIndex = index === chosen ? 0 : -1;
  });
  const pick = (/** @type {number} */ index) => {
    mark(index);
    choose(/** @type {string} */ (intervals[index]));
  };
  buttons.forEach((button, index) => button.addEventListener('click', () => pick(index)));
  group.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = (buttons.findIndex((button) => button.tabIndex === 0) + step + buttons.length) % buttons.length;
    pick(next);
    buttons[next]?.focus();
  });
  mark(Math.max(intervals.indexOf(current), 0));
  group.append(...buttons);
}
