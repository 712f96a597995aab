/**
 * Where the keyboard of the screen covers the page instead of making it shorter (Safari), what sticks to the bottom
 * stands above it: `--keyboard` is its height.
 * @returns stops
 */
export function keepAboveKeyboard(element: HTMLElement): () => void {
  const { visualViewport: view } = window;
  if (!view) return () => undefined;
  const measure = (): void => {
    const covered = Math.max(0, window.innerHeight - view.height - view.offsetTop);
    element.style.setProperty('--keyboard', `${Math.round(covered)}px`);
  };
  view.addEventListener('resize', measure);
  view.addEventListener('scroll', measure);
  return () => {
    view.removeEventListener('resize', measure);
    view.removeEventListener('scroll', measure);
  };
}
