import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuse } from '#domain/refusal.ts';
import { readAnswer } from '#live/read-answer.ts';
import { readFollowAnswer } from '#live/read-follow-answer.ts';
import { aPost } from '../cast/a-coverage.ts';

const POST = aPost('coverage-1', 'Tin.');
const RECEIPT = { ok: true, commandId: POST.id, coverageId: POST.coverageId, epoch: 'e', seq: 4 } as const;
const HEAD = { epoch: 'e', seq: 4 };

describe('what passes for an answer to a command', () => {
  it('[I3] is the receipt of that very command', () => {
    expect(readAnswer(RECEIPT, POST)).toEqual(RECEIPT);
    expect(readAnswer({ ...RECEIPT, held: true }, POST)).toEqual({ ...RECEIPT, held: true });
  });

  it.each([
    ['a page', '<!doctype html>'],
    ['nothing', undefined],
    ['null', null],
    ['a list', [RECEIPT]],
    ['small talk', { ok: true }],
    ['small talk with a message', { ok: true, message: 'Connected.' }],
    ['something truthy', { ...RECEIPT, ok: 'true' }],
    ['the receipt of another command', { ...RECEIPT, commandId: aPost('coverage-1', 'Tin.').id }],
    ['the receipt of another coverage', { ...RECEIPT, coverageId: 'coverage-2' }],
    ['a receipt without epoch', { ...RECEIPT, epoch: undefined }],
    ['a receipt with an empty epoch', { ...RECEIPT, epoch: '' }],
    ['a receipt with no seq', { ...RECEIPT, seq: undefined }],
    ['a receipt with seq 0', { ...RECEIPT, seq: 0 }],
    ['a receipt with half a seq', { ...RECEIPT, seq: 1.5 }],
    ['a receipt with a seq in words', { ...RECEIPT, seq: '4' }],
    ['a proxy’s error', { error: { code: 502, message: 'Bad gateway' } }],
    ['a refusal without a sentence', { ok: false, code: 'markup' }],
    ['a refusal without a code', { ok: false, message: 'No.' }],
    ['a refusal with a number for a code', { ok: false, code: 401, message: 'No.' }],
  ])('is not %s', (_, said) => {
    expect(readAnswer(said, POST)).toBeNull();
  });

  it('is no JSON that somebody else makes up', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (said) => {
        expect(readAnswer(said, POST)?.ok).not.toBe(true);
      }),
    );
  });

  it('is a refusal with its sentence and what helps; a code of tomorrow keeps its sentence', () => {
    const refusal = { ...refuse('too-long', { field: 'content', detail: '60' }), message: 'Shorten it.' };
    expect(readAnswer(refusal, POST)).toEqual(refusal);
    expect(readAnswer({ ok: false, code: 'of-tomorrow', message: 'Wait until noon.' }, POST)).toEqual({
      ok: false,
      code: 'invalid',
      message: 'Wait until noon.',
    });
  });
});

describe('what passes for an answer to a reader who asks by HTTP', () => {
  const CHANGES = [{ seq: 4, at: '2026-03-12T01:15:00.000Z', change: { kind: 'withheld' } }];

  it.each([
    { kind: 'caught-up', head: HEAD },
    { kind: 'behind', head: HEAD, changes: CHANGES },
    { kind: 'restart', reason: 'epoch' },
  ])('is what the newsroom says: %o', (said) => {
    expect(readFollowAnswer(said)).toEqual(said);
  });

  it('is a refusal, which says whether to ask again', () => {
    expect(readFollowAnswer({ ok: false, code: 'not-found', message: 'Gone.' })).toEqual({
      kind: 'refused',
      code: 'not-found',
      message: 'Gone.',
    });
  });

  it.each([
    ['a page', '<!doctype html>'],
    ['null', null],
    ['a proxy’s not found', { code: 'not-found', message: 'no route' }],
    ['a head that is none', { kind: 'caught-up', head: { epoch: 'e' } }],
    ['a reason nobody knows', { kind: 'restart', reason: 'mood' }],
    ['changes without seqs', { kind: 'behind', head: HEAD, changes: [{ change: { kind: 'withheld' } }] }],
    ['changes that are none', { kind: 'behind', head: HEAD, changes: [{ seq: 4 }] }],
    ['no changes', { kind: 'behind', head: HEAD }],
  ])('is not %s', (_, said) => {
    expect(readFollowAnswer(said)).toBeNull();
  });
});
