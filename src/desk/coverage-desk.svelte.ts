import { SvelteMap } from 'svelte/reactivity';
import { v7 as uuid } from 'uuid';
import type { LogRecord } from '#domain/change.ts';
import type { Command, CommandBody, CommandKind, Receipt } from '#domain/command.ts';
import type { Coverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';
import { may } from '#domain/policy.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Actor } from '#domain/staff.ts';
import type { Presence, SpokenRefusal } from '#live/protocol.ts';
import type { CoverageAsSent } from './coverage-as-sent.ts';
import type { Draft } from './draft.ts';
import { emptyDraft, isEmptyDraft, postBody } from './draft.ts';
import type { Outgoing, OutgoingState } from './outgoing.ts';
import { isUnsent } from './outgoing.ts';
import type { Shelf } from './shelf.ts';
import { deskWords } from './words.ts';

/** How long a post can be taken back. */
const UNDO_MS = 5_000;

/** What the page hands to the island. */
export interface DeskProps {
  readonly coverage: CoverageAsSent;
  readonly actor: Actor;
  /** Staff id → name, for `who posted this`. */
  readonly people: Readonly<Record<string, string>>;
  readonly speakers: readonly Speaker[];
  readonly language: 'vi' | 'en';
  /** UTC instant at which the page was made. */
  readonly now: string;
}

export type LineState = 'online' | 'connecting' | 'offline' | 'signed-out' | 'restart';

/** One person at one coverage: what is, what they write, and what is on its way. */
export type CoverageDesk = ReturnType<typeof createCoverageDesk>;

export function createCoverageDesk(props: DeskProps) {
  const { actor, people, speakers, language } = props;
  const coverage: Coverage = $state({
    ...props.coverage,
    agenda: new SvelteMap(props.coverage.agenda.map((item) => [item.id, item])),
    entries: new SvelteMap(props.coverage.entries.map((entry) => [entry.id, entry])),
  });
  const freshDraft = (): Draft => emptyDraft(uuid(), uuid(), coverage.currentItemId);

  let draft = $state(freshDraft());
  let outgoing = $state.raw<readonly Outgoing[]>([]);
  let presence = $state.raw<readonly Presence[]>([]);
  let readers = $state(0);
  let line = $state<LineState>('connecting');
  let now = $state(Date.parse(props.now));
  let shelf: Shelf | null = null;
  let send: (command: Command) => void = () => undefined;

  const keepOutgoing = (): void => shelf?.put('outgoing', outgoing.length > 0 ? outgoing : null);

  function setState(commandId: string, state: OutgoingState): void {
    outgoing = outgoing.map((one) => (one.command.id === commandId ? { ...one, state } : one));
    keepOutgoing();
  }

  function remove(commandId: string): Outgoing | undefined {
    const found = outgoing.find((one) => one.command.id === commandId);
    outgoing = outgoing.filter((one) => one !== found);
    keepOutgoing();
    return found;
  }

  function put(one: Outgoing): void {
    outgoing = [...outgoing, one];
    keepOutgoing();
  }

  function dispatch({ command }: Outgoing): void {
    setState(command.id, { kind: 'sent' });
    send(command);
  }

  /** Posts that could still be taken back go now, in the order they were written. */
  function sendNow(): void {
    for (const one of outgoing) if (one.state.kind === 'undo') dispatch(one);
  }

  function tick(): void {
    now = Date.now();
    for (const one of outgoing) if (one.state.kind === 'undo' && one.state.until <= now) dispatch(one);
  }

  const commandOf = (written: Draft, at: string): Command => {
    const item = coverage.agenda.get(written.itemId ?? '') ?? null;
    return { id: written.commandId, coverageId: coverage.id, ...postBody(written, item, at) };
  };

  /** What was written goes back into the composer; what stands there is put aside, not lost. */
  function takeBack(commandId: string): void {
    const back = remove(commandId);
    if (!back?.draft) return;
    if (!isEmptyDraft(draft)) {
      const aside = $state.snapshot(draft) as Draft;
      put({
        command: commandOf(aside, new Date(now).toISOString()),
        draft: aside,
        state: { kind: 'parked' },
      });
    }
    // A refused id is spent: the newsroom would take other words under it for a mistake.
    const spent = back.state.kind === 'refused';
    draft = { ...back.draft, ...(spent && { entryId: uuid(), commandId: uuid() }) };
  }

  return {
    coverage,
    actor,
    people,
    speakers,
    language,
    words: deskWords(language),
    get draft() {
      return draft;
    },
    set draft(written) {
      draft = written;
    },
    get outgoing() {
      return outgoing;
    },
    get presence() {
      return presence;
    },
    get readers() {
      return readers;
    },
    get line() {
      return line;
    },
    /** Milliseconds since 1970, once a second. */
    get now() {
      return now;
    },
    get unsent() {
      return outgoing.filter(isUnsent).length;
    },
    may: (kind: CommandKind, postedBy?: string) => may(actor, kind, coverage.id, postedBy),
    aboutEntry: (entryId: string) =>
      outgoing.filter(
        ({ command }) => 'entryId' in command && command.entryId === entryId && command.kind !== 'post-entry',
      ),

    /** Asks for anything but a post. @returns the command's id */
    ask(body: CommandBody): string {
      const command = $state.snapshot({ id: uuid(), coverageId: coverage.id, ...body }) as Command;
      put({ command, state: { kind: 'sent' } });
      send(command);
      return command.id;
    },
    /** Hands the draft over and begins a new one; it leaves when the time to take it back is over. */
    post(): void {
      sendNow();
      const written = $state.snapshot(draft) as Draft;
      const command = commandOf(written, new Date().toISOString());
      put({ command, draft: written, state: { kind: 'undo', until: Date.now() + UNDO_MS } });
      draft = { ...freshDraft(), itemId: written.itemId, venue: written.venue };
      shelf?.put('draft', null);
    },
    sendNow,
    takeBack,
    dismiss: (commandId: string): void => void remove(commandId),
    discardDraft(): void {
      draft = freshDraft();
      shelf?.put('draft', null);
    },
    keepDraft: (written: Draft): void => shelf?.put('draft', isEmptyDraft(written) ? null : written),

    applied(records: readonly LogRecord[]): void {
      for (const record of records) {
        if (record.seq <= coverage.head) continue;
        const followed = draft.itemId === coverage.currentItemId;
        evolve(coverage, record);
        if (record.change.kind === 'agenda-item-started' && (followed || isEmptyDraft(draft)))
          draft.itemId = coverage.currentItemId;
      }
      const done = new Set(records.map((record) => record.commandId));
      if (!outgoing.some(({ command }) => done.has(command.id))) return;
      outgoing = outgoing.filter(({ command }) => !done.has(command.id));
      keepOutgoing();
    },
    answered(commandId: string, answer: Receipt | SpokenRefusal): void {
      if (!answer.ok) setState(commandId, { kind: 'refused', refusal: answer });
      else if (answer.seq <= coverage.head) remove(commandId);
      else setState(commandId, { kind: 'accepted' });
    },
    present: (list: readonly Presence[]): void => {
      presence = list.filter(({ staffId }) => staffId !== actor.id);
    },
    counted: (count: number): void => {
      readers = count;
    },
    lineIs: (state: LineState): void => {
      line = state;
    },
    tick,

    /** Takes up what the device kept, and sends again what nobody acknowledged: the same id is safe. */
    begin(kept: Shelf, sender: (command: Command) => void): void {
      shelf = kept;
      send = sender;
      const written = kept.take<Draft>('draft');
      if (written) draft = written;
      outgoing = kept.take<readonly Outgoing[]>('outgoing') ?? [];
      for (const one of outgoing) if (isUnsent(one)) dispatch(one);
    },
  };
}
