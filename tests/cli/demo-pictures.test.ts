import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawPicture, renderPicture, SCENES } from '#server/cli/demo-pictures.ts';

describe.each(SCENES)('the picture of a %s', (scene) => {
  it('is a PNG that the newsroom takes', async () => {
    const { format, width, height } = await sharp(await renderPicture(scene, 'Vân Khê')).metadata();
    expect({ format, width, height }).toEqual({ format: 'png', width: 1200, height: 800 });
  });

  it('says that it is drawn, and leaves the words out where there is no font', () => {
    expect(drawPicture(scene, 'Vân Khê')).toContain('Ảnh minh họa');
    expect(drawPicture(scene, 'Vân Khê', false)).not.toContain('<text');
  });

  it('takes any words for a label', async () => {
    await expect(renderPicture(scene, '<Xóm & “Bãi”>')).resolves.toBeInstanceOf(Uint8Array);
  });
});
