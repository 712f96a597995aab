/** Text that may stand in a page as HTML. Only this module makes it; the private field keeps look-alikes out. */
export class SafeHtml {
  readonly #text: string;

  constructor(text: string, key: typeof MAKER) {
    if (key !== MAKER) throw new TypeError('HTML is made by the templates of render/html.ts only.');
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

const MAKER = Symbol('html');

/** What may stand in a template: text is escaped, HTML stands as it is, nothing stands for what is absent. */
export type Part = SafeHtml | string | number | false | null | undefined | readonly Part[];

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/gu, (character) => ESCAPED[character] ?? '');

/** A template whose parts are escaped unless they are HTML already. Attribute values must stand in double quotes. */
export function html(template: TemplateStringsArray, ...parts: Part[]): SafeHtml {
  let text = template[0] ?? '';
  for (const [index, part] of parts.entries()) text += write(part) + (template[index + 1] ?? '');
  return new SafeHtml(text, MAKER);
}

function write(part: Part): string {
  if (part === false || part === null || part === undefined) return '';
  if (part instanceof SafeHtml) return part.toString();
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  return part.map(write).join('');
}

/** A value as JSON for a `<script type="application/json">` or JSON-LD: nothing in it can end the element. */
export const jsonHtml = (value: unknown): SafeHtml =>
  new SafeHtml(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/gu,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
    MAKER,
  );
