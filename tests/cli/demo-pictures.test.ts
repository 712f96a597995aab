import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawPicture, renderPicture, SCENES } from '#server/cli/demo-pictures.ts';

describe.each(SCENES)('the picture of a %s', (scene) => {
  it('is a PNG that the newsroom takes, wide or upright', async () => {
    const sizeOf = async (shape: 'wide' | 'upright'): Promise<unknown> => {
      const { format, width, height } = await sharp(await renderPicture(scene, 'Vân Khê', shape)).metadata();
      return { format, width, height };
    };
    expect(await sizeOf('wide')).toEqual({ format: 'png', width: 1200, height: 800 });
    expect(await sizeOf('upright')).toEqual({ format: 'png', width: 640, height: 800 });
  });

  it('says that it is drawn, and leaves the words out where there is no font', () => {
    expect(drawPicture(scene, 'Vân Khê', 'wide')).toContain('Ảnh minh họa');
    expect(drawPicture(scene, 'Vân Khê', 'upright')).toContain('Ảnh minh họa');
    expect(drawPicture(scene, 'Vân Khê', 'wide', false)).not.toContain('<text');
  });

  it('takes any words for a label', async () => {
    await expect(renderPicture(scene, '<Xóm & “Bãi”>', 'wide')).resolves.toBeInstanceOf(Uint8Array);
  });
});
