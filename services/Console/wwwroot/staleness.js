/** Says of each panel whether what it shows is old, why, and for how long. */

import { byId, setAttribute, setText } from './dom.js';
import { age } from './format.js';

/** @type {Map<string, { problem: string, since: number }>} */
const problems = new Map();
/** @type {{ lastHeard: Date | null } | null} */
let lost = null;
/** @type {Set<() => void>} */
const listeners = new Set();

/** @param {() => void} listener called once a second */
export function onSecond(listener) {
  listeners.add(listener);
}

/**
 * @param {string} panelId
 * @param {string | null} problem null when what the panel shows is new
 * @param {string} [at] since when; now, if left out
 */
export function markPanel(panelId, problem, at) {
  const before = problems.get(panelId);
  if (problem === null) problems.delete(panelId);
  else problems.set(panelId, { problem, since: before?.since ?? (at ? Date.parse(at) : Date.now()) });
  render(byId(panelId, HTMLElement));
}

/**
 * Without the stream every panel is old.
 * @param {boolean} isLost
 * @param {Date | null} lastHeard
 */
export function markStream(isLost, lastHeard) {
  lost = isLost ? { lastHeard } : null;
  renderAll();
}

export function isStreamLost() {
  return lost !== null;
}

/** @param {HTMLElement} panel */
function render(panel) {
  const own = problems.get(panel.id);
  const text = lost ? (lost.lastHeard ? `${age(lost.lastHeard.getTime())} old` : 'nothing received')
    : own ? `${own.problem} · ${age(own.since)}` : '';
  setAttribute(panel, 'data-problem', text ? 'true' : null);
  const note = panel.querySelector('.note');
  if (note) setText(note, text);
}

function renderAll() {
  for (const panel of document.querySelectorAll('.panel')) render(/** @type {HTMLElement} */ (panel));
}

setInterval(() => {
  if (lost || problems.size) renderAll();
  for (const listener of listeners) listener();
}, 1_000);
