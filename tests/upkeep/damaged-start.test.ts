import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { begin } from '#server/start.ts';
import { aDataFolder, bytesOf } from './a-data-folder.ts';

vi.mock('#server/build-site.ts', () => ({ ensureBuilt: () => Promise.resolve() }));

for (const [path, text, why] of [
  ['accounts.json', '{"v":1,', 'damaged'],
  ['accounts.json', '{"v":1}', 'damaged, staff: '],
  [
    'accounts.json',
    '{"v":2,"staff":[],"signIns":[]}',
    'damaged, v: not 1, another version of the software wrote this',
  ],
  ['directory/speakers.json', '{"v":1,', 'damaged'],
  ['directory/speakers.json', '{"v":1,"records":{}}', 'damaged, records: '],
] as const)
  test(`a start on ${path} with ${text} says in one sentence which file it is and who knows what to do, and changes no byte`, async () => {
    const { dataDir, contentDir } = aDataFolder();
    mkdirSync(join(dataDir, 'directory'), { recursive: true });
    writeFileSync(join(dataDir, path), text);
    const before = bytesOf(dataDir);
    vi.stubEnv('DATA_DIR', dataDir);
    vi.stubEnv('CONTENT_DIR', contentDir);
    vi.stubEnv('PORT', '0');
    const argv = process.argv;
    process.argv = argv.slice(0, 2);
    onTestFinished(() => {
      process.argv = argv;
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    });
    const said: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((line) => said.push(String(line)) > 0);
    const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
    await begin();
    expect(said).toEqual([expect.stringContaining(`${join(dataDir, path)}: ${why}`)]);
    expect(said[0]).toMatch(/npm run doctor says what to do\.\n$/u);
    expect(exit).toHaveBeenCalledWith(65);
    expect(bytesOf(dataDir)).toMatchObject(before);
  });
