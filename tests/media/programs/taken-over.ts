/** Stands in for a photo that took its decoder over and now names a file. */
process.once('message', () => {
  const bytes = Buffer.from('RIFF....WEBP');
  process.send?.({ ok: true, renditions: [{ width: '/../../../evil', height: 1, bytes }] });
});
