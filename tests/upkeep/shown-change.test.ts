import { expect, test } from 'vitest';
import { realDisk } from '#server/storage/real-disk.ts';
import { carryOut } from '#server/upkeep/purge.ts';
import { aDataFolder } from './a-data-folder.ts';
import { filesWith, inspected, planOf } from './a-forbidden-entry.ts';

const OLD = 'đã nhận tiền của nhà thầu hồ chứa';

test('[7] old words that a correction showed to readers go with the rest of the entry, from the archive too', async () => {
  const folder = aDataFolder();
  const { coverageId, entryId } = await folder.work(async ({ cover, post, ask }) => {
    const id = await cover('hoi-nghi-lam-son');
    const text = (words: string) => ({
      kind: 'note' as const,
      blocks: [{ type: 'paragraph' as const, runs: [{ text: words }] }],
    });
    const entry = await post(id, `Ông Khuất ${OLD} vào năm ngoái.`);
    await ask(id, {
      kind: 'correct-entry',
      entryId: entry,
      base: 1,
      content: text('Ông Khuất không liên quan vào năm ngoái.'),
      note: 'Viết sai.',
      showChange: true,
    });
    await ask(id, { kind: 'close-coverage' });
    await ask(id, { kind: 'archive-coverage' });
    return { coverageId: id, entryId: entry };
  });
  const shown = inspected(folder, coverageId).state.coverage.entries.get(entryId)?.corrections[0]
    ?.changedWords;
  expect(shown).toEqual([{ before: OLD, after: 'không liên quan' }]);
  expect(filesWith(folder, OLD).some((file) => file.includes('changes.ndjson'))).toBe(true);

  const plan = await planOf(folder, 'hoi-nghi-lam-son', entryId);
  expect(plan.words).toContain(OLD);
  expect(await carryOut(realDisk, folder.dataDir, folder.contentDir, plan)).toEqual([]);
  expect(filesWith(folder, OLD)).toEqual([]);
});
