export const DESK_FAULTS = ['new-ids', 'drops-store'] as const;

/**
 * Mistakes that the rounds must see. `new-ids`: every page gives what it finds on the device other ids; `drops-store`:
 * every page begins on a device that kept nothing.
 */
export type DeskFault = (typeof DESK_FAULTS)[number];

/** Runs in every page before the desk's own scripts, and before the desk gets at the database. */
export function plantInPage(fault: DeskFault): void {
  if (!location.pathname.startsWith('/desk/')) return;
  const opening = indexedDB.open('plenary-desk', 2);
  // To make it is the desk's own affair.
  opening.onupgradeneeded = () => opening.transaction?.abort();
  opening.onerror = (failed) => failed.preventDefault();
  opening.onsuccess = () => {
    const transaction = opening.result.transaction('words', 'readwrite');
    transaction.oncomplete = () => opening.result.close();
    const store = transaction.objectStore('words');
    const reading = store.getAll();
    reading.onsuccess = () => {
      for (const { name, value } of reading.result) {
        if (fault === 'new-ids' && !/:outgoing:|^outbox:/u.test(name)) continue;
        store.delete(name);
        if (fault === 'drops-store') continue;
        const next = (id: string): string =>
          id.slice(0, -4) + ((Number.parseInt(id.slice(-4), 16) + 1) & 0xffff).toString(16).padStart(4, '0');
        value.command.id = next(value.command.id);
        if (value.command.entryId) value.command.entryId = next(value.command.entryId);
        store.put({ name: name.replace(/[^:]+$/u, value.command.id), value });
      }
    };
  };
}
