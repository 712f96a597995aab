import sharp from 'sharp';
import type { FigureKind } from '#domain/block.ts';

/** What the demonstration can draw. No scene has a person in it. */
export const SCENES = ['hall', 'hills', 'lectern', 'laurel'] as const;
export type Scene = (typeof SCENES)[number];

const WIDTH = 1200;
const HEIGHT = 800;

/** Which part of a scene is on the picture, in pixels; what a scene is about stands in its middle. */
const FRAMES = {
  wide: { left: 0, width: WIDTH },
  upright: { left: 280, width: 640 },
} as const;
/** How portraits and all other photos are held. */
export type Shape = keyof typeof FRAMES;
export const shapeOf = (kind: FigureKind): Shape => (kind === 'portrait' ? 'upright' : 'wide');

/** Skies and grounds that go together; the label picks one, so that a place always looks the same. */
const PALETTES = [
  { sky: '#dfe9e4', far: '#9dbba9', near: '#5f8a72', ground: '#2f5d50', light: '#f6efe0', accent: '#b5532f' },
  { sky: '#e6e8f0', far: '#a5b1c9', near: '#6a7d9f', ground: '#35486b', light: '#f7f2e6', accent: '#c08a2d' },
  { sky: '#f0e6da', far: '#cfb494', near: '#a07c55', ground: '#6b4a32', light: '#fbf6ec', accent: '#2f6f73' },
  { sky: '#e3ecee', far: '#9fc0c6', near: '#5b939c', ground: '#245a63', light: '#f8f3e4', accent: '#a8443c' },
] as const;
type Palette = (typeof PALETTES)[number];

/** A picture as SVG, flat colours. @param label words in its lower corner; left out where no font is at hand */
export function drawPicture(scene: Scene, label: string, shape: Shape, lettered = true): string {
  const palette = PALETTES[sumOf(label) % PALETTES.length] ?? PALETTES[0];
  const { left, width } = FRAMES[shape];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="${left} 0 ${width} ${HEIGHT}">
<rect width="${WIDTH}" height="${HEIGHT}" fill="${palette.sky}"/>
${DRAWN[scene](palette, sumOf(label))}
${lettered ? lettering(label, palette, FRAMES[shape]) : ''}</svg>`;
}

/** The picture as PNG bytes, ready for the upload. */
export async function renderPicture(
  scene: Scene,
  label: string,
  shape: Shape,
): Promise<Uint8Array<ArrayBuffer>> {
  const svg = Buffer.from(drawPicture(scene, label, shape, await canLetter()));
  return new Uint8Array(await sharp(svg).png({ compressionLevel: 2 }).toBuffer());
}

const sumOf = (label: string): number =>
  [...label].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);

const DRAWN: Readonly<Record<Scene, (palette: Palette, sum: number) => string>> = {
  hills({ far, near, ground, light, accent }, sum) {
    const sun = 220 + (sum % 7) * 110;
    return `<circle cx="${sun}" cy="210" r="80" fill="${light}"/>
<path d="M0 430 C200 300 330 330 480 400 S820 260 1200 390 V800 H0Z" fill="${far}"/>
<path d="M0 540 C240 430 420 560 640 500 S1010 420 1200 520 V800 H0Z" fill="${near}"/>
<path d="M0 660 C300 590 700 680 1200 610 V800 H0Z" fill="${ground}"/>
<path d="M520 800 C560 710 700 690 640 620 S600 560 660 520 L676 524 C630 566 690 580 700 624 S680 720 700 800Z" fill="${light}"/>
${house(180 + (sum % 5) * 30, 600, light, accent)}${house(880 - (sum % 4) * 40, 560, light, accent)}`;
  },
  hall({ far, near, ground, light, accent }) {
    const rows = [0, 1, 2, 3].flatMap((row) =>
      Array.from({ length: 11 + row }, (_, seat) => {
        const pitch = 1240 / (11 + row);
        return `<rect x="${-20 + seat * pitch + 8}" y="${520 + row * 76}" width="${pitch - 18}" height="64" rx="14" fill="${row % 2 ? near : ground}"/>`;
      }),
    );
    return `<rect y="90" width="${WIDTH}" height="390" fill="${far}"/>
<path d="M150 90 H1050 V380 H150Z" fill="${accent}"/>
${Array.from({ length: 12 }, (_, fold) => `<rect x="${150 + fold * 75}" y="90" width="10" height="290" fill="#000" opacity="0.08"/>`).join('')}
<rect x="110" y="380" width="980" height="60" fill="${light}"/>
<path d="M560 300 H640 L626 400 H574Z" fill="${ground}"/>
<rect x="250" y="335" width="230" height="50" fill="${light}"/><rect x="720" y="335" width="230" height="50" fill="${light}"/>
<rect y="480" width="${WIDTH}" height="320" fill="${light}"/>${rows.join('')}`;
  },
  lectern({ far, near, ground, light, accent }) {
    return `<rect width="${WIDTH}" height="620" fill="${far}"/>
${Array.from({ length: 16 }, (_, fold) => `<rect x="${fold * 75}" y="0" width="14" height="620" fill="#000" opacity="0.06"/>`).join('')}
<rect y="620" width="${WIDTH}" height="180" fill="${near}"/>
<path d="M460 330 H740 L700 690 H500Z" fill="${ground}"/><path d="M430 300 H770 L750 350 H450Z" fill="${light}"/>
<path d="M640 300 C650 240 690 230 700 200" stroke="${ground}" stroke-width="8" fill="none"/><circle cx="702" cy="194" r="14" fill="${ground}"/>
<path d="M560 460 h80 v80 l-40 34 l-40 -34Z" fill="${accent}"/>
<ellipse cx="230" cy="600" rx="90" ry="70" fill="${near}"/><path d="M190 610 h80 l-14 90 h-52Z" fill="${accent}"/>
<ellipse cx="970" cy="600" rx="90" ry="70" fill="${near}"/><path d="M930 610 h80 l-14 90 h-52Z" fill="${accent}"/>`;
  },
  laurel({ far, near, ground, light, accent }) {
    const branch = (side: 1 | -1): string =>
      Array.from({ length: 9 }, (_, leaf) => {
        const angle = 0.35 + leaf * 0.29;
        const x = 600 + side * Math.sin(angle) * 260;
        const y = 362 + Math.cos(angle) * 260;
        return `<ellipse cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" rx="24" ry="56" fill="${leaf % 2 ? near : ground}" transform="rotate(${(side * (70 - leaf * 17)).toFixed(0)} ${x.toFixed(0)} ${y.toFixed(0)})"/>`;
      }).join('');
    return `<circle cx="600" cy="362" r="330" fill="${far}" opacity="0.6"/>${branch(1)}${branch(-1)}
<path d="M490 240 H710 V512 L600 446 L490 512Z" fill="${accent}"/><circle cx="600" cy="340" r="60" fill="${light}"/>`;
  },
};

const house = (x: number, y: number, wall: string, roof: string): string =>
  `<rect x="${x}" y="${y}" width="90" height="60" fill="${wall}"/><path d="M${x - 16} ${y} L${x + 45} ${y - 46} L${x + 106} ${y}Z" fill="${roof}"/>`;

const FONT = 'font-family="Be Vietnam Pro, Noto Sans, DejaVu Sans, sans-serif" fill="#fff"';

/** What it shows in the lower corner, that it is drawn in the other; where there is no room for both, on top. */
function lettering(label: string, { ground }: Palette, frame: (typeof FRAMES)[Shape]): string {
  const [left, right] = [frame.left + 36, frame.left + frame.width - 36];
  const drawn = frame.width < WIDTH ? 56 : 768;
  return `<rect y="716" width="${WIDTH}" height="84" fill="${ground}"/>
<text x="${left}" y="770" font-size="36" ${FONT}>${escaped(label)}</text>
<text x="${right}" y="${drawn}" text-anchor="end" font-size="28" ${FONT}>Ảnh minh họa</text>`;
}

const escaped = (text: string): string => text.replace(/[&<>"]/gu, (sign) => `&#${sign.codePointAt(0)};`);

/** Without any font every letter is drawn as the same empty box; then the picture is better without words. */
async function canLetter(): Promise<boolean> {
  const widthOf = async (text: string): Promise<number | undefined> =>
    (await sharp({ text: { text, font: 'sans', dpi: 144 } }).toBuffer({ resolveWithObject: true })).info
      .width;
  const [narrow, wide] = await Promise.all([widthOf('iiii'), widthOf('WWWW')]);
  return narrow !== wide;
}
