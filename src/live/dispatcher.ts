import type { Command } from '#domain/command.ts';
import { LIMITS } from '#domain/limits.ts';
import { refuse } from '#domain/refusal.ts';
import type { Outbox, OutboxItem, OutboxStore } from './outbox.ts';
import {
  answered,
  discard,
  due,
  findItem,
  forgetOldConfirmed,
  learn,
  put,
  restore,
  sent,
  unanswered,
} from './outbox.ts';
import type { SpokenRefusal } from './protocol.ts';
import type { Answer } from './read-answer.ts';
import { ANSWER_WITHIN } from './sending.ts';
import type { OpenTurn } from './sending-turn.ts';

interface DispatcherDependencies {
  readonly store: OutboxStore;
  /** Sends one command. Resolves with the newsroom's answer, early or late. @throws when none will come */
  readonly send: (command: Command) => Promise<Answer>;
  readonly openTurn: OpenTurn;
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
const SPACE_GAP = 400;
const CONFIRMED_SHOWN = 20;
/** What waits so long while another page has the turn is sent by the page that somebody works with. */
const PATIENCE = 10_000;

export function createDispatcher(dependencies: DispatcherDependencies): Dispatcher {
  const { store, send, openTurn, speak, onOutbox } = dependencies;
  let outbox: Outbox = [];
  let gap = SHORTEST_GAP;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let waitingForOthers: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const asked = new Map<string, PromiseWithResolvers<Answer>>();
  /** How often each command was sent: of its answers, only a receipt counts whichever try it is for. */
  const tries = new Map<string, number>();

  const turn = openTurn(() => {
    // Another page may have kept things here while nobody listened.
    if (turn.mine) void takeUp().then(pump);
  });
  /** Commands enter one after another, in the order they were handed over. */
  let entering: Promise<void> = takeUp().then(pump);
  store.watch({
    kept(item) {
      if (stopped) return;
      become(learn(outbox, item));
      if (item.state === 'confirmed' || item.state === 'refused') settle(item.command.id);
      pump();
    },
    dropped(commandId) {
      if (!stopped) become(discard(outbox, commandId));
    },
  });

  function takeUp(): Promise<void> {
    return store.load().then((items) => become(restore(items).reduce(learn, outbox)), withoutMemory);
  }

  function become(next: Outbox): void {
    if (next === outbox) return;
    outbox = forgetOldConfirmed(next, CONFIRMED_SHOWN);
    onOutbox(outbox);
  }

  function pump(): void {
    if (stopped) return;
    if (!turn.mine) waitForOthers();
    else sendWhatIsDue();
  }

  function sendWhatIsDue(): void {
    for (const { command } of due(outbox)) {
      become(sent(outbox, command.id));
      void deliver(command);
    }
  }

  /** One try. Its answer counts when it comes late, too; meanwhile the next try is made. */
  async function deliver(command: Command): Promise<void> {
    const mine = (tries.get(command.id) ?? 0) + 1;
    tries.set(command.id, mine);
    const { promise: overdue, resolve: isOverdue } = Promise.withResolvers<void>();
    const patience = setTimeout(isOverdue, ANSWER_WITHIN);
    await Promise.race([
      send(command).then((answer) => hear(command.id, answer, mine), withoutMemory),
      overdue,
    ]);
    clearTimeout(patience);
    if (tries.get(command.id) !== mine || findItem(outbox, command.id)?.state !== 'sending') return;
    become(unanswered(outbox, command.id));
    pumpLater();
  }

  async function hear(commandId: string, answer: Answer, mine: number): Promise<void> {
    const before = findItem(outbox, commandId);
    if (!before || before.state === 'confirmed') return;
    // A refusal is true of its own try only: a later one may have been taken.
    if (!answer.ok && (tries.get(commandId) !== mine || before.state === 'refused')) return;
    become(answered(outbox, commandId, answer));
    const item = findItem(outbox, commandId);
    if (item?.state === 'waiting') {
      // Other pages, and this one after a reload, say why it waits.
      if (item.refusal?.code !== before.refusal?.code) store.keep(item).catch(withoutMemory);
      if (item.refusal?.code === 'storage-full') pumpWhenThereIsSpace();
      else pumpLater();
    } else {
      gap = SHORTEST_GAP;
      await remember(item).catch(withoutMemory);
      settle(commandId);
      pump();
    }
  }

  /** What is refused waits on the device for its person; what is confirmed need not. */
  async function remember(item: OutboxItem | undefined): Promise<void> {
    if (item?.state === 'refused') await store.keep(item);
    else if (item) await store.drop(item);
  }

  function settle(commandId: string): void {
    const item = findItem(outbox, commandId);
    const answer = item?.receipt ?? item?.refusal;
    if (!answer) return;
    tries.delete(commandId);
    asked.get(commandId)?.resolve(answer);
    asked.delete(commandId);
  }

  function pumpLater(): void {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(pump, gap * (0.5 + Math.random()));
    gap = Math.min(gap * 2, LONGEST_GAP);
  }

  /** Space comes back within moments, and asking costs a full disk nothing. */
  function pumpWhenThereIsSpace(): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(pump, SPACE_GAP * (0.5 + Math.random()));
  }

  function waitForOthers(): void {
    const oldest = outbox.find(({ state }) => state === 'waiting');
    if (!oldest || waitingForOthers !== undefined) return;
    waitingForOthers = setTimeout(() => {
      waitingForOthers = undefined;
      if (findItem(outbox, oldest.command.id)?.state === 'waiting') turn.seize();
      pump();
    }, PATIENCE);
  }

  async function enter(command: Command): Promise<void> {
    // A page that slept does not know what others handed over before this.
    await takeUp();
    const item = findItem(put(outbox, command, Date.now()), command.id);
    if (!item) return;
    // What this page cannot show to another one it must send itself.
    if (item.state === 'waiting') await store.keep(item).catch(() => turn.seize());
    become(learn(outbox, item));
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
      const item = findItem(outbox, commandId);
      const next = discard(outbox, commandId);
      if (!item || next.length === outbox.length) return;
      become(next);
      await store.drop(item).catch(withoutMemory);
    },
    wake() {
      gap = SHORTEST_GAP;
      clearTimeout(timer);
      pump();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(waitingForOthers);
      turn.leave();
    },
  };
}
