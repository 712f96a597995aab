import { SvelteMap } from 'svelte/reactivity';
import { v7 as uuid } from 'uuid';
import type { Image } from '#domain/block.ts';
import type { LogRecord } from '#domain/change.ts';
import type { Command, CommandBody, CommandKind } from '#domain/command.ts';
import type { Coverage } from '#domain/coverage.ts';
import { undoSecondsOf } from '#domain/coverage.ts';
import type { EntryContent } from '#domain/entry.ts';
import { evolve } from '#domain/evolve.ts';
import { isReviewed, may } from '#domain/policy.ts';
import type { Speaker } from '#domain/speaker.ts';
import type { Actor } from '#domain/staff.ts';
import type { DeskState } from '#live/desk-client.ts';
import type { Outbox } from '#live/outbox.ts';
import { hindranceOf } from '#live/outbox.ts';
import type { Presence, SpokenRefusal } from '#live/protocol.ts';
import type { CoverageAsSent } from './coverage-as-sent.ts';
import type { Draft } from './draft.ts';
import { draftAsKept, emptyDraft, isEmptyDraft, postBody } from './draft.ts';
import type { KeptDraft } from './kept-draft.ts';
import { createKeptDraft } from './kept-draft.ts';
import { createKnownPeople } from './known-people.svelte.ts';
import { isUnsent } from './outgoing.ts';
import type { OutgoingDoors } from './outgoing-list.svelte.ts';
import { createOutgoingList } from './outgoing-list.svelte.ts';
import type { Shelf } from './shelf.ts';
import { deskWords } from './words.ts';

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
export interface DeskSurroundings extends OutgoingDoors {
  /** The person's own, whatever the coverage. */
  readonly ownShelf: Shelf;
  /** Tells colleagues that an entry is open here to be edited, or no longer. */
  readonly editing: (entryId: string, open: boolean) => void;
}

/** One person at one coverage: what is, what they write, and what is on its way. */
export type CoverageDesk = ReturnType<typeof createCoverageDesk>;

export function createCoverageDesk(props: DeskProps) {
  const { actor, people, language } = props;
  const coverage: Coverage = $state({
    ...props.coverage,
    agenda: new SvelteMap(props.coverage.agenda.map((item) => [item.id, item])),
    entries: new SvelteMap(props.coverage.entries.map((entry) => [entry.id, entry])),
  });
  const freshDraft = (): Draft => emptyDraft(uuid(), uuid(), coverage.currentItemId);

  let draft = $state(freshDraft());
  let presence = $state.raw<readonly Presence[]>([]);
  let readers = $state(0);
  let line = $state<DeskState>('connecting');
  let hindrance = $state.raw<SpokenRefusal | null>(null);
  let outdated = $state(false);
  let credit = $state(actor.name);
  let now = $state(Date.parse(props.now));
  let deviceKeeps = $state(true);
  let around: DeskSurroundings | null = null;
  let keptDraft: KeptDraft | null = null;
  let takenUp: Promise<void> | null = null;

  const outgoing = createOutgoingList(() => coverage.head);

  const known = createKnownPeople(coverage, props.speakers);

  const commandOf = (written: Draft, at: string, image?: Image): Command => {
    const item = coverage.agenda.get(written.itemId ?? '') ?? null;
    // Who is read by an editor first has no say in when.
    const meant = isReviewed(coverage.about, actor) ? { ...written, publishHour: '' } : written;
    return { id: written.commandId, coverageId: coverage.id, ...postBody(meant, item, at, image) };
  };

  const putAside = (aside: Draft): void =>
    outgoing.put({
      command: commandOf(aside, new Date(now).toISOString()),
      draft: aside,
      state: { kind: 'parked' },
    });

  /** What was written goes back into the composer; what stands there is put aside, not lost. */
  function takeBack(commandId: string): void {
    const back = outgoing.remove(commandId);
    if (!back?.draft) return;
    if (!isEmptyDraft(draft)) putAside($state.snapshot(draft) as Draft);
    // A refused id is spent: the newsroom would take other words under it for a mistake.
    const spent = back.state.kind === 'refused';
    draft = { ...draftAsKept(back.draft), ...(spent && { entryId: uuid(), commandId: uuid() }) };
    putDraftAway().catch(notKept);
  }

  const putDraftAway = async (): Promise<void> => keptDraft?.put($state.snapshot(draft) as Draft);

  /** Once; again where the device refused: nothing is put over a draft that nobody has seen. */
  function takeUp(): Promise<void> {
    takenUp ??= Promise.all([
      keptDraft?.take(),
      around?.ownShelf.take<string>('credit'),
      outgoing.takeUp(),
    ]).then(
      ([written, keptCredit]) => {
        credit = keptCredit ?? credit;
        if (written && isEmptyDraft(draft)) draft = written;
        else if (written) putAside(written);
        renewSpentDraft();
      },
      (fault) => {
        takenUp = null;
        throw fault;
      },
    );
    return takenUp;
  }

  /** A draft that another page of this person has handed over is no draft any more; other words under it are. */
  function renewSpentDraft(): void {
    const spent = outgoing.all.find(({ command }) => command.id === draft.commandId);
    if (!spent) return;
    const isSame = JSON.stringify(spent.draft) === JSON.stringify($state.snapshot(draft));
    draft = isSame ? freshDraft() : { ...draft, entryId: uuid(), commandId: uuid() };
  }

  return {
    coverage,
    actor,
    people,
    known,
    get peopleOffered() {
      return known.offered;
    },
    language,
    words: deskWords(language),
    get draft() {
      return draft;
    },
    set draft(written) {
      draft = written;
    },
    get outgoing() {
      return outgoing.all;
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
    /** Why the newsroom takes nothing for now, though it answers. */
    get hindrance() {
      return hindrance;
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
    /** Whether all that was written and handed over here is on the device, as far as it was tried. */
    get deviceKeeps() {
      return deviceKeeps;
    },
    get unsent() {
      return outgoing.all.filter(isUnsent).length;
    },
    may: (kind: CommandKind, postedBy?: string) => may(actor, kind, coverage.id, postedBy),
    aboutEntry: (entryId: string) =>
      outgoing.all.filter(
        ({ command }) => 'entryId' in command && command.entryId === entryId && command.kind !== 'post-entry',
      ),

    /**
     * Asks for anything but a post.
     * @param before what an edit began with
     */
    ask(body: CommandBody, before?: EntryContent): void {
      const command = $state.snapshot({ id: uuid(), coverageId: coverage.id, ...body }) as Command;
      // What came with the page is a proxy, and no device takes one in.
      const began = $state.snapshot(before) as EntryContent | undefined;
      outgoing.put({ command, ...(began && { before: began }), state: { kind: 'sent' } });
      outgoing.dispatch(command);
    },
    /**
     * Hands the draft over and begins a new one; it leaves when the time to take it back is over.
     * @param image its photo's picture, when it is at the newsroom already
     */
    post(image?: Image): void {
      outgoing.sendOwn();
      const written = $state.snapshot(draft) as Draft;
      const command = commandOf(written, new Date().toISOString(), image);
      outgoing.put({
        command,
        draft: written,
        state: { kind: 'undo', until: Date.now() + 1_000 * undoSecondsOf(coverage.about) },
      });
      outgoing.sendBefore(Date.now());
      if (written.photo) {
        credit = written.photo.credit;
        around?.ownShelf.put('credit', credit).catch(notKept);
      }
      draft = { ...freshDraft(), itemId: written.itemId };
      putDraftAway().catch(notKept);
    },
    /** Posts that could still be taken back go now. */
    sendNow: outgoing.sendAll,
    /** The page is left: what was written on it goes now. */
    leave: outgoing.sendOwn,
    takeBack,
    dismiss: (commandId: string): void => void outgoing.remove(commandId),
    discardDraft(): void {
      draft = freshDraft();
      putDraftAway().catch(notKept);
    },
    /** @returns whether there is a draft, and the device has it as it stands here */
    async keepDraft(): Promise<boolean> {
      if (!around) return false;
      try {
        await takeUp();
        await putDraftAway();
        return !isEmptyDraft(draft);
      } catch {
        return false;
      }
    },
    deviceTold: (keepsAll: boolean): void => {
      deviceKeeps = keepsAll;
    },

    applied(records: readonly LogRecord[]): void {
      for (const record of records) {
        if (record.seq <= coverage.head) continue;
        evolve(coverage, record);
        // A text that is being written stays under the item it was begun in.
        if (record.change.kind === 'agenda-item-started' && isEmptyDraft(draft))
          draft.itemId = coverage.currentItemId;
      }
      outgoing.settle(new Set(records.map((record) => record.commandId)));
    },
    answered: outgoing.answered,
    editing: (entryId: string, open: boolean): void => around?.editing(entryId, open),
    /** Names of the colleagues who have this entry open to edit it. */
    editorsOf: (entryId: string): string[] =>
      presence
        .filter(({ writing }) => writing.some((one) => 'entryId' in one && one.entryId === entryId))
        .map(({ name }) => name),
    outboxIs(outbox: Outbox): void {
      hindrance = hindranceOf(outbox);
      outgoing.outboxIs(outbox);
    },
    present: (list: readonly Presence[]): void => {
      presence = list.filter(({ staffId }) => staffId !== actor.id);
    },
    counted: (count: number): void => {
      readers = count;
    },
    lineIs: (state: DeskState): void => {
      line = state;
      // Who is there is not known any more.
      if (state === 'offline' || state === 'signed-out') presence = [];
    },
    outdate: (): void => {
      outdated = true;
    },
    tick(): void {
      now = Date.now();
      outgoing.sendBefore(now);
    },

    begin(surroundings: DeskSurroundings): void {
      around = surroundings;
      keptDraft = createKeptDraft(surroundings.shelf);
      outgoing.open(surroundings, renewSpentDraft);
      takeUp().catch(notKept);
    },
  };
}

/** The device has told, and is tried again. */
const notKept = (): void => undefined;
