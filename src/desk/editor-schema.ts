import { Node } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { Italic } from '@tiptap/extension-italic';
import { Link } from '@tiptap/extension-link';
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Text } from '@tiptap/extension-text';
import { Placeholder, UndoRedo } from '@tiptap/extensions';

/** The place of a figure among the paragraphs of an entry: moved, never typed into. */
const FigurePlace = (captionOf: (figureId: string) => string) =>
  Node.create({
    name: 'figure',
    group: 'block',
    atom: true,
    draggable: true,
    addAttributes: () => ({ id: { default: null, rendered: false } }),
    renderHTML: ({ node }) => ['div', { class: 'figure-place' }, captionOf(String(node.attrs.id))],
  });

const isAllowed = (address: string): boolean =>
  URL.canParse(address) && ['https:', 'mailto:'].includes(new URL(address).protocol);

/**
 * All that a text may hold: paragraphs, flat lists, quotes, bold, italic, links, and the places of figures. What is
 * pasted with more loses the rest. The newsroom checks the same again.
 */
export const editorSchema = (placeholder: string, captionOf: (figureId: string) => string) => [
  Document,
  Paragraph,
  Text,
  Bold,
  Italic,
  Link.configure({
    openOnClick: false,
    autolink: false,
    linkOnPaste: true,
    isAllowedUri: isAllowed,
    HTMLAttributes: { target: null, rel: null, class: null },
  }),
  BulletList,
  OrderedList,
  ListItem.extend({ content: 'paragraph' }),
  ListKeymap,
  Blockquote.extend({ content: 'paragraph+' }),
  FigurePlace(captionOf),
  Placeholder.configure({ placeholder }),
  UndoRedo,
];
