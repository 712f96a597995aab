// For the pages of other sites: gives every frame of ours on the page the height of what is in it.
(() => {
  const { origin } = new URL(document.currentScript.src);
  const LEAST = 120;
  // Beyond this the frame scrolls by itself.
  const MOST = 10_000;
  const frames = () => [...document.getElementsByTagName('iframe')];
  addEventListener('message', ({ origin: from, source, data }) => {
    const height = data?.plenary;
    if (from !== origin || !Number.isFinite(height)) return;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (frame) frame.style.height = `${Math.min(Math.max(height, LEAST), MOST)}px`;
  });
  // Those that told it before this script came.
  for (const { src, contentWindow } of frames())
    if (src.startsWith(`${origin}/`)) contentWindow.postMessage('plenary', origin);
})();
