/** The script of a page that stands inside another site's page: see public/embed.js for the other end. */

/** A height is all that is told, so it is told to whoever asks. */
const tellHeight = (): void =>
  parent.postMessage({ plenary: Math.ceil(document.body.getBoundingClientRect().height) }, '*');

new ResizeObserver(tellHeight).observe(document.body);
addEventListener('message', ({ source, data }) => {
  if (source === parent && data === 'plenary') tellHeight();
});

/**
 * As tall as its words, the page has nothing to scroll, and would always take its reader to be at the top. Where its
 * start really is on the screen, the browser tells across both pages: only then do new entries come in by themselves.
 */
const start = document.querySelector('.feed-bar');
const toggle = document.querySelector<HTMLInputElement>('#auto-reveal');
if (start && toggle)
  new IntersectionObserver((seen) => {
    toggle.checked = seen.at(-1)?.isIntersecting ?? false;
    toggle.dispatchEvent(new Event('input'));
  }).observe(start);

// Neither sharing nor the clipboard is ours to use here: the link opens the entry's own page.
document.addEventListener(
  'click',
  (event) => {
    if (event.target instanceof Element && event.target.closest('.share')) event.stopPropagation();
  },
  true,
);
