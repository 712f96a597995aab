/** Longest side that is worth sending from a phone; what the newspaper shows is smaller. */
const LONGEST = 2560;
const QUALITY = 0.88;

/**
 * A photo small enough for a weak network. Drawing it anew also leaves place and device behind.
 * @returns the file itself where it is small already or the browser cannot read it: the server says what it is then
 */
export async function shrinkPhoto(file: Blob): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = LONGEST / Math.max(bitmap.width, bitmap.height);
    if (scale >= 1) return file;
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(bitmap.width * scale);
    canvas.height = Math.round(bitmap.height * scale);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const smaller = await new Promise<Blob | null>((resolve) =>
      canvas.toBlob(resolve, 'image/jpeg', QUALITY),
    );
    return smaller ?? file;
  } catch {
    return file;
  }
}
