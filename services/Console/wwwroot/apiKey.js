/** The key that a change needs: asked when it is needed, kept for this tab, sent as a header and never in an address. */

const storedUnder = 'trading.apiKey';

export function rememberedKey() {
  return sessionStorage.getItem(storedUnder) ?? '';
}

/**
 * Posts a change.
 * @param {string} path
 * @param {string} key
 * @param {object} [body]
 * @returns {Promise<{ answer: any, problem: null } | { answer: null, problem: string }>} what the service said, or why it is not done
 */
export async function post(path, key, body) {
  /** @type {RequestInit} */
  const request = { method: 'POST', headers: { 'X-Api-Key': key } };
  if (body) {
    request.headers = { ...request.headers, 'Content-Type': 'application/json' };
    request.body = JSON.stringify(body);
  }
  const response = await fetch(path, request).catch(() => null);
  if (response?.ok) {
    sessionStorage.setItem(storedUnder, key);
    return { answer: await response.json().catch(() => null), problem: null };
  }
  if (response?.status === 401) sessionStorage.removeItem(storedUnder);
  return { answer: null, problem: await reasonOf(response) };
}

/** @param {Response | null} response */
async function reasonOf(response) {
  if (!response) return 'No answer: the console cannot be reached. Look whether it was done before you try again.';
  if (response.status === 401) return 'This key is not known.';
  const problem = await response.json().catch(() => null);
  const detail = typeof problem?.detail === 'string' ? problem.detail : `The console answered ${response.status}.`;
  if (response.status === 403) return `This key may not do that. ${detail}`;
  return response.status >= 502 ? `No answer yet: ${detail} Look whether it was done before you try again.` : detail;
}
