import { describe, expect, it } from 'vitest';
import { CATCH_UP_LIMIT } from '#domain/cursor.ts';
import type { Followed, Following, Input, Phase, Step } from '#live/following.ts';
import {
  ANSWER_WITHIN,
  beginFollowing,
  follow,
  HIDDEN_LONG,
  OFFLINE_AFTER,
  STALE_AFTER,
} from '#live/following.ts';

const EPOCH = 'epoch-1';
const change = (seq: number, kind = 'entry-posted'): Followed => ({ seq, change: { kind } });
const range = (from: number, to: number): Followed[] =>
  Array.from({ length: to - from + 1 }, (_, index) => change(from + index));
const head = (seq: number) => ({ epoch: EPOCH, seq });
const batch = (...changes: Followed[]): Input<Followed> => ({
  kind: 'batch',
  at: 0,
  batch: { epoch: EPOCH, changes },
});
const caughtUp = (seq: number, at = 0): Input<Followed> => ({
  kind: 'answer',
  at,
  answer: { kind: 'caught-up', head: head(seq) },
});
const behind = (to: number, changes: Followed[], at = 0): Input<Followed> => ({
  kind: 'answer',
  at,
  answer: { kind: 'behind', head: head(to), changes },
});
const plain = (
  kind: 'connected' | 'disconnected' | 'tick' | 'hidden' | 'outdated',
  at = 0,
): Input<Followed> => ({
  kind,
  at,
});

/** Feeds inputs in turn. */
const hearing = (
  inputs: readonly Input<Followed>[],
  from = beginFollowing<Followed>(head(57), 0),
): Step<Followed> =>
  inputs.reduce<Step<Followed>>((step, input) => follow(step.following, input), {
    following: from,
    outputs: [],
  });

/** How each phase is come to, with the cursor at 57. */
const IN: Readonly<Record<Phase, Following<Followed>>> = {
  connecting: beginFollowing<Followed>(head(57), 0),
  behind: hearing([plain('connected')]).following,
  live: hearing([plain('connected'), caughtUp(57)]).following,
  offline: hearing([plain('tick', OFFLINE_AFTER)]).following,
  stale: hearing([plain('tick', STALE_AFTER)]).following,
  restarting: hearing([
    plain('connected'),
    batch(change(58)),
    { kind: 'answer', at: 0, answer: { kind: 'restart', reason: 'epoch' } },
  ]).following,
  closed: hearing([plain('connected'), caughtUp(57), batch(change(58, 'coverage-archived'))]).following,
};

const INPUTS = {
  connected: plain('connected', 1),
  disconnected: plain('disconnected', 1),
  'tick, 5 s': plain('tick', OFFLINE_AFTER),
  'tick, 45 s': plain('tick', STALE_AFTER),
  'batch n+1': batch(change(58)),
  'batch old': batch(change(57)),
  'batch beyond a gap': batch(change(60)),
  'batch of another epoch': { kind: 'batch', at: 0, batch: { epoch: 'epoch-2', changes: [change(58)] } },
  'batch archived': batch(change(58, 'coverage-archived')),
  'answer caught-up': caughtUp(57),
  'answer behind, whole': behind(59, range(58, 59)),
  'answer behind, in part': behind(70, range(58, 59)),
  'answer of another epoch': {
    kind: 'answer',
    at: 0,
    answer: { kind: 'caught-up', head: { epoch: 'epoch-2', seq: 57 } },
  },
  'answer restart': { kind: 'answer', at: 0, answer: { kind: 'restart', reason: 'ahead' } },
  'answer refused, gone': {
    kind: 'answer',
    at: 0,
    answer: { kind: 'refused', code: 'not-found', message: '' },
  },
  'answer refused for now': {
    kind: 'answer',
    at: 0,
    answer: { kind: 'refused', code: 'too-many', message: '' },
  },
  hidden: plain('hidden', 1),
  shown: { kind: 'shown', at: 1, restored: false },
  'shown, restored': { kind: 'shown', at: 1, restored: true },
  restarted: { kind: 'restarted', at: 1, cursor: { epoch: 'epoch-2', seq: 3 } },
  outdated: plain('outdated', 1),
} as const satisfies Record<string, Input<Followed>>;
type InputName = keyof typeof INPUTS;

/** The phase after, and what is put out: `+n` applied up to n, `?` asked, `!` restart, `.` leave. */
const TABLE: Readonly<Record<Phase, Readonly<Record<InputName, string>>>> = {
  connecting: {
    connected: 'behind ?57',
    disconnected: 'connecting',
    'tick, 5 s': 'offline',
    'tick, 45 s': 'stale',
    'batch n+1': 'connecting +58',
    'batch old': 'connecting',
    'batch beyond a gap': 'connecting',
    'batch of another epoch': 'restarting !',
    'batch archived': 'closed +58 .',
    'answer caught-up': 'live',
    'answer behind, whole': 'live +59',
    'answer behind, in part': 'behind +59 ?59',
    'answer of another epoch': 'restarting !',
    'answer restart': 'restarting !',
    'answer refused, gone': 'closed .',
    'answer refused for now': 'connecting',
    hidden: 'connecting',
    shown: 'connecting',
    'shown, restored': 'connecting',
    restarted: 'connecting',
    outdated: 'restarting !',
  },
  behind: {
    connected: 'behind ?57',
    disconnected: 'connecting',
    'tick, 5 s': 'behind',
    'tick, 45 s': 'stale ?57',
    'batch n+1': 'behind +58',
    'batch old': 'behind',
    'batch beyond a gap': 'behind',
    'batch of another epoch': 'restarting !',
    'batch archived': 'closed +58 .',
    'answer caught-up': 'live',
    'answer behind, whole': 'live +59',
    'answer behind, in part': 'behind +59 ?59',
    'answer of another epoch': 'restarting !',
    'answer restart': 'restarting !',
    'answer refused, gone': 'closed .',
    'answer refused for now': 'behind',
    hidden: 'behind',
    shown: 'behind',
    'shown, restored': 'behind ?57',
    restarted: 'behind ?3',
    outdated: 'restarting !',
  },
  live: {
    connected: 'behind ?57',
    disconnected: 'connecting',
    'tick, 5 s': 'live',
    'tick, 45 s': 'live',
    'batch n+1': 'live +58',
    'batch old': 'live',
    'batch beyond a gap': 'behind ?57',
    'batch of another epoch': 'restarting !',
    'batch archived': 'closed +58 .',
    'answer caught-up': 'live',
    'answer behind, whole': 'live +59',
    'answer behind, in part': 'behind +59 ?59',
    'answer of another epoch': 'restarting !',
    'answer restart': 'restarting !',
    'answer refused, gone': 'closed .',
    'answer refused for now': 'live',
    hidden: 'live',
    shown: 'live',
    'shown, restored': 'behind ?57',
    restarted: 'behind ?3',
    outdated: 'restarting !',
  },
  offline: {
    connected: 'behind ?57',
    disconnected: 'offline',
    'tick, 5 s': 'offline',
    'tick, 45 s': 'stale',
    'batch n+1': 'offline +58',
    'batch old': 'offline',
    'batch beyond a gap': 'offline',
    'batch of another epoch': 'restarting !',
    'batch archived': 'closed +58 .',
    'answer caught-up': 'live',
    'answer behind, whole': 'live +59',
    'answer behind, in part': 'behind +59 ?59',
    'answer of another epoch': 'restarting !',
    'answer restart': 'restarting !',
    'answer refused, gone': 'closed .',
    'answer refused for now': 'offline',
    hidden: 'offline',
    shown: 'offline',
    'shown, restored': 'offline',
    restarted: 'connecting',
    outdated: 'restarting !',
  },
  stale: {
    connected: 'behind ?57',
    disconnected: 'stale',
    'tick, 5 s': 'offline',
    'tick, 45 s': 'stale',
    'batch n+1': 'stale +58',
    'batch old': 'stale',
    'batch beyond a gap': 'stale',
    'batch of another epoch': 'restarting !',
    'batch archived': 'closed +58 .',
    'answer caught-up': 'live',
    'answer behind, whole': 'live +59',
    'answer behind, in part': 'behind +59 ?59',
    'answer of another epoch': 'restarting !',
    'answer restart': 'restarting !',
    'answer refused, gone': 'closed .',
    'answer refused for now': 'stale',
    hidden: 'stale',
    shown: 'stale',
    'shown, restored': 'stale',
    restarted: 'connecting',
    outdated: 'restarting !',
  },
  restarting: {
    connected: 'restarting',
    disconnected: 'restarting',
    'tick, 5 s': 'restarting',
    'tick, 45 s': 'restarting',
    'batch n+1': 'restarting',
    'batch old': 'restarting',
    'batch beyond a gap': 'restarting',
    'batch of another epoch': 'restarting',
    'batch archived': 'restarting',
    'answer caught-up': 'restarting',
    'answer behind, whole': 'restarting',
    'answer behind, in part': 'restarting',
    'answer of another epoch': 'restarting',
    'answer restart': 'restarting',
    'answer refused, gone': 'restarting',
    'answer refused for now': 'restarting',
    hidden: 'restarting',
    shown: 'restarting',
    'shown, restored': 'restarting',
    restarted: 'behind ?3',
    outdated: 'restarting',
  },
  closed: Object.fromEntries(Object.keys(INPUTS).map((name) => [name, 'closed'])) as Record<
    InputName,
    string
  >,
};

function inShort({ following, outputs }: Step<Followed>): string {
  const signs = outputs.map((output) => {
    if (output.kind === 'apply') return `+${output.changes.at(-1)?.seq}`;
    if (output.kind === 'ask') return `?${output.cursor.seq}`;
    return output.kind === 'restart' ? '!' : '.';
  });
  return [following.phase, ...signs].join(' ');
}

describe.each(Object.keys(TABLE) as Phase[])('a follower that is %s', (phase) => {
  it(`comes to be ${phase} as the table says`, () => {
    expect(IN[phase].phase).toBe(phase);
  });

  it.each(Object.keys(INPUTS) as InputName[])('and hears: %s', (name) => {
    expect(inShort(follow(IN[phase], INPUTS[name]))).toBe(TABLE[phase][name]);
  });
});

describe('[L3] what does not fit', () => {
  it('is held until the range arrives, then applied once and in order', () => {
    const gap = hearing([plain('connected'), caughtUp(57), batch(change(60)), batch(change(59))]);
    expect(gap.following.held.map(({ seq }) => seq)).toEqual([59, 60]);
    expect(gap.outputs).toEqual([]);
    const filled = follow(gap.following, behind(59, range(58, 59)));
    expect(filled.outputs).toEqual([{ kind: 'apply', changes: range(58, 60) }]);
    expect(filled.following).toMatchObject({ phase: 'live', held: [], cursor: head(60) });
  });

  it('takes the newer words of a change from the range, not those that were held', () => {
    const gap = hearing([plain('connected'), caughtUp(57), batch(change(59, 'entry-posted'))]);
    const filled = follow(gap.following, behind(59, [change(58), change(59, 'entry-withdrawn')]));
    expect(filled.outputs[0]).toMatchObject({
      changes: [{ seq: 58 }, { change: { kind: 'entry-withdrawn' } }],
    });
  });

  it(`is never more than ${CATCH_UP_LIMIT} changes, the nearest ones`, () => {
    const flooded = hearing([plain('connected'), batch(...range(100, 2_000))]);
    expect(flooded.following.held).toHaveLength(CATCH_UP_LIMIT);
    expect(flooded.following.held[0]?.seq).toBe(100);
  });

  it('is not asked for again at once when a range brought nothing, but by the clock', () => {
    const empty = hearing([plain('connected'), behind(60, [])]);
    expect(empty.outputs).toEqual([]);
    const early = follow(empty.following, plain('tick', ANSWER_WITHIN - 1));
    expect(early.outputs).toEqual([]);
    expect(follow(early.following, plain('tick', ANSWER_WITHIN)).outputs).toEqual([
      { kind: 'ask', cursor: head(57) },
    ]);
  });
});

describe('the page out of sight', () => {
  it.each([
    [HIDDEN_LONG - 1, 0],
    [HIDDEN_LONG, 1],
  ])('asks after %i ms hidden: %i times', (hidden, times) => {
    const { outputs } = hearing(
      [plain('hidden', 0), { kind: 'shown', at: hidden, restored: false }],
      IN.live,
    );
    expect(outputs).toHaveLength(times);
  });
});

describe('polled answers', () => {
  it('keep it live for a while without a connection, and stale is told when they stop', () => {
    const polled = hearing([plain('tick', OFFLINE_AFTER), caughtUp(57, 20_000)]);
    expect(polled.following.phase).toBe('live');
    expect(follow(polled.following, plain('tick', 20_000 + STALE_AFTER - 1)).following.phase).toBe('live');
    expect(follow(polled.following, plain('tick', 20_000 + STALE_AFTER)).following.phase).toBe('stale');
  });
});
