import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AGENDA_CHANGES, ENTRY_CHANGES, STATUS_CHANGES } from '#domain/change.ts';
import { POLICY } from '#domain/policy.ts';
import { REFUSAL_CODES } from '#domain/refusal.ts';
import { readCommand } from '#server/newsroom/command-schema.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const SPEC = read('server/SPEC.md');

const WORDS = [
  ...Object.keys(POLICY),
  ...ENTRY_CHANGES,
  ...AGENDA_CHANGES,
  ...STATUS_CHANGES,
  ...REFUSAL_CODES,
  ...[...read('src/live/protocol.ts').matchAll(/^ {2}(\w+): \(/gmu)].map(([, name]) => name ?? ''),
];

describe('SPEC.md', () => {
  it('names everything that goes over the wire', () => {
    expect(WORDS.length).toBeGreaterThan(75);
    expect(WORDS.filter((word) => !SPEC.includes(`\`${word}\``))).toEqual([]);
  });

  it('has every rule that a test names', () => {
    const rules = new Set(
      [...SPEC.matchAll(/^\| ([A-Z]+\d+) \||^(\d+)\. /gmu)].map((rule) => rule[1] ?? rule[2]),
    );
    const named = globSync('tests/**/*.test.ts', { cwd: ROOT }).flatMap((file) =>
      [...read(file).matchAll(/['`]((?:\[[A-Z]*\d+(?:–[A-Z]*\d+)?\] ?)+)/gu)].flatMap(([, tags = '']) =>
        (tags.match(/[A-Z]*\d+/gu) ?? []).flatMap((rule) => (rules.has(rule) ? [] : [`${file}: ${rule}`])),
      ),
    );
    expect(rules.size).toBeGreaterThan(50);
    expect(named).toEqual([]);
  });

  it('gives no number twice', () => {
    const rules = [...SPEC.matchAll(/^\| ([A-Z]+\d+) \|/gmu)].map(([, name]) => name);
    expect(rules.filter((name, index) => rules.indexOf(name) !== index)).toEqual([]);
  });

  it('has every invariant named by a test, but for two that other rules stand for', () => {
    const tests = globSync('tests/**/*.test.ts', { cwd: ROOT }).map(read).join('\n');
    const invariants = [...SPEC.matchAll(/^\| (I\d+) \|/gmu)].map(([, name]) => name ?? '');
    expect(invariants).toHaveLength(20);
    // Words are gone everywhere (5, 7, P1), drafts are nowhere (P4).
    expect(invariants.filter((name) => !tests.includes(`[${name}]`))).toEqual(['I12', 'I15']);
  });

  it('shows commands that are taken as they stand there', () => {
    const examples = [...SPEC.matchAll(/```json\n([^`]+)```/gu)].map(([, example = '']) =>
      JSON.parse(example),
    );
    expect(examples.map(({ kind }) => kind)).toEqual(['create-coverage', 'post-entry']);
    for (const example of examples) expect(readCommand(example)).toEqual(example);
  });

  it('shows the client in Python that is run', () => {
    const [, ...script] = read('tests/system/follow-and-post.py').split('\n');
    expect(SPEC).toContain(`\`\`\`python\n${script.join('\n')}\`\`\``);
  });
});
