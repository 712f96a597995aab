import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** Beside the packages, so that the vocabulary is found. */
const FILE = join(dirname(fileURLToPath(import.meta.url)), 'json-ld-of-a-page.ts');

/** What the vocabulary of schema.org, as types, says against some JSON-LD of this type; nothing when it is all right. */
export function againstVocabulary(type: string, jsonLd: string): string[] {
  const text = `import type { ${type}, WithContext } from 'schema-dts';\nexport const page: WithContext<${type}> = ${jsonLd};\n`;
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === FILE || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === FILE
      ? ts.createSourceFile(FILE, text, ts.ScriptTarget.ES2022)
      : getSourceFile.call(host, name, ...rest);
  const program = ts.createProgram([FILE], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n').slice(0, 2_000));
}
