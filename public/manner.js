// Before the first paint: the reader's own theme and text size, so that neither flashes in afterwards.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  };
  const keep = (name, value) => {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch {
      // A browser that keeps nothing still shows the choice until the page is left.
    }
  };
  const set = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };
  for (const name of ['theme', 'text']) set(name, read(name));
  const tellSize = () => {
    for (const button of document.querySelectorAll('[data-choose=text]'))
      button.ariaPressed = String(button.dataset.value === (root.dataset.text ?? ''));
  };
  root.dataset.script = 'on';
  // Inside another site's page nothing is kept.
  if (self === top) addEventListener('load', () => navigator.serviceWorker?.register('/sw.js'));
  addEventListener('DOMContentLoaded', () => {
    tellSize();
    document.querySelector('h3[autofocus]')?.focus();
  });

  addEventListener('click', (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-choose]');
    if (!button) return;
    const name = button.dataset.choose;
    const dark =
      root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
    const value = name === 'theme' ? (dark === 'dark' ? 'light' : 'dark') : button.dataset.value;
    set(name, value);
    keep(name, value);
    tellSize();
  });
})();
