import type { Command } from '#domain/command.ts';
import type { Actor } from '#domain/staff.ts';
import type { Dispatcher } from '#live/dispatcher.ts';
import { createDispatcher } from '#live/dispatcher.ts';
import type { Outbox } from '#live/outbox.ts';
import { createMemoryOutboxStore } from '#live/outbox-store.ts';
import type { Answer } from '#live/read-answer.ts';
import { createSending, GIVE_UP_AFTER } from '#live/sending.ts';
import { alwaysMyTurn } from '#live/sending-turn.ts';
import { pauseBefore } from '#live/spread.ts';
import type { ServerLife } from './a-server.ts';
import { demand } from './broken.ts';
import type { Line, Network } from './network.ts';
import type { Promises } from './whole-oracle.ts';

/** Somebody who writes: the product's own outbox and sender, on a device that outlives its pages. */
export interface Reporter {
  readonly actor: Actor;
  /** Commands that wait for their answer. */
  readonly waiting: number;
  hand(command: Command): void;
  /** The page is gone in the middle of things, and opened again. */
  reload(): void;
  /** Sends an acknowledged command once more, past the outbox. */
  repeat(command: Command): Promise<unknown>;
}

interface ReporterDependencies {
  readonly actor: Actor;
  readonly network: Network;
  readonly server: () => ServerLife | null;
  readonly promises: Promises;
  readonly onBroken: (fault: unknown) => void;
  readonly say: (what: () => string) => void;
}

const COME_BACK_WITHIN = 2_000;
const TRIES_BEFORE_HTTP = 3;

export function openDesk(dependencies: ReporterDependencies): Reporter {
  const { actor, network, server, promises, onBroken, say } = dependencies;
  const store = createMemoryOutboxStore();
  const device = new Map<string, Command>();
  let page = openDeskPage();

  const answerOf = async (command: Command): Promise<unknown> => {
    const life = server();
    if (!life) throw new Error('nobody answers');
    return life.submit(structuredClone(command), actor);
  };

  /** Everything that ends with a page. */
  function openDeskPage(): { dispatcher: Dispatcher; close(): void } {
    let line: Line | null = null;
    let connected = false;
    let closed = false;
    let vainTries = 0;

    const bySocket = (command: Command): Promise<unknown> | null => {
      const mine = line;
      if (!mine || !connected) return null;
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      lost.add(reject);
      setTimeout(() => reject(new Error('no answer')), GIVE_UP_AFTER);
      mine.toServer(() => {
        answerOf(command).then(
          (said) => mine.toClient(() => resolve(said)),
          () => undefined,
        );
      });
      return whileOpen(promise);
    };
    /** Whatever comes back, a page that is gone does not hear it. */
    const whileOpen = (said: Promise<unknown>): Promise<unknown> =>
      new Promise((resolve, reject) => {
        said.then(
          (answer) => closed || resolve(answer),
          (fault) => closed || reject(fault),
        );
      });
    const lost = new Set<(fault: Error) => void>();

    const dispatcher = createDispatcher({
      store,
      send: createSending({
        bySocket,
        byHttp: (command) => whileOpen(network.ask(server, () => answerOf(command))),
        isBlocked: () => vainTries >= TRIES_BEFORE_HTTP,
      }),
      openTurn: alwaysMyTurn,
      speak: (refusal) => ({ ...refusal, message: 'Không.' }),
      onOutbox: (outbox) => {
        if (!closed) look(outbox);
      },
    });

    async function connect(): Promise<void> {
      if (closed) return;
      try {
        line = await network.dial(server);
      } catch {
        vainTries += 1;
        setTimeout(connect, pauseBefore(vainTries, COME_BACK_WITHIN));
        return;
      }
      vainTries = 0;
      connected = true;
      line.onGone('client', () => {
        connected = false;
        for (const reject of lost) reject(new Error('the line is gone'));
        lost.clear();
        setTimeout(connect, pauseBefore(vainTries, COME_BACK_WITHIN));
      });
      dispatcher.wake();
    }

    void connect();
    return {
      dispatcher,
      close() {
        closed = true;
        dispatcher.stop();
        line?.cut();
      },
    };
  }

  function look(outbox: Outbox): void {
    for (const { command, state, receipt, refusal } of outbox) {
      try {
        demand(
          state !== 'refused',
          'I4',
          () => `${command.kind} ${command.id} was refused: ${refusal?.code}`,
        );
        if (!receipt) continue;
        promises.acknowledge(receipt);
        if (device.delete(command.id)) say(() => `${actor.name}: ${command.kind} has seq ${receipt.seq}`);
      } catch (fault) {
        onBroken(fault);
      }
    }
  }

  return {
    actor,
    get waiting() {
      return device.size;
    },
    hand(command) {
      say(() => `${actor.name} hands over ${command.kind} ${command.id}`);
      device.set(command.id, command);
      promises.handOver(actor.id, command);
      void page.dispatcher.submit(command);
    },
    reload() {
      say(() => `${actor.name} reloads`);
      page.close();
      page = openDeskPage();
    },
    repeat: (command) => network.ask(server, () => answerOf(command)) as Promise<Answer>,
  };
}
