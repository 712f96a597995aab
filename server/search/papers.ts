import { textOfBlock, textOfRuns } from '#domain/block.ts';
import type { DocumentSection, OfficialDocument } from '#domain/document.ts';
import { titleOfDocument } from '#domain/document.ts';
import { shorten } from '#domain/entry.ts';

/** A part of a paper that is found by itself. */
export interface PaperPart {
  /** Of the section; empty for the head of the paper. */
  readonly anchor: string;
  readonly title: string;
  readonly text: string;
}

/** The head of a paper with all that stands before its sections, then every section with its own text. */
export function partsOf(paper: OfficialDocument): PaperPart[] {
  const title = titleOfDocument(paper);
  const { number, issuingBody, preamble, signature } = paper;
  const head = [number, issuingBody, ...preamble.map(textOfBlock), signature?.name];
  return [
    { anchor: '', title, text: head.filter(Boolean).join('\n') },
    ...paper.sections.flatMap(partsOfSection),
  ];
}

const TITLE_CHARACTERS = 110;

function partsOfSection({ label, anchor, heading, blocks, sections }: DocumentSection): PaperPart[] {
  const text = blocks.map(textOfBlock).join('\n');
  // A label whose text runs on is called by how it begins.
  const name = textOfRuns(heading) || shorten(text, TITLE_CHARACTERS);
  return [{ anchor, title: `${label} ${name}`.trim(), text }, ...sections.flatMap(partsOfSection)];
}
