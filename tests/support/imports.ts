import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** The file that imports, from the root of the project. */
  readonly from: string;
  /** A path from the root of the project, or the name of a package ('node:fs', 'pg', '@prisma/client'). */
  readonly to: string;
  readonly isOfProject: boolean;
  /** Nothing is left of it when the program runs. */
  readonly isTypeOnly: boolean;
  /** What is taken by name; null when it is everything, or not known. */
  readonly names: readonly string[] | null;
  readonly line: number;
}

/** Every import a file makes: static, dynamic, re-exports, `import('x').T` types, require; of .vue files the scripts'. */
export function importsOf(file: string, text: string, shortPaths: ReadonlyMap<string, string>): Import[] {
  const found: Import[] = [];
  const source = parse(file, text);
  const add = (
    node: ts.Node,
    specifier: ts.Node | undefined,
    isTypeOnly: boolean,
    names: readonly string[] | null = null,
  ): void => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push({
      from: file,
      ...resolve(file, specifier.text, shortPaths),
      isTypeOnly,
      names,
      line: line + 1,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnlyImport(node), namesOf(node));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnlyExport(node));
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, true);
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
      add(node, node.moduleReference.expression, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && isImportCall(node)) add(node, node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Lines on which a file touches the environment, and whether it only hands the whole of it on. */
export function environmentUses(file: string, text: string): { line: number; isHandedOn: boolean }[] {
  const source = parse(file, text);
  const uses: { line: number; isHandedOn: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (/^(globalThis\.)?process(\.env|\['env'\]|\["env"\])$/.test(textOfAccess(node, source))) {
      const isHandedOn =
        ts.isCallExpression(node.parent) && node.parent.arguments.some((argument) => argument === node);
      uses.push({ line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, isHandedOn });
    }
    const isEnvImported =
      ts.isImportDeclaration(node) &&
      /^['"](node:)?process['"]$/.test(node.moduleSpecifier.getText(source)) &&
      /\benv\b/.test(node.importClause?.getText(source) ?? '');
    const isEnvTakenApart =
      ts.isVariableDeclaration(node) &&
      ts.isObjectBindingPattern(node.name) &&
      node.initializer?.getText(source) === 'process' &&
      /\benv\b/.test(node.name.getText(source));
    if (isEnvImported || isEnvTakenApart) {
      uses.push({
        line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1,
        isHandedOn: false,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

/** The `imports` of package.json without their star: '#domain/' → 'server/domain/'. */
export function readShortPaths(): Map<string, string> {
  const { imports } = JSON.parse(readFileSync('package.json', 'utf8')) as { imports: Record<string, string> };
  return new Map(
    Object.entries(imports).map(([short, long]) => [
      short.replace('*', ''),
      posix.normalize(long.replace('*', '')),
    ]),
  );
}

function parse(file: string, text: string): ts.SourceFile {
  const code = file.endsWith('.vue') ? scriptsOf(text) : text;
  const kind = /\.(mjs|js)$/.test(file) ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  return ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true, kind);
}

/** Everything outside the scripts becomes blank, so that line numbers stay. */
function scriptsOf(vue: string): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
  let code = '';
  let end = 0;
  for (const match of vue.matchAll(/(<script\b[^>]*>)([\s\S]*?)<\/script>/g)) {
    const start = match.index + match[1]!.length;
    code += blank(vue.slice(end, start)) + match[2]!;
    end = start + match[2]!.length;
  }
  return code + blank(vue.slice(end));
}

function resolve(
  from: string,
  specifier: string,
  shortPaths: ReadonlyMap<string, string>,
): { to: string; isOfProject: boolean } {
  if (/^\.\.?(\/|$)/.test(specifier)) {
    return { to: posix.join(posix.dirname(from), specifier.replace(/\?.*$/, '')), isOfProject: true };
  }
  for (const [short, long] of shortPaths) {
    if (specifier.startsWith(short)) return { to: long + specifier.slice(short.length), isOfProject: true };
  }
  const parts = specifier.split('/');
  return { to: parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'), isOfProject: false };
}

function isTypeOnlyImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = importClause.namedBindings;
  return (
    !importClause.name &&
    named !== undefined &&
    ts.isNamedImports(named) &&
    named.elements.length > 0 &&
    named.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function namesOf({ importClause }: ts.ImportDeclaration): string[] | null {
  const named = importClause?.namedBindings;
  if (!named || !ts.isNamedImports(named) || importClause.name) return null;
  return named.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

function isTypeOnlyExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly) return true;
  return (
    exportClause !== undefined &&
    ts.isNamedExports(exportClause) &&
    exportClause.elements.length > 0 &&
    exportClause.elements.every((element) => element.isTypeOnly)
  );
}

function isImportCall({ expression }: ts.CallExpression): boolean {
  return (
    expression.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(expression) && expression.text === 'require')
  );
}

function textOfAccess(node: ts.Node, source: ts.SourceFile): string {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
    ? node.getText(source)
    : '';
}
