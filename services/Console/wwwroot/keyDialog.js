import { rememberedKey } from './apiKey.js';
import { byId, setText } from './dom.js';

/**
 * A dialog that asks for a key and changes something once. Its parts are `NAME-dialog`, `-close`, `-form`, `-key`, `-problem`,
 * `-pending` and `-submit`.
 */
export class KeyDialog {
  #name;
  #send;
  #pending;

  /**
   * @param {string} name
   * @param {string} pending said until the service has answered
   * @param {(key: string) => Promise<{ problem: string | null }>} send
   */
  constructor(name, pending, send) {
    this.#name = name;
    this.#pending = pending;
    this.#send = send;
    const dialog = this.#dialog();
    this.#part('close', HTMLButtonElement).addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => (this.#part('key', HTMLInputElement).value = ''));
    this.#part('form', HTMLFormElement).addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  /** @param {HTMLElement} [first] what has to be filled in before the key */
  open(first) {
    const key = this.#part('key', HTMLInputElement);
    setText(this.#part('problem', HTMLElement), '');
    key.value = rememberedKey();
    this.#dialog().showModal();
    (first ?? (key.value ? this.#part('submit', HTMLButtonElement) : key)).focus();
  }

  async #submit() {
    const button = this.#part('submit', HTMLButtonElement);
    button.disabled = true;
    setText(this.#part('problem', HTMLElement), '');
    setText(this.#part('pending', HTMLElement), this.#pending);
    const { problem } = await this.#send(this.#part('key', HTMLInputElement).value);
    setText(this.#part('pending', HTMLElement), '');
    button.disabled = false;
    if (problem === null) this.#dialog().close();
    else setText(this.#part('problem', HTMLElement), problem);
  }

  #dialog() {
    return this.#part('dialog', HTMLDialogElement);
  }

  /**
   * @template {HTMLElement} T
   * @param {string} part
   * @param {new () => T} type
   */
  #part(part, type) {
    return byId(`${this.#name}-${part}`, type);
  }
}
