import { beforeAll, describe, expect, it } from 'vitest';
import { DEMONSTRATION_ACCOUNTS } from '#domain/demonstration.ts';
import type { EntryContent } from '#domain/entry.ts';
import { isTypoFix } from '#domain/typo.ts';
import { contentOf } from '#server/cli/replay-content.ts';
import { planOf } from '#server/cli/replay-plan.ts';
import type { PostStep, ReplayScript, ReplayStep } from '#server/cli/replay-script.ts';
import { minuteOf, readReplayScript } from '#server/cli/replay-script.ts';
import { reworded } from '#server/cli/reworded.ts';

let script: ReplayScript;
beforeAll(async () => {
  script = await readReplayScript();
});

const acts = <A extends ReplayStep['act']>(act: A) =>
  script.steps.filter((step): step is Extract<ReplayStep, { act: A }> => step.act === act);
const posts = (): PostStep[] => acts('post');

describe('the script of the replay', () => {
  it('has the shape of a real morning', () => {
    expect(script.items.map(({ hour }) => hour).join(' ')).toBe('8h00 8h15 8h35 8h50 9h00 10h35 11h00');
    const discussion = posts().filter(({ item, kind }) => item === 'thao-luan' && kind === 'statement');
    expect(new Set(discussion.map(({ speaker }) => speaker?.name)).size).toBe(8);
    expect(Math.max(...script.items.map(({ title }) => title.length))).toBeGreaterThan(290);
  });

  it('goes forward, minute by minute', () => {
    const minutes = script.steps.map(({ hour }) => minuteOf(hour));
    expect(minutes).toEqual(minutes.toSorted((a, b) => a - b));
  });

  it('names only people who have an account, and gives each of them something to do', () => {
    const logins = new Set(script.steps.map(({ who }) => who));
    expect([...logins].toSorted()).toEqual(DEMONSTRATION_ACCOUNTS.map(({ login }) => login).toSorted());
  });

  it('starts every item at its hour, before anything is posted under it', () => {
    const starts = acts('start');
    expect(starts.map(({ item, hour }) => [item, hour])).toEqual(
      script.items.map(({ key, hour }) => [key, hour]),
    );
    for (const post of posts()) {
      const started = script.steps.findIndex((step) => step.act === 'start' && step.item === post.item);
      expect(started, post.entry).toBeGreaterThanOrEqual(0);
      expect(started).toBeLessThan(script.steps.indexOf(post));
    }
  });

  it('names every entry once, and speaks only of entries that were posted before', () => {
    const names = posts().map(({ entry }) => entry);
    expect(new Set(names).size).toBe(names.length);
    script.steps.forEach((step, index) => {
      if (step.act === 'start' || step.act === 'close' || step.act === 'post') return;
      const before = script.steps.slice(0, index);
      expect(before.some((other) => other.act === 'post' && other.entry === step.entry)).toBe(true);
    });
  });

  it('has one of each thing that a reader should see happen', () => {
    expect(acts('fix-typo')).toHaveLength(1);
    expect(acts('correct')).toHaveLength(1);
    expect(acts('pin')).toHaveLength(1);
    expect(acts('withdraw')).toHaveLength(1);
    expect(script.steps.at(-1)).toMatchObject({ act: 'close', who: 'bientap' });
    const late = posts().filter(({ at }) => at !== undefined);
    expect(late.map(({ item }) => item)).toEqual(['giam-sat']);
    expect(minuteOf(late[0]?.hour ?? '')).toBeGreaterThan(minuteOf('9h00'));
    expect(posts().filter(({ figure }) => figure?.late)).toHaveLength(1);
  });

  it('[rule 9] fixes a typo that passes silently, and corrects what would not', () => {
    const contentsOf = (step: { entry: string; find: string; replace: string }): EntryContent[] => {
      const post = posts().find(({ entry }) => entry === step.entry);
      const before = post && contentOf(post, null);
      const after = before && reworded(before, step.find, step.replace);
      return before && after ? [before, after] : [];
    };
    const passes = (step: { entry: string; find: string; replace: string }): boolean => {
      const [before, after] = contentsOf(step);
      if (!before || !after) throw new Error(`${step.entry} has no “${step.find}”`);
      return isTypoFix(before, after);
    };
    expect(acts('fix-typo').map(passes)).toEqual([true]);
    expect(acts('correct').map(passes)).toEqual([false]);
  });

  it('says in its lede that nobody reports this', () => {
    expect(script.about.lede).toContain('mô phỏng');
    expect(script.about.lede).toContain('hư cấu');
  });

  it('names no day and no year: it is played on any', () => {
    expect(JSON.stringify(script)).not.toMatch(/\b20\d\d\b|\b\d{1,2}\s?-\s?\d{1,2}\b|tháng \d/u);
  });
});

describe('the plan of a replay', () => {
  const startsAt = Date.parse('2026-11-23T02:00:00.000Z');

  it('holds the conference on the clocks of the newsroom, as much shorter as the replay is faster', () => {
    const { instantOf } = planOf(script, startsAt, 10);
    expect(instantOf('8h00')).toBe('2026-11-23T02:00:00.000Z');
    expect(instantOf('9h00')).toBe('2026-11-23T02:06:00.000Z');
    expect(planOf(script, startsAt, 1).instantOf('9h12')).toBe('2026-11-23T03:12:00.000Z');
  });

  it('says the hours in the words of the script as the page prints them', () => {
    const { inWords } = planOf(script, startsAt, 10);
    const said = JSON.stringify(script.steps.map(inWords));
    expect(JSON.stringify(script.steps)).toContain('{8h41}');
    expect(said).toContain('Bản tin lúc 9h04 ghi sai');
    expect(said).not.toMatch(/\{\d/u);
  });
});
