/** Gives a field the keyboard's attention and brings it into sight, clear of what sticks to the screen's edges. */
export function goToField(field: HTMLElement | null | undefined): void {
  field?.focus({ preventScroll: true });
  field?.scrollIntoView({ block: 'center', behavior: 'instant' });
}
