import type { Command } from '#domain/command.ts';
import type { Dispatcher } from '#live/dispatcher.ts';
import { createDispatcher } from '#live/dispatcher.ts';
import type { OtherPages, Outbox, OutboxItem, OutboxStore } from '#live/outbox.ts';
import type { Answer } from '#live/read-answer.ts';
import { takeTurns } from '#live/sending-turn.ts';

/** One open page of a reporter. */
export interface Page {
  readonly dispatcher: Dispatcher;
  /** Its outbox as it was told last. */
  readonly outbox: Outbox;
  /** As when its process is killed: nothing of it runs any more. */
  die(): void;
  /** As when the browser puts it to sleep: it keeps its turn, and what other pages write in the meantime it never hears. */
  sleep(): void;
  wake(): void;
}

interface PageHands {
  readonly send: (command: Command) => Promise<Answer>;
  readonly onOutbox?: (outbox: Outbox) => void;
}

/** A device with a browser: what is kept on it outlives its pages, and they are told of each other's writing. */
export interface Device {
  open(hands: PageHands): Page;
  /** What a page that opens now would find. */
  readonly kept: number;
}

/** Milliseconds until one page hears what another one has written. */
const WORD_GETS_ROUND = 3;

export function aDevice(): Device {
  const items = new Map<string, OutboxItem>();
  const pages = new Set<{ hear(tell: (others: OtherPages) => void): void }>();
  const locks = someLocks();

  return {
    get kept() {
      return items.size;
    },
    open({ send, onOutbox }) {
      let state: 'awake' | 'asleep' | 'dead' = 'awake';
      const missed: (() => void)[] = [];
      let outbox: Outbox = [];
      const listeners: OtherPages[] = [];
      /** Answers come now, on waking, or never. */
      const run = (act: () => void): void => {
        if (state === 'awake') act();
        else if (state === 'asleep') missed.push(act);
      };

      const self = {
        hear(told: (others: OtherPages) => void): void {
          if (state === 'awake') for (const listener of listeners) told(listener);
        },
      };
      const tell = (told: (others: OtherPages) => void): void => {
        for (const page of pages) if (page !== self) setTimeout(() => page.hear(told), WORD_GETS_ROUND);
      };
      const store: OutboxStore = {
        load: async () => structuredClone([...items.values()]),
        async keep(item) {
          if (state === 'dead') return;
          items.set(item.command.id, structuredClone(item));
          tell(({ kept }) => kept(item));
        },
        async drop(item) {
          if (state === 'dead') return;
          items.delete(item.command.id);
          tell(({ kept, dropped }) => {
            kept(item);
            dropped(item.command.id);
          });
        },
        watch: (others) => void listeners.push(others),
      };
      pages.add(self);

      const held = locks.ofPage();
      const dispatcher = createDispatcher({
        store,
        send: (command) =>
          new Promise((resolve, reject) => {
            if (state !== 'awake') return;
            send(command).then(
              (answer) => run(() => resolve(answer)),
              (fault) => run(() => reject(fault)),
            );
          }),
        openTurn: takeTurns({
          locks: held as unknown as Pick<LockManager, 'request'>,
          name: 'ines',
          isInHand: () => state === 'awake',
        }),
        speak: (refusal) => ({ ...refusal, message: 'No.' }),
        onOutbox(next) {
          outbox = next;
          if (state === 'awake') onOutbox?.(next);
        },
      });
      return {
        dispatcher,
        get outbox() {
          return outbox;
        },
        die() {
          state = 'dead';
          pages.delete(self);
          held.letGo();
        },
        sleep() {
          state = 'asleep';
        },
        wake() {
          state = 'awake';
          for (const act of missed.splice(0)) act();
        },
      };
    },
  };
}

interface Request {
  readonly page: object;
  readonly hold: () => Promise<void>;
  readonly resolve: () => void;
  readonly reject: (fault: DOMException) => void;
}

/** As much of `navigator.locks` as there is to it: one lock. */
function someLocks() {
  let holder: Request | null = null;
  let queue: Request[] = [];
  const aborted = (): DOMException => new DOMException('let go', 'AbortError');

  function grant(next: Request | undefined): void {
    holder = next ?? null;
    // A browser never calls back at once.
    queueMicrotask(async () => {
      await next?.hold();
      next?.resolve();
      if (holder === next) grant(queue.shift());
    });
  }
  return {
    ofPage() {
      const page = {};
      return {
        request: (_: string, how: { steal?: boolean; signal?: AbortSignal }, hold: () => Promise<void>) =>
          new Promise<void>((resolve, reject) => {
            const asked: Request = { page, hold, resolve, reject };
            how.signal?.addEventListener('abort', () => {
              queue = queue.filter((one) => one !== asked);
              if (holder !== asked) reject(aborted());
            });
            if (how.steal) {
              holder?.reject(aborted());
              grant(asked);
            } else if (holder) queue.push(asked);
            else grant(asked);
          }),
        /** What a browser does when the page is gone. */
        letGo(): void {
          queue = queue.filter((one) => one.page !== page);
          if (holder?.page === page) grant(queue.shift());
        },
      };
    },
  };
}
