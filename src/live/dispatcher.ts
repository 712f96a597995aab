import type { Command, Receipt } from '#domain/command.ts';
import { LIMITS } from '#domain/limits.ts';
import { refuse } from '#domain/refusal.ts';
import type { Outbox, OutboxItem, OutboxStore } from './outbox.ts';
import {
  answered,
  discard,
  due,
  findItem,
  forgetOldConfirmed,
  isPassing,
  put,
  restore,
  sent,
  unanswered,
} from './outbox.ts';
import type { SpokenRefusal } from './protocol.ts';

export type Answer = Receipt | SpokenRefusal;

interface DispatcherDependencies {
  readonly store: OutboxStore;
  /** Sends one command. @throws when no answer came: it may have arrived or not */
  readonly send: (command: Command) => Promise<Answer>;
  readonly speak: (refusal: ReturnType<typeof refuse>) => SpokenRefusal;
  readonly onOutbox: (outbox: Outbox) => void;
}

/** Sends what is in an outbox until it is answered. */
export interface Dispatcher {
  /** @returns the newsroom's answer, however long it takes; asking again for the same command gives the same */
  submit(command: Command): Promise<Answer>;
  /** Forgets a refused command. */
  discard(commandId: string): Promise<void>;
  /** There is a connection again: whatever waits goes out now. */
  wake(): void;
  stop(): void;
}

/** A device that is full or forbids keeping things must not keep a report from going out. */
const withoutMemory = (): void => undefined;

const SHORTEST_GAP = 1_000;
const LONGEST_GAP = 15_000;
const CONFIRMED_SHOWN = 20;

export function createDispatcher({ store, send, speak, onOutbox }: DispatcherDependencies): Dispatcher {
  let outbox: Outbox = [];
  let gap = SHORTEST_GAP;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const asked = new Map<string, PromiseWithResolvers<Answer>>();
  /** Commands enter one after another, in the order they were handed over. */
  let entering: Promise<void> = store
    .load()
    .then((items) => become(restore(items)), withoutMemory)
    .then(pump);

  function become(next: Outbox): void {
    if (next === outbox) return;
    outbox = forgetOldConfirmed(next, CONFIRMED_SHOWN);
    onOutbox(outbox);
  }

  function pump(): void {
    if (stopped) return;
    for (const item of due(outbox)) {
      become(sent(outbox, item.command.id));
      void deliver(item);
    }
  }

  async function deliver({ command }: OutboxItem): Promise<void> {
    const answer = await send(command).catch(() => null);
    become(answer ? answered(outbox, command.id, answer) : unanswered(outbox, command.id));
    if (answer === null || (!answer.ok && isPassing(answer))) return pumpLater();
    gap = SHORTEST_GAP;
    await remember(command.id).catch(withoutMemory);
    asked.get(command.id)?.resolve(answer);
    asked.delete(command.id);
    pump();
  }

  /** What is refused waits on the device for its person; what is confirmed need not. */
  async function remember(commandId: string): Promise<void> {
    const item = findItem(outbox, commandId);
    if (item?.state === 'refused') await store.keep(item);
    else await store.drop(commandId);
  }

  function pumpLater(): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(pump, gap * (0.5 + Math.random()));
    gap = Math.min(gap * 2, LONGEST_GAP);
  }

  async function enter(command: Command): Promise<void> {
    const item = findItem(put(outbox, command), command.id);
    if (item?.state === 'waiting') await store.keep(item).catch(withoutMemory);
    become(put(outbox, command));
    pump();
  }

  return {
    async submit(command) {
      // A command beyond the limit would cost the connection it is sent over, again and again.
      if (new TextEncoder().encode(JSON.stringify(command)).length > LIMITS.commandBytes)
        return speak(refuse('too-long', { detail: String(LIMITS.commandBytes) }));
      const known = findItem(outbox, command.id);
      if (known?.receipt) return known.receipt;
      if (known?.state === 'refused' && known.refusal) return known.refusal;
      const answer = asked.get(command.id) ?? Promise.withResolvers<Answer>();
      asked.set(command.id, answer);
      entering = entering.then(() => enter(command));
      return answer.promise;
    },
    async discard(commandId) {
      const next = discard(outbox, commandId);
      if (next.length === outbox.length) return;
      become(next);
      await store.drop(commandId);
    },
    wake() {
      gap = SHORTEST_GAP;
      clearTimeout(timer);
      pump();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
