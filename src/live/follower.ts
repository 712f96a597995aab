import type { Cursor } from '#domain/cursor.ts';
import type { Followed, Following, Input, Phase } from './following.ts';
import { beginFollowing, follow } from './following.ts';

interface FollowerDependencies<C extends Followed> {
  readonly cursor: Cursor;
  readonly apply: (changes: readonly C[]) => void;
  /** Ask for what comes after this. Without a connection nothing need happen. */
  readonly ask: (cursor: Cursor) => void;
  readonly restart: () => void;
  readonly leave: () => void;
  readonly tell: (phase: Phase) => void;
}

type WithoutTime<I> = I extends unknown ? Omit<I, 'at'> : never;

/** The machine of `following.ts` with a clock, and with hands. */
export interface Follower<C extends Followed> {
  feed(input: WithoutTime<Input<C>>): void;
  /** Where it stands. */
  readonly cursor: Cursor;
}

export function createFollower<C extends Followed>(dependencies: FollowerDependencies<C>): Follower<C> {
  let following: Following<C> = beginFollowing(dependencies.cursor, Date.now());
  return {
    feed(input) {
      const before = following.phase;
      const step = follow(following, { ...input, at: Date.now() } as Input<C>);
      following = step.following;
      for (const output of step.outputs) {
        if (output.kind === 'apply') dependencies.apply(output.changes);
        else if (output.kind === 'ask') dependencies.ask(output.cursor);
        else dependencies[output.kind]();
      }
      if (following.phase !== before) dependencies.tell(following.phase);
    },
    get cursor() {
      return following.cursor;
    },
  };
}
