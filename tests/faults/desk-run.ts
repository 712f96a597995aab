import chromium from '@sparticuz/chromium';
import { aCuttableLine } from '../cast/a-cuttable-line.ts';
import { aKillableBrowser } from '../cast/a-killable-browser.ts';
import { createChance } from './chance.ts';
import { createDeskLedger, judgeDesk } from './desk-ledger.ts';
import { liveAtDesk } from './desk-life.ts';
import type { DeskFault } from './desk-planted.ts';
import { plantInPage } from './desk-planted.ts';
import { fetchLog } from './fetch-log.ts';
import { aRealServer } from './real-server.ts';
import { signInAt, staff } from './staffed.ts';
import { sum } from './totals.ts';

interface DeskRun {
  readonly seed: number;
  readonly rounds: number;
  /** Rounds at one coverage, until all is compared with its log. */
  readonly roundsPerLife: number;
  readonly fault: DeskFault | null;
  readonly onProgress: (line: string) => void;
}

/** Counts that may be anything. */
const NEUTRAL = new Set(['written', 'published', 'neverPromised']);

/** One reporter, one machine with a real Chromium, one real server: coverage after coverage until there were enough rounds. */
export async function deskRounds({ seed, rounds, roundsPerLife, fault, onProgress }: DeskRun) {
  const chance = createChance(seed);
  const line = await aCuttableLine();
  const server = await aRealServer([], line.url);
  await server.start();
  line.leadTo(server.url);
  const staffed = await staff({ url: line.url, dataDir: server.dataDir }, 1);
  const executable = process.env.CHROMIUM ?? (await chromium.executablePath());
  const browser = await aKillableBrowser(executable, async (context) => {
    if (fault) await context.addInitScript(plantInPage, fault);
  });
  const began = performance.now();
  const verdicts = [];
  const blows = [];
  try {
    const page = await browser.newPage();
    await signInAt(page, line.url, 'phong-vien-1');
    await browser.remember(await page.context().cookies());
    await page.close();
    for (let left = rounds; left > 0; left -= roundsPerLife) {
      const coverage = await staffed.openCoverage(`vong-${left}`);
      const ledger = createDeskLedger();
      blows.push(
        await liveAtDesk({
          rounds: Math.min(left, roundsPerLife),
          chance,
          browser,
          line,
          server,
          address: `${line.url}/desk/${coverage.slug}`,
          ledger,
        }),
      );
      const verdict = judgeDesk(ledger, await fetchLog(server.url, coverage.id, coverage.epoch));
      verdicts.push(verdict);
      onProgress(`${rounds - Math.max(0, left - roundsPerLife)} rounds: ${JSON.stringify(verdict)}`);
    }
  } finally {
    await browser.close();
    await line.close();
    await server.stop();
    await server.removeFolders();
  }
  const total = { ...sum(verdicts), ownExits: server.ownExits };
  return {
    figures: {
      rounds,
      blows: sum(blows),
      ...total,
      seconds: Math.round((performance.now() - began) / 1_000),
    },
    failed: Object.entries(total).flatMap(([name, count]) =>
      NEUTRAL.has(name) || count === 0 ? [] : [`${name}: ${count}`],
    ),
  };
}
