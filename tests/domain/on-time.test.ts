import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { CommandBody } from '#domain/command.ts';
import type { Entry } from '#domain/entry.ts';
import { aRehearsal, aText, at } from '../cast/a-coverage.ts';
import { INES, RUTH } from '../cast/cast.ts';

const NOW = at('9h00');

function scheduled(publishAt: string, rehearsal = aRehearsal()) {
  const entryId = v7();
  const post: CommandBody = {
    kind: 'post-entry',
    entryId,
    itemId: rehearsal.opening.id,
    at: publishAt,
    begunAt: at('8h50'),
    content: aText('Kết quả bầu cử.'),
    publishAt,
  };
  const answer = rehearsal.ask(post, INES, NOW);
  return { rehearsal, entryId, answer, entry: () => rehearsal.coverage.entries.get(entryId) as Entry };
}

describe('[14] an entry with an hour of publication', () => {
  it('is held until then, under the hour it is meant for, and loses it when it is published', () => {
    const { rehearsal, entryId, entry } = scheduled(at('9h30'));
    expect(entry()).toMatchObject({ held: true, publishAt: at('9h30'), at: at('9h30') });
    rehearsal.ask({ kind: 'release-entry', entryId, base: 1 }, RUTH, at('9h30'));
    expect(entry()).toMatchObject({ postedAt: at('9h30') });
    for (const flag of ['held', 'publishAt']) expect(entry()).not.toHaveProperty(flag);
  });

  it('is published at once when the hour is over by the time it comes', () => {
    const { entry } = scheduled(at('8h59'));
    for (const flag of ['held', 'publishAt']) expect(entry()).not.toHaveProperty(flag);
  });

  it('waits no more by itself once an editor gave it back', () => {
    const { rehearsal, entryId, entry } = scheduled(at('9h30'));
    rehearsal.ask({ kind: 'return-entry', entryId, base: 1, reason: 'Chưa được công bố.' }, RUTH, NOW);
    expect(entry()).toMatchObject({ held: true });
    expect(entry()).not.toHaveProperty('publishAt');
  });

  it('is refused beyond a year, and to whoever an editor reads first', () => {
    expect(scheduled('2030-01-01T00:00:00.000Z').answer).toMatchObject({
      code: 'invalid',
      field: 'publishAt',
    });
    const rehearsal = aRehearsal();
    rehearsal.ask({ kind: 'revise-coverage', about: { ...rehearsal.coverage.about, review: true } }, RUTH);
    expect(scheduled(at('13h00'), rehearsal).answer).toMatchObject({
      code: 'not-allowed',
      field: 'publishAt',
    });
  });
});
