import type { Command, Receipt } from '#domain/command.ts';
import type { Outbox } from '#live/outbox.ts';
import type { SpokenRefusal } from '#live/protocol.ts';
import type { Outgoing, OutgoingState } from './outgoing.ts';
import { takeIn } from './outgoing.ts';
import type { Shelf } from './shelf.ts';

/** What the list needs once it is in a browser. */
export interface OutgoingDoors {
  readonly shelf: Shelf;
  /** Keeps a command and sends it until it is answered. */
  readonly send: (command: Command) => void;
  /** Forgets a refused command. */
  readonly forget: (commandId: string) => void;
}

const KEPT_AS = 'outgoing:';

/** The desk says so itself, and the device is tried again. */
const notKept = (): void => undefined;

/**
 * Everything that a person asked for at one coverage and that does not stand in it yet.
 * @param head number of the newest change that the desk shows
 */
export function createOutgoingList(head: () => number) {
  let list = $state.raw<readonly Outgoing[]>([]);
  let doors: OutgoingDoors | null = null;
  /** Those that were handed over on this page; other pages of this person may have the same list. */
  const own = new Set<string>();
  /** Those that this page is done with, whatever other pages still think of them. */
  const done = new Set<string>();

  function keep(one: Outgoing): void {
    list = list.map((known) => (known.command.id === one.command.id ? one : known));
    doors?.shelf.put(KEPT_AS + one.command.id, one).catch(notKept);
  }

  function drop(commandId: string): void {
    done.add(commandId);
    list = list.filter(({ command }) => command.id !== commandId);
    doors?.shelf.drop(KEPT_AS + commandId).catch(notKept);
  }

  const find = (commandId: string): Outgoing | undefined =>
    list.find(({ command }) => command.id === commandId);

  function setState(commandId: string, state: OutgoingState): void {
    const one = find(commandId);
    if (one) keep({ ...one, state });
  }

  /** Takes one out of the list: its outcome is known, or it is given up. */
  function remove(commandId: string): Outgoing | undefined {
    const found = find(commandId);
    if (!found) return undefined;
    drop(commandId);
    if (found.state.kind === 'refused') doors?.forget(commandId);
    return found;
  }

  function dispatch(command: Command): void {
    setState(command.id, { kind: 'sent' });
    doors?.send(command);
  }

  function answered(commandId: string, answer: Receipt | SpokenRefusal): void {
    const asked = find(commandId);
    if (asked?.state.kind !== 'sent') return;
    if (!answer.ok) setState(commandId, { kind: 'refused', refusal: answer });
    else if (answer.seq <= head()) remove(commandId);
    else setState(commandId, { kind: 'accepted', ...(answer.held && { held: true }) });
  }

  function waits(commandId: string): void {
    const asked = find(commandId);
    if (asked?.state.kind === 'sent' && !asked.state.waits)
      setState(commandId, { kind: 'sent', waits: true });
  }

  const sendThose = (which: (one: Undoable) => boolean): void => {
    for (const one of list) if (isUndoable(one) && which(one)) dispatch(one.command);
  };

  return {
    get all() {
      return list;
    },
    put(one: Omit<Outgoing, 'place'>): void {
      own.add(one.command.id);
      done.delete(one.command.id);
      const placed = { ...one, place: Math.max(Date.now(), ...list.map(({ place }) => place + 1)) };
      list = [...list, placed];
      keep(placed);
    },
    remove,
    dispatch,
    answered,
    /** Posts whose time to be taken back is over go out, in the order they were written. */
    sendBefore: (moment: number): void => sendThose(({ state }) => state.until <= moment),
    sendAll: (): void => sendThose(() => true),
    /** Those that were written on this page, and whatever was handed over before them: the order stays (I5). */
    sendOwn(): void {
      const newest = list.findLast((one) => isUndoable(one) && own.has(one.command.id))?.place ?? -1;
      sendThose(({ place }) => place <= newest);
    },
    /** The records of these commands have arrived: their outcome stands in the coverage. */
    settle(commandIds: ReadonlySet<string>): void {
      for (const { command } of list) if (commandIds.has(command.id)) drop(command.id);
    },
    /** What the outbox knows: it outlives the page, and hears answers to what an earlier page sent. */
    outboxIs(outbox: Outbox): void {
      for (const { command, receipt, refusal, state } of outbox)
        if (receipt) answered(command.id, receipt);
        else if (refusal && state === 'refused') answered(command.id, refusal);
        else if (refusal) waits(command.id);
    },
    /**
     * What is asked for from now on is kept and sent.
     * @param changed is told after another page changed the list
     */
    open(opened: OutgoingDoors, changed: () => void): void {
      doors = opened;
      doors.shelf.watch<Outgoing>(KEPT_AS, {
        put(one) {
          if (!done.has(one.command.id)) list = takeIn(list, one);
          changed();
        },
        dropped(commandId) {
          list = list.filter(({ command }) => command.id !== commandId);
          changed();
        },
      });
    },
    /**
     * Takes up what the device kept, and sends again what nobody acknowledged: the same id is safe.
     * @throws where the device keeps nothing
     */
    async takeUp(): Promise<void> {
      for (const one of (await doors?.shelf.all<Outgoing>(KEPT_AS)) ?? []) {
        if (done.has(one.command.id)) continue;
        if (one.state.kind === 'accepted') drop(one.command.id);
        else list = takeIn(list, one);
      }
      for (const { command, state } of list) if (state.kind === 'sent') doors?.send(command);
    },
  };
}

type Undoable = Outgoing & { readonly state: { readonly kind: 'undo'; readonly until: number } };

const isUndoable = (one: Outgoing): one is Undoable => one.state.kind === 'undo';
