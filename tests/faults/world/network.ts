import type { Chance } from '../chance.ts';

/** One connection. What is said arrives late, in order, or not at all. */
export interface Line {
  toServer(arrives: () => void): void;
  toClient(arrives: () => void): void;
  /** Tells an end, some time after the connection is gone. Each end is told once. */
  onGone(end: 'client' | 'server', told: () => void): void;
  /** Nothing that is still under way arrives. */
  cut(): void;
}

/** Who answers at the other end. */
export interface Listener {
  readonly alive: boolean;
  /** Told of each connection that reaches it, to cut them all when it dies. */
  accept(line: Line): void;
}

export interface Network {
  /** Lines are no longer cut by themselves, and nothing takes long. */
  calm: boolean;
  /** Connects to whoever listens at the moment. @throws when nobody does, or the attempt is lost */
  dial(who: () => Listener | null): Promise<Line>;
  /** Asks one thing over a connection of its own. @throws when it or its answer is lost */
  ask<T>(who: () => Listener | null, answer: () => Promise<T>): Promise<T>;
}

export function createNetwork(chance: Chance, live: number): Network {
  const later = (act: () => void, delay: number): unknown => setTimeout(act, delay);
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => later(resolve, milliseconds));
  /** Mostly quick, at times not: what was said first over one line may arrive last over another. */
  const delay = (): number => (network.calm ? 5 : chance.percent(6) ? chance.wait(1_500) : chance.wait(25));

  function createLine(): Line {
    let gone = false;
    const next = { server: Date.now(), client: Date.now() };
    const told: Record<'client' | 'server', (() => void) | null> = { client: null, server: null };

    function carry(to: 'client' | 'server', arrives: () => void): void {
      if (gone) return;
      next[to] = Math.max(next[to], Date.now() + delay());
      later(() => {
        if (!gone) arrives();
      }, next[to] - Date.now());
    }

    /** A connection that is frozen is noticed late. */
    function tell(end: 'client' | 'server'): void {
      const late = !network.calm && chance.percent(20) ? chance.between(1_000, 15_000) : delay();
      later(() => {
        const say = told[end];
        told[end] = null;
        say?.();
      }, late);
    }

    const line: Line = {
      toServer: (arrives) => carry('server', arrives),
      toClient: (arrives) => carry('client', arrives),
      onGone(end, say) {
        told[end] = say;
        if (gone) tell(end);
      },
      cut() {
        if (gone) return;
        gone = true;
        tell('client');
        tell('server');
      },
    };
    if (!network.calm)
      later(() => {
        if (!network.calm) line.cut();
      }, chance.wait(live));
    return line;
  }

  const network: Network = {
    calm: false,
    async dial(who) {
      await wait(delay());
      const listener = who();
      if (!listener?.alive || (!network.calm && chance.percent(10))) {
        await wait(delay());
        throw new Error('nobody answers');
      }
      const line = createLine();
      listener.accept(line);
      await wait(delay());
      return line;
    },
    async ask<T>(who: () => Listener | null, answer: () => Promise<T>): Promise<T> {
      const line = await network.dial(who);
      const { promise, resolve, reject } = Promise.withResolvers<T>();
      line.onGone('client', () => reject(new Error('the line is gone')));
      line.toServer(() => {
        answer().then(
          (said) => line.toClient(() => resolve(said)),
          () => line.cut(),
        );
      });
      return promise;
    },
  };
  return network;
}
