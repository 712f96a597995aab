import type { Block, Figure, List } from '#domain/block.ts';
import { paragraph, textOfBlock } from '#domain/block.ts';

const BULLET = /^\s*[-–•*]\s+/u;
const NUMBER = /^\s*\d{1,3}[.)]\s+/u;
const QUOTE = /^>\s?/u;
const FIGURE = /^\[(?:ảnh|photo) (\d+)\]$/iu;

/** The place of a figure in a plain text: a line of its own between two blank lines. */
export const figureMark = (index: number): string => `[ảnh ${index + 1}]`;

/**
 * What a person typed, as blocks: a blank line ends a paragraph, lines that begin with `- ` are a list, several that
 * begin with `1. ` an ordered one, lines that begin with `> ` a quote, `[ảnh 1]` is the first figure's place.
 * Figures without a place stand at the end.
 * @param before blocks the text came from: one whose words did not change keeps its bold, italics and links
 */
export function textToBlocks(
  text: string,
  figures: readonly Figure[] = [],
  before: readonly Block[] = [],
): Block[] {
  const blocks: Block[] = [];
  const placed = new Set<Figure>();
  for (const part of text
    .normalize('NFC')
    .replace(/\r\n?/gu, '\n')
    .split(/\n\s*\n/u)) {
    const lines = part
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
    const figure = figures[Number(FIGURE.exec(lines.join(' '))?.[1] ?? 0) - 1];
    if (figure && !placed.has(figure)) {
      placed.add(figure);
      blocks.push(figure);
      continue;
    }
    const untouched = before.find((old) => old.type !== 'figure' && typed(old) === lines.join('\n'));
    blocks.push(...(untouched ? [untouched] : linesToBlocks(lines)));
  }
  return [...blocks, ...figures.filter((figure) => !placed.has(figure))];
}

/** A block as {@link textToBlocks} reads it. */
function typed(block: Block): string {
  switch (block.type) {
    case 'list':
      return textOfBlock(block)
        .split('\n')
        .map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${item}`.trim())
        .join('\n');
    case 'quote':
      return `> ${textOfBlock(block)}`.trim();
    default:
      return textOfBlock(block).trim();
  }
}

function linesToBlocks(lines: readonly string[]): Block[] {
  if (lines.length === 0) return [];
  if (lines.every((line) => QUOTE.test(line)))
    return [{ type: 'quote', runs: [{ text: lines.map((line) => line.replace(QUOTE, '')).join(' ') }] }];
  if (lines.length > 1 && lines.every((line) => NUMBER.test(line))) return [listOf(lines, NUMBER, true)];
  const first = lines.findIndex((line) => BULLET.test(line));
  if (first < 0) return [paragraph(lines.join(' '))];
  const after = lines.findIndex((line, index) => index > first && !BULLET.test(line));
  const end = after < 0 ? lines.length : after;
  return [
    ...linesToBlocks(lines.slice(0, first)),
    listOf(lines.slice(first, end), BULLET, false),
    ...linesToBlocks(lines.slice(end)),
  ];
}

const listOf = (lines: readonly string[], sign: RegExp, ordered: boolean): List => ({
  type: 'list',
  ordered,
  items: lines.map((line) => [{ text: line.replace(sign, '') }]),
});

/** The inverse of {@link textToBlocks}. Figures that text follows leave their place; those at the end need none. */
export function blocksToText(blocks: readonly Block[]): string {
  const lastText = blocks.findLastIndex((block) => block.type !== 'figure');
  let figures = 0;
  const parts = blocks.map((block, index) => {
    if (block.type !== 'figure') return typed(block);
    figures += 1;
    return index < lastText ? figureMark(figures - 1) : '';
  });
  return parts.filter(Boolean).join('\n\n');
}

export const figuresOf = (blocks: readonly Block[]): Figure[] =>
  blocks.filter((block): block is Figure => block.type === 'figure');
