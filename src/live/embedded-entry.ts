/** The script of one entry inside another site's page: nothing follows the log for one entry, so it is fetched anew. */
const EVERY_MS = 15_000;

async function renew(): Promise<void> {
  const main = document.querySelector('main');
  if (!main || document.visibilityState === 'hidden') return;
  try {
    const answer = await fetch(location.href, { cache: 'no-cache' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const made = fresh.querySelector<HTMLElement>('main');
    // Removed by order of law: its words must not stay here.
    if (answer.status === 404) {
      main.remove();
      clearInterval(turns);
    }
    // A login page of the Wi-Fi answers with 200, too: what is there is better than that.
    else if (!made?.querySelector('.entry')) return;
    else if (made.outerHTML !== main.outerHTML) main.replaceWith(document.adoptNode(made));
    if (made?.dataset.status === 'archived') clearInterval(turns);
    document.title = fresh.title;
  } catch {
    // Without a network what is there stays; the next turn comes.
  }
}

const turns = setInterval(renew, EVERY_MS);
document.addEventListener('visibilitychange', renew);
