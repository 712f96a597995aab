/** So much of a body that is too large is still taken in and thrown away, so that the client hears the answer. */
const HEARD_OUT = 4;

/**
 * Reads a body without ever holding more than it may have.
 * @param most bytes
 * @returns null when there is more
 */
export async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
    else chunks.length = 0;
    if (size > most * HEARD_OUT) break;
  }
  if (size > most) return null;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** A form as a browser sends it; empty when it is none, or larger than `most` bytes. */
export async function readForm(request: Request, most: number): Promise<FormData> {
  const bytes = await readBytes(request, most);
  if (bytes === null) return new FormData();
  return await formOf(bytes, request.headers.get('content-type') ?? '');
}

/** The form that these bytes are; empty when they are none. */
export async function formOf(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<FormData> {
  const body = new Response(bytes, { headers: { 'content-type': contentType } });
  return await body.formData().catch(() => new FormData());
}

/** A field of a form as text; a file, or nothing, is empty. */
export function textIn(form: FormData, field: string): string {
  const value = form.get(field);
  return typeof value === 'string' ? value : '';
}
