import { mount, unmount } from 'svelte';
import OfferList from './OfferList.svelte';
import type { ShownOffers } from './text-offers.ts';

/** Draws offers into an element of their own; whoever shows it puts it where the caret is. */
export function showOffers(first: ShownOffers, label: string) {
  const props = $state({ shown: first, label });
  const element = document.createElement('div');
  element.className = 'offers-place';
  const list = mount(OfferList, { target: element, props });
  return {
    element,
    become(shown: ShownOffers): void {
      props.shown = shown;
    },
    end: () => void unmount(list),
  };
}
