import type { Editor, Range } from '@tiptap/core';
import { Extension } from '@tiptap/core';
import { PluginKey } from '@tiptap/pm/state';
import type { SuggestionProps } from '@tiptap/suggestion';
import { Suggestion } from '@tiptap/suggestion';

/** Something that can be taken where the caret is. */
export interface Offer {
  readonly id: string;
  /** Offers of one group stand in one row under its name. */
  readonly group?: { readonly id: number; readonly name: string; readonly detail: string };
  readonly label: string;
  readonly detail?: string;
  /** @param range what was typed to find it; it is to go */
  readonly take: (editor: Editor, range: Range) => void;
}

/** What is offered at the moment. */
export interface ShownOffers {
  readonly offers: readonly Offer[];
  /** The one that Enter takes. */
  readonly active: number;
  readonly take: (offer: Offer) => void;
}

export interface OffersOptions {
  /** `@` for people, anywhere behind a space; `/` for commands, where a paragraph begins. */
  readonly sign: '@' | '/';
  readonly find: (typed: string) => Offer[];
  /** @returns takes what it shows away again */
  readonly show: (shown: ShownOffers) => {
    element: HTMLElement;
    become(shown: ShownOffers): void;
    end(): void;
  };
}

/** Offers what answers to the words behind a sign. */
export const textOffers = ({ sign, find, show }: OffersOptions) =>
  Extension.create({
    name: sign === '@' ? 'offers-people' : 'offers-commands',
    addProseMirrorPlugins() {
      return [
        Suggestion<Offer, Offer>({
          editor: this.editor,
          pluginKey: new PluginKey(`offers ${sign}`),
          char: sign,
          allowSpaces: sign === '@',
          startOfLine: sign === '/',
          items: ({ query }) => find(query),
          command: ({ editor, range, props }) => props.take(editor, range),
          render: () => shower(show),
        }),
      ];
    },
  });

/** Pixels between a list and the edge of the screen. */
const EDGE = 8;

function shower(show: OffersOptions['show']) {
  let active = 0;
  let latest: SuggestionProps<Offer, Offer> | null = null;
  let list: ReturnType<OffersOptions['show']> | null = null;
  let unmount = (): void => undefined;

  const now = (): ShownOffers => ({
    offers: latest?.items ?? [],
    active,
    take: (offer) => latest?.command(offer),
  });
  const begin = (props: SuggestionProps<Offer, Offer>): void => {
    latest = props;
    active = 0;
    if (list) list.become(now());
    else {
      list = show(now());
      const { element } = list;
      unmount = props.mount(element, {
        onPosition({ x, y, strategy }) {
          const rightmost = document.documentElement.clientWidth - element.offsetWidth - EDGE;
          Object.assign(element.style, {
            position: strategy,
            top: `${y}px`,
            left: `${Math.max(EDGE, Math.min(x, rightmost))}px`,
          });
        },
      });
    }
  };
  return {
    onStart: begin,
    onUpdate: begin,
    onKeyDown({ event }: { event: KeyboardEvent }): boolean {
      const offers = latest?.items ?? [];
      if (offers.length === 0 || event.isComposing || event.ctrlKey || event.metaKey) return false;
      const chosen = offers[active];
      if ((event.key === 'Enter' || event.key === 'Tab') && chosen) latest?.command(chosen);
      else {
        const next = stepIn(offers, active, event.key);
        if (next === null) return false;
        active = next;
        list?.become(now());
      }
      return true;
    },
    onExit(): void {
      unmount();
      list?.end();
      list = null;
    },
  };
}

/** Down and up go from group to group, right and left within one. */
export function stepIn(offers: readonly Offer[], active: number, key: string): number | null {
  const groupAt = (index: number) => offers[index]?.group?.id;
  const first = offers
    .map((_, index) => index)
    .filter((index) => groupAt(index) === undefined || groupAt(index) !== groupAt(index - 1));
  const row = first.findLastIndex((index) => index <= active);
  if (key === 'ArrowDown') return first[(row + 1) % first.length] ?? 0;
  if (key === 'ArrowUp') return first[(row - 1 + first.length) % first.length] ?? 0;
  if (groupAt(active) === undefined) return null;
  const to = key === 'ArrowRight' ? active + 1 : key === 'ArrowLeft' ? active - 1 : null;
  return to === null ? null : groupAt(to) === groupAt(active) ? to : active;
}
