import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { aLiveHouse } from '../socket/a-live-house.ts';

const SCRIPT = new URL('./follow-and-post.py', import.meta.url).pathname;

/** Debian's own Python first: its packages are not those of one that was installed beside it. */
const python = ['/usr/bin/python3', 'python3'].find((program) => {
  try {
    execFileSync(program, ['-c', 'import socketio, websocket, requests'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
if (!python)
  console.warn(
    'A client in another language was not tried: python3 with socketio, websocket and requests is not here ' +
      '(Debian: apt-get install python3-socketio python3-websocket python3-requests).',
  );

test.skipIf(!python)(
  'a client in Python follows a coverage and posts into it by what SPEC.md says',
  async () => {
    const house = await aLiveHouse();
    // The program knows no clock but its own.
    house.clock.now = Date.now();
    const id = await house.aCoverage();
    const text = 'Bà con xã Suối Lạnh theo dõi hội nghị qua loa truyền thanh.';
    const { stdout } = await promisify(execFile)(python ?? '', [
      SCRIPT,
      house.url,
      'ines',
      'any',
      `hoi-nghi-${id}`,
      text,
    ]);
    const { receipt, seen } = JSON.parse(stdout);
    expect(receipt).toMatchObject({ ok: true, coverageId: id, seq: 4 });
    expect(seen).toMatchObject({ kind: 'entry-posted', entry: { headline: text } });
    expect(house.newsroom.coverageById(id)?.head).toBe(4);
  },
);
