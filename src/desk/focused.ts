/** An attachment: what a press has just opened takes the keyboard's attention with it. */
export const focused = (element: HTMLElement): void => element.focus();
