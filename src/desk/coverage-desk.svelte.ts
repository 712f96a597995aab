import { SvelteMap } from 'svelte/reactivity';
import { v7 as uuid } from 'uuid';
import type { Image } from '#domain/block.ts';
import type { LogRecord } from '#domain/change.ts';
import type { Command, CommandBody, CommandKind, Receipt } from '#domain/command.ts';
import type { Coverage } from '#domain/coverage.ts';
import { evolve } from '#domain/evolve.ts';
import { may } from '#domain/policy.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Actor } from '#domain/staff.ts';
import type { DeskState } from '#live/desk-client.ts';
import type { Outbox } from '#live/outbox.ts';
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

/** What the island has once it is in a browser. */
export interface DeskSurroundings {
  readonly shelf: Shelf;
  /** The person's own, whatever the coverage. */
  readonly ownShelf: Shelf;
  /** Keeps a command and sends it until it is answered. */
  readonly send: (command: Command) => void;
  /** Forgets a refused command. */
  readonly forget: (commandId: string) => void;
}

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
  let line = $state<DeskState>('connecting');
  let outdated = $state(false);
  let credit = $state(actor.name);
  let now = $state(Date.parse(props.now));
  let around: DeskSurroundings | null = null;

  const keepOutgoing = (): void => around?.shelf.put('outgoing', outgoing.length > 0 ? outgoing : null);

  function setState(commandId: string, state: OutgoingState): void {
    outgoing = outgoing.map((one) => (one.command.id === commandId ? { ...one, state } : one));
    keepOutgoing();
  }

  function remove(commandId: string): Outgoing | undefined {
    const found = outgoing.find((one) => one.command.id === commandId);
    outgoing = outgoing.filter((one) => one !== found);
    if (found?.state.kind === 'refused') around?.forget(commandId);
    keepOutgoing();
    return found;
  }

  function put(one: Outgoing): void {
    outgoing = [...outgoing, one];
    keepOutgoing();
  }

  function dispatch({ command }: Outgoing): void {
    setState(command.id, { kind: 'sent' });
    around?.send(command);
  }

  /** Posts that could still be taken back go now, in the order they were written. */
  function sendNow(): void {
    for (const one of outgoing) if (one.state.kind === 'undo') dispatch(one);
  }

  function tick(): void {
    now = Date.now();
    for (const one of outgoing) if (one.state.kind === 'undo' && one.state.until <= now) dispatch(one);
  }

  const commandOf = (written: Draft, at: string, image?: Image): Command => {
    const item = coverage.agenda.get(written.itemId ?? '') ?? null;
    return { id: written.commandId, coverageId: coverage.id, ...postBody(written, item, at, image) };
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

  function answered(commandId: string, answer: Receipt | SpokenRefusal): void {
    const asked = outgoing.find(({ command }) => command.id === commandId);
    if (asked?.state.kind !== 'sent') return;
    if (!answer.ok) setState(commandId, { kind: 'refused', refusal: answer });
    else if (answer.seq <= coverage.head) remove(commandId);
    else setState(commandId, { kind: 'accepted' });
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
    /** The server went on under another numbering: the page must be fetched again. */
    get outdated() {
      return outdated;
    },
    /** What this person wrote under their last photo. */
    get credit() {
      return credit;
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
      around?.send(command);
      return command.id;
    },
    /**
     * Hands the draft over and begins a new one; it leaves when the time to take it back is over.
     * @param image its photo's picture, when it is at the newsroom already
     */
    post(image?: Image): void {
      sendNow();
      const written = $state.snapshot(draft) as Draft;
      const command = commandOf(written, new Date().toISOString(), image);
      put({ command, draft: written, state: { kind: 'undo', until: Date.now() + UNDO_MS } });
      if (written.photo) {
        credit = written.photo.credit;
        around?.ownShelf.put('credit', credit);
      }
      draft = { ...freshDraft(), itemId: written.itemId, venue: written.venue };
      around?.shelf.put('draft', null);
    },
    sendNow,
    takeBack,
    dismiss: (commandId: string): void => void remove(commandId),
    discardDraft(): void {
      draft = freshDraft();
      around?.shelf.put('draft', null);
    },
    keepDraft: (written: Draft): void => around?.shelf.put('draft', isEmptyDraft(written) ? null : written),

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
    answered,
    /** What the outbox knows: it outlives the page, and hears answers to what an earlier page sent. */
    outboxIs(outbox: Outbox): void {
      for (const { command, receipt, refusal, state } of outbox)
        if (receipt) answered(command.id, receipt);
        else if (refusal && state === 'refused') answered(command.id, refusal);
    },
    present: (list: readonly Presence[]): void => {
      presence = list.filter(({ staffId }) => staffId !== actor.id);
    },
    counted: (count: number): void => {
      readers = count;
    },
    lineIs: (state: DeskState): void => {
      line = state;
    },
    outdate: (): void => {
      outdated = true;
    },
    tick,

    /** Takes up what the device kept, and sends again what nobody acknowledged: the same id is safe. */
    begin(surroundings: DeskSurroundings): void {
      around = surroundings;
      const { shelf, ownShelf } = surroundings;
      credit = ownShelf.take<string>('credit') ?? credit;
      const written = shelf.take<Draft>('draft');
      if (written) draft = written;
      outgoing = shelf.take<readonly Outgoing[]>('outgoing') ?? [];
      for (const one of outgoing) if (isUnsent(one)) dispatch(one);
    },
  };
}
