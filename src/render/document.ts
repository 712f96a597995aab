import type { Block } from '#domain/block.ts';
import type { DocumentSection, Footnote, OfficialDocument } from '#domain/document.ts';
import { blocksHtml } from './blocks.ts';
import type { SafeHtml } from './html.ts';
import { html } from './html.ts';
import type { MarkHtml } from './prose.ts';
import { proseHtml, runsHtml } from './prose.ts';

/** What the head of a paper tells, as offices put it on the page. */
const FACTS = ['header', 'issuingBody', 'number', 'place', 'issuedOn', 'type'] as const;
type Fact = (typeof FACTS)[number];

/** What the template of a paper says. */
export interface DocumentWords {
  readonly documentNumber: string;
  /** Names of the facts, inside a sentence. */
  readonly documentFacts: Readonly<Record<Fact, string>>;
  readonly missingFacts: (names: string) => string;
  readonly missingSignature: string;
  readonly recipients: string;
  readonly footnotes: string;
  readonly footnote: (mark: string) => string;
  readonly backToText: string;
  readonly yearInferred: string;
  readonly credit: string;
  readonly captionOnly: string;
}

export interface DocumentOptions {
  readonly words: DocumentWords;
  /** Prints `YYYY-MM-DD` where the source has no printed form. */
  readonly printDay: (day: string) => string;
}

/** What an official paper is called, then what its head tells; what the source lacks is told in one line. */
export function paperHeadHtml(paper: OfficialDocument, { words, printDay }: DocumentOptions): SafeHtml {
  const { issuingBody, number, header, place, issuedOn } = paper;
  const name = paper.titleLines.map(
    (line) => html`<span class="paper-title-line">${proseHtml(line)}</span> `,
  );
  const day =
    issuedOn &&
    html`<time datetime="${issuedOn.iso}">${issuedOn.printed ?? printDay(issuedOn.iso)}</time>${issuedOn.yearInferred && html` <span class="missing">(${words.yearInferred})</span>`}`;
  const dateline = place && day ? html`${place}, ${day}` : (place ?? day);
  const issuer = [
    issuingBody && html`<p>${linesHtml(issuingBody)}</p>`,
    number && html`<p class="paper-number">${proseHtml(`${words.documentNumber} ${number}`)}</p>`,
  ].filter(Boolean);
  const nation = [
    header && html`<p class="paper-nation-name">${linesHtml(header)}</p>`,
    dateline && html`<p class="paper-date">${dateline}</p>`,
  ].filter(Boolean);
  const facts =
    issuer.length + nation.length > 0 &&
    html`<div class="paper-facts">${issuer.length > 0 && html`<div class="paper-issuer">${issuer}</div>`}${nation.length > 0 && html`<div class="paper-nation">${nation}</div>`}</div>`;
  const lacks = lackedBy(paper, words);
  return html`<header class="paper-head"><h1 class="paper-title">${paper.type && html`<span class="paper-type">${paper.type}</span> `}${name}</h1>${facts}${lacks.length > 0 && html`<p class="missing">${words.missingFacts(lacks.join(', '))}</p>`}</header>`;
}

/** The facts of a head that the source does not have, by name. */
const lackedBy = (paper: OfficialDocument, { documentFacts }: DocumentWords): string[] =>
  FACTS.flatMap((fact) => (paper[fact] === null ? [documentFacts[fact]] : []));

/** The text of a paper with its own labels, recipients and signature, footnotes there and back. */
export function paperTextHtml(paper: OfficialDocument, { words }: DocumentOptions): SafeHtml {
  const mark = marksOf(paper.footnotes, words);
  return html`<div class="paper-body">${blocksHtml(paper.preamble, words, mark)}${paper.sections.map((section) => sectionHtml(section, 2, words, mark))}</div>${endHtml(paper, words)}${footnotesHtml(paper.footnotes, words)}`;
}

/** The nation and its motto, an office and its department: one below the other, as printed. */
const linesHtml = (text: string): readonly SafeHtml[] =>
  text.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`);

function sectionHtml(
  section: DocumentSection,
  level: number,
  words: DocumentWords,
  mark: MarkHtml,
): SafeHtml {
  const label = html`<span class="paper-label">${section.label}</span>`;
  const deeper = section.sections.map((inner) => sectionHtml(inner, level + 1, words, mark));
  if (section.heading.length > 0) {
    const heading = headingHtml(level, html`${label} ${runsHtml(section.heading, mark)}`);
    return html`<section class="paper-section" id="${section.anchor}">${heading}${blocksHtml(section.blocks, words, mark)}${deeper}</section>`;
  }
  return html`<div class="paper-section" id="${section.anchor}">${runIn(label, section.blocks, words, mark)}${deeper}</div>`;
}

/** A label without a heading stands at the head of its first paragraph, as printed. */
function runIn(label: SafeHtml, blocks: readonly Block[], words: DocumentWords, mark: MarkHtml): SafeHtml {
  const [first, ...rest] = blocks;
  if (first?.type !== 'paragraph') return html`<p>${label}</p>${blocksHtml(blocks, words, mark)}`;
  return html`<p>${label} ${runsHtml(first.runs, mark)}</p>${blocksHtml(rest, words, mark)}`;
}

function headingHtml(level: number, inner: SafeHtml): SafeHtml {
  if (level === 2) return html`<h2>${inner}</h2>`;
  return level === 3 ? html`<h3>${inner}</h3>` : html`<h4>${inner}</h4>`;
}

const endHtml = ({ recipients, signature }: OfficialDocument, words: DocumentWords): SafeHtml =>
  html`<div class="paper-end"><div class="paper-recipients">${recipients.length > 0 && html`<h2>${words.recipients}:</h2><ul>${recipients.map(({ text }) => html`<li>${proseHtml(text)}</li>`)}</ul>`}</div><div class="paper-signature">${
    signature
      ? html`${signature.authority && html`<p>${linesHtml(signature.authority)}</p>`}${signature.position && html`<p>${linesHtml(signature.position)}</p>`}${signature.name && html`<p class="paper-signer">${signature.name}</p>`}`
      : html`<p class="missing">${words.missingSignature}</p>`
  }</div></div>`;

/** Each mark links to its note; the note links back to where its mark hangs first. */
function marksOf(footnotes: readonly Footnote[], words: DocumentWords): MarkHtml {
  const hung = new Set<number>();
  return (mark) => {
    const note = footnotes.find((candidate) => candidate.mark === mark);
    if (!note) return html`<sup>${mark}</sup>`;
    const first = !hung.has(note.number);
    hung.add(note.number);
    return html`<a class="note-mark" href="#cn-${note.number}"${first && html` id="cn-${note.number}-ve"`} aria-label="${words.footnote(mark)}">${mark}</a>`;
  };
}

const footnotesHtml = (footnotes: readonly Footnote[], words: DocumentWords): SafeHtml | false =>
  footnotes.length > 0 &&
  html`<section class="paper-notes" aria-labelledby="chu-thich"><h2 id="chu-thich">${words.footnotes}</h2>${footnotes.map(
    ({ mark, number, runs }) =>
      html`<p id="cn-${number}"><span class="note-number">${mark}</span> ${runsHtml(runs)} <a class="note-back" href="#cn-${number}-ve" aria-label="${words.backToText}">↩</a></p>`,
  )}</section>`;
