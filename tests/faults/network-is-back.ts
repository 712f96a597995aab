import { setMaxListeners } from 'node:events';

/** What a browser's page hears when its device has a network again; the product's clients then try at once. */
export const networkIsBack = (): void => {
  globalThis.window.dispatchEvent(new Event('online'));
};

/** Programs have no window: this gives them what of one the clients listen to. To be called before they are begun. */
export const pretendWindow = (): void => {
  globalThis.window ??= new EventTarget() as Window & typeof globalThis;
  setMaxListeners(0, globalThis.window);
};
