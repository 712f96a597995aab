import type { SafeHtml } from '#render/html.ts';

/** The one place in the browser where HTML becomes elements; only our own templates make it. */
function fragmentOf(html: SafeHtml): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html.toString();
  return document.importNode(template.content, true);
}

/** @throws when the HTML is not one element */
export function elementOf(html: SafeHtml): HTMLElement {
  const element = fragmentOf(html).firstElementChild;
  if (!(element instanceof HTMLElement)) throw new Error('A template gave no element.');
  return element;
}

/** Makes the children of an element what those of another are, and leaves those alone that are so already. */
export function patchChildren(parent: Element, wanted: Element): void {
  for (const [index, child] of [...wanted.children].entries()) {
    const there = parent.children[index];
    if (!there) parent.append(child.cloneNode(true));
    else if (there.outerHTML !== child.outerHTML) there.replaceWith(child.cloneNode(true));
  }
  while (parent.children.length > wanted.children.length) parent.lastElementChild?.remove();
}

/** Makes the content of an element what the HTML says. */
export const fill = (element: Element, html: SafeHtml): void => element.replaceChildren(fragmentOf(html));
