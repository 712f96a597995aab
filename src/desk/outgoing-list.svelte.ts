import type { Command, Receipt } from '#domain/command.ts';
import type { Outbox } from '#live/outbox.ts';
import type { SpokenRefusal } from '#live/protocol.ts';
import type { Outgoing, OutgoingState } from './outgoing.ts';
import { takeOver } from './outgoing.ts';
import type { Shelf } from './shelf.ts';

/** What the list needs once it is in a browser. */
export interface OutgoingDoors {
  readonly shelf: Shelf;
  /** Keeps a command and sends it until it is answered. */
  readonly send: (command: Command) => void;
  /** Forgets a refused command. */
  readonly forget: (commandId: string) => void;
}

const KEPT_AS = 'outgoing';

/**
 * Everything that a person asked for at one coverage and that does not stand in it yet.
 * @param head number of the newest change that the desk shows
 */
export function createOutgoingList(head: () => number) {
  let list = $state.raw<readonly Outgoing[]>([]);
  let doors: OutgoingDoors | null = null;
  /** Those that were handed over on this page; other pages of this person may have the same list. */
  const own = new Set<string>();

  function become(next: readonly Outgoing[]): void {
    list = next;
    doors?.shelf.put(KEPT_AS, list.length > 0 ? list : null);
  }

  const setState = (commandId: string, state: OutgoingState): void =>
    become(list.map((one) => (one.command.id === commandId ? { ...one, state } : one)));

  /** Takes one out of the list: its outcome is known, or it is given up. */
  function remove(commandId: string): Outgoing | undefined {
    const found = list.find((one) => one.command.id === commandId);
    become(list.filter((one) => one !== found));
    if (found?.state.kind === 'refused') doors?.forget(commandId);
    return found;
  }

  function dispatch({ command }: Outgoing): void {
    setState(command.id, { kind: 'sent' });
    doors?.send(command);
  }

  function answered(commandId: string, answer: Receipt | SpokenRefusal): void {
    const asked = list.find(({ command }) => command.id === commandId);
    if (asked?.state.kind !== 'sent') return;
    if (!answer.ok) setState(commandId, { kind: 'refused', refusal: answer });
    else if (answer.seq <= head()) remove(commandId);
    else setState(commandId, { kind: 'accepted', ...(answer.held && { held: true }) });
  }

  function waits(commandId: string): void {
    const asked = list.find(({ command }) => command.id === commandId);
    if (asked?.state.kind === 'sent' && !asked.state.waits)
      setState(commandId, { kind: 'sent', waits: true });
  }

  const sendThose = (which: (one: Undoable) => boolean): void => {
    for (const one of list) if (isUndoable(one) && which(one)) dispatch(one);
  };

  return {
    get all() {
      return list;
    },
    put(one: Outgoing): void {
      own.add(one.command.id);
      become([...list, one]);
    },
    remove,
    dispatch,
    answered,
    /** Posts whose time to be taken back is over go out, in the order they were written. */
    sendBefore: (moment: number): void => sendThose(({ state }) => state.until <= moment),
    sendAll: (): void => sendThose(() => true),
    /** Those that were written on this page. */
    sendOwn: (): void => sendThose(({ command }) => own.has(command.id)),
    /** The records of these commands have arrived: their outcome stands in the coverage. */
    settle(commandIds: ReadonlySet<string>): void {
      if (list.some(({ command }) => commandIds.has(command.id)))
        become(list.filter(({ command }) => !commandIds.has(command.id)));
    },
    /** What the outbox knows: it outlives the page, and hears answers to what an earlier page sent. */
    outboxIs(outbox: Outbox): void {
      for (const { command, receipt, refusal, state } of outbox)
        if (receipt) answered(command.id, receipt);
        else if (refusal && state === 'refused') answered(command.id, refusal);
        else if (refusal) waits(command.id);
    },
    /**
     * Takes up what the device kept, and sends again what nobody acknowledged: the same id is safe.
     * @param changed is told after another page changed the list
     */
    begin(opened: OutgoingDoors, changed: () => void): void {
      doors = opened;
      list = (doors.shelf.take<readonly Outgoing[]>(KEPT_AS) ?? []).filter(
        ({ state }) => state.kind !== 'accepted',
      );
      for (const one of list) if (one.state.kind === 'sent') dispatch(one);
      doors.shelf.watch<readonly Outgoing[]>(KEPT_AS, (before, after) => {
        list = takeOver(list, before ?? [], after ?? []);
        changed();
      });
    },
  };
}

type Undoable = Outgoing & { readonly state: { readonly kind: 'undo'; readonly until: number } };

const isUndoable = (one: Outgoing): one is Undoable => one.state.kind === 'undo';
