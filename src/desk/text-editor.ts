import type { Range } from '@tiptap/core';
import { Editor } from '@tiptap/core';
import { Fragment, Slice } from '@tiptap/pm/model';
import { EditorState, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';
import type { Block, Figure } from '#domain/block.ts';
import { blocksInEditor, editorDocument } from './editor-blocks.ts';
import { cleanPasted, paragraphsOf } from './editor-paste.ts';
import { editorSchema } from './editor-schema.ts';
import { showOffers } from './offer-list.svelte.ts';
import { firstGap } from './sentence-templates.ts';
import { textToBlocks } from './text-blocks.ts';
import type { Offer } from './text-offers.ts';
import { textOffers } from './text-offers.ts';

/** What a sign in the text offers. */
export interface OffersAt {
  readonly sign: '@' | '/';
  readonly label: string;
  readonly find: (typed: string) => Offer[];
}

interface TextEditorOptions {
  readonly place: HTMLElement;
  readonly blocks: readonly Block[];
  readonly figures: readonly Figure[];
  /** Of the field itself: its name, what describes it. */
  readonly attributes: () => Record<string, string>;
  readonly placeholder: string;
  readonly captionOf: (figureId: string) => string;
  readonly offers: readonly OffersAt[];
  readonly onchange: (blocks: Block[]) => void;
}

export type { Editor };

/** The rich text field. Loaded apart: it weighs more than all the rest of the desk. */
export function createTextEditor(options: TextEditorOptions): Editor {
  return new Editor({
    element: options.place,
    extensions: [
      ...editorSchema(options.placeholder, options.captionOf),
      ...options.offers.map(({ sign, label, find }) =>
        textOffers({ sign, find, show: (shown) => showOffers(shown, label) }),
      ),
    ],
    content: editorDocument(options.blocks),
    // A style element would be refused by the page's own rules; the desk's sheet has what it needs.
    injectCSS: false,
    enableContentCheck: false,
    editorProps: {
      attributes: options.attributes,
      handleKeyDown: (view, key) => key.key === 'Tab' && !key.shiftKey && toNextGap(view),
      transformPastedHTML: cleanPasted,
      clipboardTextParser(text, _, __, view) {
        const { schema } = view.state;
        const { content } = editorDocument(textToBlocks(paragraphsOf(text)));
        const nodes = (content ?? []).map((node) => schema.nodeFromJSON(node));
        return new Slice(Fragment.from(nodes), 1, 1);
      },
    },
    onUpdate: ({ editor }) => options.onchange(blocksInEditor(editor.getJSON(), options.figures)),
  });
}

/**
 * Writes where the caret is, or in place of a range; the first gap of a template is then what the next key replaces.
 */
export function insertWords(editor: Editor, words: string, range?: Range): void {
  const at = range ?? { from: editor.state.selection.from, to: editor.state.selection.to };
  const gap = firstGap(words);
  const [from, to] = gap
    ? [at.from + gap[0], at.from + gap[1]]
    : [at.from + words.length, at.from + words.length];
  editor
    .chain()
    .focus()
    .insertContentAt(at, [{ type: 'text', text: words }])
    .setTextSelection({ from, to })
    .run();
}

/** A sign is typed for whoever has no key for it: behind a space, as it would be by hand. */
export function typeSign(editor: Editor, sign: string): void {
  const { $from } = editor.state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset);
  insertWords(editor, before === '' || before.endsWith(' ') ? sign : ` ${sign}`);
}

/** Tab leads from gap to gap, and out of the field where there is none. */
function toNextGap(view: EditorView): boolean {
  const { doc, selection, tr } = view.state;
  let found: readonly [number, number] | null = null;
  doc.nodesBetween(selection.to, doc.content.size, (node, at) => {
    if (found || !node.isTextblock) return !found;
    const skipped = Math.max(0, selection.to - at - 1);
    const gap = firstGap(node.textContent.slice(skipped));
    if (gap) found = [at + 1 + skipped + gap[0], at + 1 + skipped + gap[1]];
    return false;
  });
  if (!found) return false;
  view.dispatch(tr.setSelection(TextSelection.create(doc, found[0], found[1])).scrollIntoView());
  return true;
}

/** Shows other blocks than those that stand there, without that counting as typing. */
export function showBlocks(editor: Editor, blocks: readonly Block[], figures: readonly Figure[]): void {
  if (JSON.stringify(blocksInEditor(editor.getJSON(), figures)) === JSON.stringify(blocks)) return;
  const { schema, plugins } = editor.state;
  // A state of its own: “undo” must not bring back what was posted.
  const doc = schema.nodeFromJSON(editorDocument(blocks));
  editor.view.updateState(EditorState.create({ schema, doc, plugins }));
}
