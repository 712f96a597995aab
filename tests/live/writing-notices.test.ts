import { describe, expect, it } from 'vitest';
import type { Writing } from '#live/protocol.ts';
import { createWritingNotices } from '#live/writing-notices.ts';

function aDesk() {
  const said: (readonly [seconds: number, writing: readonly Writing[]])[] = [];
  const world = { now: 0, online: true };
  const notices = createWritingNotices(
    (_, writing) => {
      if (world.online) said.push([world.now / 1000, writing]);
      return world.online;
    },
    () => world.now,
  );
  return {
    said,
    world,
    notices,
    /** Lets seconds pass, with a tick in each. */
    pass(seconds: number, each: () => void = () => {}) {
      for (let second = 0; second < seconds; second += 1) {
        world.now += 1_000;
        each();
        notices.tick();
      }
    },
  };
}

describe('what colleagues are told of the writing at a desk', () => {
  it('is told at once, then at most every 3 s, and what changed meanwhile is told after them', () => {
    const { said, notices, pass } = aDesk();
    notices.typing('c', 'item');
    notices.typing('c', null);
    expect(said).toEqual([[0, [{ itemId: 'item' }]]]);
    pass(3);
    expect(said.slice(1)).toEqual([[3, [{ itemId: null }]]]);
  });

  it('is told again every 15 s as long as it is so, for they forget who says nothing', () => {
    const { said, notices, pass } = aDesk();
    notices.editing('c', 'entry', true);
    pass(60);
    expect(said.map(([seconds]) => seconds)).toEqual([0, 15, 30, 45, 60]);
    expect(said.at(-1)?.[1]).toEqual([{ entryId: 'entry' }]);
    notices.editing('c', 'entry', false);
    pass(60);
    expect(said.at(-1)).toEqual([63, []]);
  });

  it('ends with the last key, when the post is handed over, and when the editor is closed', () => {
    const { said, notices, pass } = aDesk();
    notices.editing('c', 'entry', true);
    pass(10, () => notices.typing('c', 'item'));
    expect(said.at(-1)?.[1]).toEqual([{ entryId: 'entry' }, { itemId: 'item' }]);
    notices.stopped('c');
    pass(3);
    expect(said.at(-1)?.[1]).toEqual([{ entryId: 'entry' }]);
    notices.typing('c', 'item');
    pass(60);
    expect(said.at(-1)?.[1]).toEqual([{ entryId: 'entry' }]);
  });

  it('is told when the line is there, and anew to a server that forgot it', () => {
    const { said, world, notices, pass } = aDesk();
    world.online = false;
    notices.editing('c', 'entry', true);
    pass(5);
    expect(said).toEqual([]);
    world.online = true;
    pass(1);
    expect(said).toHaveLength(1);
    notices.forgotten();
    pass(3);
    expect(said).toHaveLength(2);
    pass(3);
    expect(said).toHaveLength(2);
  });
});
