/**
 * Makes of a fragment from Word, Google Docs or a page one that the editor's schema understands: Word's lists, which are
 * paragraphs with a drawn bullet, become lists; a row of a table becomes a paragraph. What the schema does not know is
 * dropped by the editor itself.
 */
export function cleanPasted(html: string): string {
  const { body } = new DOMParser().parseFromString(withoutStyles(html), 'text/html');
  for (const unwanted of body.querySelectorAll('style, script, meta, link, title, img, picture, svg, o\\:p'))
    unwanted.remove();
  restoreWords(body);
  wordLists(body);
  for (const styled of body.querySelectorAll<HTMLElement>('[data-style]')) asMarks(styled);
  for (const row of body.querySelectorAll('tr')) {
    const cells = [...row.children].map((cell) => (cell.textContent ?? '').trim()).filter(Boolean);
    const line = row.ownerDocument.createElement('p');
    line.textContent = cells.join(' – ');
    row.replaceWith(line);
  }
  for (const table of body.querySelectorAll('table, tbody, thead')) table.replaceWith(...table.childNodes);
  // One paragraph an item: what a list holds deeper stands beside it.
  for (const inner of [...body.querySelectorAll('li ul, li ol')]) {
    const item = inner.closest('li:has(> ul, > ol)');
    item?.after(...inner.querySelectorAll(':scope > li'));
    inner.remove();
  }
  for (const broken of body.querySelectorAll('p br, div br')) splitAt(broken);
  return body.innerHTML;
}

/**
 * The page's own rules refuse styles and bases, also those of a fragment that is only read, and report each. So they are
 * called otherwise before anything reads them; {@link restoreWords} gives words that say the same their own again.
 */
const withoutStyles = (html: string): string =>
  html
    .replace(/<style\b[\s\S]*?(?:<\/style\s*>|$)/giu, '')
    .replace(/<(\/?)base\b/giu, '<$1data-base')
    .replace(/style\s*=/giu, 'data-$&');

function restoreWords(body: HTMLElement): void {
  const words = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node; node = words.nextNode())
    node.nodeValue = (node.nodeValue ?? '').replace(/data-(style\s*=)/giu, '$1');
}

const BOLD = /(?:^|;)\s*font-weight\s*:\s*(?:bold|[6-9]00)/iu;
const ITALIC = /(?:^|;)\s*font-style\s*:\s*italic/iu;
const NORMAL = /(?:^|;)\s*font-weight\s*:\s*(?:normal|400)/iu;

/** What a style says that the schema knows. Google Docs puts everything into a `<b>` of normal weight. */
function asMarks(styled: HTMLElement): void {
  const { style = '' } = styled.dataset;
  styled.removeAttribute('data-style');
  const isInline = styled.matches('span, b, i, a, font, em, strong');
  for (const [tag, says] of [
    ['strong', BOLD],
    ['em', ITALIC],
  ] as const) {
    if (!isInline || !says.test(style)) continue;
    const mark = styled.ownerDocument.createElement(tag);
    mark.append(...styled.childNodes);
    styled.append(mark);
  }
  if (styled.matches('b') && NORMAL.test(style)) styled.replaceWith(...styled.childNodes);
}

const IGNORED = 'span[data-style*="mso-list:Ignore" i], span[data-style*="mso-list: Ignore" i]';

function wordLists(body: HTMLElement): void {
  for (const line of body.querySelectorAll<HTMLElement>(
    'p[data-style*="mso-list" i], p[class*="MsoListParagraph"]',
  )) {
    const mark = line.querySelector(IGNORED)?.textContent ?? '';
    for (const drawn of line.querySelectorAll(IGNORED)) drawn.remove();
    const tag = /^\s*[\da-z]{1,3}[.)]/iu.test(mark) ? 'OL' : 'UL';
    const item = body.ownerDocument.createElement('li');
    item.append(...line.childNodes);
    const before = line.previousElementSibling;
    if (before?.tagName === tag && before.hasAttribute('data-from-word')) {
      before.append(item);
      line.remove();
      continue;
    }
    const list = body.ownerDocument.createElement(tag);
    list.setAttribute('data-from-word', '');
    list.append(item);
    line.replaceWith(list);
  }
}

/** A line that was broken by hand is a paragraph of its own. */
function splitAt(broken: Element): void {
  const block = broken.closest('p, div');
  if (broken.parentElement !== block || !block) {
    broken.replaceWith(' ');
    return;
  }
  const rest = block.ownerDocument.createElement('p');
  while (broken.nextSibling) rest.append(broken.nextSibling);
  broken.remove();
  block.after(rest);
}

/** Text without blank lines is taken line by line, as a chat or a mail has it. */
export const paragraphsOf = (text: string): string => {
  const lines = text.normalize('NFC').replace(/\r\n?/gu, '\n').trim();
  return /\n\s*\n/u.test(lines) ? lines : lines.replace(/\n(?!\s*(?:[-–•*>]|\d{1,3}[.)])\s)/gu, '\n\n');
};
