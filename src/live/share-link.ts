const SAID_MS = 2_000;

/** Share links become the device's own sharing, or else copy the address; without script they are plain links. */
export function enableSharing(root: HTMLElement, copied: string, announce: (text: string) => void): void {
  root.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('.share') : null;
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    void share(link, copied, announce);
  });
}

async function share(
  link: HTMLAnchorElement,
  copied: string,
  announce: (text: string) => void,
): Promise<void> {
  const title = link.closest('article')?.querySelector('h3')?.textContent ?? document.title;
  try {
    if ('share' in navigator) return await navigator.share({ title, url: link.href });
    await copy(link.href);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') return;
    location.assign(link.href);
    return;
  }
  const words = link.textContent;
  link.textContent = copied;
  announce(copied);
  setTimeout(() => {
    link.textContent = words;
  }, SAID_MS);
}

/** Browsers give the clipboard to pages served over TLS only; over plain HTTP this fails and the link is followed. */
const copy = (text: string): Promise<void> => navigator.clipboard.writeText(text);
