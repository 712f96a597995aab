import { setTimeout as wait } from 'node:timers/promises';
import type { CuttableLine } from '../cast/a-cuttable-line.ts';
import type { KillableBrowser } from '../cast/a-killable-browser.ts';
import type { Chance } from './chance.ts';
import type { DeskHands } from './desk-hands.ts';
import { deskHands } from './desk-hands.ts';
import type { DeskLedger } from './desk-ledger.ts';
import type { Blow, RoundPlan } from './desk-plan.ts';
import { planRound } from './desk-plan.ts';
import type { RealServer } from './real-server.ts';

interface LifeDependencies {
  readonly rounds: number;
  readonly chance: Chance;
  readonly browser: KillableBrowser;
  readonly line: CuttableLine;
  readonly server: RealServer;
  /** Of the coverage's desk. */
  readonly address: string;
  readonly ledger: DeskLedger;
}

/** One reporter writes at one coverage; each round something ends in between. @returns how often what was done */
export async function liveAtDesk(life: LifeDependencies): Promise<Record<Blow, number>> {
  const { rounds, chance, browser, address } = life;
  const hands = deskHands(browser, address);
  const blows: Record<Blow, number> = {
    'cut-before': 0,
    'cut-after': 0,
    reload: 0,
    'tab-closed': 0,
    'browser-killed': 0,
    'server-killed': 0,
  };
  await hands.open();
  for (let round = 1; round <= rounds; round += 1) {
    const plan = planRound(chance);
    await playRound(life, hands, plan, round);
    blows[plan.blow] += 1;
  }
  await settle(life, hands);
  await hands.close();
  return blows;
}

/** What stands in the composer goes out, and all that waits with it. */
async function settle({ ledger }: LifeDependencies, hands: DeskHands): Promise<void> {
  await sendWhatIsThere(ledger, hands);
  await hands.networkIsBack();
  await hands.rest();
}

/** A draft that the desk brought back, or that nobody took from it. */
async function sendWhatIsThere(ledger: DeskLedger, hands: DeskHands): Promise<void> {
  const text = await hands.ready();
  if (!text) return;
  const written = ledger.find(text) ?? ledger.wrote(text);
  await hands.send();
  ledger.handed(written, hands.page);
  written.promised = true;
}

async function playRound(
  life: LifeDependencies,
  hands: DeskHands,
  plan: RoundPlan,
  round: number,
): Promise<void> {
  const { ledger, line } = life;
  await sendWhatIsThere(ledger, hands);
  if (plan.blow === 'cut-before') line.cut();
  if (plan.deaf) {
    await hands.online();
    line.swallowAnswers();
  }
  const killed = plan.blow === 'browser-killed';
  for (const [index, writing] of plan.writings.entries()) {
    const text = `Vòng ${round}, tin ${index + 1}.`;
    const written = ledger.wrote(text);
    await hands.write(text);
    if (writing.waitsForKept) {
      await hands.draftIsKept();
      written.promised = true;
    }
    // In the moment of a kill, only what the desk has said counts; a page that is left puts away what is written.
    if (!killed) written.promised = true;
    if (plan.leavesDraft && index === plan.writings.length - 1) break;
    await hands.send();
    ledger.handed(written, hands.page);
    if (writing.sendsAtOnce) await hands.send();
  }
  await wait(plan.lag);
  await strike(life, hands, plan);
  if (plan.rests) await settle(life, hands);
}

async function strike(
  { browser, line, server }: LifeDependencies,
  hands: DeskHands,
  { blow, away }: RoundPlan,
): Promise<void> {
  const lineAgain = (): void => {
    line.cut();
    line.mend();
  };
  switch (blow) {
    case 'cut-before':
    case 'cut-after':
      line.cut();
      await wait(away);
      line.mend();
      return hands.networkIsBack();
    case 'reload':
      lineAgain();
      return hands.reload();
    case 'tab-closed':
      await hands.close();
      lineAgain();
      return hands.open();
    case 'browser-killed':
      await browser.kill();
      lineAgain();
      await browser.start();
      return hands.open();
    case 'server-killed':
      await server.kill();
      await wait(away);
      await server.start();
      return hands.networkIsBack();
    default:
      return blow satisfies never;
  }
}
