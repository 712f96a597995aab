/** Of all open pages of one person on one device, one sends: the one whose turn it is. */
export interface SendingTurn {
  readonly mine: boolean;
  /** Takes the turn from a page that does not stir: browsers put pages to sleep that nobody looks at. */
  seize(): void;
  leave(): void;
}

/** @param changed is called when the turn has come, and when it is lost */
export type OpenTurn = (changed: () => void) => SendingTurn;

/** Where there is no other page it is always one's turn. */
export const alwaysMyTurn: OpenTurn = () => ({
  mine: true,
  seize: () => undefined,
  leave: () => undefined,
});

interface TurnDependencies {
  /** The browser's; absent where a page came without TLS. */
  readonly locks: Pick<LockManager, 'request'> | undefined;
  /** One for each person on a device. */
  readonly name: string;
  /** Whether somebody works with this page: no other page may take the turn. */
  readonly isInHand: () => boolean;
}

/** Takes turns by Web Locks: a page that is closed, or dies, gives its turn to the next. */
export const takeTurns =
  ({ locks, name, isInHand }: TurnDependencies): OpenTurn =>
  (changed) => {
    if (!locks) return alwaysMyTurn(changed);
    let mine = false;
    let left = false;
    let seizing = false;
    let release = (): void => undefined;
    let queued = new AbortController();

    function become(next: boolean): void {
      if (next === mine) return;
      mine = next;
      changed();
    }

    const hold = (): Promise<void> =>
      new Promise((resolve) => {
        if (left) return resolve();
        release = resolve;
        become(true);
      });

    async function queue(): Promise<void> {
      while (!left) {
        queued = new AbortController();
        const how = seizing ? { steal: true } : { signal: queued.signal };
        seizing = false;
        try {
          await locks?.request(name, how, hold);
        } catch (fault) {
          // Forbidden here, as in a page without an origin: then there is no other page to wait for.
          if ((fault as Error).name !== 'AbortError') return become(true);
        }
        become(false);
      }
    }

    void queue();
    return {
      get mine() {
        return mine;
      },
      seize() {
        if (mine || left || !isInHand()) return;
        seizing = true;
        queued.abort();
      },
      leave() {
        left = true;
        queued.abort();
        release();
      },
    };
  };
