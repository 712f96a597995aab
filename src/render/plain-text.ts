import { textOfBlock } from '#domain/block.ts';
import type { EntryContent } from '#domain/entry.ts';
import type { PublicEntry } from '#domain/public-view.ts';

/** The words of a content, one block a line. */
export const plainText = (content: EntryContent): string => content.blocks.map(textOfBlock).join('\n');

/** The words of an entry; none once it is withdrawn. */
export const textOfEntry = (entry: PublicEntry): string => (entry.content ? plainText(entry.content) : '');
